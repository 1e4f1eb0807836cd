// SPDX-License-Identifier: Apache-2.0
#include "ui/version_text.h"

#include "models/engine_session.h"
#include "models/format.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace ui {

QString versionText(const models::EngineSession &session)
{
    const engine::VersionInfo &version = session.version();
    if (version.version.isEmpty())
        return u"No engine has answered at %1 yet."_s.arg(session.endpoint().url());
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines << name + u": "_s + models::visibleText(value);
    };
    add(u"Engine"_s, version.name);
    add(u"Address"_s, session.endpoint().url());
    add(u"Version"_s, version.version);
    add(u"API version"_s, u"%1 (minimum version %2)"_s.arg(version.apiVersion, version.minApiVersion));
    add(u"API version in use"_s, version.negotiatedApiVersion);
    add(u"Go version"_s, version.goVersion);
    add(u"Git commit"_s, version.gitCommit);
    add(u"Built"_s, version.buildTime);
    add(u"OS/Arch"_s, version.os.isEmpty() ? QString() : version.os + u'/' + version.architecture);
    add(u"Kernel"_s, version.kernel);
    for (const auto &component : version.components)
        add(component.first, component.second);
    return lines.join(u'\n');
}

QString engineName(const models::EngineSession &session)
{
    const engine::VersionInfo &version = session.version();
    if (version.version.isEmpty())
        return session.endpoint().kind == engine::Endpoint::Kind::Unix ? u"Local engine"_s
                                                                       : session.endpoint().displayHost();
    // Distributions append their own revision: "20.10.24+dfsg1".
    return models::visibleText(version.name + u' ' + version.version.section(u'+', 0, 0));
}

} // namespace ui
