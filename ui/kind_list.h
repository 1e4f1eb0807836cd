// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/preset_library.h"

#include <QListWidget>

namespace ui {

/// The kinds of notebooks to choose from: a coloured tile, the title, what it is for. One's own come last; a broken one stands in its
/// place and says so. Knows presets by their ids. Owned by the new notebook dialog; UI thread.
class KindList : public QListWidget
{
    Q_OBJECT
public:
    explicit KindList(QWidget *parent = nullptr);

    /// Keeps what is chosen when it is still there.
    void setEntries(const QList<models::PresetLibrary::Entry> &entries);
    /// The first one that can be used when there is no such kind.
    void choose(const QString &id);
    [[nodiscard]] QString chosen() const;

Q_SIGNALS:
    void kindChosen(const QString &id);

private:
    [[nodiscard]] QListWidgetItem *find(const QString &id) const;
};

} // namespace ui
