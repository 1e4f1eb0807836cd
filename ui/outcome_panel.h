// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace ui {

class ToneIcon;

/// How something ended: icon, one sentence, and more text below that can be selected and copied. An optional button mends it.
class OutcomePanel : public QFrame
{
    Q_OBJECT
public:
    explicit OutcomePanel(QWidget *parent = nullptr);

    /// `details` are the engine's own words (shown monospace); empty: none. Both are untrusted plain text.
    void showOutcome(Tone tone, const QString &text, const QString &details, const QString &offer = {});
    void clear() { hide(); }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString details() const;

Q_SIGNALS:
    void offerAccepted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void copy();

    ToneIcon *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QPushButton *m_offer;
    QPushButton *m_copy;
    Tone m_tone = Tone::Neutral;
};

} // namespace ui
