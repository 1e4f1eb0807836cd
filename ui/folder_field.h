// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QComboBox;
class QPushButton;

namespace ui {

/// A folder of this machine: typed, picked from the recent ones, or chosen. Owned by its form; UI thread.
class FolderField : public QWidget
{
    Q_OBJECT
public:
    explicit FolderField(QWidget *parent = nullptr);

    /// Absolute and tidy, with ~ replaced; empty: none.
    [[nodiscard]] QString folder() const;
    void setText(const QString &text);
    void setRecent(const QStringList &folders);
    /// Of the field and of what is inside it.
    void setNames(const QString &name);
    /// What a note beside the field is about.
    [[nodiscard]] QWidget *pathField() const;

Q_SIGNALS:
    void edited();

private:
    void choose();

    QComboBox *m_path;
    QPushButton *m_choose;
};

} // namespace ui
