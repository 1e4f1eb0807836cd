// SPDX-License-Identifier: Apache-2.0
#include "models/explain_error.h"

#include "engine-client/image_reference.h"
#include "models/explain_rules.h"
#include "models/format.h"
#include "models/shell_words.h"

#include <QCoreApplication>

namespace models {

using namespace Qt::StringLiterals;
using engine::EngineError;
using engine::ErrorKind;

namespace {

constexpr qsizetype LongestWords = 300;

QString tr(const char *text)
{
    return QCoreApplication::translate("Explain", text);
}

/// The engine's words on one line, ids cut to the twelve digits that lists show.
QString tidy(const QString &message)
{
    static const QRegularExpression id(u"\\b([0-9a-f]{12})[0-9a-f]{52}\\b"_s);
    static const QRegularExpression blanks(u"\\s+"_s);
    QString text = message;
    text.replace(blanks, u" "_s).replace(id, u"\\1"_s);
    return visibleText(text).trimmed();
}

/// "stop container web" → "web", "pull image a/b:1" → "a/b:1".
QString objectOf(const QString &operation)
{
    return operation.section(u' ', -1);
}

/// Who keeps the image: named in the message by a URL, or by the reference that the operation names.
QString registryOf(const QString &message, const QString &object)
{
    static const QRegularExpression url(u"https?://([^/\"\\s]+)/v2/|docker://([^/\"\\s]+[.:][^/\"\\s]*)/"_s);
    const auto match = url.match(message);
    QString host = match.hasMatch() ? match.captured(1) + match.captured(2) : engine::splitReference(object).registry();
    return host.contains(u"docker.io") ? u"docker.io"_s : host;
}

/// `quoted`: the text is a command, and what an engine says must not become more than one word of it.
QString fill(const QString &text, const QRegularExpressionMatch &match, const EngineError &error, bool quoted)
{
    QString filled;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != u'%' || i + 1 == text.size()) {
            filled += text.at(i);
            continue;
        }
        const QChar key = text.at(++i);
        const QString value =
            key == u'r' ? registryOf(error.message, objectOf(error.operation)) : match.captured(key.digitValue());
        // A rule names two captures side by side where only one of them can have matched.
        filled += quoted && !value.isEmpty() ? quoteShellWord(value) : value;
    }
    return filled.trimmed();
}

QString sentence(const QString &words)
{
    if (words.isEmpty())
        return {};
    QString text = words.size() > LongestWords ? words.left(LongestWords) + u'…' : words;
    text[0] = text.at(0).toUpper();
    static const QRegularExpression ended(u"[.…!?]$"_s);
    return ended.match(text).hasMatch() ? text : text + u'.';
}

QString adviceFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotConnected:
        return tr("Check that the engine is running, then press Refresh (F5).");
    case ErrorKind::PermissionDenied:
        return tr("Ask for access to the engine's socket.");
    case ErrorKind::Timeout:
        return tr("The engine may be busy: wait and try again.");
    case ErrorKind::NotFound:
        return tr("Refresh the list; somebody else may have removed it.");
    case ErrorKind::Conflict:
        return tr("Refresh the list and try again: its state may have changed.");
    case ErrorKind::Unauthorized:
        return tr("Log in to the registry, then try again.");
    case ErrorKind::InvalidArgument:
        return tr("Change what the engine refuses and try again.");
    case ErrorKind::BadReply:
        return tr("Check that the address is that of a container engine.");
    case ErrorKind::ShuttingDown:
        return tr("Start it again when the engine is connected.");
    case ErrorKind::EngineFailure:
        break;
    }
    return tr("Try again; when it stays, the engine's own log says more.");
}

QString reasonFor(const EngineError &error)
{
    switch (error.kind) {
    case ErrorKind::NotConnected:
        return tr("The connection to the engine is broken.");
    case ErrorKind::PermissionDenied:
        return tr("This user may not use the engine's socket.");
    case ErrorKind::Timeout:
        return tr("The engine did not answer in time.");
    case ErrorKind::ShuttingDown:
        return tr("It was cut off when the engine was left.");
    case ErrorKind::BadReply:
        return tr("The engine's answer can't be read. %1").arg(sentence(tidy(error.message))).trimmed();
    default:
        break;
    }
    const QString words = sentence(tidy(error.message));
    return words.isEmpty() ? tr("The engine gave no reason (status %1).").arg(error.httpStatus) : words;
}

bool asksRegistry(const QString &operation)
{
    return operation.startsWith(u"pull ") || operation.startsWith(u"push ");
}

/// Failures that came without the engine's words are told by their kind alone.
bool hasEngineWords(ErrorKind kind)
{
    return kind != ErrorKind::NotConnected && kind != ErrorKind::PermissionDenied && kind != ErrorKind::Timeout &&
           kind != ErrorKind::ShuttingDown && kind != ErrorKind::BadReply;
}

} // namespace

QString Explanation::text() const
{
    QStringList parts{title + (title.endsWith(u'.') ? QString() : u"."_s), reason, advice};
    parts.removeAll(QString());
    return parts.join(u' ');
}

Explanation explainError(const EngineError &error)
{
    Explanation result;
    result.title = error.operation.isEmpty() ? tr("The engine refused") : tr("Can't %1").arg(tidy(error.operation));
    if (hasEngineWords(error.kind)) {
        const QString message = tidy(error.message);
        for (const ExplainRule &rule : explainRules()) {
            if (rule.forRegistry && !asksRegistry(error.operation))
                continue;
            const auto match = rule.pattern.match(message);
            if (!match.hasMatch())
                continue;
            result.reason = fill(rule.reason, match, error, false);
            result.advice = fill(rule.advice, match, error, false);
            result.command = fill(rule.command, match, error, true);
            return result;
        }
    }
    result.reason = reasonFor(error);
    result.advice = adviceFor(error.kind);
    return result;
}

} // namespace models
