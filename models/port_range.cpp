// SPDX-License-Identifier: Apache-2.0
#include "models/port_range.h"

#include <QRegularExpression>

namespace models {

using namespace Qt::StringLiterals;

std::optional<PortRange> parsePortRange(const QString &text)
{
    static const QRegularExpression form(u"^([0-9]{1,5})(?:-([0-9]{1,5}))?$"_s);
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    PortRange range;
    range.first = match.capturedView(1).toInt();
    range.last = match.hasCaptured(2) ? match.capturedView(2).toInt() : range.first;
    if (range.last > 65535 || range.first > range.last)
        return std::nullopt;
    return range;
}

} // namespace models
