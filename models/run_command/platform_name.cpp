// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/platform_name.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

const QString componentForm = u"^[A-Za-z0-9_.-]+$"_s;
const QString systemForm = uR"(^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$)"_s;

bool isKnownSystem(const QString &name)
{
    static const QStringList known =
        u"aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos"_s
            .split(u' ');
    return known.contains(name);
}

bool isKnownArchitecture(const QString &name)
{
    static const QStringList known =
        u"386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 "
        "mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm"_s.split(u' ');
    return known.contains(name);
}

struct Machine
{
    QString architecture, variant;
};

/// The usual names of an architecture and its variant.
Machine normalized(const QString &architecture, const QString &variant)
{
    const QString name = architecture.toLower(), kind = variant.toLower();
    if (name == u"i386")
        return {u"386"_s, {}};
    if (name == u"x86_64" || name == u"x86-64" || name == u"amd64")
        return {u"amd64"_s, kind == u"v1" ? QString() : kind};
    if (name == u"aarch64" || name == u"arm64")
        return {u"arm64"_s, kind == u"8" || kind == u"v8" ? QString() : kind};
    if (name == u"armhf")
        return {u"arm"_s, u"v7"_s};
    if (name == u"armel")
        return {u"arm"_s, u"v6"_s};
    if (name != u"arm")
        return {name, kind};
    if (kind.isEmpty() || kind == u"7")
        return {name, u"v7"_s};
    return {name, kind == u"5" || kind == u"6" || kind == u"8" ? u'v' + kind : kind};
}

/// What is wrong with one of the parts between the slashes, or nothing.
QString checkPart(const QString &text, const QString &part, bool system)
{
    static const QRegularExpression component(componentForm), os(systemForm);
    if (part.contains(system ? os : component))
        return {};
    const QString what = system
                             ? u"%1 is an invalid OS component of %2: OSAndVersion specifier component must match %3"_s
                             : u"%1 is an invalid component of %2: platform specifier component must match %3"_s;
    return what.arg(goQuoted(part), goQuoted(text), goQuoted(system ? systemForm : componentForm));
}

Checked<QString> readSingle(const QString &text, const QString &os, const QString &architecture)
{
    if (isKnownSystem(os))
        return os + u'/' + architecture;
    const Machine machine = normalized(text, {});
    if (!isKnownArchitecture(machine.architecture))
        return tl::unexpected(goQuoted(text) + u": unknown operating system or architecture"_s);
    const bool plain = machine.variant.isEmpty() || (machine.architecture == u"arm" && machine.variant == u"v7");
    return u"linux/"_s + machine.architecture + (plain ? QString() : u'/' + machine.variant);
}

Checked<QString> read(const QString &text, const QString &architecture)
{
    const QStringList parts = text.split(u'/');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString problem = checkPart(text, parts.at(i), i == 0);
        if (!problem.isEmpty())
            return tl::unexpected(problem);
    }
    QString os = parts.first().section(u'(', 0, 0).toLower();
    if (os == u"macos")
        os = u"darwin"_s;
    if (parts.size() == 1)
        return readSingle(text, os, architecture);
    if (parts.size() > 3)
        return tl::unexpected(goQuoted(text) + u": cannot parse platform specifier"_s);
    Machine machine = normalized(parts.at(1), parts.value(2));
    if (parts.size() == 2 && machine.architecture == u"arm" && machine.variant == u"v7")
        machine.variant.clear();
    if (parts.size() == 3 && machine.architecture == u"arm64" && machine.variant.isEmpty())
        machine.variant = u"v8"_s;
    return os + u'/' + machine.architecture + (machine.variant.isEmpty() ? QString() : u'/' + machine.variant);
}

} // namespace

Checked<QString> readPlatform(const QString &text, const QString &architecture)
{
    const auto platform = read(text, architecture);
    if (!platform)
        return tl::unexpected(u"error parsing specified platform: %1: invalid argument"_s.arg(platform.error()));
    return *platform;
}

} // namespace models::run
