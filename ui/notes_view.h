// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

namespace ui {

class ToneLabel;

/// A few sentences, one a line, that scroll when they are many. Takes no room when there are none.
class NotesView : public QScrollArea
{
    Q_OBJECT
public:
    explicit NotesView(const QString &name, QWidget *parent = nullptr);

    void setNotes(const QStringList &notes);
    [[nodiscard]] const QStringList &notes() const { return m_notes; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();

    ToneLabel *m_label;
    QStringList m_notes;
};

} // namespace ui
