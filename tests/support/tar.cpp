// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tar.h"

#include <numeric>

namespace test {

namespace {

constexpr qsizetype blockSize = 512;

QByteArray octal(qint64 number, qsizetype digits)
{
    return QByteArray::number(number, 8).rightJustified(digits, '0') + '\0';
}

QByteArray padded(QByteArray bytes, qsizetype size)
{
    return bytes.append(size - bytes.size(), '\0');
}

} // namespace

QByteArray tarEntry(const QByteArray &path, const QByteArray &content, qint64 modified, char type)
{
    const QByteArray target = type == '2' ? content : QByteArray();
    const QByteArray body = type == '0' ? content : QByteArray();
    QByteArray header = padded(path, 100) + octal(0644, 7) + octal(0, 7) + octal(0, 7) + octal(body.size(), 11) +
                        octal(modified, 11) + QByteArray(8, ' ') + type + padded(target, 100) +
                        QByteArray("ustar\0"
                                   "00",
                                   8);
    header = padded(header, blockSize);
    const int sum = std::accumulate(header.cbegin(), header.cend(), 0,
                                    [](int total, char byte) { return total + static_cast<unsigned char>(byte); });
    header.replace(148, 8, octal(sum, 6) + ' ');
    const qsizetype filled = (body.size() + blockSize - 1) / blockSize * blockSize;
    return header + padded(body, filled);
}

QByteArray tarEnd()
{
    return QByteArray(2 * blockSize, '\0');
}

} // namespace test
