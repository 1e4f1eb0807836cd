// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_command.h"
#include "models/run_command/run_option_table.h"
#include "models/run_command/run_values.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

template<typename T>
QString problemOf(const Checked<T> &value)
{
    return value ? QString() : value.error();
}

QString checkLabel(const QString &text)
{
    QStringView name = QStringView(text).left(text.indexOf(u'='));
    while (name.startsWith(u' ') || name.startsWith(u'\t'))
        name = name.mid(1);
    if (name.isEmpty())
        return u"invalid label '%1': empty name"_s.arg(text);
    return name.contains(u' ') || name.contains(u'\t') ? u"label '%1' contains whitespaces"_s.arg(name) : QString();
}

QString checkSysctl(const QString &text)
{
    static const QStringList known{u"kernel.msgmax"_s, u"kernel.msgmnb"_s,         u"kernel.msgmni"_s,
                                   u"kernel.sem"_s,    u"kernel.shmall"_s,         u"kernel.shmmax"_s,
                                   u"kernel.shmmni"_s, u"kernel.shm_rmid_forced"_s};
    const auto parts = cut(text, u'=');
    const bool fine = parts && (known.contains(parts->first) || parts->first.startsWith(u"net.") ||
                                parts->first.startsWith(u"fs.mqueue."));
    return fine ? QString() : u"sysctl '%1' is not allowed"_s.arg(text);
}

QString checkLink(const QString &text)
{
    if (text.isEmpty())
        return u"empty string specified for links"_s;
    return text.count(u':') > 1 ? u"bad format for links: "_s + text : QString();
}

QString checkDeviceRule(const QString &text)
{
    static const QRegularExpression form(uR"(^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}\z)"_s);
    return text.contains(form) ? QString() : u"invalid device cgroup format '%1'"_s.arg(text);
}

QString checkEnv(const QString &text)
{
    return text.isEmpty() || text.startsWith(u'=') ? u"invalid environment variable: "_s + text : QString();
}

QString checkAttach(const QString &text)
{
    static const QStringList streams{u"stdin"_s, u"stdout"_s, u"stderr"_s};
    return streams.contains(text.toLower()) ? QString() : u"valid streams are STDIN, STDOUT and STDERR"_s;
}

/// Lists are checked item by item, those that are not named here only later.
QString checkItem(RunOption option, const QString &text)
{
    switch (option) {
    case RunOption::Env:
        return checkEnv(text);
    case RunOption::Label:
        return checkLabel(text);
    case RunOption::Mount:
        return problemOf(readMount(text, u"/"_s));
    case RunOption::Network:
        return problemOf(readNetwork(text));
    case RunOption::Gpus:
        return problemOf(readGpus(text));
    case RunOption::Ulimit:
        return problemOf(readUlimit(text));
    case RunOption::BlkioWeightDevice:
        return problemOf(readWeightDevice(text));
    case RunOption::DeviceReadBps:
    case RunOption::DeviceWriteBps:
        return problemOf(readBpsDevice(text));
    case RunOption::DeviceReadIops:
    case RunOption::DeviceWriteIops:
        return problemOf(readIopsDevice(text));
    case RunOption::AddHost:
        return problemOf(readExtraHost(text));
    case RunOption::DnsSearch:
        return problemOf(readDnsSearch(text));
    case RunOption::Dns:
        return goIp(text.trimmed()) ? QString() : u"IP address is not correctly formatted: "_s + text;
    case RunOption::Sysctl:
        return checkSysctl(text);
    case RunOption::Link:
        return checkLink(text);
    case RunOption::DeviceCgroupRule:
        return checkDeviceRule(text);
    case RunOption::Attach:
        return checkAttach(text);
    default:
        return {};
    }
}

} // namespace

QString checkSetting(RunOption option, const QString &value)
{
    switch (rowOf(option).value) {
    case OptionValue::Bool:
        return problemOf(goBool(value));
    case OptionValue::Int:
        return problemOf(goInt(value));
    case OptionValue::Uint16:
        return problemOf(goUint(value, 16));
    case OptionValue::Uint64:
        return problemOf(goUint(value, 64));
    case OptionValue::Bytes:
        return problemOf(goBytes(value));
    case OptionValue::SwapBytes:
        return value == u"-1" ? QString() : problemOf(goBytes(value));
    case OptionValue::Cpus:
        return problemOf(goCpus(value));
    case OptionValue::Duration:
        return problemOf(goDuration(value));
    case OptionValue::List:
        return checkItem(option, value);
    case OptionValue::Text:
        break;
    }
    return {};
}

} // namespace models::run
