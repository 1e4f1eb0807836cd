// SPDX-License-Identifier: Apache-2.0
#include "models/bulk_job.h"

#include "models/explain_error.h"
#include "models/format.h"

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;
using engine::EngineError;
using engine::ErrorKind;

namespace {

constexpr std::size_t AtOnce = 4;
constexpr qsizetype MostExplained = 8; ///< what still fits beside the job

/// Removing what is gone has done its work: 404, or 409 "removal of container web is already in progress".
bool isGone(const EngineError &error)
{
    return error.kind == ErrorKind::NotFound ||
           (error.kind == ErrorKind::Conflict && error.message.contains(u"already in progress"));
}

QString titleOf(const BulkJob::Words &words, const QList<BulkJob::Item> &items)
{
    const QString object =
        items.size() == 1 ? visibleText(items.first().name) : u"%1 %2"_s.arg(items.size()).arg(words.many);
    return words.verb + u' ' + object;
}

QStringList commandsOf(const QList<BulkJob::Item> &items)
{
    QStringList commands;
    for (const auto &item : items) {
        if (!item.command.isEmpty())
            commands += item.command;
    }
    return commands;
}

} // namespace

BulkJob::BulkJob(const Words &words, const QList<Item> &items, const std::function<bool()> &isAtHome,
                 const Prepare &prepare, QObject *parent)
    : Job(titleOf(words, items), parent)
    , m_words(words)
    , m_items(items)
    , m_isAtHome(isAtHome)
    , m_prepare(prepare)
    , m_isDone(items.size(), false)
{
    setDockerCommands(commandsOf(items));
    if (!prepare) {
        sendNext();
        return;
    }
    m_preparation = prepare(this, [this](const engine::Result<void> &result) {
        if (result)
            sendNext();
        else
            fail(explainError(result.error()).text(), visibleText(result.error().message));
    });
}

BulkJob::~BulkJob() = default;

BulkJob *BulkJob::again() const
{
    QList<Item> items;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (!m_isDone.at(i))
            items += m_items.at(i);
    }
    return new BulkJob(m_words, items, m_isAtHome, m_prepare);
}

void BulkJob::sendNext()
{
    while (m_calls.size() < AtOnce && m_next < m_items.size() && m_isAtHome()) {
        const qsizetype item = m_next++;
        m_calls[item] =
            m_items.at(item).send(this, [this, item](const engine::Result<QString> &result) { take(item, result); });
    }
    if (m_calls.empty())
        end();
    else
        setProgress(m_items.size() == 1 ? tr("Waiting for the engine…") : countText(),
                    m_items.size() == 1 ? -1 : double(m_ended) / double(m_items.size()));
}

void BulkJob::take(qsizetype item, const engine::Result<QString> &result)
{
    m_calls.erase(item);
    ++m_ended;
    const bool done = result || (m_words.goneIsDone && isGone(result.error()));
    m_isDone[item] = done;
    if (!done)
        m_failures += {item, result.error()};
    else if (result)
        m_answer = *result;
    sendNext();
}

QString BulkJob::countText() const
{
    return tr("%1 of %2 %3").arg(m_isDone.count(true)).arg(m_items.size()).arg(m_words.done);
}

void BulkJob::end()
{
    for (; m_next < m_items.size(); ++m_next) {
        m_failures += {m_next, EngineError{.kind = ErrorKind::ShuttingDown,
                                           .message = u"Connected to another engine"_s,
                                           .operation = m_words.verb.toLower() + u' ' + m_items.at(m_next).name}};
    }
    if (m_failures.isEmpty()) {
        QString status = m_items.size() == 1 ? m_answer : countText();
        if (status.isEmpty())
            status = m_words.done.left(1).toUpper() + m_words.done.mid(1);
        succeed(status);
        return;
    }
    QStringList explanations;
    QStringList details;
    for (const auto &failure : std::as_const(m_failures)) {
        if (explanations.size() < MostExplained)
            explanations += explainError(failure.second).text();
        details += m_items.at(failure.first).name + u": "_s + visibleText(failure.second.message);
    }
    if (m_failures.size() > MostExplained)
        explanations += tr("…and %1 more, which Copy details tells of.").arg(m_failures.size() - MostExplained);
    if (m_items.size() > 1)
        explanations.prepend(tr("%1.").arg(countText()));
    fail(explanations.join(u'\n'), details.join(u'\n'));
}

void BulkJob::cancel()
{
    if (!isRunning())
        return;
    m_preparation.abort();
    m_calls.clear();
    endCancelled(m_items.size() == 1 ? tr("Cancelled") : tr("Cancelled: %1").arg(countText()));
}

} // namespace models

#include "moc_bulk_job.cpp"
