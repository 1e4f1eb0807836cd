// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "ui/log_font.h"
#include "ui/log_position.h"

#include <QCache>
#include <QPointer>
#include <QTextLayout>

#include <memory>

namespace ui {

/// A line made ready to be painted.
struct ShownLine
{
    models::AnsiLine ansi;
    qint64 timeNs = 0;
    models::StoredLine::Kind kind = models::StoredLine::Kind::Stdout;
    bool continuation = false;
    int rows = 1;
    qreal width = 0; ///< of its widest row, px
    /// Only for text that is not on the grid; its lines are the rows, at y 0, rowHeight, 2 * rowHeight…
    std::unique_ptr<QTextLayout> layout;
};

/// Where the characters of a document's lines are: parses and measures the lines that somebody looks at and remembers the last
/// ones. A grid of cells where the font allows, a QTextLayout where it doesn't. No line costs more than LineCutter::PieceBytes
/// allow. Owned by a LogView; UI thread.
class LogLayout
{
public:
    void setDocument(const models::LogDocument *document);
    [[nodiscard]] const models::LogDocument *document() const { return m_document; }
    void setFont(const LogFont &font);
    [[nodiscard]] const LogFont &font() const { return m_font; }
    /// Cells in a row; 0: lines are not wrapped.
    void setColumns(int columns);
    [[nodiscard]] int columns() const { return m_columns; }
    /// What is remembered is no longer true.
    void forget() { m_lines.clear(); }

    /// `line` must be in the document. Valid until the next call.
    [[nodiscard]] const ShownLine &line(qint64 line);
    /// Moves by `rows`, as far as there are lines; `rest` gets what was left then. The document must not be empty.
    [[nodiscard]] LogRow moved(LogRow from, qint64 rows, qint64 *rest = nullptr);
    [[nodiscard]] LogRow firstRow() const;
    [[nodiscard]] LogRow lastRow();
    /// The first and one past the last character of a row.
    [[nodiscard]] std::pair<qsizetype, qsizetype> range(const LogRow &row);
    /// The position nearest to `x` px from the start of the row.
    [[nodiscard]] LogPosition positionAt(const LogRow &row, qreal x);
    [[nodiscard]] LogRow rowOf(const LogPosition &position);
    /// Pixels from the start of its row.
    [[nodiscard]] qreal xOf(const LogPosition &position);

private:
    void measure(ShownLine &shown) const;
    void shape(ShownLine &shown) const;

    QPointer<const models::LogDocument> m_document;
    LogFont m_font;
    QCache<qint64, ShownLine> m_lines{4'000'000}; ///< by line; the cost is in bytes
    int m_columns = 0;
};

} // namespace ui
