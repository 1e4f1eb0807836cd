// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "ui/line_parts.h"
#include "ui/log_font.h"
#include "ui/log_position.h"
#include "ui/script_fonts.h"
#include "ui/shaped_text.h"

#include <QCache>
#include <QPointer>
#include <QTextLayout>
#include <QTextOption>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

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

    /// Text that is not on the grid, when lines are wrapped: its rows, at y 0, rowHeight, 2 * rowHeight…
    std::vector<ShapedText> shapedRows;
    std::unique_ptr<QTextLayout> layout; ///< what they refer to

    /// The same, when lines are not wrapped.
    struct Part : LinePart
    {
        std::unique_ptr<QTextLayout> layout;
        std::optional<ShapedText> shaped; ///< once it was needed, if it is no grid
    };
    std::vector<Part> parts;
};

/// Where the characters of a document's lines are: parses and measures the lines that somebody looks at and remembers the last
/// ones. A grid of cells where the font allows, a QTextLayout where it doesn't; of a line that is not wrapped only as far as
/// somebody looks. No line costs more than LineCutter::PieceBytes allow. Owned by a LogView; UI thread.
class LogLayout
{
public:
    void setDocument(const models::LogDocument *document);
    [[nodiscard]] const models::LogDocument *document() const { return m_document; }
    void setFont(const LogFont &font);
    [[nodiscard]] const LogFont &font() const { return m_font; }
    /// What it learns changes where characters are: then forget().
    [[nodiscard]] ScriptFonts &scripts() const { return *m_scripts; }
    /// Cells in a row; 0: lines are not wrapped.
    void setColumns(int columns);
    [[nodiscard]] int columns() const { return m_columns; }
    /// What is remembered is no longer true.
    void forget() { m_lines.clear(); }

    /// `line` must be in the document. Valid until the next call. Blank, and one row, while it is being read from a file.
    [[nodiscard]] const ShownLine &line(qint64 line) { return known(line); }
    /// The line that was blank for that reason since this was last called. None: all was there.
    [[nodiscard]] std::optional<qint64> takeAwaited() { return std::exchange(m_awaited, std::nullopt); }
    /// Before a page is painted: gives visitParts() its time anew.
    void beginPage() { m_page = {}; }
    /// Visits the parts of a line from `left` to `right` px, made ready to be painted, and where they begin; fewer when the page has had
    /// its time.
    void visitParts(qint64 line, qreal left, qreal right,
                    const std::function<void(const ShownLine::Part &part, qreal x)> &visit);
    /// Whether lines of the page have other widths than before.
    [[nodiscard]] bool hasShaped() const { return m_page.shapingNs > 0; }
    /// Whether parts of the page were left out: paint it again.
    [[nodiscard]] bool isUnfinished() const { return m_page.isUnfinished; }
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
    using Part = ShownLine::Part;

    [[nodiscard]] ShownLine &known(qint64 line);
    void measure(ShownLine &shown) const;
    [[nodiscard]] std::unique_ptr<QTextLayout> makeLayout(const models::AnsiLine &shown, qsizetype begin, qsizetype end,
                                                          QTextOption::WrapMode wrapping) const;
    void wrap(ShownLine &shown) const;
    /// The first part of a line that `isIt`, or the last one, and where it begins. Parts before it are made ready too.
    [[nodiscard]] std::pair<const Part *, qreal>
    partAt(ShownLine &shown, const std::function<bool(const Part &part, qreal right)> &isIt) const;
    void shape(ShownLine &shown, Part &part) const;

    struct Page
    {
        qint64 shapingNs = 0;
        bool isUnfinished = false;
    };

    QPointer<const models::LogDocument> m_document;
    LogFont m_font;
    std::shared_ptr<ScriptFonts> m_scripts = ScriptFonts::of(m_font.font());
    QCache<qint64, ShownLine> m_lines{
        16'000'000}; ///< by line; the cost is in bytes: a page of the costliest lines fits
    ShownLine m_blank;
    std::optional<qint64> m_awaited;
    Page m_page;
    int m_columns = 0;
};

} // namespace ui
