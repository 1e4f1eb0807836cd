// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QWidget>

class QGridLayout;

namespace ui {

class FieldNote;

/// Fields of a form on a grid of six columns, each with its label above and a note below, found again by the names that the
/// checks of the form use.
class FieldGrid : public QWidget
{
    Q_OBJECT
public:
    static constexpr int Columns = 6;

    explicit FieldGrid(QWidget *parent = nullptr);

    /// Puts `field` at the next free place that is `span` columns wide. The label becomes its buddy and accessible name.
    template<class W>
    W *add(const QString &key, const QString &label, W *field, int span)
    {
        place(key, label, field, span);
        return field;
    }
    [[nodiscard]] QWidget *field(const QString &key) const { return m_fields.value(key).widget; }
    [[nodiscard]] FieldNote *note(const QString &key) const { return m_fields.value(key).note; }
    void clearNotes();

private:
    struct Field
    {
        QWidget *widget = nullptr;
        FieldNote *note = nullptr;
    };

    void place(const QString &key, const QString &label, QWidget *widget, int span);

    QGridLayout *m_layout;
    QHash<QString, Field> m_fields;
    int m_row = 0;
    int m_column = 0;
};

} // namespace ui
