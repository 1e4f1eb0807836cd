// SPDX-License-Identifier: Apache-2.0
#include "models/sort_key.h"

#include <algorithm>

namespace models {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

SortKey SortKey::of(const QString &value)
{
    return {Kind::Text, 0, naturalKey(value)};
}

SortKey SortKey::of(const QVariant &value)
{
    if (!value.isValid())
        return none();
    return value.metaType() == QMetaType::fromType<QString>() ? of(value.toString()) : of(value.toDouble());
}

QString naturalKey(const QString &text)
{
    const QString folded = text.toCaseFolded();
    if (std::none_of(folded.begin(), folded.end(), isDigit))
        return folded;
    QString key;
    key.reserve(folded.size() + 8);
    for (qsizetype i = 0; i < folded.size();) {
        if (!isDigit(folded.at(i))) {
            key += folded.at(i++);
            continue;
        }
        qsizetype end = i;
        while (end < folded.size() && isDigit(folded.at(end)))
            ++end;
        while (i + 1 < end && folded.at(i) == u'0')
            ++i;
        // A longer number is a larger one: its length goes first, itself a "digit" so that it sorts among digits.
        key += QChar(static_cast<char16_t>(u'0' + std::min<qsizetype>(end - i - 1, 9)));
        key += QStringView(folded).mid(i, end - i);
        i = end;
    }
    return key;
}

} // namespace models
