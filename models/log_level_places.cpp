// SPDX-License-Identifier: Apache-2.0
#include "models/log_level_places.h"

#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace models {
namespace {

constexpr qsizetype Block = 32;
constexpr quint32 FifthByte = 1U << 4; ///< where a word stands behind "npm "

/// What stands where in a block, a bit for each byte.
struct Kinds
{
    quint32 letters = 0;
    quint32 capitals = 0;
    quint32 brackets = 0; ///< and what else stands right before a level
    quint32 signs = 0;    ///< ':' and '='
    quint32 quotes = 0;   ///< and escapes
};

#ifdef __SSE2__
__m128i isBetween(__m128i bytes, char first, char last)
{
    const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(char(last - first))), above);
}

template<class... Chars>
__m128i isOneOf(__m128i bytes, Chars... all)
{
    __m128i is = _mm_setzero_si128();
    ((is = _mm_or_si128(is, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(all)))), ...);
    return is;
}

Kinds kindsOf(const char *block)
{
    Kinds kinds;
    for (int shift = 0; shift < Block; shift += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(block + shift));
        const auto bits = [shift](__m128i mask) { return quint32(_mm_movemask_epi8(mask)) << shift; };
        kinds.letters |= bits(isBetween(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z'));
        kinds.capitals |= bits(isBetween(bytes, 'A', 'Z'));
        kinds.brackets |= bits(isOneOf(bytes, '[', '(', '|', '<', ':', '\t'));
        kinds.signs |= bits(isOneOf(bytes, ':', '='));
        kinds.quotes |= bits(isOneOf(bytes, '"', '\x1b'));
    }
    return kinds;
}
#else
Kinds kindsOf(const char *block)
{
    Kinds kinds;
    for (qsizetype i = 0; i < Block; ++i) {
        const char c = block[i];
        const bool isCapital = c >= 'A' && c <= 'Z';
        const auto bit = [i](bool isSet) { return quint32(isSet) << i; };
        kinds.letters |= bit(isCapital || (c >= 'a' && c <= 'z'));
        kinds.capitals |= bit(isCapital);
        kinds.brackets |= bit(c == '[' || c == '(' || c == '|' || c == '<' || c == ':' || c == '\t');
        kinds.signs |= bit(c == ':' || c == '=');
        kinds.quotes |= bit(c == '"' || c == '\x1b');
    }
    return kinds;
}
#endif

} // namespace

qsizetype LogLevelPlaces::next(qsizetype from)
{
    for (;;) {
        while (m_places) {
            const qsizetype place = m_begin + std::countr_zero(m_places);
            m_places &= m_places - 1;
            if (place >= from)
                return place;
        }
        if (m_next > m_line.size()) // where a last word ends may be a block's first byte
            return -1;
        read();
    }
}

void LogLevelPlaces::read()
{
    m_begin = m_next;
    m_next += Block;
    const char *block = m_line.data() + m_begin;
    std::array<char, Block> padded{};
    if (m_next > m_line.size()) {
        if (m_begin < m_line.size())
            std::memcpy(padded.data(), block, std::size_t(m_line.size() - m_begin));
        block = padded.data();
    }
    const Kinds kinds = kindsOf(block);
    const quint32 behindLetters = kinds.letters << 1 | quint32(m_isInWord);
    const quint32 begins = kinds.letters & ~behindLetters;
    const quint32 wanted =
        kinds.capitals | kinds.brackets << 1 | quint32(m_isBehindBracket) | (m_begin == 0 ? FifthByte : 0);
    // A bit that is added to the first one of a word's goes on to the place behind its last one.
    const quint64 sum = quint64(kinds.letters) + (begins & wanted) + quint64(m_isWordChosen);
    m_places = (quint32(sum) & ~kinds.letters) | (kinds.signs & behindLetters) | kinds.quotes;
    m_isWordChosen = sum >> Block != 0;
    m_isInWord = kinds.letters >> (Block - 1) != 0;
    m_isBehindBracket = kinds.brackets >> (Block - 1) != 0;
}

} // namespace models
