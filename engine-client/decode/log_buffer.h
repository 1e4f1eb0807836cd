// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/decode/copy_scan.h"
#include "engine-client/dto/log.h"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace engine {

/// Gathers the lines of one batch: in a LogBlock while batches are large, else in an array of their size. Owned by LogDecoder, on
/// the engine thread.
class LogBuffer
{
public:
    /// Makes room for lines that have, with their ends, no more bytes than this.
    void reserve(std::size_t more);
    /// Precondition: reserve() has made room. False, and nothing is appended: there is a line feed in the text.
    bool append(std::string_view text, qint64 timeNs, LogStream stream, bool partial)
    {
        if (m_scan.copy(m_data + m_used, text.data(), text.size()))
            return false;
        m_data[m_used + text.size()] = '\n';
        m_lines.push_back({static_cast<quint32>(m_used), static_cast<quint32>(text.size()), timeNs, stream, partial});
        m_used += text.size() + 1;
        note(m_lines.back());
        return true;
    }
    [[nodiscard]] LogBatch take();

private:
    void note(const LogLine &line)
    {
        LogTimes &times = m_facts.times[static_cast<std::size_t>(line.stream)];
        if (times.count++ == 0)
            times.firstNs = line.timeNs;
        else if (line.timeNs <= times.lastNs)
            noteOrder(line.timeNs == times.lastNs);
        times.lastNs = line.timeNs;
        if (line.length > m_facts.longest)
            m_facts.longest = line.length;
        m_facts.hasPartial = m_facts.hasPartial || line.partial;
    }
    void noteOrder(bool isEqual)
    {
        m_facts.isRising = false;
        m_facts.isSorted = m_facts.isSorted && isEqual;
    }
    void growArray(std::size_t size);

    QByteArray m_array; ///< longer than used
    std::shared_ptr<char[]> m_block;
    char *m_data = nullptr; ///< of the one or the other
    std::size_t m_used = 0;
    std::vector<LogLine> m_lines;
    LogFacts m_facts;
    CopyScan m_scan;
    std::size_t m_lastUsed = 0; ///< by the batch before
};

} // namespace engine
