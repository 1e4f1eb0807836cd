// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QLabel>

namespace ui {

/// A label whose colour has a meaning and follows light and dark. Always plain text: what it shows may come from an engine.
class ToneLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ToneLabel(Tone tone, const QString &text = {}, QWidget *parent = nullptr);

    void setTone(Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone;
};

/// A section's title: bold, plain text. `parent` owns it.
[[nodiscard]] QLabel *makeHeading(const QString &text, QWidget *parent = nullptr);

} // namespace ui
