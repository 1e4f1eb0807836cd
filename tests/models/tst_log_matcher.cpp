// SPDX-License-Identifier: Apache-2.0
#include "models/ansi_parser.h"
#include "models/log_matcher.h"
#include "models/log_pattern.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogHit;
using models::LogMatcher;
using models::LogNeedle;
using models::LogPiece;
using models::LogQuery;

namespace {

const std::atomic<bool> never = false;

LineStore stored(const QByteArrayList &lines)
{
    LineStore store;
    for (const QByteArray &line : lines)
        store.append(LogPiece{line, 1, engine::LogStream::Stdout, false, false});
    return store;
}

std::vector<LogHit> found(const LineStore &store, const LogQuery &query)
{
    const LogMatcher matcher(query);
    std::vector<LogHit> all;
    for (const LineStore::Piece &piece : store.snapshot(0, store.endLine())) {
        const std::vector<LogHit> hits = matcher.find(piece, never);
        all.insert(all.end(), hits.begin(), hits.end());
        std::vector<qint64> lines;
        for (const LogHit &hit : hits) {
            if (lines.empty() || lines.back() != hit.line)
                lines.push_back(hit.line);
        }
        if (matcher.matchingLines(piece, never) != lines)
            return {{-1, 0, 0}};
    }
    return all;
}

/// What each line alone has, as it is shown: slow and plain.
std::vector<LogHit> expected(const QByteArrayList &lines, const LogQuery &query)
{
    QString pattern = query.regularExpression ? query.text : QRegularExpression::escape(query.text);
    QRegularExpression::PatternOptions options =
        query.caseSensitive ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption;
    if (query.wholeWord) {
        options |= QRegularExpression::UseUnicodePropertiesOption;
        pattern = u"(?<!\\w)(?:"_s + pattern + u")(?!\\w)"_s;
    }
    const QRegularExpression expression(pattern, options);
    std::vector<LogHit> hits;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        QRegularExpressionMatchIterator matches = expression.globalMatch(models::parseAnsi(lines[line], {}).text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() > 0)
                hits.push_back({line, qint32(match.capturedStart()), qint32(match.capturedLength())});
        }
    }
    return hits;
}

QByteArray joined(QRandomGenerator &random, const QByteArrayList &words, int most)
{
    QByteArray line;
    for (int i = random.bounded(most); i > 0; --i)
        line += words[random.bounded(int(words.size()))];
    return line;
}

QString explain(const LogQuery &query, const QByteArrayList &lines)
{
    return u"%1 (case %2, word %3) in %4"_s.arg(query.text)
        .arg(int(query.caseSensitive))
        .arg(int(query.wholeWord))
        .arg(QString::fromLatin1(lines.join('|').toPercentEncoding()));
}

} // namespace

/// The quick ways of a search find what the slow one finds.
class TestLogMatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalsLineByLine_data();
    void equalsLineByLine();
    void findsWhereTheNeedleIsEverywhere();
    void findsAcrossBlocks();
    void knowsWhatMustBeThere_data();
    void knowsWhatMustBeThere();
    void givesUpWhatTakesTooLong();
};

void TestLogMatcher::equalsLineByLine_data()
{
    QTest::addColumn<QByteArrayList>("words");
    const QByteArrayList plain{"a", "b", "c", "A", "ab", " ", ".", "1", "k", "s"};
    QTest::newRow("ASCII") << plain;
    QTest::newRow("UTF-8") << plain + QByteArrayList{"\xc3\xa4", "\xc3\x84", "\xe2\x84\xaa", "\xf0\x9f\x90\xb3"};
    QTest::newRow("colours") << plain + QByteArrayList{"\x1b[31m", "\x1b[0m"};
    QTest::newRow("anything") << plain + QByteArrayList{"\t",   "\r",   "\b", "\a", "\x01", "\x7f",        "\x1b[31m",
                                                        "\x1b", "\x80", "a",  "b",  "\xef", "\xe2\x80\xae"};
}

void TestLogMatcher::equalsLineByLine()
{
    QFETCH(const QByteArrayList, words);
    const QStringList patterns{u"a"_s,
                               u"^a"_s,
                               u"a$"_s,
                               u"^$|b"_s,
                               u"^.*b"_s,
                               u"a.*b"_s,
                               u"(a|b)+c"_s,
                               u"[ab]{2,3}"_s,
                               u"\\ba\\S+"_s,
                               u"\\Ba"_s,
                               u"(a)(b)\\1"_s,
                               u"[^a]b"_s,
                               u"a\\sb"_s,
                               u"\\Ab"_s,
                               u"c\\z"_s,
                               u"(?s)a.b"_s,
                               u"(?<!a)b"_s,
                               u"b(?!c)"_s,
                               u"a\\Wb"_s,
                               u"\\x0a"_s,
                               u"[[:space:]]"_s,
                               u"c++a"_s,
                               u".*+c"_s,
                               u"(?i)A"_s,
                               u"[\\S]c"_s,
                               u"c?"_s,
                               u"\\Da"_s,
                               u"\\Qa\\E"_s,
                               u"ab+c"_s,
                               u"a{0}bc"_s,
                               u"a{2}b"_s,
                               u"x{[}]ab"_s,
                               u"ab|bc"_s,
                               u"(ab|bc)a"_s,
                               u"[bc]a[ab]"_s,
                               u"a[^b]+c"_s,
                               u"[\\sa]+b"_s,
                               u"[^\\Wb]+"_s,
                               u"ab\\.?"_s,
                               u"^*ab"_s,
                               u"\\d+a"_s,
                               u"[a-c]{2}\\d"_s,
                               u"(?=ab)a"_s,
                               u"(?>a+)b"_s,
                               u"a(?:b|c)?ab"_s,
                               u"\\^A"_s,
                               u"a\\?"_s,
                               u"ks"_s,
                               u"[jk]a"_s,
                               u"\u00e4b"_s,
                               u"[\u00e4a]b"_s,
                               u"\u00e4?b"_s,
                               u"a\\\\b"_s,
                               u"\\tb"_s,
                               u"[^]a]b"_s,
                               u"a[]b]c"_s,
                               u"\\W"_s,
                               u"\\s+$"_s,
                               u"\ufffd+"_s,
                               u"b\\b"_s,
                               u"[^\\x00]c"_s,
                               u"(?<n>a)b"_s,
                               u"\\pLa"_s,
                               u"(ab|bc)\\W"_s,
                               u"(aa|[bc]1)+"_s,
                               u"(?:ab|[bc]a|k1|s )"_s,
                               u"a1|\\.b|ab?c a"_s,
                               u"((ab|a\\|)c|1 )"_s,
                               u"(?!ab|ba)a"_s,
                               u"(ab|)c"_s};
    QRandomGenerator random(17);
    for (int round = 0; round < 12; ++round) {
        QByteArrayList lines;
        for (int i = 0; i < 40; ++i)
            lines.append(joined(random, words, 9));
        const LineStore store = stored(lines);
        for (const QString &pattern : patterns) {
            for (const int how : {0, 1, 2, 3}) {
                const LogQuery query{pattern, (how & 1) != 0, true, (how & 2) != 0};
                QVERIFY2(found(store, query) == expected(lines, query), qPrintable(explain(query, lines)));
            }
        }
        for (int i = 0; i < 30; ++i) {
            const QString text = QString::fromUtf8(joined(random, words, 4));
            const LogQuery query{text, true, false, false};
            if (!text.isEmpty() && std::none_of(text.begin(), text.end(), [](QChar c) { return c < u' '; }))
                QVERIFY2(found(store, query) == expected(lines, query), qPrintable(explain(query, lines)));
        }
    }
}

/// Where a stretch has the needle in nearly every line, and the expression nowhere or rarely.
void TestLogMatcher::findsWhereTheNeedleIsEverywhere()
{
    QByteArrayList lines;
    for (int i = 0; i < 2000; ++i)
        lines.append("needle " + QByteArray::number(i) + (i % 500 == 77 ? "\tand \x1b[1mthread" : " and a pin"));
    for (const QString &pattern : {u"needle 1?\\d77\\b"_s, u"(needle|thread)$"_s, u"needle.*thread"_s}) {
        const LogQuery query{pattern, true, true, false};
        QVERIFY2(found(stored(lines), query) == expected(lines, query), qPrintable(pattern));
    }
}

/// At every place that a block of bytes may begin or end, and near the end of the stretch.
void TestLogMatcher::findsAcrossBlocks()
{
    for (const QByteArray &word : {QByteArray("x"), QByteArray("no 12"), QByteArray(70, 'w') + "3"}) {
        for (qsizetype at = 0; at < 300; ++at) {
            QByteArrayList lines{QByteArray(at % 7, '.'), QByteArray(at, '-') + word + QByteArray(3 * at % 100, '-')};
            lines += {"", word.toUpper()};
            const LineStore store = stored(lines);
            const auto length = qint32(word.size());
            const std::vector<LogHit> exact{{1, qint32(at), length}};
            QVERIFY(found(store, {QString::fromLatin1(word), true, false, false}) == exact);
            const std::vector<LogHit> anyCase{{1, qint32(at), length}, {3, 0, length}};
            QVERIFY(found(store, {QString::fromLatin1(word), false, false, false}) == anyCase);
            QVERIFY(found(store, {QString::fromLatin1(word), false, true, false}) == anyCase);
            const QString any = u"(%1|no such word|[14]7)"_s.arg(QString::fromLatin1(word.size() > 1 ? word : "xx"));
            QVERIFY(found(store, {any, true, true, false}) == (word.size() > 1 ? exact : std::vector<LogHit>()));
        }
    }
}

void TestLogMatcher::knowsWhatMustBeThere_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("size");
    const auto row = [](const char *pattern, int size) {
        QTest::newRow(pattern) << QString::fromLatin1(pattern) << size;
    };
    row("status [45]\\d\\d", 10);
    row("\\d+ ms, status 5", 14);
    row("a+bc", 3);
    row("ab?cd", 2);
    row("(error|warn) code", 5);
    row("a.*bcd", 3);
    row("^abc$", 3);
    row("error|warn", 4);
    row("(error|50[34])\\W", 3);
    row("(?:error|warn(ing)?|notice):", 4);
    row("(error|50[34])+", 3);
    row("((ab|cd)x|efg)", 2);
    row("(abc|defg) hi", 3);
    row("(error|e)", 0);
    row("(error|)", 0);
    row("(error|warn)?", 0);
    row("(?!error|warn)", 0);
    row("(?<=error|warn)", 0);
    row("(aa|bb|cc|dd|ee)", 0);
    row("a(?i)b|cc", 0);
    row("[|]ab|c\\|d", 3);
    row("(?i)abc", 0);
    row("(*UCP)abc", 0);
    row("\\Qabc", 0);
    row("ab{3}cd", 2);
    row("[^a]bc", 2);
    row("a", 0);
}

void TestLogMatcher::knowsWhatMustBeThere()
{
    QFETCH(const QString, pattern);
    QFETCH(const int, size);
    QCOMPARE(models::requiredNeedle(pattern, true, false).size(), size);
}

void TestLogMatcher::givesUpWhatTakesTooLong()
{
    const QByteArrayList lines(LogMatcher::MostSkipped + 10, QByteArray(60, 'a') + "!");
    for (const QByteArray &end : {QByteArray(), QByteArray("\t"), QByteArray("\xc3\xa4")}) {
        QByteArrayList some = lines.first(3);
        for (QByteArray &line : some)
            line += end;
        const LogMatcher few({u"(a+)+$"_s, false, true, false});
        QVERIFY(few.find(stored(some).snapshot(0, 3).front(), never).empty());
        QCOMPARE(few.skippedLines(), 3);
        QVERIFY(!few.isTooSlow());
    }
    const LogMatcher many({u"(a+)+$"_s, false, true, false});
    QVERIFY(many.find(stored(lines).snapshot(0, lines.size()).front(), never).empty());
    QCOMPARE(many.skippedLines(), LogMatcher::MostSkipped);
    QVERIFY(many.isTooSlow());
}

QTEST_GUILESS_MAIN(TestLogMatcher)
#include "tst_log_matcher.moc"
