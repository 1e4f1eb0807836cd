// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QPointer>
#include <QWidget>

class QPushButton;

namespace ui {

class ToneIcon;
class ToneLabel;

/// What is wrong with a field, beside it: icon, sentence and, when there is one, the button that mends it. The sentence is
/// also the field's accessible description, so that neither colour nor sight is needed to learn of it. Takes no room when empty.
class FieldNote : public QWidget
{
    Q_OBJECT
public:
    explicit FieldNote(QWidget *parent = nullptr);

    /// `tone` is Error, Warning or Muted (a mere hint, no icon). `offer` is the label of the mending button; empty: none.
    void show(QWidget *field, Tone tone, const QString &text, const QString &offer = {});
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString &text() const { return m_text; }

Q_SIGNALS:
    void offerAccepted();

private:
    ToneIcon *m_icon;
    ToneLabel *m_label;
    QPushButton *m_offer;
    QPointer<QWidget> m_field;
    QString m_text;
};

} // namespace ui
