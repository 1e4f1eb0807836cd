// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/go_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// A length of time in nanoseconds while it is read; Go counts up to 2^63.
constexpr quint64 longest = quint64(1) << 63;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Digits from `at` on; nothing when they are too many.
std::optional<quint64> takeDigits(QStringView &text, bool *any)
{
    quint64 value = 0;
    while (!text.isEmpty() && isDigit(text.front())) {
        *any = true;
        if (qMulOverflow(value, quint64(10), &value) ||
            qAddOverflow(value, quint64(text.front().unicode() - u'0'), &value) || value > longest)
            return {};
        text = text.mid(1);
    }
    return value;
}

/// The part behind the point: its digits and the power of ten below them. What exceeds 63 bits is left out, as Go does.
std::pair<quint64, double> takeFraction(QStringView &text, bool *any)
{
    quint64 value = 0;
    double scale = 1;
    bool full = false;
    for (; !text.isEmpty() && isDigit(text.front()); text = text.mid(1)) {
        *any = true;
        const quint64 digit = text.front().unicode() - u'0';
        full = full || value > (longest - 1) / 10 || value * 10 + digit > longest;
        if (full)
            continue;
        value = value * 10 + digit;
        scale *= 10;
    }
    return {value, scale};
}

quint64 unitOf(QStringView name)
{
    if (name == u"ns"_s)
        return 1;
    if (name == u"us"_s || name == u"\u00b5s"_s || name == u"\u03bcs"_s)
        return 1000;
    if (name == u"ms"_s)
        return 1000'000;
    if (name == u"s"_s)
        return 1000'000'000;
    return name == u"m"_s ? 60'000'000'000 : name == u"h"_s ? 3600'000'000'000 : 0;
}

/// One number with its unit; the error is what Go says before the quoted text.
Checked<quint64> takeAmount(QStringView &text)
{
    const QString invalid = u"invalid duration "_s;
    bool any = false;
    const auto whole = takeDigits(text, &any);
    if (!whole)
        return tl::unexpected(invalid);
    std::pair<quint64, double> fraction{0, 1};
    if (text.startsWith(u'.')) {
        text = text.mid(1);
        fraction = takeFraction(text, &any);
    }
    if (!any)
        return tl::unexpected(invalid);
    qsizetype end = 0;
    while (end < text.size() && text.at(end) != u'.' && !isDigit(text.at(end)))
        ++end;
    if (end == 0)
        return tl::unexpected(u"missing unit in duration "_s);
    const quint64 unit = unitOf(text.left(end));
    if (!unit)
        return tl::unexpected(u"unknown unit "_s + goQuoted(text.left(end).toString()) + u" in duration "_s);
    text = text.mid(end);
    quint64 sum = 0;
    if (qMulOverflow(*whole, unit, &sum) || sum > longest)
        return tl::unexpected(invalid);
    sum += quint64(double(fraction.first) * (double(unit) / fraction.second));
    return sum > longest ? tl::unexpected(invalid) : Checked<quint64>(sum);
}

/// A whole number of digits in some base, modulo 2^128: what does not fit is not told apart, as in the client.
__extension__ using Wide = unsigned __int128;

Wide wide(QStringView digits, int base)
{
    Wide value = 0;
    for (const QChar c : digits) {
        if (c != u'_')
            value = value * Wide(base) + Wide(isDigit(c) ? c.unicode() - u'0' : c.toLower().unicode() - u'a' + 10);
    }
    return value;
}

/// Digits that may have a base's prefix, in a fraction: "0x10/0b11".
std::optional<Wide> wholePart(const QString &text)
{
    static const QRegularExpression form(
        uR"(^(0[xX]_?[\da-fA-F]+(_[\da-fA-F]+)*|0[bB]_?[01]+(_[01]+)*|0[oO]?_?[0-7]+(_[0-7]+)*|\d+(_\d+)*)$)"_s);
    if (text.size() > 40 || !form.match(text).hasMatch())
        return {};
    const QChar mark = text.size() > 1 && text.front() == u'0' ? text.at(1).toLower() : QChar(u'-');
    if (mark == u'x' || mark == u'b' || mark == u'o')
        return wide(QStringView(text).mid(2), mark == u'x' ? 16 : mark == u'b' ? 2 : 8);
    return wide(text, text.size() > 1 && text.front() == u'0' ? 8 : 10);
}

struct Rational
{
    Wide above = 0, below = 1;
};

constexpr Wide nano = 1'000'000'000;

/// A number with point and exponent; exponents beyond 30 are of no use to anybody.
std::optional<Rational> decimal(const QString &text)
{
    const QString prefix = text.left(2).toLower();
    const int base = prefix == u"0x" ? 16 : prefix == u"0b" ? 2 : prefix == u"0o" ? 8 : 10;
    static const QRegularExpression plain(uR"(^(\d+(?:_\d+)*)?(?:\.(\d+(?:_\d+)*)?)?(?:([eEpP])([+-]?\d{1,3}))?$)"_s);
    static const QRegularExpression hex(uR"(^([\da-fA-F_]*)(?:\.([\da-fA-F]*))?(?:([pP])([+-]?\d{1,3}))?$)"_s);
    const auto match = (base == 16 ? hex : plain).match(base == 10 ? text : text.mid(2));
    const QString digits = QString(match.captured(1) + match.captured(2)).remove(u'_');
    if (!match.hasMatch() || digits.isEmpty() || digits.size() > 30)
        return {};
    Rational value{wide(digits, base), 1};
    const int places = int(match.captured(2).remove(u'_').size());
    const int power = match.captured(4).toInt();
    const bool binary = match.captured(3).toLower() == u"p";
    for (int i = 0; i < places; ++i)
        value.below *= Wide(base);
    for (int i = 0; i < std::min(std::abs(power), 30); ++i)
        (power < 0 ? value.below : value.above) *= Wide(binary ? 2 : 10);
    return value;
}

} // namespace

Checked<qint64> goDuration(const QString &text)
{
    const auto problem = [&text](const QString &what) { return tl::unexpected(u"time: "_s + what + goQuoted(text)); };
    QStringView rest = text;
    const bool negative = rest.startsWith(u'-');
    if (negative || rest.startsWith(u'+'))
        rest = rest.mid(1);
    if (rest == u"0"_s)
        return 0;
    if (rest.isEmpty())
        return problem(u"invalid duration "_s);
    quint64 sum = 0;
    while (!rest.isEmpty()) {
        const auto amount = takeAmount(rest);
        if (!amount)
            return problem(amount.error());
        sum += *amount;
        if (sum > longest)
            return problem(u"invalid duration "_s);
    }
    if (negative)
        return qint64(0 - sum);
    if (sum == longest)
        return problem(u"invalid duration "_s);
    return qint64(sum);
}

Checked<qint64> goCpus(const QString &text)
{
    const QString none = u"failed to parse %1 as a rational number"_s.arg(text);
    const bool negative = text.startsWith(u'-');
    const QString plain = negative || text.startsWith(u'+') ? text.mid(1) : text;
    std::optional<Rational> value;
    if (const auto parts = cut(plain, u'/')) {
        const auto above = wholePart(parts->first), below = wholePart(parts->second);
        if (above && below && *below != 0)
            value = Rational{*above, *below};
    } else {
        value = decimal(plain);
    }
    if (!value)
        return tl::unexpected(none);
    const Wide product = value->above * nano;
    if (value->below == 0 || product % value->below != 0)
        return tl::unexpected(u"value is too precise"_s);
    const auto size = quint64(product / value->below);
    return qint64(negative ? 0 - size : size);
}

} // namespace models::run
