// SPDX-License-Identifier: Apache-2.0
#include "models/compose_secrets.h"

#include "models/secret_text.h"

namespace models {

using namespace Qt::StringLiterals;

namespace {

QString plain(const QString &text)
{
    return QString(text).replace(u'$', u"$$"_s);
}

/// "--NotebookApp.token" → "NOTEBOOKAPP_TOKEN"
QString variableName(const QString &name)
{
    QString variable;
    for (const QChar c : name.toUpper())
        variable += (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ? c : QChar(u'_');
    while (variable.startsWith(u'_'))
        variable.remove(0, 1);
    return variable.isEmpty() || variable.at(0).isDigit() ? u"SECRET_"_s + variable : variable;
}

} // namespace

QString ComposeSecrets::placeFor(const QString &name)
{
    const QString variable = variableName(name);
    if (!m_names.contains(variable))
        m_names += variable;
    return u"${%1:?}"_s.arg(variable); // left out it would be empty, and a server without a login
}

QString ComposeSecrets::value(const QString &name, const QString &value)
{
    return maskedValue(name, value) == value ? plain(value) : placeFor(name.isEmpty() ? u"ADDRESS"_s : name);
}

QStringList ComposeSecrets::words(const QStringList &words)
{
    QStringList safe;
    QString option; ///< the word before, when it names a secret that follows
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (!option.isEmpty() && !word.startsWith(u'-'))
            safe += placeFor(option);
        else if (maskedWord(word) == word)
            safe += plain(word);
        else if (equals > 0)
            safe += plain(word.first(equals + 1)) + placeFor(word.first(equals));
        else
            safe += placeFor(u"ADDRESS"_s);
        option = isSecretOption(word) ? word : QString();
    }
    return safe;
}

} // namespace models
