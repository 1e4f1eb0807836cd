// SPDX-License-Identifier: Apache-2.0
#include "models/log_merge.h"

#include <algorithm>

namespace models {

LogMerge::LogMerge(const std::vector<Source> &sources)
{
    for (const Source &source : sources)
        add(source);
}

void LogMerge::add(const Source &source)
{
    State &state = m_states.emplace_back();
    Q_ASSERT(m_states.size() <= LineOwners::None);
    state.source = source;
    state.next = source.store->firstLine();
    state.isMarkDue = !source.frontMark.isEmpty();
}

/// None: what tells it is not at hand.
std::optional<qint64> LogMerge::keyOf(const State &state, qint64 line, const StoredLine &stored)
{
    if (stored.kind != StoredLine::Kind::Mark)
        return std::max(state.lineNs, stored.timeNs);
    // The clock of a mark may not be the engine's: it must not hold back the lines behind it.
    qint64 key = std::max(state.lastNs, stored.timeNs);
    const LineStore &store = *state.source.store;
    bool isMark = true;
    for (qint64 from = line + 1; isMark && from < store.endLine(); from = store.runAt(from).end) {
        if (!store.isAtHand(from, from + 1))
            return std::nullopt;
        store.visit(from, store.runAt(from).end, [&](qint64, const StoredLine &later) {
            isMark = later.kind == StoredLine::Kind::Mark;
            if (!isMark)
                key = std::min(key, std::max(state.lineNs, later.timeNs));
            return isMark;
        });
    }
    return key;
}

void LogMerge::look(State &state)
{
    const LineStore &store = *state.source.store;
    state.next = std::max(state.next, store.firstLine());
    state.head.reset();
    if (!state.isBehind && state.next < store.endLine() && store.isAtHand(state.next, state.next + 1))
        state.head = keyOf(state, state.next, store.line(state.next));
    state.isAwaited = !state.isBehind && state.next < store.endLine() && !state.head;
}

bool LogMerge::isAwaiting() const
{
    return std::any_of(m_states.begin(), m_states.end(), [](const State &state) { return state.isAwaited; });
}

bool LogMerge::advance(LineStore &target, qint64 upToNs, qsizetype bytes)
{
    for (State &state : m_states)
        look(state);
    if (!isAwaiting())
        makeRoom(target, upToNs);
    Place limit;
    std::optional<Place> place = least(upToNs, &limit);
    for (; place && bytes > 0 && !isAwaiting(); place = least(upToNs, &limit))
        bytes -= appendRun(target, place->source, limit, bytes);
    m_owners.dropBefore(target.firstLine() + (target.droppedLines() > 0 ? 1 : 0)); // the mark in front is of none
    return !place && !isAwaiting();
}

/// The next line to append; `limit` is where the one after it goes that is not of the same source.
std::optional<LogMerge::Place> LogMerge::least(qint64 upToNs, Place *limit) const
{
    std::optional<Place> first;
    *limit = {upToNs, m_states.size()};
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (m_states[i].isBehind || !m_states[i].head || *m_states[i].head > upToNs)
            continue;
        const Place place{*m_states[i].head, i};
        if (!first || place < *first) {
            *limit = first.value_or(*limit);
            first = place;
        } else {
            *limit = std::min(*limit, place);
        }
    }
    return first;
}

void LogMerge::makeRoom(LineStore &target, qint64 upToNs)
{
    for (std::size_t i = 0; m_floor && i < m_states.size(); ++i) {
        if (m_states[i].head && Place{*m_states[i].head, i} < *m_floor)
            m_states[i].isBehind = true;
    }
    Place limit;
    const std::optional<Place> first = least(upToNs, &limit);
    if (!first || m_recent.empty() || m_recent.back().place <= *first)
        return;
    while (!m_recent.empty() && *first < m_recent.back().place)
        takeLast();
    truncate(target);
}

void LogMerge::takeLast()
{
    const Recent &last = m_recent.back();
    State &state = m_states[last.place.source];
    state.next -= last.isFrontMark ? 0 : 1;
    state.isMarkDue = state.isMarkDue || last.isFrontMark;
    state.lineNs = last.lineNs;
    state.lastNs = last.lastNs;
    m_recentBytes -= last.bytes;
    // What is taken off a second time, before anybody asked, has no place of its own to come from.
    if (m_moved.empty() || m_owners.endLine() == m_movedFrom) {
        m_moved.push_back(last.isFrontMark ? LineOwners::None : LineOwners::Owner(last.place.source));
        m_movedFrom = m_owners.endLine() - 1;
    }
    m_recent.pop_back();
    m_owners.takeLast();
}

qint64 LogMerge::lineNow(qint64 line) const
{
    const qint64 index = line - m_movedFrom;
    if (index < 0 || index >= qint64(m_moved.size()))
        return line;
    const auto last = m_moved.rbegin() + index;
    const qint64 before = std::count(m_moved.rbegin(), last, *last);
    return m_owners.nth(m_movedFrom, *last, before);
}

void LogMerge::truncate(LineStore &target)
{
    target.truncate(m_owners.endLine());
    m_styled.reset();
    for (State &state : m_states)
        look(state);
}

bool LogMerge::takeBack(LineStore &target, std::size_t source, qint64 line)
{
    State &state = m_states[source];
    const LineStore &store = *state.source.store;
    for (; line > store.firstLine() && line <= store.endLine(); --line) {
        if (!store.isAtHand(line - 1, line))
            return false;
        if (store.line(line - 1).kind != StoredLine::Kind::Mark) // where a mark goes depends on the line behind it
            break;
    }
    if (state.next <= line)
        return true;
    while (state.next > line && !m_recent.empty())
        takeLast();
    truncate(target);
    return state.next <= line;
}

qsizetype LogMerge::appendRun(LineStore &target, std::size_t source, const Place &limit, qsizetype bytes)
{
    State &state = m_states[source];
    const LineStore &store = *state.source.store;
    qsizetype used = 0;
    store.visit(state.next, store.runAt(state.next).end, [&](qint64 index, const StoredLine &line) {
        const std::optional<qint64> key = keyOf(state, index, line);
        const Place place{key.value_or(0), source};
        if (!key || used >= bytes || (used > 0 && place > limit))
            return false;
        if (state.isMarkDue)
            appendFrontMark(target, state, line, place);
        if (m_styled != source)
            target.setStyles(store.ansiStates(index));
        append(target, state, line, place);
        used += line.bytes.size() + 1;
        return true;
    });
    look(state);
    return used;
}

void LogMerge::remember(const Recent &line)
{
    m_recent.push_back(line);
    m_recentBytes += line.bytes;
    while (qsizetype(m_recent.size()) > RecentLines || m_recentBytes > RecentBytes) {
        m_floor = m_recent.front().place;
        m_recentBytes -= m_recent.front().bytes;
        m_recent.pop_front();
    }
}

/// Before `line`, the first one of its source.
void LogMerge::appendFrontMark(LineStore &target, State &state, const StoredLine &line, const Place &place)
{
    remember({place, state.lineNs, state.lastNs, state.source.frontMark.size(), true});
    m_owners.append(LineOwners::None);
    target.appendMark(state.source.name + ": " + state.source.frontMark, line.timeNs);
    state.isMarkDue = false;
    m_styled.reset();
}

void LogMerge::append(LineStore &target, State &state, const StoredLine &line, const Place &place)
{
    const bool isMark = line.kind == StoredLine::Kind::Mark;
    remember({place, state.lineNs, state.lastNs, line.bytes.size()});
    m_owners.append(LineOwners::Owner(place.source));
    if (isMark)
        target.appendMark(state.source.name + ": " + line.bytes.toByteArray(), line.timeNs);
    else
        target.append({line.bytes, line.timeNs,
                       line.kind == StoredLine::Kind::Stderr ? engine::LogStream::Stderr : engine::LogStream::Stdout,
                       line.continuation, line.open});
    m_styled = isMark ? std::nullopt : std::optional(place.source); // a mark ends all styles
    ++state.next;
    state.lastNs = place.key;
    if (!isMark)
        state.lineNs = place.key;
}

qint64 LogMerge::latestNs() const
{
    qint64 latest = 0;
    for (const State &state : m_states) {
        const LineStore &store = *state.source.store;
        for (qint64 line = store.endLine() - 1; line >= std::max(state.next, store.firstLine()); --line) {
            const LogRun run = store.runAt(line);
            if (run.isInFile) { // nothing but marks behind it: its first line will do
                latest = std::max(latest, run.firstNs);
                break;
            }
            const StoredLine stored = store.line(line);
            if (stored.kind == StoredLine::Kind::Mark)
                continue;
            latest = std::max(latest, stored.timeNs);
            break;
        }
    }
    return latest;
}

bool LogMerge::hasWaiting() const
{
    return std::any_of(m_states.begin(), m_states.end(), [](const State &state) {
        return !state.isBehind && state.next < state.source.store->endLine();
    });
}

bool LogMerge::isBehind() const
{
    return std::any_of(m_states.begin(), m_states.end(), [](const State &state) { return state.isBehind; });
}

qint64 LogMerge::lineOf(const LogMerge &other, qint64 line) const
{
    int owner = other.m_owners.at(line);
    while (owner < 0 && line >= other.m_owners.firstLine() && line + 1 < other.m_owners.endLine())
        owner = other.m_owners.at(++line); // a mark in front: it stands where the line behind it is
    if (owner < 0 || std::size_t(owner) >= m_states.size())
        return line < other.m_owners.endLine() ? m_owners.firstLine() : m_owners.endLine();
    const qint64 inSource =
        other.m_states[std::size_t(owner)].next - other.m_owners.countFrom(line, LineOwners::Owner(owner));
    return m_owners.fromEnd(LineOwners::Owner(owner), m_states[std::size_t(owner)].next - 1 - inSource);
}

} // namespace models
