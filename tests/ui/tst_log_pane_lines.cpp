// SPDX-License-Identifier: Apache-2.0
#include "models/line_cutter.h"
#include "models/log_json.h"
#include "tests/ui/log_pane_bench.h"
#include "ui/confirm_link.h"
#include "ui/dialog.h"
#include "ui/log_json_panel.h"
#include "ui/mark_scroll_bar.h"
#include "ui/open_link.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QTextCursor>
#include <QToolTip>

using namespace Qt::StringLiterals;
using ui::LogView;

namespace {

QList<QUrl> opened;

struct Bench : test::LogPaneBench
{
    Bench()
    {
        opened.clear();
        ui::forgetAgreedHosts();
        ui::setLinkOpener([](const QUrl &url) { opened << url; });
    }
    ~Bench() { ui::setLinkOpener(nullptr); }

    [[nodiscard]] bool showLines(qint64 count)
    {
        pane.setContainer(u"web"_s);
        return QTest::qWaitFor([&] { return view().lastVisibleLine() == count; }) &&
               QTest::qWaitForWindowExposed(&pane);
    }
    [[nodiscard]] QWidget *area() { return view().viewport(); }
    [[nodiscard]] QPoint at(qint64 line, qsizetype offset)
    {
        return view().cellRect({line, offset}).center() - QPoint(2, 0);
    }
    [[nodiscard]] QPoint gutter(qint64 line) { return {6, at(line, 0).y()}; }
    [[nodiscard]] QString accessibleText()
    {
        return QAccessible::queryAccessibleInterface(pane.view())->text(QAccessible::Value);
    }
    /// Opens the context menu there as the platform does, and returns the entry of that name when it is offered.
    [[nodiscard]] QAction *entry(const QPoint &point, const QString &name)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, area()->mapToGlobal(point));
        QCoreApplication::sendEvent(area(), &event);
        const QList<QAction *> actions = view().actions();
        const auto found = std::find_if(actions.begin(), actions.end(), [&](QAction *a) { return a->text() == name; });
        if (QWidget *menu = QApplication::activePopupWidget())
            menu->close();
        return found != actions.end() && (*found)->isVisible() ? *found : nullptr;
    }
    [[nodiscard]] ui::LogJsonPanel *json() { return pane.findChild<ui::LogJsonPanel *>(); }
};

/// How many pixels of a scroll bar have the colour of bookmarks.
int markedPixels(LogView &view)
{
    const QImage image = view.verticalScrollBar()->grab().toImage();
    const QRgb wanted = ui::toneColor(ui::Tone::Accent, view.palette()).rgb();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        count += image.pixel(image.width() / 2, y) == wanted ? 1 : 0;
    return count;
}

} // namespace

class TestLogPaneLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void bookmarksByKeys();
    void bookmarksByTheGutter();
    void bookmarksAreShownAndRead();
    void bookmarksStayWhenOlderLinesCome();
    void opensALinkOnceAgreed();
    void ctrlUnderlinesALink();
    void linksInTheMenu();
    void leavesOtherAddressesAlone();
    void opensAllOfAnAddressThatIsCut();
    void spaceShowsJson();
    void longJsonIsCopiedAsItIs();
    void spaceScrollsOtherwise();
    void menuShowsJson();
};

void TestLogPaneLines::bookmarksByKeys()
{
    Bench bench;
    bench.log.printMany("line ", 0, 200);
    QVERIFY(bench.showLines(200));
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.at(3, 1));
    QTest::keyClick(&bench.view(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(bench.view().isBookmarked(3));
    QTest::keyClick(&bench.view(), Qt::Key_End);
    const qint64 top = bench.view().topRow().line;
    QTest::keyClick(&bench.view(), Qt::Key_B, Qt::ControlModifier); // the clicked line is out of view
    QVERIFY(bench.view().isBookmarked(top));
    QTest::keyClick(&bench.view(), Qt::Key_F2);
    QCOMPARE(bench.view().selection().begin().line, top);
    QTest::keyClick(&bench.view(), Qt::Key_F2);
    QCOMPARE(bench.view().selection().begin().line, 3);
    QVERIFY(!bench.view().cellRect({3, 0}).isNull());
    QTest::keyClick(&bench.view(), Qt::Key_F2, Qt::ShiftModifier);
    QCOMPARE(bench.view().selection().begin().line, top);
    QTest::keyClick(&bench.view(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!bench.view().isBookmarked(top));
    QTest::keyClick(&bench.view(), Qt::Key_F2);
    QTest::keyClick(&bench.view(), Qt::Key_F2);
    QCOMPARE(bench.view().selection().begin().line, 3);
}

void TestLogPaneLines::bookmarksByTheGutter()
{
    Bench bench;
    bench.log.printMany("line ", 0, 5);
    QVERIFY(bench.showLines(5));
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.gutter(2));
    QVERIFY(bench.view().isBookmarked(2));
    QVERIFY(bench.view().selection().isEmpty());
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.gutter(2));
    QVERIFY(!bench.view().isBookmarked(2));
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, QPoint(6, bench.area()->height() - 5));
    QVERIFY(!bench.view().isBookmarked(4)); // under the last line
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.at(1, 2));
    QVERIFY(!bench.view().isBookmarked(1));
    QAction *const bookmark = bench.entry(bench.at(1, 2), u"Bookmark"_s);
    QVERIFY(bookmark && !bookmark->isChecked());
    bookmark->trigger();
    QVERIFY(bench.view().isBookmarked(1));
    QVERIFY(bench.entry(bench.at(1, 2), u"Bookmark"_s)->isChecked());
}

void TestLogPaneLines::bookmarksAreShownAndRead()
{
    Bench bench;
    bench.log.printMany("line ", 0, 300);
    QVERIFY(bench.showLines(300));
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    QCOMPARE(markedPixels(bench.view()), 0);
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.gutter(2));
    QVERIFY(markedPixels(bench.view()) >= 2);
    const QImage image = bench.area()->grab(QRect(0, bench.at(2, 0).y() - 2, 8, 4)).toImage();
    QCOMPARE(image.pixel(4, 1), ui::toneColor(ui::Tone::Accent, bench.view().palette()).rgb());
    QVERIFY(bench.accessibleText().startsWith(u"line 0\nline 1\nBookmark: line 2\nline 3"));
    QAccessibleTextInterface *const text = QAccessible::queryAccessibleInterface(bench.pane.view())->textInterface();
    const int begin = int(bench.accessibleText().indexOf(u"line 3"));
    text->setSelection(0, begin, begin + 4);
    QCOMPARE(bench.view().selection().begin().line, 3);
    QCOMPARE(bench.view().selection().begin().offset, 0);
    int from = 0;
    int to = 0;
    text->selection(0, &from, &to);
    QCOMPARE(from, begin);
    QCOMPARE(to, begin + 4);
    bench.picture(u"bookmark"_s);
}

void TestLogPaneLines::bookmarksStayWhenOlderLinesCome()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    QVERIFY(bench.showLines(1000));
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.gutter(3));
    QTRY_COMPARE(bench.view().lineLayout().document()->firstLine(), -2000);
    QVERIFY(bench.view().isBookmarked(3));
    QCOMPARE(bench.view().lineLayout().document()->store().line(3).bytes, QByteArrayView("line 2003"));
    bench.pane.setContainer({});
    QVERIFY(!bench.view().isBookmarked(3));
    bench.pane.setContainer(u"web"_s);
    QVERIFY(bench.view().isBookmarked(3));
}

void TestLogPaneLines::opensALinkOnceAgreed()
{
    Bench bench;
    bench.log.print("see http://host.example/?token=abc for more");
    QVERIFY(bench.showLines(1));
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.at(0, 8));
    QTest::mouseClick(bench.area(), Qt::LeftButton, Qt::ControlModifier, bench.at(0, 1));
    QVERIFY(!bench.pane.findChild<ui::Dialog *>());
    QTest::mouseClick(bench.area(), Qt::LeftButton, Qt::ControlModifier, bench.at(0, 8));
    auto *dialog = bench.pane.findChild<ui::Dialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), u"http://host.example/?token=abc"_s);
    QVERIFY(opened.isEmpty());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!bench.pane.findChild<ui::Dialog *>());
    QTest::mouseClick(bench.area(), Qt::LeftButton, Qt::ControlModifier, bench.at(0, 8));
    dialog = bench.pane.findChild<ui::Dialog *>();
    QVERIFY(dialog);
    test::shoot(*dialog, u"open_link"_s);
    const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == u"Open link")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(opened, QList<QUrl>{QUrl(u"http://host.example/?token=abc"_s)});
    QTRY_VERIFY(!bench.pane.findChild<ui::Dialog *>());
    QTest::mouseClick(bench.area(), Qt::LeftButton, Qt::ControlModifier, bench.at(0, 8));
    QCOMPARE(opened.size(), 2); // the host is known now
}

void TestLogPaneLines::ctrlUnderlinesALink()
{
    Bench bench;
    bench.log.print("see http://host.example/ for more");
    QVERIFY(bench.showLines(1));
    const auto move = [&](const QPoint &point, Qt::KeyboardModifiers modifiers) {
        QMouseEvent event(QEvent::MouseMove, point, bench.area()->mapToGlobal(QPointF(point)), Qt::NoButton,
                          Qt::NoButton, modifiers);
        QCoreApplication::sendEvent(bench.area(), &event);
    };
    const QImage plain = bench.area()->grab().toImage();
    move(bench.at(0, 10), Qt::NoModifier);
    QCOMPARE(bench.area()->cursor().shape(), Qt::IBeamCursor);
    QCOMPARE(bench.area()->grab().toImage(), plain);
    move(bench.at(0, 10), Qt::ControlModifier);
    QCOMPARE(bench.area()->cursor().shape(), Qt::PointingHandCursor);
    QVERIFY(bench.area()->grab().toImage() != plain);
    bench.picture(u"link"_s);
    move(bench.at(0, 1), Qt::ControlModifier);
    QCOMPARE(bench.area()->cursor().shape(), Qt::IBeamCursor);
    QCOMPARE(bench.area()->grab().toImage(), plain);
    QHelpEvent help(QEvent::ToolTip, bench.at(0, 10), bench.area()->mapToGlobal(bench.at(0, 10)));
    QCoreApplication::sendEvent(bench.area(), &help);
    QTRY_VERIFY(QToolTip::text().contains(u"http://host.example/"));
    QToolTip::hideText();
}

void TestLogPaneLines::linksInTheMenu()
{
    Bench bench;
    bench.log.print("see https://host.example/a for more");
    QVERIFY(bench.showLines(1));
    QVERIFY(!bench.entry(bench.at(0, 1), u"Open link"_s));
    QAction *const copy = bench.entry(bench.at(0, 10), u"Copy link"_s);
    QVERIFY(copy);
    copy->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://host.example/a"_s);
    QAction *const open = bench.entry(bench.at(0, 10), u"Open link"_s);
    QVERIFY(open);
    open->trigger();
    QVERIFY(bench.pane.findChild<ui::Dialog *>());
    QVERIFY(opened.isEmpty());
}

void TestLogPaneLines::leavesOtherAddressesAlone()
{
    Bench bench;
    bench.log.print("file:///etc/passwd");
    bench.log.print("http://bank.example@evil.example/");
    QVERIFY(bench.showLines(2));
    for (const qint64 line : {0, 1}) {
        for (const qsizetype offset : {1, 8, 15}) {
            QTest::mouseClick(bench.area(), Qt::LeftButton, Qt::ControlModifier, bench.at(line, offset));
            QVERIFY(!bench.entry(bench.at(line, offset), u"Open link"_s));
        }
    }
    QVERIFY(!bench.pane.findChild<ui::Dialog *>());
    QVERIFY(opened.isEmpty());
}

/// A long line is kept in pieces of 8 KiB.
void TestLogPaneLines::opensAllOfAnAddressThatIsCut()
{
    Bench bench;
    const QByteArray address = "http://host.example/" + QByteArray(100, 'a') + "/end";
    const auto piece = models::LineCutter::PieceBytes;
    bench.log.print(QByteArray(piece - 51, 'x') + ' ' + address + " and more");
    bench.log.print(QByteArray(piece - 51, 'x') + ' ' + address + QByteArray(2100, 'b'));
    QVERIFY(bench.showLines(4));
    bench.view().setWrapped(false);
    for (const ui::LogPosition place : {ui::LogPosition{0, piece - 20}, ui::LogPosition{1, 5}}) {
        bench.view().reveal(place);
        QAction *const copy = bench.entry(bench.at(place.line, place.offset), u"Copy link"_s);
        QVERIFY(copy);
        copy->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(address));
    }
    bench.view().reveal({2, piece - 20}); // the whole of it is too long for an address
    QVERIFY(!bench.entry(bench.at(2, piece - 20), u"Copy link"_s));
}

void TestLogPaneLines::longJsonIsCopiedAsItIs()
{
    Bench bench;
    QByteArray values;
    for (int i = 0; i < 400; ++i)
        values += QByteArray::number(i) + ',';
    const QByteArray line = "{\"a\":\"" + QByteArray("\xd7\xa9").repeated(3000) + "\",\"b\":[" + values + "0]}";
    bench.log.print(line);
    QVERIFY(bench.showLines(12)); // pieces
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    QVERIFY(bench.json()->isVisible());
    auto *text = bench.json()->findChild<QPlainTextEdit *>();
    const QString wanted = models::indentedJson(line);
    QVERIFY(!wanted.isEmpty());
    QTRY_VERIFY(text->toPlainText().endsWith(u"\n}"_s));
    text->selectAll();
    text->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), wanted);
    QTextCursor part(text->document());
    part.setPosition(5);
    part.setPosition(900, QTextCursor::KeepAnchor);
    text->setTextCursor(part);
    text->copy();
    QVERIFY(wanted.startsWith(text->toPlainText().first(5) + QGuiApplication::clipboard()->text()));
}

void TestLogPaneLines::spaceShowsJson()
{
    Bench bench;
    bench.log.print(R"({"level":"info","a":[1,2]})");
    bench.log.print(R"({"level":"error"})");
    bench.log.print("no json");
    QVERIFY(bench.showLines(3));
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.at(0, 3));
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    QVERIFY(bench.json()->isVisible());
    const auto *text = bench.json()->findChild<QPlainTextEdit *>();
    QTRY_COMPARE(text->toPlainText(), u"{\n  \"level\": \"info\",\n  \"a\": [\n    1,\n    2\n  ]\n}"_s);
    QVERIFY(text->isReadOnly());
    bench.picture(u"json"_s);
    QTest::mouseClick(bench.area(), Qt::LeftButton, {}, bench.at(1, 3));
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    QTRY_VERIFY(text->toPlainText().contains(u"error"));
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    QVERIFY(!bench.json()->isVisible());
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    QVERIFY(bench.json()->isVisible());
    QTest::keyClick(bench.json(), Qt::Key_Escape);
    QVERIFY(!bench.json()->isVisible());
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    bench.pane.setContainer({});
    QVERIFY(!bench.json()->isVisible());
}

void TestLogPaneLines::spaceScrollsOtherwise()
{
    Bench bench;
    bench.log.printMany("line ", 0, 200);
    QVERIFY(bench.showLines(200));
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    QTest::keyClick(&bench.view(), Qt::Key_Space);
    QVERIFY(bench.view().topRow().line > 5);
    QVERIFY(!bench.json()->isVisible());
}

void TestLogPaneLines::menuShowsJson()
{
    Bench bench;
    bench.log.print("no json");
    bench.log.print(R"({"a":1})");
    QVERIFY(bench.showLines(2));
    QVERIFY(!bench.entry(bench.at(0, 2), u"Show as JSON"_s));
    QAction *const show = bench.entry(bench.at(1, 2), u"Show as JSON"_s);
    QVERIFY(show);
    show->trigger();
    QVERIFY(bench.json()->isVisible());
    QCOMPARE(bench.view().currentLine(), 1); // which stands out
    bench.view().setFocus();
    QTest::keyClick(&bench.view(), Qt::Key_Escape);
    QVERIFY(!bench.json()->isVisible());
}

QTEST_MAIN(TestLogPaneLines)
#include "tst_log_pane_lines.moc"
