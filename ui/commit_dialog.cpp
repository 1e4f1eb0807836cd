// SPDX-License-Identifier: Apache-2.0
#include "ui/commit_dialog.h"

#include "engine-client/image_reference.h"
#include "models/actions.h"
#include "models/format.h"
#include "models/images_model.h"
#include "ui/command_preview.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"
#include "ui/tone_label.h"

#include <QCheckBox>
#include <QDate>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int Width = 520;

/// "My Lab" → "my-lab:2026-11-22"
QString proposedReference(const QString &name)
{
    static const QRegularExpression others(u"[^a-z0-9]+"_s);
    static const QRegularExpression edges(u"^-+|-+$"_s);
    QString repository = name.toLower();
    repository.replace(others, u"-"_s).remove(edges);
    if (repository.isEmpty())
        repository = u"container"_s;
    return repository + u':' + QDate::currentDate().toString(Qt::ISODate);
}

} // namespace

CommitDialog::CommitDialog(const engine::Container &container, const models::ImagesModel &images,
                           models::Actions &actions, QWidget *parent)
    : Dialog(tr("Commit to image"), parent)
    , m_container(container)
    , m_images(images)
    , m_actions(actions)
    , m_grid(new FieldGrid(this))
    , m_reference(new QLineEdit)
    , m_author(new QLineEdit)
    , m_message(new QLineEdit)
    , m_pause(new QCheckBox(tr("Pause the container meanwhile"), this))
    , m_command(new CommandPreview(this))
    , m_commit(new QPushButton(tr("Commit"), this))
{
    layOut();
    m_pause->setChecked(true);
    m_pause->setVisible(container.isUp());
    m_pause->setToolTip(tr("Files that it writes meanwhile may otherwise be half in the image"));
    setButtonKind(m_commit, ButtonKind::Primary);
    m_commit->setDefault(true);
    for (QLineEdit *field : {m_reference, m_author, m_message})
        connect(field, &QLineEdit::textChanged, this, &CommitDialog::refresh);
    connect(m_pause, &QCheckBox::toggled, this, &CommitDialog::refresh);
    connect(m_commit, &QPushButton::clicked, this, &CommitDialog::start);
    m_reference->setText(proposedReference(container.name));
    m_reference->selectAll();
    m_reference->setFocus(Qt::OtherFocusReason);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(Width);
    setGrowing(true);
}

void CommitDialog::layOut()
{
    auto *top = new QLabel(tr("Make an image of %1").arg(models::visibleText(m_container.name)), this);
    top->setTextFormat(Qt::PlainText);
    top->setFont(headingFont(1));
    top->setWordWrap(true);
    m_grid->add(u"reference"_s, tr("Image"), m_reference, FieldGrid::Columns);
    m_grid->add(u"author"_s, tr("Author"), m_author, FieldGrid::Columns / 2);
    m_grid->add(u"message"_s, tr("Message"), m_message, FieldGrid::Columns / 2);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &CommitDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap - 4);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_commit);
    content()->addWidget(top);
    content()->addWidget(new ToneLabel(Tone::Muted,
                                       tr("Everything that was installed or written in it becomes part of the image, "
                                          "but for volumes and host folders."),
                                       this));
    content()->addWidget(m_grid);
    content()->addWidget(m_pause, 0, Qt::AlignLeft);
    content()->addStretch();
    content()->addWidget(m_command);
    content()->addLayout(buttons);
}

engine::FilesApi::CommitOptions CommitDialog::options() const
{
    const QString typed = m_reference->text().trimmed();
    const auto reference = engine::parseReference(typed);
    return {reference ? reference->name : typed, reference ? reference->tag : QString(), m_author->text().trimmed(),
            m_message->text().trimmed(), m_pause->isChecked()};
}

QString CommitDialog::problem(QString &hint) const
{
    const QString typed = m_reference->text().trimmed();
    if (typed.isEmpty())
        return tr("Type a reference such as me/tool:1.0.");
    const auto reference = engine::parseReference(typed);
    if (!reference)
        return reference.error().text;
    if (!reference->digest.isEmpty())
        return tr("A tag can't hold a digest: leave out what follows @.");
    const QString text = reference->text();
    hint = m_images.find(text) ? tr("%1 is another image now: it loses this tag.").arg(text)
                               : tr("Will be tagged %1").arg(text);
    return {};
}

void CommitDialog::refresh()
{
    QString hint;
    const QString mistake = problem(hint);
    FieldNote *note = m_grid->note(u"reference"_s);
    note->clear();
    if (!mistake.isEmpty() && !m_reference->text().trimmed().isEmpty())
        note->show(m_reference, Tone::Error, mistake);
    else if (!hint.isEmpty())
        note->show(m_reference, Tone::Muted, hint);
    m_commit->setEnabled(mistake.isEmpty());
    m_commit->setToolTip(mistake.toHtmlEscaped());
    m_command->setCommand(models::Actions::commitCommand(m_container, options()));
}

void CommitDialog::start()
{
    models::Job *job = m_actions.commit(m_container, options());
    accept();
    Q_EMIT started(job);
}

} // namespace ui

#include "moc_commit_dialog.cpp"
