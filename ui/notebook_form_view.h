// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/folder_look.h"
#include "models/gpu_offer.h"
#include "models/notebook_plan.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace ui {

class Disclosure;
class FieldGrid;
class FieldNote;
class FolderField;
class ToneIcon;
class ToneLabel;

/// The fields of "New notebook" for one kind, and what is wrong with each. Knows neither engine nor job: its dialog tells it what
/// exists. What a person has typed is kept when another kind is chosen, as far as it is not the kind's own.
class NotebookFormView : public QWidget
{
    Q_OBJECT
public:
    explicit NotebookFormView(QWidget *parent = nullptr);

    /// Shows this kind with its own image, port inside, folder inside and amounts.
    void setPreset(const models::NotebookPreset &preset);
    /// Fills every field as the plan has it.
    void setPlan(const models::NotebookPlan &plan);
    /// What the fields say; a port that is none is 0.
    [[nodiscard]] models::NotebookPlan plan() const;
    [[nodiscard]] FolderField *folder() const { return m_folder; }
    /// Proposes; not over what a person has typed.
    void proposeName(const QString &name);
    void proposePort(quint16 port);
    [[nodiscard]] bool isPortTyped() const { return m_isPortTyped; }
    /// Takes a port that was offered as if it had been typed.
    void takePort(quint16 port);
    /// A muted line under Image while nothing is wrong with it.
    void setImageHint(const QString &text) { m_imageHint = text; }
    /// Under the kind's purpose: who can open it.
    void setSafety(models::NotebookPreset::Secret secret, const QString &text);
    void setGpuOffer(const models::GpuOffer &offer);
    /// Nothing is known of the folder: no facts.
    void setFolderAdvice(const models::FolderAdvice &advice, const std::optional<models::FolderFacts> &facts);
    /// Shows each problem at its field; those of empty fields wait until `strict`. `portOffer`: label of the mending button.
    void setProblems(const QList<models::FormProblem> &problems, const QString &portOffer, bool strict);
    /// Opens More when needed. False for a field that is not there.
    bool focusField(const QString &field);
    void focusFirst();

Q_SIGNALS:
    void edited();
    void portOfferAccepted();

private:
    struct Place
    {
        QWidget *widget = nullptr;
        FieldNote *note = nullptr;
        bool isUnderMore = false;
    };

    void build();
    void buildMore();
    QLineEdit *addLine(FieldGrid *grid, const QString &key, const QString &label, int span);
    [[nodiscard]] Place find(const QString &field) const;
    void showFolderNote();

    models::NotebookPreset m_preset;
    models::GpuOffer m_gpuOffer;
    models::FolderAdvice m_advice;
    std::optional<models::FolderFacts> m_facts;
    QString m_imageHint;
    bool m_isNameTyped = false, m_isPortTyped = false, m_isMoreWanted = false;

    QLabel *m_title;
    ToneLabel *m_purpose;
    ToneIcon *m_safetyIcon;
    ToneLabel *m_safety;
    FieldGrid *m_top, *m_middle, *m_more;
    QLineEdit *m_image, *m_name, *m_port, *m_memory, *m_cpus, *m_shared, *m_inside, *m_target;
    FolderField *m_folder;
    QCheckBox *m_asOwner, *m_gpus;
    ToneLabel *m_gpuText;
    Disclosure *m_moreButton;
};

} // namespace ui
