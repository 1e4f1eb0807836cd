// SPDX-License-Identifier: Apache-2.0
#include "ui/job_delegate.h"

#include "models/format.h"
#include "models/jobs_model.h"
#include "ui/theme.h"

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int IconSize = 16;
}

void JobDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    using models::Job;
    QStyledItemDelegate::initStyleOption(option, index);
    QString name;
    Tone tone = Tone::Muted;
    switch (Job::State(index.data(models::JobsModel::JobStateRole).toInt())) {
    case Job::State::Running:
        name = u"play"_s;
        tone = Tone::Accent;
        break;
    case Job::State::Succeeded:
        name = u"circle-check"_s;
        tone = Tone::Ok;
        break;
    case Job::State::Failed:
        name = u"circle-alert"_s;
        tone = Tone::Error;
        break;
    case Job::State::Cancelled:
        name = u"circle-x"_s;
        break;
    }
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {IconSize, IconSize};
    option->icon = icon(name, toneColor(tone, option->palette));
    option->text = models::visibleText(option->text);
}

} // namespace ui

#include "moc_job_delegate.cpp"
