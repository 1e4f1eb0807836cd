// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/go_text.h"

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// One pass over the first record: fields with commas between, "…" around a field that holds commas, "" for a quote in it.
class CsvReader
{
public:
    explicit CsvReader(const QString &text) : m_text(text) {}

    Checked<QStringList> read()
    {
        while (m_at < m_text.size() && isLineEnd())
            ++m_at;
        if (m_at >= m_text.size())
            return tl::unexpected(u"EOF"_s);
        do {
            const QString problem = m_at < m_text.size() && m_text.at(m_at) == u'"' ? takeQuoted() : takeBare();
            if (!problem.isEmpty())
                return tl::unexpected(problem);
        } while (takeComma());
        return m_fields;
    }

private:
    bool isLineEnd() const
    {
        return m_text.at(m_at) == u'\n' || (m_text.at(m_at) == u'\r' && m_text.mid(m_at + 1, 1) == u"\n");
    }

    bool takeComma()
    {
        const bool comma = m_at < m_text.size() && m_text.at(m_at) == u',';
        if (comma)
            ++m_at;
        return comma;
    }

    /// Columns count bytes, from 1.
    QString problem(qsizetype at, const QString &what) const
    {
        return u"parse error on line 1, column %1: %2"_s.arg(m_text.left(at).toUtf8().size() + 1).arg(what);
    }

    QString takeBare()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text.at(m_at) != u',' && !isLineEnd()) {
            if (m_text.at(m_at) == u'"')
                return problem(m_at, u"bare \" in non-quoted-field"_s);
            ++m_at;
        }
        m_fields += m_text.mid(start, m_at - start);
        return {};
    }

    QString takeQuoted()
    {
        const QString unclosed = u"extraneous or missing \" in quoted-field"_s;
        QString field;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text.at(m_at) != u'"') {
                field += m_text.at(m_at);
                continue;
            }
            const bool doubled = m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'"';
            if (!doubled)
                break;
            field += u'"';
            ++m_at;
        }
        if (m_at >= m_text.size())
            return problem(m_text.size(), unclosed);
        ++m_at;
        if (m_at < m_text.size() && m_text.at(m_at) != u',' && !isLineEnd())
            return problem(m_at - 1, unclosed);
        m_fields += field;
        return {};
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QStringList m_fields;
};

} // namespace

Checked<QStringList> goCsv(const QString &text)
{
    return CsvReader(text).read();
}

} // namespace models::run
