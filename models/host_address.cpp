// SPDX-License-Identifier: Apache-2.0
#include "models/host_address.h"

#include <arpa/inet.h>

#include <array>

namespace models {

namespace {

/// The address in binary, 4 or 16 bytes; nothing when it is none.
QByteArray binaryAddress(const QString &text)
{
    std::array<char, sizeof(in6_addr)> bytes{};
    const QByteArray latin = text.toLatin1();
    if (inet_pton(AF_INET, latin.constData(), bytes.data()) == 1)
        return QByteArray(bytes.data(), sizeof(in_addr));
    if (inet_pton(AF_INET6, latin.constData(), bytes.data()) == 1)
        return QByteArray(bytes.data(), sizeof(in6_addr));
    return {};
}

} // namespace

bool isHostAddress(const QString &text)
{
    return !binaryAddress(text).isEmpty();
}

bool addressesOverlap(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty())
        return true;
    const QByteArray first = binaryAddress(a);
    const QByteArray second = binaryAddress(b);
    if (first == second)
        return true;
    const auto isAny = [](const QByteArray &address) { return address.count('\0') == address.size(); };
    return first.size() == second.size() && (isAny(first) || isAny(second));
}

} // namespace models
