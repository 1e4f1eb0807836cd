// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QRandomGenerator>

#include <algorithm>

namespace test {

/// The ways to feed `bytes` to a decoder that must not care where its input is cut: whole, byte by byte, and at random.
inline QList<QList<QByteArray>> everyCut(const QByteArray &bytes)
{
    QList<QList<QByteArray>> result = {{bytes}, {}};
    for (const char byte : bytes)
        result.last().append(QByteArray(1, byte));
    QRandomGenerator random(20261122); // the same cuts in every run
    for (int round = 0; round < 20; ++round) {
        QList<QByteArray> pieces;
        const int longest = 1 << (1 + round % 10);
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype size = std::min<qsizetype>(bytes.size() - at, random.bounded(longest)); // 0 too
            pieces.append(bytes.mid(at, size));
            at += size;
        }
        result.append(pieces);
    }
    return result;
}

} // namespace test
