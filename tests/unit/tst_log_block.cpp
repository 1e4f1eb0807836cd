// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_block.h"

#include <QTest>

#include <thread>
#include <vector>

using engine::LogBlock;

class TestLogBlock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void belongsToItsTakerOnly();
};

void TestLogBlock::belongsToItsTakerOnly()
{
    constexpr int Takers = 3;
    constexpr int Blocks = 60; // more than are kept
    std::vector<std::vector<std::shared_ptr<char[]>>> taken(Takers);
    for (int round = 0; round < 2; ++round) {
        std::vector<std::thread> takers;
        for (int taker = 0; taker < Takers; ++taker) {
            takers.emplace_back([&blocks = taken[std::size_t(taker)], taker] {
                blocks.clear();
                for (int i = 0; i < Blocks; ++i) {
                    blocks.push_back(LogBlock::take(std::size_t(100'000 * taker)));
                    blocks.back()[0] = blocks.back()[LogBlock::capacity - 1] = char(taker * Blocks + i);
                }
            });
        }
        for (std::thread &taker : takers)
            taker.join();
        for (int i = 0; i < Takers * Blocks; ++i) {
            const std::shared_ptr<char[]> &block = taken[std::size_t(i / Blocks)][std::size_t(i % Blocks)];
            QCOMPARE(block[0], char(i));
            QCOMPARE(block[LogBlock::capacity - 1], char(i));
        }
    }
}

QTEST_GUILESS_MAIN(TestLogBlock)
#include "tst_log_block.moc"
