// SPDX-License-Identifier: Apache-2.0
#include "models/dockerfile.h"

#include "models/format.h"
#include "models/secret_text.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace models {

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Dockerfile", text);
}

QByteArray comment(const QString &text)
{
    return "# " + visibleText(text).toUtf8() + '\n';
}

/// In double quotes, as ENV and LABEL take values.
QByteArray quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'$', u"\\$"_s);
    return '"' + escaped.toUtf8() + '"';
}

/// The form of COPY, ENTRYPOINT and CMD that no shell reads.
QByteArray list(const QStringList &words)
{
    nlohmann::json array = nlohmann::json::array();
    for (const QString &word : words)
        array.push_back(word.toStdString());
    return QByteArray::fromStdString(array.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

bool hasLineBreak(const QString &text)
{
    return text.contains(u'\n') || text.contains(u'\r');
}

/// NAME=value pairs; those that can't be written are told of.
QByteArray pairs(const QByteArray &instruction, const QStringList &all)
{
    QByteArray lines;
    for (const QString &pair : all) {
        const QString name = pair.section(u'=', 0, 0);
        if (maskedWord(pair) != pair)
            lines += comment(tr("%1 is a secret and not written here: give it when the image is run.").arg(name));
        else if (hasLineBreak(pair) || name.contains(u' '))
            lines += comment(tr("%1 can't be written here: its value has several lines.").arg(name));
        else
            lines += instruction + ' ' + name.toUtf8() + '=' + quoted(pair.section(u'=', 1)) + '\n';
    }
    return lines;
}

QByteArray words(const QByteArray &instruction, const QStringList &all)
{
    if (maskedWords(all) != all)
        return comment(tr("%1 is left out: a secret is in it.").arg(QString::fromLatin1(instruction)));
    return instruction + ' ' + list(all) + '\n';
}

QByteArray exposed(const ContainerRecipe &recipe)
{
    QStringList ports = recipe.exposed;
    for (const auto &port : recipe.ports)
        ports += port.containerPort + u'/' + port.protocol;
    ports.removeDuplicates();
    return ports.isEmpty() ? QByteArray() : "EXPOSE " + ports.join(u' ').toUtf8() + '\n';
}

} // namespace

QByteArray dockerfileOf(const ContainerRecipe &recipe, const QList<DockerfileCopy> &copies, const QString &owner)
{
    QByteArray text = comment(tr("What container %1 adds to its image.").arg(recipe.name));
    text += comment(tr("Packages that were installed in it by hand are not known here: add RUN lines for them."));
    if (recipe.imageDigest.isEmpty())
        text +=
            comment(tr("Its image is known on this machine only: push it to a registry first, to use this elsewhere."));
    else
        text += comment(recipe.image);
    text += "FROM " + (recipe.imageDigest.isEmpty() ? recipe.image : recipe.imageDigest).toUtf8() + '\n';
    text += pairs("ENV", recipe.environment);
    text += pairs("LABEL", recipe.labels);
    const QByteArray copy = owner.isEmpty() ? "COPY " : "COPY --chown=" + owner.toUtf8() + ' ';
    for (const DockerfileCopy &file : copies)
        text += copy + list({file.source, file.target}) + '\n';
    if (!recipe.workingDir.isEmpty())
        text += "WORKDIR " + recipe.workingDir.toUtf8() + '\n';
    text += exposed(recipe);
    if (!recipe.user.isEmpty())
        text += "USER " + recipe.user.toUtf8() + '\n';
    if (recipe.entrypoint)
        text += words("ENTRYPOINT", *recipe.entrypoint);
    if (!recipe.command.isEmpty())
        text += words("CMD", recipe.command);
    return text;
}

} // namespace models
