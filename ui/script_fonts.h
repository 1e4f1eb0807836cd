// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QChar>
#include <QFont>
#include <QList>
#include <QObject>
#include <QString>
#include <QTextLayout>

#include <array>
#include <deque>
#include <memory>
#include <utility>

namespace ui {

class LogFont;

/// Which scripts some installed font can show. For the first text in a script Qt looks for a font among all that are installed, and
/// again for each size, face and thread; longest where none has it: 45 ms among 34 families. So another thread finds out first
/// whether there is one; then the UI thread gets it ready, a few milliseconds a turn; and Qt is never asked for what is not there.
/// Shared by all that show text in the same font. UI thread.
class ScriptFonts : public QObject
{
    Q_OBJECT
public:
    /// The one of this font; it lives as long as somebody holds it.
    [[nodiscard]] static std::shared_ptr<ScriptFonts> of(const QFont &font);
    explicit ScriptFonts(const QFont &font);
    ~ScriptFonts() override;

    /// Puts boxes in the place of characters that no font has, and blanks where that is being found out: learned() tells when
    /// it is known. `grid` is of the same font; `faces` says what of the text is bold or italic. Returns whether all is known.
    bool mask(QString &text, const LogFont &grid, const QList<QTextLayout::FormatRange> &faces);
    /// Whether learned() is still to come.
    [[nodiscard]] bool isLooking() const { return m_asked > 0 || !m_found.empty(); }

Q_SIGNALS:
    void learned();

private:
    struct Link;
    enum class State : quint8 { Unasked, Asked, Found, Missing };
    struct Script
    {
        State state = State::Unasked;
        quint8 wanted = 0;   ///< faces that text waits for: a bit each
        quint8 ready = 0;    ///< faces that the UI thread has got ready
        char32_t sample = 0; ///< a character that some font has
    };

    /// Whether a character that stands in this script can be laid out at once. What is not known yet is found out.
    [[nodiscard]] bool isReady(QChar::Script script, char32_t c, int face);
    void ask(QChar::Script script, char32_t wanted);
    /// `sample`: 0 when no font has the script.
    void note(QChar::Script script, char32_t sample);
    /// Loads what was found into the caches of this thread.
    void makeReady();

    QFont m_font;
    std::array<Script, QChar::ScriptCount> m_scripts;
    int m_asked = 0;
    std::deque<std::pair<QChar::Script, int>> m_found; ///< faces to get ready
    std::shared_ptr<Link> m_link;                      ///< with the other thread
};

} // namespace ui
