// SPDX-License-Identifier: Apache-2.0
#include "models/log_needle.h"

#include <QString>

#include <algorithm>
#include <bit>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace models {
namespace {

bool isControl(char byte)
{
    return quint8(byte) < 0x20 || byte == 0x7f;
}

bool isLetter(char32_t c)
{
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

constexpr int Never = std::numeric_limits<int>::max();

/// How many bytes of a log are like this one, roughly.
int frequency(const LogNeedle::Byte &byte)
{
    // The most frequent first: what numbers, times and English words are made of.
    constexpr std::string_view often = " 0123456789etaoinsrldcmupfg.:-/";
    int sum = 0;
    for (std::size_t i = 0; i < often.size(); ++i)
        sum += byte.fits(often[i]) ? int(often.size() - i) : 0;
    return sum;
}

#ifdef __SSE2__
constexpr qsizetype Block = 64;
constexpr qsizetype Ahead = 4096; ///< bytes that are asked for before they are looked at: memory is what one waits for

__m128i load(const char *at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
}

quint64 bits(const __m128i (&masks)[4])
{
    quint64 all = 0;
    for (int i = 0; i < 4; ++i)
        all |= quint64(quint32(_mm_movemask_epi8(masks[i]))) << (16 * i);
    return all;
}

/// Calls `test.fast(place, bytes, feeds)` for sixteen bytes at a time, and `test.holds(place)` where that says "maybe".
/// Up to where no whole block fits any more.
template<class Test>
bool scanBlocks(LogNeedle::Place &place, const char *end, const Test &test)
{
    const __m128i zero = _mm_setzero_si128();
    const __m128i feed = _mm_set1_epi8('\n');
    __m128i count = zero;
    const auto feeds = [&count] { return _mm_cvtsi128_si64(_mm_add_epi64(count, _mm_srli_si128(count, 8))); };
    const char *at = place.at;
    for (; end - at >= Block + test.reach(); at += Block) {
        _mm_prefetch(at + Ahead, _MM_HINT_T0); // may be anywhere
        __m128i maybe[4];
        __m128i isFeed[4];
        __m128i any = zero;
        __m128i sum = zero;
        for (int i = 0; i < 4; ++i) {
            const __m128i bytes = load(at + 16 * i);
            isFeed[i] = _mm_cmpeq_epi8(bytes, feed);
            maybe[i] = test.fast(at + 16 * i, bytes, isFeed[i]);
            any = _mm_or_si128(any, maybe[i]);
            sum = _mm_sub_epi8(sum, isFeed[i]);
        }
        for (quint64 places = _mm_movemask_epi8(any) ? bits(maybe) : 0; places; places &= places - 1) {
            const int i = std::countr_zero(places);
            if (test.holds(at + i)) {
                place = {at + i, place.feeds + feeds() + std::popcount(bits(isFeed) & ((quint64(1) << i) - 1))};
                return true;
            }
        }
        count = _mm_add_epi64(count, _mm_sad_epu8(sum, zero));
    }
    place = {at, place.feeds + feeds()};
    return false;
}
#endif

template<class Test>
LogNeedle::Place scan(const char *from, const char *end, const Test &test)
{
    LogNeedle::Place place{from, 0};
#ifdef __SSE2__
    if (scanBlocks(place, end, test))
        return place;
#endif
    for (; place.at != end; ++place.at) {
        if (test.mayHold(place.at, end) && test.holds(place.at))
            break;
        place.feeds += *place.at == '\n';
    }
    return place;
}

/// Anything that is not printable ASCII and no line feed.
struct OddTest
{
    [[nodiscard]] static qsizetype reach() { return 0; }
    [[nodiscard]] static bool mayHold(const char *, const char *) { return true; }
    [[nodiscard]] static bool holds(const char *at) { return *at != '\n' && (isControl(*at) || quint8(*at) >= 0x80); }
#ifdef __SSE2__
    /// One more than each byte: as signed numbers all odd ones are below a '!' then.
    [[nodiscard]] static __m128i fast(const char *, __m128i bytes, __m128i feeds)
    {
        const __m128i more = _mm_add_epi8(bytes, _mm_set1_epi8(1));
        return _mm_andnot_si128(feeds, _mm_cmplt_epi8(more, _mm_set1_epi8(0x21)));
    }
#endif
};

/// Only for the count of line feeds.
struct NoTest
{
    [[nodiscard]] static qsizetype reach() { return 0; }
    [[nodiscard]] static bool mayHold(const char *, const char *) { return false; }
    [[nodiscard]] static bool holds(const char *) { return false; }
#ifdef __SSE2__
    [[nodiscard]] static __m128i fast(const char *, __m128i, __m128i)
    {
        return _mm_setzero_si128();
    }
#endif
};

/// Of the control characters those that may hide a run, by what is shown of them.
bool isHiding(char byte)
{
    return quint8(byte) < 0x20 && byte != '\t' && byte != '\n';
}

#ifdef __SSE2__
template<bool Folds>
__m128i isByte(const char *at, const LogNeedle::Byte &byte)
{
    const __m128i bytes = Folds ? _mm_or_si128(load(at), _mm_set1_epi8(char(byte.fold))) : load(at);
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(char(byte.value)));
}

/// Control characters, tabs as well: they are rare.
__m128i isLow(__m128i bytes, __m128i feeds)
{
    return _mm_andnot_si128(feeds, _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes));
}
#endif

bool isRunAt(const LogNeedle::Run &run, const char *at)
{
    return std::equal(run.begin(), run.end(), at, [](const LogNeedle::Byte &byte, char c) { return byte.fits(c); });
}

} // namespace

/// Two bytes at their places, and maybe the control characters.
template<bool Folds, bool WantsControl>
struct LogNeedle::PairTest
{
    const Rare &rare;
    const Byte firstByte = rare.run[std::size_t(rare.first)];
    const Byte secondByte = rare.run[std::size_t(rare.second)];

    [[nodiscard]] qsizetype reach() const { return qsizetype(rare.run.size()); }
    [[nodiscard]] static bool isWanted(char byte) { return WantsControl && isHiding(byte); }
    [[nodiscard]] bool mayHold(const char *at, const char *end) const { return end - at >= reach() || isWanted(*at); }
    /// Not near the end unless the byte itself is wanted: see mayHold().
    [[nodiscard]] bool holds(const char *at) const { return isWanted(*at) || isRunAt(rare.run, at); }
#ifdef __SSE2__
    [[nodiscard]] __m128i fast(const char *at, __m128i bytes, __m128i feeds) const
    {
        const __m128i pair =
            _mm_and_si128(isByte<Folds>(at + rare.first, firstByte), isByte<Folds>(at + rare.second, secondByte));
        return WantsControl ? _mm_or_si128(pair, isLow(bytes, feeds)) : pair;
    }
#endif
};

/// Two bytes of any of several runs at their places, and the control characters.
template<std::size_t Count, bool Folds>
struct LogNeedle::AnyTest
{
    explicit AnyTest(const std::vector<Rare> &several, const char *stretchEnd) : runs(several), end(stretchEnd)
    {
        for (std::size_t i = 0; i < Count; ++i) {
            longest = std::max(longest, qsizetype(runs[i].run.size()));
            places[i] = {runs[i].first, runs[i].second};
            bytesAt[i] = {runs[i].run[std::size_t(runs[i].first)], runs[i].run[std::size_t(runs[i].second)]};
        }
    }

    const std::vector<Rare> &runs;
    const char *const end;
    qsizetype longest = 0;
    std::array<std::pair<qsizetype, qsizetype>, Count> places;
    std::array<std::pair<Byte, Byte>, Count> bytesAt;

    [[nodiscard]] qsizetype reach() const { return longest; }
    [[nodiscard]] static bool mayHold(const char *, const char *) { return true; }
    [[nodiscard]] bool holds(const char *at) const
    {
        return isHiding(*at) || std::any_of(runs.begin(), runs.end(), [this, at](const Rare &rare) {
                   return end - at >= qsizetype(rare.run.size()) && isRunAt(rare.run, at);
               });
    }
#ifdef __SSE2__
    [[nodiscard]] __m128i fast(const char *at, __m128i bytes, __m128i feeds) const
    {
        __m128i any = isLow(bytes, feeds);
        for (std::size_t i = 0; i < Count; ++i)
            any = _mm_or_si128(any, _mm_and_si128(isByte<Folds>(at + places[i].first, bytesAt[i].first),
                                                  isByte<Folds>(at + places[i].second, bytesAt[i].second)));
        return any;
    }
#endif
};

LogNeedle::Rare::Rare(Run bytes) : run(std::move(bytes))
{
    // Bytes of one word come together; one of another kind rules more out.
    const auto cost = [this](std::size_t i, std::size_t beside) {
        const bool isSameKind = isLetter(run[i].value) == isLetter(run[beside].value);
        return i == beside ? Never : frequency(run[i]) * (isSameKind ? 3 : 1);
    };
    std::size_t rarest = 0;
    std::size_t next = 0;
    for (std::size_t i = 1; i < run.size(); ++i)
        rarest = frequency(run[i]) < frequency(run[rarest]) ? i : rarest;
    for (std::size_t i = 1; i < run.size(); ++i)
        next = cost(i, rarest) < cost(next, rarest) ? i : next;
    first = qsizetype(rarest);
    second = qsizetype(next);
    folds = run[rarest].fold != 0 || run[next].fold != 0;
}

LogNeedle::LogNeedle(Run run) : m_runs{Rare(std::move(run))}
{}

LogNeedle::LogNeedle(const std::vector<Run> &runs)
{
    Q_ASSERT(runs.size() <= MostRuns);
    std::transform(runs.begin(), runs.end(), std::back_inserter(m_runs), [](const Run &run) { return Rare(run); });
}

qsizetype LogNeedle::size() const
{
    const auto isShorter = [](const Rare &a, const Rare &b) { return a.run.size() < b.run.size(); };
    const auto shortest = std::min_element(m_runs.begin(), m_runs.end(), isShorter);
    return shortest == m_runs.end() ? 0 : qsizetype(shortest->run.size());
}

bool LogNeedle::append(Run &run, char32_t character, bool caseSensitive)
{
    // These are shown in the place of others: of many, and of DEL.
    if (character == QChar::ReplacementCharacter || character == U'?')
        return false;
    if (character < 0x80) {
        const auto fold = quint8(!caseSensitive && isLetter(character) ? 0x20 : 0);
        run.push_back({quint8(character | fold), fold});
        return true;
    }
    if (!caseSensitive)
        return false;
    for (const char byte : QString::fromUcs4(&character, 1).toUtf8())
        run.push_back({quint8(byte), 0});
    return true;
}

const char *LogNeedle::find(const char *from, const char *end) const
{
    const Rare &rare = m_runs.front();
    return (rare.folds ? scan(from, end, PairTest<true, false>{rare}) : scan(from, end, PairTest<false, false>{rare}))
        .at;
}

template<std::size_t Count>
LogNeedle::Place LogNeedle::findAnyOrControl(const char *from, const char *end) const
{
    const bool folds = std::any_of(m_runs.begin(), m_runs.end(), [](const Rare &rare) { return rare.folds; });
    return folds ? scan(from, end, AnyTest<Count, true>(m_runs, end))
                 : scan(from, end, AnyTest<Count, false>(m_runs, end));
}

LogNeedle::Place LogNeedle::findOrControl(const char *from, const char *end) const
{
    const Rare &rare = m_runs.front();
    switch (m_runs.size()) {
    case 1:
        return rare.folds ? scan(from, end, PairTest<true, true>{rare}) : scan(from, end, PairTest<false, true>{rare});
    case 2:
        return findAnyOrControl<2>(from, end);
    case 3:
        return findAnyOrControl<3>(from, end);
    default:
        return findAnyOrControl<MostRuns>(from, end);
    }
}

LogNeedle::Place LogNeedle::findOdd(const char *from, const char *end)
{
    return scan(from, end, OddTest());
}

qint64 LogNeedle::countFeeds(const char *from, const char *end)
{
    return scan(from, end, NoTest()).feeds;
}

} // namespace models
