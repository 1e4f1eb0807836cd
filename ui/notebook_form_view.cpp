// SPDX-License-Identifier: Apache-2.0
#include "ui/notebook_form_view.h"

#include "models/format.h"
#include "ui/disclosure.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"
#include "ui/folder_field.h"
#include "ui/theme.h"
#include "ui/tone_icon.h"
#include "ui/tone_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using models::FolderAdvice;
using models::FormProblem;
using models::NotebookPlan;
using models::NotebookPreset;
using Secret = NotebookPreset::Secret;

namespace {

constexpr int SectionGap = 16;
constexpr int SmallGap = 6;
constexpr int IconSize = 16;
constexpr int RevealMargin = 40;
constexpr int Third = FieldGrid::Columns / 3;
constexpr int HighestPort = 65'535;

/// The layout must have made room for what was just shown before its place is known.
void reveal(QWidget *widget)
{
    QTimer::singleShot(0, widget, [widget] {
        QWidget *ancestor = widget->parentWidget();
        while (ancestor && !qobject_cast<QScrollArea *>(ancestor))
            ancestor = ancestor->parentWidget();
        if (ancestor)
            static_cast<QScrollArea *>(ancestor)->ensureWidgetVisible(widget, 0, RevealMargin);
    });
}

quint16 portIn(const QLineEdit *field)
{
    return field->text().toUShort();
}

} // namespace

NotebookFormView::NotebookFormView(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_purpose(new ToneLabel(Tone::Muted, {}, this))
    , m_safetyIcon(new ToneIcon(u"key-round"_s, Tone::Ok, IconSize, this))
    , m_safety(new ToneLabel(Tone::Muted, {}, this))
    , m_top(new FieldGrid(this))
    , m_middle(new FieldGrid(this))
    , m_more(new FieldGrid(this))
    , m_folder(new FolderField)
    , m_asOwner(new QCheckBox(this))
    , m_gpus(new QCheckBox(tr("Use GPUs"), this))
    , m_gpuText(new ToneLabel(Tone::Muted, {}, this))
    , m_moreButton(new Disclosure(tr("More"), this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(headingFont(2));
    m_image = addLine(m_top, u"image"_s, tr("Image"), FieldGrid::Columns);
    m_top->add(u"folder"_s, tr("Folder to work in"), m_folder, FieldGrid::Columns);
    m_folder->setNames(tr("Folder to work in"));
    m_name = addLine(m_middle, u"name"_s, tr("Name"), 2 * Third);
    m_port = addLine(m_middle, u"port"_s, tr("Port on this machine"), Third);
    m_port->setValidator(new QIntValidator(1, HighestPort, m_port));
    buildMore();
    build();
    connect(m_folder, &FolderField::edited, this, &NotebookFormView::edited);
    connect(m_asOwner, &QCheckBox::toggled, this, &NotebookFormView::edited);
    connect(m_gpus, &QCheckBox::toggled, this, &NotebookFormView::edited);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNameTyped = !m_name->text().isEmpty(); });
    connect(m_port, &QLineEdit::textEdited, this, [this] { m_isPortTyped = !m_port->text().isEmpty(); });
    setGpuOffer({});
}

QLineEdit *NotebookFormView::addLine(FieldGrid *grid, const QString &key, const QString &label, int span)
{
    auto *field = grid->add(key, label, new QLineEdit, span);
    connect(field, &QLineEdit::textChanged, this, &NotebookFormView::edited);
    return field;
}

void NotebookFormView::buildMore()
{
    m_memory = addLine(m_more, u"memory"_s, tr("Memory"), Third);
    m_cpus = addLine(m_more, u"cpus"_s, tr("CPUs"), Third);
    m_shared = addLine(m_more, u"sharedMemory"_s, tr("Shared memory"), Third);
    m_inside = addLine(m_more, u"inside"_s, tr("Port inside"), Third);
    m_target = addLine(m_more, u"target"_s, tr("Folder inside"), 2 * Third);
    m_memory->setPlaceholderText(tr("no limit"));
    m_cpus->setPlaceholderText(tr("no limit"));
    m_shared->setPlaceholderText(tr("64m"));
    m_target->setPlaceholderText(tr("/work"));
    m_inside->setValidator(new QIntValidator(1, HighestPort, m_inside));
    m_moreButton->setPart(m_more);
    connect(m_moreButton, &Disclosure::clicked, this, [this](bool isOpen) {
        m_isMoreWanted = isOpen;
        if (isOpen)
            reveal(m_more);
    });
}

void NotebookFormView::build()
{
    m_image->setPlaceholderText(tr("an image that serves a notebook"));
    m_asOwner->hide();
    auto *safety = new QHBoxLayout;
    safety->setSpacing(SmallGap);
    safety->addWidget(m_safetyIcon, 0, Qt::AlignTop);
    safety->addWidget(m_safety, 1);
    auto *head = new QVBoxLayout;
    head->setSpacing(SmallGap);
    head->addWidget(m_title);
    head->addWidget(m_purpose);
    head->addLayout(safety);
    auto *folder = new QVBoxLayout;
    folder->setSpacing(SmallGap);
    folder->addWidget(m_top);
    folder->addWidget(m_asOwner, 0, Qt::AlignLeft);
    auto *gpus = new QVBoxLayout;
    gpus->setSpacing(2);
    gpus->addWidget(m_gpus, 0, Qt::AlignLeft);
    gpus->addWidget(m_gpuText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(SectionGap);
    layout->addLayout(head);
    layout->addLayout(folder);
    layout->addWidget(m_middle);
    layout->addLayout(gpus);
    layout->addWidget(m_moreButton, 0, Qt::AlignLeft);
    layout->addWidget(m_more);
    layout->addStretch();
}

void NotebookFormView::setPreset(const NotebookPreset &preset)
{
    {
        const QSignalBlocker quiet(this);
        m_preset = preset;
        m_title->setText(models::visibleText(preset.title));
        m_purpose->setText(models::visibleText(preset.purpose));
        m_image->setText(preset.image);
        m_inside->setText(QString::number(preset.ports.value(0).number));
        m_target->setText(preset.folder);
        m_memory->setText(preset.memory);
        m_cpus->setText(preset.cpus);
        m_shared->setText(preset.sharedMemory);
        m_gpus->setChecked(preset.wantsGpu && m_gpuOffer.isThere());
        m_asOwner->setChecked(false);
        const bool asksForMore = preset.image.isEmpty() || preset.folder.isEmpty();
        m_moreButton->setChecked(m_isMoreWanted || asksForMore);
    }
    Q_EMIT edited();
}

void NotebookFormView::setPlan(const NotebookPlan &plan)
{
    NotebookPreset preset = plan.preset;
    preset.wantsGpu = !plan.gpus.isEmpty();
    setPreset(preset);
    m_folder->setText(plan.folder);
    m_isNameTyped = true;
    m_name->setText(plan.name);
    m_isPortTyped = plan.isPortChosen;
    m_port->setText(QString::number(plan.hostPort));
    m_asOwner->setChecked(plan.runAs != NotebookPlan::RunAs::ImageUser);
}

NotebookPlan NotebookFormView::plan() const
{
    NotebookPlan plan;
    plan.preset = m_preset;
    plan.preset.image = m_image->text().trimmed();
    if (plan.preset.image != m_preset.image)
        plan.preset.gpuImage.clear(); // it belongs to the kind's own image
    if (plan.preset.ports.isEmpty())
        plan.preset.ports.resize(1);
    plan.preset.ports.first().number = portIn(m_inside);
    plan.preset.folder = m_target->text().trimmed();
    plan.preset.memory = m_memory->text().trimmed();
    plan.preset.cpus = m_cpus->text().trimmed();
    plan.preset.sharedMemory = m_shared->text().trimmed();
    plan.name = m_name->text().trimmed();
    plan.folder = m_folder->folder();
    plan.hostPort = portIn(m_port);
    plan.isPortChosen = m_isPortTyped;
    if (m_gpus->isChecked())
        plan.gpus = m_gpuOffer.request;
    if (m_facts && m_asOwner->isChecked() && m_advice.remedy != FolderAdvice::Remedy::None) {
        plan.runAs =
            m_advice.remedy == FolderAdvice::Remedy::KeepId ? NotebookPlan::RunAs::KeepId : NotebookPlan::RunAs::Owner;
        plan.uid = m_facts->uid;
        plan.gid = m_facts->gid;
    }
    return plan;
}

void NotebookFormView::proposeName(const QString &name)
{
    if (!m_isNameTyped && m_name->text() != name)
        m_name->setText(name);
}

void NotebookFormView::proposePort(quint16 port)
{
    if (!m_isPortTyped && port != 0 && portIn(m_port) != port)
        m_port->setText(QString::number(port));
}

void NotebookFormView::takePort(quint16 port)
{
    m_isPortTyped = true;
    m_port->setText(QString::number(port));
}

void NotebookFormView::setSafety(Secret secret, const QString &text)
{
    const bool isOpen = secret == Secret::None;
    m_safetyIcon->setIcon(isOpen ? u"info"_s : u"key-round"_s, isOpen ? Tone::Warning : Tone::Ok);
    m_safety->setText(text);
}

void NotebookFormView::setGpuOffer(const models::GpuOffer &offer)
{
    m_gpuOffer = offer;
    m_gpus->setEnabled(offer.isThere());
    m_gpus->setChecked(offer.isThere() && m_preset.wantsGpu);
    m_gpuText->setText(offer.text);
    m_gpuText->setVisible(!offer.text.isEmpty());
    m_gpus->setAccessibleDescription(offer.text);
}

void NotebookFormView::setFolderAdvice(const FolderAdvice &advice, const std::optional<models::FolderFacts> &facts)
{
    m_advice = advice;
    m_facts = facts;
    const bool hasRemedy = facts && advice.remedy != FolderAdvice::Remedy::None;
    if (hasRemedy) {
        const QStringList groups = m_preset.user.groups;
        const QString options =
            u"--user %1"_s.arg(facts->uid) + (groups.isEmpty() ? QString() : u" --group-add "_s + groups.join(u','));
        if (advice.remedy == FolderAdvice::Remedy::KeepId)
            m_asOwner->setText(tr("Run as the folder’s owner (--userns keep-id)"));
        else if (!m_preset.user.uidVariable.isEmpty())
            m_asOwner->setText(tr("Run as the folder’s owner (%1=%2)").arg(m_preset.user.uidVariable).arg(facts->uid));
        else
            m_asOwner->setText(tr("Run as the folder’s owner (%1)").arg(options));
    }
    m_asOwner->setVisible(hasRemedy);
}

void NotebookFormView::showFolderNote()
{
    FieldNote *note = m_top->note(u"folder"_s);
    if (!note->isEmpty() || m_advice.problem.isEmpty())
        return;
    if (m_asOwner->isVisibleTo(this) && m_asOwner->isChecked())
        note->show(m_folder->pathField(), Tone::Muted,
                   tr("The notebook will run as the folder’s owner and can save there."));
    else
        note->show(m_folder->pathField(), m_advice.isError ? Tone::Error : Tone::Warning, m_advice.problem);
}

void NotebookFormView::setProblems(const QList<FormProblem> &problems, const QString &portOffer, bool strict)
{
    for (FieldGrid *grid : {m_top, m_middle, m_more})
        grid->clearNotes();
    for (const FormProblem &problem : problems) {
        const Place place = find(problem.field);
        if (!place.note || !place.note->isEmpty())
            continue;
        const auto *line = qobject_cast<QLineEdit *>(place.widget);
        if (!strict && line && line->text().isEmpty())
            continue;
        const Tone tone = problem.severity == FormProblem::Severity::Error ? Tone::Error : Tone::Warning;
        const bool isPort = place.widget == m_port;
        place.note->show(place.widget, tone, problem.message, isPort ? portOffer : QString());
        if (isPort)
            connect(place.note, &FieldNote::offerAccepted, this, &NotebookFormView::portOfferAccepted,
                    Qt::UniqueConnection);
    }
    showFolderNote();
    FieldNote *imageNote = m_top->note(u"image"_s);
    if (imageNote->isEmpty() && !m_imageHint.isEmpty())
        imageNote->show(m_image, Tone::Muted, m_imageHint);
}

NotebookFormView::Place NotebookFormView::find(const QString &field) const
{
    const auto in = [](const FieldGrid *grid, const QString &key, bool isUnderMore) {
        return Place{grid->field(key), grid->note(key), isUnderMore};
    };
    if (field == u"image")
        return in(m_top, field, false);
    if (field == u"mounts[0].source")
        return {m_folder->pathField(), m_top->note(u"folder"_s), false};
    if (field == u"name")
        return in(m_middle, field, false);
    if (field == u"ports[0].hostPort")
        return in(m_middle, u"port"_s, false);
    if (field == u"ports[0].containerPort")
        return in(m_more, u"inside"_s, true);
    if (field == u"mounts[0].target")
        return in(m_more, u"target"_s, true);
    return in(m_more, field, true);
}

bool NotebookFormView::focusField(const QString &field)
{
    const Place place = find(field);
    if (!place.widget)
        return false;
    if (place.isUnderMore)
        m_moreButton->setChecked(true);
    place.widget->setFocus(Qt::OtherFocusReason);
    reveal(place.widget);
    return true;
}

void NotebookFormView::focusFirst()
{
    if (m_image->text().isEmpty())
        m_image->setFocus(Qt::OtherFocusReason);
    else
        m_folder->setFocus(Qt::OtherFocusReason);
}

} // namespace ui

#include "moc_notebook_form_view.cpp"
