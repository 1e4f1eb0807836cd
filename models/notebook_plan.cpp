// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_plan.h"

#include "models/secret_text.h"
#include "models/shell_words.h"

#include <QUrlQuery>

#include <array>
#include <unistd.h>

namespace models {

using namespace Qt::StringLiterals;
using Secret = NotebookPreset::Secret;

namespace {

void addPorts(RunForm &form, const NotebookPlan &plan)
{
    for (const NotebookPreset::Port &port : plan.preset.ports) {
        const bool isServer = form.ports.isEmpty();
        form.ports += {plan.hostAddress, isServer ? QString::number(plan.hostPort) : QString(),
                       QString::number(port.number), u"tcp"_s};
    }
}

void addUser(RunForm &form, const NotebookPlan &plan)
{
    const NotebookPreset::User &user = plan.preset.user;
    if (plan.runAs == NotebookPlan::RunAs::KeepId && user.uid >= 0 && user.gid >= 0) {
        form.user = u"%1:%2"_s.arg(user.uid).arg(user.gid);
        form.userns = u"keep-id:uid=%1,gid=%2"_s.arg(user.uid).arg(user.gid);
    } else if (plan.runAs == NotebookPlan::RunAs::Owner && plan.uid >= 0) {
        if (user.uidVariable.isEmpty()) {
            form.user = QString::number(plan.uid);
            form.groupAdd = user.groups.join(u' ');
            return;
        }
        form.environment += {user.uidVariable, QString::number(plan.uid)};
        if (!user.gidVariable.isEmpty() && plan.gid >= 0)
            form.environment += {user.gidVariable, QString::number(plan.gid)};
    }
}

void addGpus(RunForm &form, const NotebookPlan &plan)
{
    if (plan.gpus.isEmpty())
        return;
    if (plan.gpus.contains(u'/'))
        form.devices += plan.gpus;
    else
        form.gpus = plan.gpus;
    form.environment += {u"NVIDIA_VISIBLE_DEVICES"_s, u"all"_s};
}

} // namespace

QString newNotebookSecret()
{
    std::array<char, 24> bytes{};
    if (getentropy(bytes.data(), bytes.size()) != 0)
        qFatal("the system has no random numbers");
    return QString::fromLatin1(QByteArray(bytes.data(), qsizetype(bytes.size())).toHex());
}

RunForm toRunForm(const NotebookPlan &plan, const QString &secret)
{
    const NotebookPreset &preset = plan.preset;
    RunForm form;
    form.image = plan.gpus.isEmpty() || preset.gpuImage.isEmpty() ? preset.image : preset.gpuImage;
    form.name = plan.name;
    addPorts(form, plan);
    if (!plan.folder.isEmpty() && !preset.folder.isEmpty())
        form.mounts += {plan.folder, preset.folder, false};
    form.environment = preset.environment;
    if (preset.secret != Secret::None)
        form.environment += {preset.secretVariable, secret};
    addUser(form, plan);
    addGpus(form, plan);
    form.command = joinShellWords(preset.arguments);
    form.memory = preset.memory;
    form.cpus = preset.cpus;
    form.sharedMemory = preset.sharedMemory;
    return form;
}

QString notebookCommand(const NotebookPlan &plan, bool toCopy)
{
    RunForm form = toRunForm(plan, SecretMask.toString());
    if (form.image.isEmpty())
        form.image = u"IMAGE"_s; // where the name goes
    const QString command = toDockerCommand(form, true);
    if (!toCopy || plan.preset.secret == Secret::None)
        return command;
    const QString masked = quoteShellWord(plan.preset.secretVariable + u'=' + SecretMask.toString());
    return QString(command).replace(u"-e "_s + masked, u"-e "_s + plan.preset.secretVariable);
}

QUrl notebookUrl(const NotebookPlan &plan, const QString &path)
{
    QUrl url;
    const NotebookPreset::Port port = plan.preset.ports.value(0);
    url.setScheme(port.isHttps ? u"https"_s : u"http"_s);
    url.setHost(plan.host);
    url.setPort(plan.hostPort);
    const QString relative = path.startsWith(u'/') ? path.mid(1) : path;
    url.setPath(plan.preset.basePath + relative, QUrl::TolerantMode);
    return url;
}

QUrl notebookAddress(const NotebookPlan &plan, const QString &secret)
{
    QUrl url = notebookUrl(plan, plan.preset.openPath);
    if (plan.preset.secret == Secret::Token) {
        QUrlQuery query;
        query.addQueryItem(u"token"_s, secret);
        url.setQuery(query);
    }
    return url;
}

} // namespace models
