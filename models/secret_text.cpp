// SPDX-License-Identifier: Apache-2.0
#include "models/secret_text.h"

#include "models/run_form.h"

#include <QRegularExpression>

namespace models {

using namespace Qt::StringLiterals;

bool isSecretName(const QString &name)
{
    // Long words count anywhere in a name; short ones (KEY, PASS…) only as a word of it, or MONKEY would be one.
    // "Tokenizers" is no token.
    static const QRegularExpression anywhere(u"password|passwd|passphrase|secret|token(?!iz)|api_?key|credential"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression asWord(u"(?:^|[^A-Za-z0-9])(?:pass|pwd|key|auth|pat)(?:$|[^A-Za-z0-9])"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (name == u"PWD" || name == u"OLDPWD")
        return false;
    return anywhere.match(name).hasMatch() || asWord.match(name).hasMatch();
}

QString maskedValue(const QString &name, const QString &value)
{
    if (isSecretName(name) && !value.isEmpty())
        return SecretMask.toString();
    static const QRegularExpression userInfo(u"(://[^/@:\\s]*):[^/@\\s]+@"_s);
    return QString(value).replace(userInfo, u"\\1:%1@"_s.arg(SecretMask));
}

QString maskedWord(const QString &word)
{
    const qsizetype equals = word.indexOf(u'=');
    if (equals < 0)
        return maskedValue({}, word);
    const QString name = word.left(equals);
    return name + u'=' + maskedValue(name, word.mid(equals + 1));
}

bool isSecretOption(const QString &word)
{
    return word.startsWith(u"--") && !word.contains(u'=') && isSecretName(word);
}

QStringList maskedWords(const QStringList &words)
{
    QStringList masked;
    bool isValue = false; ///< of the option before
    for (const QString &word : words) {
        masked += isValue && !word.startsWith(u'-') ? SecretMask.toString() : maskedWord(word);
        isValue = isSecretOption(word);
    }
    return masked;
}

} // namespace models
