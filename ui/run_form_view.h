// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"
#include "ui/theme.h"

#include <QHash>
#include <QList>
#include <QWidget>

class QLineEdit;

namespace ui {

class AlsoSetList;
class Disclosure;
class FieldGrid;
class FieldNote;
class MountsEditor;
class PairsEditor;
class PortsEditor;
class RunMoreView;

/// The fields of "Run a container" and what is wrong with each. Knows neither engine nor job: RunDialog tells it what exists.
class RunFormView : public QWidget
{
    Q_OBJECT
public:
    explicit RunFormView(QWidget *parent = nullptr);

    [[nodiscard]] models::RunForm form() const;
    void setForm(const models::RunForm &form);
    [[nodiscard]] QLineEdit *imageField() const { return m_image; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] PortsEditor *ports() const { return m_ports; }

    /// References that Image completes from.
    void setKnownImages(const QStringList &references);
    /// A muted line under Image while nothing is wrong with it: "Will be pulled".
    void setImageHint(const QString &text);
    /// Shows each problem at its field. Those of empty fields wait until `strict`, so that nobody is scolded for what they have
    /// not come to yet. `offers` holds the label of a mending button by field.
    void setProblems(const QList<models::FormProblem> &problems, const QHash<QString, QString> &offers, bool strict);
    /// Opens More when needed, scrolls there and gives it the focus. False for a field that is not there.
    bool focusField(const QString &field);
    /// The field's words: "Host port, row 2".
    [[nodiscard]] QString fieldName(const QString &field) const;

Q_SIGNALS:
    void edited();
    /// The mending button at `field` was pressed.
    void offerAccepted(const QString &field);

private:
    struct Place
    {
        QWidget *widget = nullptr;
        FieldNote *note = nullptr;
        bool underMore = false;
    };

    /// What stands at a field.
    struct Told
    {
        QWidget *widget = nullptr;
        FieldNote *note = nullptr;
        Tone tone = Tone::Muted;
        QString text, offer;
        QString field; ///< empty: of no problem
        bool operator==(const Told &) const = default;
    };

    void build();
    [[nodiscard]] QList<Told> toTell(const QList<models::FormProblem> &problems, const QHash<QString, QString> &offers,
                                     bool strict) const;
    [[nodiscard]] Place find(const QString &field) const;
    [[nodiscard]] Place findRow(const QString &list, int row, const QString &member) const;
    void clearNotes();

    FieldGrid *m_top;
    QLineEdit *m_image, *m_name;
    PortsEditor *m_ports;
    MountsEditor *m_mounts;
    PairsEditor *m_environment;
    AlsoSetList *m_alsoSet;
    Disclosure *m_moreButton;
    RunMoreView *m_more;
    models::RunForm m_base; ///< what the fields don't show is kept
    QString m_imageHint;
    QList<Told> m_told; ///< pointers only to compare: rows may be gone
};

} // namespace ui
