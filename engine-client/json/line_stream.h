// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/decode/json_lines.h"
#include "engine-client/json/stream_json.h"
#include "engine-client/stream_decoder.h"

#include <QList>

#include <string_view>
#include <utility>

namespace engine::json {

/// A stream of one JSON document a line (pull, events) as lists of decoded lines. Owned by its call, on the engine thread.
/// The first failure ends it; what follows is not read.
template<class T>
class LineStream : public StreamDecoder<QList<T>>
{
public:
    using Decode = Line<T> (*)(const char *data, std::size_t size, const QString &operation);
    enum class Start { Silent, Announced }; ///< Announced: an empty list tells that the engine has answered

    LineStream(QString operation, Decode decode, Start start = Start::Silent)
        : m_operation(std::move(operation)), m_decode(decode), m_start(start)
    {}

    void started() override { m_isAnnouncing = m_start == Start::Announced; }

    void push(const char *data, std::size_t size) override
    {
        std::string_view input(data, size);
        std::string_view document;
        while (!m_error && m_lines.next(input, document))
            read(document, true);
        if (m_lines.dropped() > 0 && !m_error) {
            m_error = EngineError{.kind = ErrorKind::BadReply,
                                  .message = QStringLiteral("A line of the engine's answer is too long."),
                                  .operation = m_operation};
        }
    }

    /// The last line need not end; a half of one says nothing, the connection's end tells why.
    void finish() override
    {
        std::string_view document;
        if (!m_error && m_lines.finish(document))
            read(document, false);
    }

    std::size_t take(QList<T> &out) override
    {
        const std::size_t announcement = std::exchange(m_isAnnouncing, false) ? 1 : 0;
        out = std::exchange(m_items, {});
        return std::exchange(m_weight, 0) + announcement;
    }

    [[nodiscard]] std::optional<EngineError> error() const override { return m_error; }

private:
    void read(std::string_view document, bool isWhole)
    {
        Line<T> decoded = m_decode(document.data(), document.size(), m_operation);
        if (!decoded) {
            if (isWhole || decoded.error().kind != ErrorKind::BadReply)
                m_error = decoded.error();
        } else if (*decoded) {
            m_items.append(std::move(**decoded));
            m_weight += document.size();
        }
    }

    const QString m_operation;
    const Decode m_decode;
    const Start m_start;
    JsonLines m_lines;
    QList<T> m_items;
    std::size_t m_weight = 0;
    std::optional<EngineError> m_error;
    bool m_isAnnouncing = false;
};

} // namespace engine::json
