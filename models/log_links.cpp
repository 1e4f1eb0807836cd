// SPDX-License-Identifier: Apache-2.0
#include "models/log_links.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {
namespace {

bool isLinkCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || u"-._~:/?#[]@!$&'()*+,;=%"_s.contains(c);
}

/// Without the punctuation of the sentence around it: a dot at the end, a bracket that was opened before.
QStringView trimmedLink(QStringView text)
{
    qsizetype rounds = text.count(u')') - text.count(u'('); // counted once: a line may be all brackets
    qsizetype squares = text.count(u']') - text.count(u'[');
    const QStringView punctuation = u".,;:!?'*";
    while (!text.isEmpty()) {
        const QChar last = text.back();
        qsizetype *const unopened = last == u')' ? &rounds : last == u']' ? &squares : nullptr;
        if (unopened ? *unopened <= 0 : !punctuation.contains(last))
            break;
        if (unopened)
            --*unopened;
        text.chop(1);
    }
    return text;
}

qsizetype schemeLength(QStringView text)
{
    for (const QStringView scheme : {QStringView(u"https://"), QStringView(u"http://")}) {
        if (text.startsWith(scheme, Qt::CaseInsensitive))
            return scheme.size();
    }
    return 0;
}

} // namespace

std::vector<LogLink> findLogLinks(QStringView text)
{
    std::vector<LogLink> links;
    qsizetype at = 0;
    while ((at = text.indexOf(u"http", at, Qt::CaseInsensitive)) >= 0) {
        const qsizetype scheme = schemeLength(text.mid(at));
        const bool isInWord = at > 0 && text[at - 1].isLetterOrNumber();
        qsizetype end = at + std::max<qsizetype>(scheme, 4);
        while (scheme > 0 && end < text.size() && isLinkCharacter(text[end]))
            ++end;
        const QStringView link = trimmedLink(text.mid(at, end - at));
        if (scheme > 0 && !isInWord && link.size() > scheme && link.size() <= LongestLogLink) {
            const QUrl url(link.toString(), QUrl::StrictMode);
            if (url.isValid() && !url.host().isEmpty() && !url.authority().contains(u'@'))
                links.push_back({at, link.size(), url});
        }
        at = end;
    }
    return links;
}

QString linkText(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded());
}

} // namespace models
