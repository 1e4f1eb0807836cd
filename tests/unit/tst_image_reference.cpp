// SPDX-License-Identifier: Apache-2.0
#include "engine-client/image_reference.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;

/// The grammar of image references and the words for what breaks it.
class ImageReferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void namesRegistryAndPath_data();
    void namesRegistryAndPath();
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void comparesHoweverWritten();
    void problemPositionCountsLeadingBlanks();
};

void ImageReferenceTest::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("digest");
    const QString digest = u"sha256:"_s + QString(64, u'a');
    QTest::newRow("bare") << u"ubuntu"_s << u"ubuntu"_s << u"latest"_s << QString();
    QTest::newRow("tag") << u"ubuntu:24.04"_s << u"ubuntu"_s << u"24.04"_s << QString();
    QTest::newRow("port, no tag") << u"localhost:5000/x"_s << u"localhost:5000/x"_s << u"latest"_s << QString();
    QTest::newRow("port and tag") << u"localhost:5000/x:1"_s << u"localhost:5000/x"_s << u"1"_s << QString();
    QTest::newRow("digest") << u"a/b@"_s + digest << u"a/b"_s << QString() << digest;
    QTest::newRow("tag and digest") << u"h:5/a/b:c@"_s + digest << u"h:5/a/b"_s << u"c"_s << digest;
    QTest::newRow("empty") << QString() << QString() << u"latest"_s << QString();
    QTest::newRow("none") << u"<none>:<none>"_s << u"<none>"_s << u"<none>"_s << QString();
}

void ImageReferenceTest::splits()
{
    QFETCH(QString, text);
    const ImageReference reference = splitReference(text);
    QTEST(reference.name, "name");
    QTEST(reference.tag, "tag");
    QTEST(reference.digest, "digest");
}

void ImageReferenceTest::namesRegistryAndPath_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("registry");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("familiar");
    QTest::newRow("official") << u"ubuntu"_s << u"docker.io"_s << u"library/ubuntu"_s << u"ubuntu"_s;
    QTest::newRow("official in full") << u"docker.io/library/ubuntu:1"_s << u"docker.io"_s << u"library/ubuntu"_s
                                      << u"ubuntu"_s;
    QTest::newRow("legacy") << u"index.docker.io/ubuntu"_s << u"docker.io"_s << u"library/ubuntu"_s << u"ubuntu"_s;
    QTest::newRow("user") << u"dwhitena/minimal-jupyter"_s << u"docker.io"_s << u"dwhitena/minimal-jupyter"_s
                          << u"dwhitena/minimal-jupyter"_s;
    QTest::newRow("user in full") << u"docker.io/bob/x"_s << u"docker.io"_s << u"bob/x"_s << u"bob/x"_s;
    QTest::newRow("deep") << u"docker.io/library/a/b"_s << u"docker.io"_s << u"library/a/b"_s << u"library/a/b"_s;
    QTest::newRow("user with a dot") << u"docker.io/a.b/c"_s << u"docker.io"_s << u"a.b/c"_s << u"docker.io/a.b/c"_s;
    QTest::newRow("other") << u"quay.io/x"_s << u"quay.io"_s << u"x"_s << u"quay.io/x"_s;
    QTest::newRow("port") << u"host:5000/a/b"_s << u"host:5000"_s << u"a/b"_s << u"host:5000/a/b"_s;
    QTest::newRow("localhost") << u"localhost/a"_s << u"localhost"_s << u"a"_s << u"localhost/a"_s;
}

void ImageReferenceTest::namesRegistryAndPath()
{
    QFETCH(QString, text);
    const ImageReference reference = splitReference(text);
    QTEST(reference.registry(), "registry");
    QTEST(reference.path(), "path");
    QTEST(reference.familiarName(), "familiar");
    QCOMPARE(reference.fullName(), reference.registry() + u'/' + reference.path());
}

void ImageReferenceTest::accepts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("whole");
    const QString hex(64, u'0');
    for (const QString &same : {u"a:1"_s, u"ab_c__d---e/f.g:V_1.0-x"_s, u"[::1]:5000/a:1"_s, u"HOST.example:443/a:1"_s,
                                u"127.0.0.1:5000/a/b:1"_s, u"a@sha256:"_s + hex, u"a:t@sha256:"_s + hex,
                                u"a@sha512:"_s + hex + hex, u"0:0"_s, u"my-host.org/x:"_s + QString(128, u't')})
        QTest::newRow(qPrintable(same.left(30))) << same << same;
    QTest::newRow("latest added") << u"ubuntu"_s << u"ubuntu:latest"_s;
    QTest::newRow("blanks around") << u"  ubuntu \n"_s << u"ubuntu:latest"_s;
}

void ImageReferenceTest::accepts()
{
    QFETCH(QString, text);
    const auto reference = parseReference(text);
    QVERIFY2(reference.has_value(), qPrintable(reference ? QString() : reference.error().text));
    QTEST(reference->text(), "whole");
}

void ImageReferenceTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *title, const QString &text, qsizetype position, const QString &problem) {
        QTest::newRow(title) << text << position << problem;
    };
    row("empty", u""_s, 0, u"There is no image name."_s);
    row("only a tag", u":x"_s, 0, u"There is no image name."_s);
    row("upper case", u"Bad_NAME"_s, 0, u"Image names are lower case: “B” at character 1."_s);
    row("upper user", u"Bob/x"_s, 0, u"Image names are lower case: “B” at character 1."_s);
    row("bad character", u"bad!"_s, 3, u"An image's name can't hold “!” (character 4)."_s);
    row("blank", u"a b"_s, 1, u"An image's name can't hold a blank (character 2)."_s);
    row("control", u"a\tb"_s, 1, u"An image's name can't hold U+0009 (character 2)."_s);
    row("emoji", u"a🐳"_s, 1, u"An image's name can't hold “🐳” (character 2)."_s);
    row("url", u"https://x.io/a"_s, 0, u"Leave out “https://”: a reference begins with the registry or the name."_s);
    row("double slash", u"a//b"_s, 1, u"“//” at character 2 must stand between letters or digits."_s);
    row("leading slash", u"/a"_s, 0, u"“/” at character 1 must stand between letters or digits."_s);
    row("trailing slash", u"a/"_s, 1, u"“/” at character 2 must stand between letters or digits."_s);
    row("triple underscore", u"a___b"_s, 1, u"“___” at character 2 must stand between letters or digits."_s);
    row("double dot", u"a..b"_s, 1, u"“..” at character 2 must stand between letters or digits."_s);
    row("registry only", u"quay.io/"_s, 8, u"There is no image name after the registry."_s);
    row("empty tag", u"ubuntu:"_s, 7, u"There is no tag after “:”."_s);
    row("tag starts with dot", u"a:.x"_s, 2, u"A tag can't begin with “.”."_s);
    row("tag with bad character", u"a:x+y"_s, 3, u"A tag can't hold “+” (character 4)."_s);
    row("long tag", u"a:"_s + QString(129, u't'), 130, u"A tag has at most 128 characters; this one has 129."_s);
    row("two colons", u"a:b:c"_s, 1, u"The “:” at character 2 is one too many."_s);
    row("port no number", u"h:x/a"_s, 1, u"The registry's port “x” is no number."_s);
    row("empty digest", u"a@"_s, 2, u"After “@” comes a digest such as sha256:0123…"_s);
    row("short digest", u"a@sha256:12"_s, 9, u"The digest has 2 digits; a sha256 has 64."_s);
    row("digest not hex", u"a@sha256:xy"_s, 9, u"A digest has hexadecimal digits only, not “x” (character 10)."_s);
    row("strange digest", u"a@9!:00"_s, 2, u"“9!” is no kind of digest."_s);
    row("id", QString(64, u'a'), 0, u"This is the ID of an image, not a name."_s);
    row("long name", QString(256, u'a'), 255, u"An image's name has at most 255 characters; this one has 256."_s);
}

void ImageReferenceTest::refuses()
{
    QFETCH(QString, text);
    const auto reference = parseReference(text);
    QVERIFY(!reference.has_value());
    QTEST(reference.error().text, "problem");
    QTEST(reference.error().position, "position");
}

void ImageReferenceTest::comparesHoweverWritten()
{
    QVERIFY(splitReference(u"ubuntu"_s).isSameAs(splitReference(u"docker.io/library/ubuntu:latest"_s)));
    QVERIFY(!splitReference(u"ubuntu"_s).isSameAs(splitReference(u"ubuntu:22.04"_s)));
    QVERIFY(!splitReference(u"ubuntu"_s).isSameAs(splitReference(u"localhost/ubuntu"_s)));
}

void ImageReferenceTest::problemPositionCountsLeadingBlanks()
{
    const auto reference = parseReference(u"  aB"_s);
    QVERIFY(!reference.has_value());
    QCOMPARE(reference.error().position, 3);
}

QTEST_APPLESS_MAIN(ImageReferenceTest)
#include "tst_image_reference.moc"
