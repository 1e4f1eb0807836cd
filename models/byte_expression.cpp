// SPDX-License-Identifier: Apache-2.0
#include "models/byte_expression.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace models {
namespace {

constexpr std::size_t SmallestStack = 32 * 1024;
constexpr std::size_t LargestStack = 512 * 1024;

quint32 pcreOptions(unsigned options)
{
    quint32 all = 0;
    if (options & ByteExpression::CaseInsensitive)
        all |= PCRE2_CASELESS;
    if (options & ByteExpression::Multiline)
        all |= PCRE2_MULTILINE;
    if (options & ByteExpression::Utf8)
        all |= PCRE2_UTF;
    if (options & ByteExpression::UnicodeClasses)
        all |= PCRE2_UCP;
    return all;
}

} // namespace

struct ByteExpression::Code
{
    explicit Code(pcre2_code *compiled, quint32 most) : code(compiled), steps(most) {}
    Code(const Code &) = delete;
    Code &operator=(const Code &) = delete;
    ~Code() { pcre2_code_free(code); }

    pcre2_code *const code;
    const quint32 steps;
};

struct ByteExpression::Match::Room
{
    Room() { pcre2_jit_stack_assign(context, nullptr, stack); }
    Room(const Room &) = delete;
    Room &operator=(const Room &) = delete;
    ~Room()
    {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
        pcre2_jit_stack_free(stack);
    }

    pcre2_match_data *const data = pcre2_match_data_create(1, nullptr); ///< of the whole match, not of its groups
    pcre2_match_context *const context = pcre2_match_context_create(nullptr);
    pcre2_jit_stack *const stack = pcre2_jit_stack_create(SmallestStack, LargestStack, nullptr);
};

ByteExpression::Match::Match() : m_room(std::make_shared<Room>())
{}

qsizetype ByteExpression::Match::start() const
{
    return qsizetype(pcre2_get_ovector_pointer(m_room->data)[0]);
}

qsizetype ByteExpression::Match::end() const
{
    return qsizetype(pcre2_get_ovector_pointer(m_room->data)[1]);
}

ByteExpression::ByteExpression(const QByteArray &pattern, unsigned options, quint32 steps)
{
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.constData()),
                                           PCRE2_SIZE(pattern.size()), pcreOptions(options), &error, &place, nullptr);
    if (!code)
        return;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without it, it is slower
    m_code = std::make_shared<const Code>(code, steps);
}

ByteExpression::Outcome ByteExpression::find(QByteArrayView subject, qsizetype from, Match &match) const
{
    return run(subject, from, 0, match);
}

ByteExpression::Outcome ByteExpression::findHere(QByteArrayView subject, qsizetype from, Match &match) const
{
    return run(subject, from, PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED, match);
}

ByteExpression::Outcome ByteExpression::run(QByteArrayView subject, qsizetype from, quint32 options, Match &match) const
{
    pcre2_set_match_limit(match.m_room->context, m_code->steps);
    const int found =
        pcre2_match(m_code->code, reinterpret_cast<PCRE2_SPTR>(subject.data()), PCRE2_SIZE(subject.size()),
                    PCRE2_SIZE(from), options, match.m_room->data, match.m_room->context);
    if (found >= 0)
        return Outcome::Found;
    return found == PCRE2_ERROR_NOMATCH ? Outcome::None : Outcome::Failed;
}

} // namespace models
