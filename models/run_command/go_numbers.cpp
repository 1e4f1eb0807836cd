// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/go_text.h"

#include <QRegularExpression>

#include <charconv>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

const QString badSyntax = u"invalid syntax"_s;
const QString outOfRange = u"value out of range"_s;

int digitOf(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    const QChar lower = c.toLower();
    return lower >= u'a' && lower <= u'z' && c.unicode() < 128 ? lower.unicode() - u'a' + 10 : 99;
}

/// _ only between digits, or between a base's prefix and a digit.
bool underscoresFit(QStringView digits, bool prefixed)
{
    bool before = prefixed;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (digits.at(i) != u'_') {
            before = true;
            continue;
        }
        if (!before || i + 1 == digits.size() || digits.at(i + 1) == u'_')
            return false;
        before = false;
    }
    return true;
}

/// Takes a base's prefix off the digits.
int takeBase(QStringView &digits)
{
    if (digits.size() < 2 || digits.front() != u'0')
        return 10;
    const QChar mark = digits.at(1).toLower();
    const int base = mark == u'x' ? 16 : mark == u'o' ? 8 : mark == u'b' ? 2 : 0;
    if (digits.size() >= 3 && base) {
        digits = digits.mid(2);
        return base;
    }
    digits = digits.mid(1);
    return 8;
}

/// The size of a whole number; `limit` is the largest that fits.
Checked<quint64> magnitude(QStringView digits, quint64 limit)
{
    if (digits.isEmpty())
        return tl::unexpected(badSyntax);
    const int base = takeBase(digits);
    if (!underscoresFit(digits, base != 10))
        return tl::unexpected(badSyntax);
    quint64 value = 0;
    bool fits = true;
    for (const QChar c : digits) {
        if (c == u'_')
            continue;
        const int digit = digitOf(c);
        if (digit >= base)
            return tl::unexpected(badSyntax);
        fits = fits && value <= (limit - quint64(digit)) / quint64(base);
        if (fits)
            value = value * quint64(base) + quint64(digit);
    }
    if (!fits)
        return tl::unexpected(outOfRange);
    return value;
}

QString numberProblem(const QString &function, const QString &text, const QString &what)
{
    return u"strconv."_s + function + u": parsing "_s + goQuoted(text) + u": "_s + what;
}

constexpr quint64 intLimit = quint64(std::numeric_limits<qint64>::max());

/// As Go makes an int64 of a float on this machine.
qint64 truncated(double value)
{
    return std::abs(value) < 0x1p63 ? qint64(value) : std::numeric_limits<qint64>::min();
}

} // namespace

Checked<bool> goBool(const QString &text)
{
    for (const auto *yes : {"1", "t", "T", "TRUE", "true", "True"}) {
        if (text == QLatin1StringView(yes))
            return true;
    }
    for (const auto *no : {"0", "f", "F", "FALSE", "false", "False"}) {
        if (text == QLatin1StringView(no))
            return false;
    }
    return tl::unexpected(numberProblem(u"ParseBool"_s, text, badSyntax));
}

Checked<qint64> goInt(const QString &text)
{
    QStringView digits = text;
    const bool negative = digits.startsWith(u'-');
    if (negative || digits.startsWith(u'+'))
        digits = digits.mid(1);
    const auto size = magnitude(digits, negative ? intLimit + 1 : intLimit);
    if (!size)
        return tl::unexpected(numberProblem(u"ParseInt"_s, text, size.error()));
    return negative ? qint64(0 - *size) : qint64(*size);
}

Checked<quint64> goUint(const QString &text, int bits)
{
    const quint64 limit = bits == 64 ? std::numeric_limits<quint64>::max() : (quint64(1) << bits) - 1;
    const auto size = magnitude(text, limit);
    if (!size)
        return tl::unexpected(numberProblem(u"ParseUint"_s, text, size.error()));
    return *size;
}

Checked<qint64> goDecimal(const QString &text, bool signed_)
{
    QStringView digits = text;
    const bool negative = signed_ && digits.startsWith(u'-');
    if (negative || (signed_ && digits.startsWith(u'+')))
        digits = digits.mid(1);
    if (digits.isEmpty())
        return tl::unexpected(badSyntax);
    qint64 value = 0;
    bool fits = true;
    for (const QChar c : digits) {
        const int digit = digitOf(c);
        if (digit > 9)
            return tl::unexpected(badSyntax);
        fits = fits && !qMulOverflow(value, qint64(10), &value) && !qAddOverflow(value, qint64(digit), &value);
    }
    if (!fits)
        return tl::unexpected(outOfRange);
    return negative ? -value : value;
}

Checked<double> goFloat(const QString &text)
{
    static const QRegularExpression decimal(
        uR"(^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][+-]?\d+(_\d+)*)?$)"_s);
    static const QRegularExpression hexadecimal(
        uR"(^[+-]?0[xX]_?([\da-fA-F]+(_[\da-fA-F]+)*\.?[\da-fA-F]*|\.[\da-fA-F]+)[pP][+-]?\d+$)"_s);
    const bool hex = !decimal.match(text).hasMatch();
    if (hex && !hexadecimal.match(text).hasMatch())
        return tl::unexpected(numberProblem(u"ParseFloat"_s, text, badSyntax));
    QByteArray plain = text.toLatin1().replace("_", "");
    const bool negative = plain.startsWith('-');
    plain.remove(0, (negative || plain.startsWith('+') ? 1 : 0) + (hex ? 2 : 0));
    double value = 0;
    const auto format = hex ? std::chars_format::hex : std::chars_format::general;
    const auto read = std::from_chars(plain.cbegin(), plain.cend(), value, format);
    if (read.ec == std::errc::result_out_of_range && !plain.toLower().contains(hex ? "p-" : "e-"))
        return tl::unexpected(numberProblem(u"ParseFloat"_s, text, outOfRange));
    return negative ? -value : value;
}

Checked<qint64> goBytes(const QString &text)
{
    qsizetype last = text.size() - 1;
    while (last >= 0 && !u"0123456789. "_s.contains(text.at(last)))
        --last;
    if (last < 0)
        return tl::unexpected(u"invalid size: '%1'"_s.arg(text));
    const QString number = text.left(text.at(last) == u' ' ? last : last + 1);
    const QString suffix = text.mid(last + 1).toLower();
    const auto size = goFloat(number);
    if (!size)
        return tl::unexpected(size.error());
    if (*size < 0)
        return tl::unexpected(u"invalid size: '%1'"_s.arg(text));
    if (suffix.isEmpty() || suffix == u"b")
        return truncated(*size);
    const qsizetype power = u"kmgtp"_s.indexOf(suffix.front());
    const QStringView rest = QStringView(suffix).mid(1);
    if (power < 0 || (!rest.isEmpty() && rest != u"b" && rest != u"ib"))
        return tl::unexpected(u"invalid suffix: '%1'"_s.arg(suffix));
    return truncated(std::ldexp(*size, int(power + 1) * 10));
}

} // namespace models::run
