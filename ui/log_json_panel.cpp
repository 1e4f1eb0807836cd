// SPDX-License-Identifier: Apache-2.0
#include "ui/log_json_panel.h"

#include "models/line_cutter.h"
#include "ui/theme.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextCursor>
#include <QTimerEvent>
#include <QToolButton>

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int ShortestText = 90; ///< px
constexpr int Margin = 8;
constexpr int SliceMs = 4;
constexpr int GoesOn = 1; ///< state of a block whose row goes on in the next one

/// Ends a block of a QTextDocument, or begins one.
bool partsBlocks(QChar c)
{
    return c == u'\r' || c == QChar::ParagraphSeparator || c.unicode() == 0xfdd0 || c.unicode() == 0xfdd1;
}

/// Copies rows as they are, not as they were cut, and with what no font shows.
class JsonText : public QPlainTextEdit
{
public:
    using Original = std::function<QString(int block)>;

    JsonText(Original original, QWidget *parent) : QPlainTextEdit(parent), m_original(std::move(original)) {}

protected:
    QMimeData *createMimeDataFromSelection() const override
    {
        const int begin = textCursor().selectionStart();
        const int end = textCursor().selectionEnd();
        QString text;
        for (QTextBlock block = document()->findBlock(begin); block.isValid() && block.position() <= end;
             block = block.next()) {
            const int from = std::max(0, begin - block.position());
            const int last = block.position() + block.length() - 1;
            text += m_original(block.blockNumber()).mid(from, std::min(end, last) - block.position() - from);
            if (end > last && block.userState() != GoesOn)
                text += u'\n';
        }
        auto *const copied = new QMimeData;
        copied->setText(text);
        return copied;
    }

private:
    Original m_original;
};

} // namespace

LogJsonPanel::LogJsonPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_grid(monospaceFont())
    , m_fonts(ScriptFonts::of(m_grid.font()))
    , m_text(new JsonText([this](int row) { return m_pieces[std::size_t(row)].text; }, this))
{
    connect(m_fonts.get(), &ScriptFonts::learned, this, [this] {
        if (m_shown < m_pieces.size() && isVisible())
            addSlice();
    });
    m_title->setTextFormat(Qt::PlainText);
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere); // looking for words takes seconds where there are none
    m_text->setFont(m_grid.font());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(Margin);
    m_text->setAccessibleName(tr("Line as JSON"));
    m_text->setMinimumHeight(ShortestText);
    auto *const close = new QToolButton(this);
    close->setIcon(icon(u"x"_s));
    close->setToolTip(tr("Close JSON (Esc)"));
    close->setAccessibleName(tr("Close JSON"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    auto *const head = new QHBoxLayout;
    head->setContentsMargins(Margin, 2, Margin, 2);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    connect(close, &QToolButton::clicked, this, &LogJsonPanel::closed);
    hide();
}

void LogJsonPanel::showLine(qint64 line, const QString &time, const QString &json)
{
    m_line = line;
    m_title->setText(time.isEmpty() ? tr("Line as JSON") : tr("Line of %1 as JSON").arg(time));
    m_text->clear();
    m_pieces.clear();
    m_shown = 0;
    m_next.stop();
    // A long row is laid out as a whole, and that may take as long as it likes: it comes in the pieces that the log has of a line.
    engine::LogBatch rows;
    rows.bytes = json.toUtf8();
    for (qsizetype begin = 0; begin <= rows.bytes.size();) {
        const qsizetype found = rows.bytes.indexOf('\n', begin);
        const qsizetype end = found < 0 ? rows.bytes.size() : found;
        rows.lines.push_back({quint32(begin), quint32(end - begin), 0, engine::LogStream::Stdout, false});
        begin = end + 1;
    }
    models::LineCutter().push(rows, [this](const models::LogPiece &piece) {
        m_pieces.push_back({QString::fromUtf8(piece.bytes), piece.open});
    });
    addSlice();
    show();
}

void LogJsonPanel::addSlice()
{
    QElapsedTimer time;
    time.start();
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    for (; m_shown < m_pieces.size() && time.elapsed() < SliceMs; ++m_shown) {
        QString text = m_pieces[m_shown].text;
        std::replace_if(text.begin(), text.end(), partsBlocks, QChar(u' '));
        if (!m_fonts->mask(text, m_grid, {}))
            return m_next.stop(); // until they are known
        if (m_shown > 0)
            end.insertBlock();
        end.block().setUserState(m_pieces[m_shown].goesOn ? GoesOn : 0);
        end.insertText(text);
    }
    if (m_shown == m_pieces.size())
        m_next.stop();
    else if (!m_next.isActive() && isVisible())
        m_next.start(0, this);
}

void LogJsonPanel::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_next.timerId())
        addSlice();
    else
        QWidget::timerEvent(event);
}

void LogJsonPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_shown < m_pieces.size())
        m_next.start(0, this);
}

void LogJsonPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_next.stop();
}

void LogJsonPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui

#include "moc_log_json_panel.cpp"
