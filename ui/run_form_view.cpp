// SPDX-License-Identifier: Apache-2.0
#include "ui/run_form_view.h"

#include "ui/also_set_list.h"
#include "ui/disclosure.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"
#include "ui/mounts_editor.h"
#include "ui/pairs_editor.h"
#include "ui/ports_editor.h"
#include "ui/run_more_view.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int SectionGap = 20;
constexpr int ImageSpan = 4, NameSpan = 2;
constexpr int RevealMargin = 40; ///< px kept around a field that is scrolled to

bool isBlank(const QWidget *widget)
{
    if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
        return edit->text().trimmed().isEmpty();
    if (const auto *box = qobject_cast<const QComboBox *>(widget))
        return box->currentText().trimmed().isEmpty();
    return false;
}

/// Rows that are right stay, with what has the focus in them.
template<class Editor, class Rows>
void setRows(Editor &editor, const Rows &rows)
{
    if (editor.rows() != rows)
        editor.setRows(rows);
}

Tone toneOf(models::FormProblem::Severity severity)
{
    switch (severity) {
    case models::FormProblem::Severity::Error:
        return Tone::Error;
    case models::FormProblem::Severity::Warning:
        return Tone::Warning;
    case models::FormProblem::Severity::Hint:
        break;
    }
    return Tone::Muted;
}

} // namespace

RunFormView::RunFormView(QWidget *parent) : QWidget(parent)
{
    build();
    connect(m_image, &QLineEdit::textChanged, this, &RunFormView::edited);
    connect(m_name, &QLineEdit::textChanged, this, &RunFormView::edited);
    connect(m_ports, &RowsEditor::edited, this, &RunFormView::edited);
    connect(m_mounts, &RowsEditor::edited, this, &RunFormView::edited);
    connect(m_environment, &RowsEditor::edited, this, &RunFormView::edited);
    connect(m_alsoSet, &RowsEditor::edited, this, &RunFormView::edited);
    connect(m_more, &RunMoreView::edited, this, &RunFormView::edited);
}

void RunFormView::build()
{
    m_top = new FieldGrid(this);
    m_image = m_top->add(u"image"_s, tr("Image"), new QLineEdit, ImageSpan);
    m_image->setPlaceholderText(tr("dwhitena/minimal-jupyter"));
    m_name = m_top->add(u"name"_s, tr("Name"), new QLineEdit, NameSpan);
    m_name->setPlaceholderText(tr("chosen by the engine"));
    m_ports = new PortsEditor(this);
    m_mounts = new MountsEditor(this);
    m_environment = new PairsEditor(PairsEditor::Kind::Environment, this);
    m_alsoSet = new AlsoSetList(this);
    m_moreButton = new Disclosure(tr("More"), this);
    m_more = new RunMoreView(this);
    m_moreButton->setPart(m_more);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(SectionGap);
    layout->addWidget(m_top);
    layout->addWidget(m_ports);
    layout->addWidget(m_mounts);
    layout->addWidget(m_environment);
    layout->addWidget(m_alsoSet);
    layout->addWidget(m_moreButton, 0, Qt::AlignLeft);
    layout->addWidget(m_more);
    layout->addStretch();

    auto *completer = new QCompleter(new QStringListModel(this), this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_image->setCompleter(completer);
}

models::RunForm RunFormView::form() const
{
    models::RunForm form = m_base;
    form.image = m_image->text().trimmed();
    form.name = m_name->text().trimmed();
    form.ports = m_ports->rows();
    form.mounts = m_mounts->rows();
    form.environment = m_environment->rows();
    form.alsoSet = m_alsoSet->rows();
    m_more->readInto(form);
    return form;
}

void RunFormView::setForm(const models::RunForm &form)
{
    {
        const QSignalBlocker quiet(this);
        m_base = form;
        m_image->setText(form.image);
        m_name->setText(form.name);
        setRows(*m_ports, form.ports);
        setRows(*m_mounts, form.mounts);
        setRows(*m_environment, form.environment);
        setRows(*m_alsoSet, form.alsoSet);
        m_more->setForm(form);
        models::RunForm underMore = form;
        underMore.image.clear();
        underMore.name.clear();
        underMore.ports.clear();
        underMore.mounts.clear();
        underMore.environment.clear();
        underMore.alsoSet.clear();
        underMore.podmanOnly.clear();
        if (underMore != models::RunForm())
            m_moreButton->setChecked(true);
    }
    Q_EMIT edited();
}

void RunFormView::setKnownImages(const QStringList &references)
{
    static_cast<QStringListModel *>(m_image->completer()->model())->setStringList(references);
}

void RunFormView::setImageHint(const QString &text)
{
    m_imageHint = text;
}

QList<RunFormView::Told> RunFormView::toTell(const QList<models::FormProblem> &problems,
                                             const QHash<QString, QString> &offers, bool strict) const
{
    using Severity = models::FormProblem::Severity;
    QList<Told> told;
    QSet<FieldNote *> taken;
    for (const auto severity : {Severity::Error, Severity::Warning, Severity::Hint}) {
        for (const models::FormProblem &problem : problems) {
            const Place place = problem.severity == severity ? find(problem.field) : Place();
            if (!place.note || taken.contains(place.note))
                continue;
            if (!strict && severity != Severity::Hint && isBlank(place.widget))
                continue;
            taken.insert(place.note);
            told.append({place.widget, place.note, toneOf(severity), problem.message, offers.value(problem.field),
                         problem.field});
        }
    }
    FieldNote *imageNote = m_top->note(u"image"_s);
    if (!taken.contains(imageNote) && !m_imageHint.isEmpty())
        told.append({m_image, imageNote, Tone::Muted, m_imageHint, {}, {}});
    return told;
}

void RunFormView::setProblems(const QList<models::FormProblem> &problems, const QHash<QString, QString> &offers,
                              bool strict)
{
    const QList<Told> told = toTell(problems, offers, strict);
    const auto stands = [](const Told &one) { return one.note->text() == one.text; };
    if (told == m_told && std::all_of(told.cbegin(), told.cend(), stands))
        return; // laying out hundreds of rows anew takes a second, and most keys change no note
    m_told = told;
    clearNotes();
    for (const Told &one : told) {
        one.note->show(one.widget, one.tone, one.text, one.offer);
        disconnect(one.note, &FieldNote::offerAccepted, this, nullptr);
        if (!one.field.isEmpty())
            connect(one.note, &FieldNote::offerAccepted, this,
                    [this, field = one.field] { Q_EMIT offerAccepted(field); });
    }
}

bool RunFormView::focusField(const QString &field)
{
    const Place place = find(field);
    if (!place.widget)
        return false;
    if (place.underMore)
        m_moreButton->setChecked(true);
    place.widget->setFocus(Qt::OtherFocusReason);
    // The layout must have made room for notes that were just shown before the field's place is known.
    QTimer::singleShot(0, place.widget, [widget = place.widget] {
        QWidget *ancestor = widget->parentWidget();
        while (ancestor && !qobject_cast<QScrollArea *>(ancestor))
            ancestor = ancestor->parentWidget();
        if (ancestor)
            static_cast<QScrollArea *>(ancestor)->ensureWidgetVisible(widget, 0, RevealMargin);
    });
    return true;
}

QString RunFormView::fieldName(const QString &field) const
{
    const Place place = find(field);
    return place.widget ? place.widget->accessibleName() : QString();
}

RunFormView::Place RunFormView::find(const QString &field) const
{
    static const QRegularExpression rowField(u"^(\\w+)\\[(\\d+)\\](?:\\.(\\w+))?$"_s);
    const QRegularExpressionMatch match = rowField.match(field);
    if (match.hasMatch())
        return findRow(match.captured(1), match.captured(2).toInt(), match.captured(3));
    if (QWidget *widget = m_top->field(field))
        return {widget, m_top->note(field), false};
    return {m_more->grid()->field(field), m_more->grid()->note(field), true};
}

RunFormView::Place RunFormView::findRow(const QString &list, int row, const QString &member) const
{
    static const QHash<QString, int> cells = {
        {u"hostAddress"_s, PortsEditor::HostAddress},
        {u"hostPort"_s, PortsEditor::HostPort},
        {u"containerPort"_s, PortsEditor::ContainerPort},
        {u"protocol"_s, PortsEditor::Protocol},
        {u"source"_s, MountsEditor::Source},
        {u"target"_s, MountsEditor::Target},
        {u"name"_s, PairsEditor::Name},
        {u"value"_s, PairsEditor::Value},
    };
    const QHash<QString, RowsEditor *> lists = {{u"ports"_s, m_ports},
                                                {u"mounts"_s, m_mounts},
                                                {u"environment"_s, m_environment},
                                                {u"alsoSet"_s, m_alsoSet},
                                                {u"labels"_s, m_more->labels()}};
    const RowsEditor *editor = lists.value(list);
    if (list == u"devices") // shown as one field
        return {m_more->grid()->field(list), m_more->grid()->note(list), true};
    if (!editor || row >= editor->rowCount())
        return {};
    return {editor->cell(row, cells.value(member, 0)), editor->note(row), list == u"labels"};
}

void RunFormView::clearNotes()
{
    m_top->clearNotes();
    m_more->grid()->clearNotes();
    for (RowsEditor *editor : {static_cast<RowsEditor *>(m_ports), static_cast<RowsEditor *>(m_mounts),
                               static_cast<RowsEditor *>(m_environment), static_cast<RowsEditor *>(m_alsoSet),
                               static_cast<RowsEditor *>(m_more->labels())})
        editor->clearNotes();
}

} // namespace ui

#include "moc_run_form_view.cpp"
