// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_values.h"

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

template<typename T>
T &ensure(std::optional<T> &part)
{
    if (!part)
        part.emplace();
    return *part;
}

void setOnMap(QMap<QString, QString> &map, const QString &text)
{
    const auto parts = cut(text, u'=').value_or(std::pair(text, QString()));
    if (!parts.first.isEmpty())
        map.insert(parts.first, parts.second);
}

/// Fills a MountValue field by field; each set… tells what is wrong, or nothing.
class MountReader
{
public:
    explicit MountReader(const QString &workingDir) : m_workingDir(workingDir) { m_mount.type = u"volume"_s; }

    Checked<MountValue> read(const QStringList &fields)
    {
        for (const QString &field : fields) {
            const auto parts = cut(field, u'=');
            const QString problem = parts ? set(field, parts->first.toLower(), parts->second) : setFlag(field);
            if (!problem.isEmpty())
                return tl::unexpected(problem);
        }
        const QString problem = whole();
        if (!problem.isEmpty())
            return tl::unexpected(problem);
        return m_mount;
    }

private:
    QString setFlag(const QString &field)
    {
        const QString key = field.toLower();
        if (key == u"readonly" || key == u"ro")
            m_mount.readOnly = true;
        else if (key == u"volume-nocopy")
            ensure(m_mount.volume).noCopy = true;
        else if (key == u"bind-nonrecursive")
            ensure(m_mount.bind).nonRecursive = true;
        else
            return u"invalid field '%1' must be a key=value pair"_s.arg(field);
        return {};
    }

    QString set(const QString &field, const QString &key, const QString &value)
    {
        if (key == u"type")
            m_mount.type = value.toLower();
        else if (key == u"source" || key == u"src")
            m_mount.source = value.startsWith(u'.') ? goCleanPath(m_workingDir + u'/' + value) : value;
        else if (key == u"target" || key == u"dst" || key == u"destination")
            m_mount.target = value;
        else if (key == u"consistency")
            m_mount.consistency = value.toLower();
        else if (key == u"readonly" || key == u"ro")
            return setBool(m_mount.readOnly, key, value);
        else if (key.startsWith(u"bind-"))
            return setBind(field, key, value);
        else if (key.startsWith(u"volume-"))
            return setVolume(field, key, value);
        else
            return setOther(field, key, value);
        return {};
    }

    QString setBind(const QString &field, const QString &key, const QString &value)
    {
        if (key == u"bind-propagation")
            ensure(m_mount.bind).propagation = value.toLower();
        else if (key == u"bind-nonrecursive")
            return setBool(ensure(m_mount.bind).nonRecursive, key, value);
        else if (key != u"bind-recursive")
            return unexpectedKey(field, key);
        else if (value == u"disabled")
            ensure(m_mount.bind).nonRecursive = true;
        else if (value == u"writable")
            ensure(m_mount.bind).readOnlyNonRecursive = true;
        else if (value == u"readonly")
            ensure(m_mount.bind).readOnlyForceRecursive = true;
        else if (value != u"enabled")
            return u"invalid value for bind-recursive: %1 (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")"_s
                .arg(value);
        return {};
    }

    QString setVolume(const QString &field, const QString &key, const QString &value)
    {
        if (key == u"volume-nocopy")
            return setBool(ensure(m_mount.volume).noCopy, key, value);
        if (key == u"volume-label")
            setOnMap(ensure(m_mount.volume).labels, value);
        else if (key == u"volume-driver")
            ensure(m_mount.volume).driver = value;
        else if (key == u"volume-opt")
            setOnMap(ensure(m_mount.volume).options, value);
        else if (key == u"volume-subpath")
            ensure(m_mount.volume).subpath = value;
        else
            return unexpectedKey(field, key);
        return {};
    }

    QString setOther(const QString &field, const QString &key, const QString &value)
    {
        if (key == u"image-subpath") {
            m_mount.imageSubpath = value;
        } else if (key == u"tmpfs-size") {
            const auto size = goBytes(value);
            if (!size)
                return invalidValue(key, value);
            ensure(m_mount.tmpfs).sizeBytes = *size;
        } else if (key == u"tmpfs-mode") {
            bool ok = value.isEmpty() || value.front().isDigit();
            const quint32 mode = ok ? value.toUInt(&ok, 8) : 0;
            if (!ok)
                return invalidValue(key, value);
            ensure(m_mount.tmpfs).mode = mode;
        } else {
            return unexpectedKey(field, key);
        }
        return {};
    }

    QString setBool(bool &flag, const QString &key, const QString &value)
    {
        const auto read = goBool(value);
        if (!read)
            return invalidValue(key, value);
        flag = *read;
        return {};
    }

    QString whole() const
    {
        if (m_mount.type.isEmpty())
            return u"type is required"_s;
        if (m_mount.target.isEmpty())
            return u"target is required"_s;
        const QString mixed = u"cannot mix '%1-*' options with mount type '%2'"_s;
        if (m_mount.volume && m_mount.type != u"volume")
            return mixed.arg(u"volume"_s, m_mount.type);
        if (m_mount.bind && m_mount.type != u"bind")
            return mixed.arg(u"bind"_s, m_mount.type);
        if (m_mount.imageSubpath && m_mount.type != u"image")
            return mixed.arg(u"image"_s, m_mount.type);
        if (m_mount.tmpfs && m_mount.type != u"tmpfs")
            return mixed.arg(u"tmpfs"_s, m_mount.type);
        return recursion();
    }

    QString recursion() const
    {
        const QString needs = u"option 'bind-recursive=%1' requires '%2' to be specified in conjunction"_s;
        if (m_mount.bind && m_mount.bind->readOnlyNonRecursive && !m_mount.readOnly)
            return needs.arg(u"writable"_s, u"readonly"_s);
        if (!m_mount.bind || !m_mount.bind->readOnlyForceRecursive)
            return {};
        if (!m_mount.readOnly)
            return needs.arg(u"readonly"_s, u"readonly"_s);
        return m_mount.bind->propagation == u"rprivate" ? QString()
                                                        : needs.arg(u"readonly"_s, u"bind-propagation=rprivate"_s);
    }

    static QString invalidValue(const QString &key, const QString &value)
    {
        return u"invalid value for %1: %2"_s.arg(key, value);
    }
    static QString unexpectedKey(const QString &field, const QString &key)
    {
        return u"unexpected key '%1' in '%2'"_s.arg(key, field);
    }

    const QString m_workingDir;
    MountValue m_mount;
};

} // namespace

Checked<MountValue> readMount(const QString &text, const QString &workingDir)
{
    const auto fields = goCsv(text);
    if (!fields)
        return tl::unexpected(fields.error());
    return MountReader(workingDir).read(*fields);
}

} // namespace models::run
