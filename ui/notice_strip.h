// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace ui {

class Bar;
class ToneIcon;

/// A row over a view that says something about it: a sign in the colour of its tone, plain text, at most one bar and one button. Hidden
/// while it has nothing to say. Owned by the view's pane; UI thread.
class NoticeStrip : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeStrip(QWidget *parent = nullptr);

    /// `button` empty: none. `fraction`: of what is under way, 0 to 1, negative when unknown; none: no bar.
    void say(Tone tone, const QString &text, const QString &button = {}, std::optional<double> fraction = {});
    void clear();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void buttonClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    ToneIcon *m_sign;
    QLabel *m_text;
    Bar *m_bar;
    QPushButton *m_button;
};

} // namespace ui
