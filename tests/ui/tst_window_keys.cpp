// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "ui/empty_state.h"
#include "ui/engine_button.h"
#include "ui/main_window.h"
#include "ui/nav_button.h"
#include "ui/resource_table.h"
#include "ui/tone_label.h"

#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

/// What can be done with the keyboard alone, and read without sharp eyes, in the window.
class TestWindowKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void tabReachesEveryPage();
    void columnsAndSortingFromTheMenu();
    void versionDetailsCanBeRead();
    void emptyPagesSayWhatToDo();
    void staleRowsLoseTheirColours();

private:
    /// The menu of that title in the View menu, as it is when a person opens it.
    [[nodiscard]] QMenu *viewMenu(const QString &title) const;
    [[nodiscard]] QAction *entry(const QMenu &menu, const QString &text) const;
    [[nodiscard]] ui::ResourceTable &table() const { return *m_window->findChild<ui::ResourceTable *>(); }

    std::unique_ptr<test::DialogBench> m_bench;
    std::unique_ptr<ui::MainWindow> m_window;
};

void TestWindowKeys::init()
{
    m_bench = std::make_unique<test::DialogBench>();
    m_window = std::make_unique<ui::MainWindow>(
        ui::Services{m_bench->session, m_bench->jobs, m_bench->actions, m_bench->commands, m_bench->settings},
        QList<engine::Endpoint>{});
    m_window->show();
    m_bench->session.start();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE(m_bench->session.containers().totalCount(), 2);
}

void TestWindowKeys::cleanup()
{
    m_window.reset();
    m_bench.reset();
}

QMenu *TestWindowKeys::viewMenu(const QString &title) const
{
    for (const QAction *top : m_window->menuBar()->actions()) {
        if (top->text() != u"&View")
            continue;
        Q_EMIT top->menu()->aboutToShow();
        return entry(*top->menu(), title)->menu();
    }
    return nullptr;
}

QAction *TestWindowKeys::entry(const QMenu &menu, const QString &text) const
{
    const QList<QAction *> all = menu.actions();
    const auto it = std::find_if(all.cbegin(), all.cend(), [&](const QAction *a) { return a->text() == text; });
    return it == all.cend() ? nullptr : *it;
}

void TestWindowKeys::tabReachesEveryPage()
{
    const QList<ui::NavButton *> pages = m_window->findChildren<ui::NavButton *>();
    QVERIFY(pages.size() >= 3);
    pages.constFirst()->setFocus();
    for (ui::NavButton *page : pages.mid(1)) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), page);
        QVERIFY(!page->isChecked());
    }
    QTest::keyClick(pages.constLast(), Qt::Key_Space);
    QCOMPARE(m_window->currentPage(), u"activity"_s);
    for (const ui::NavButton *page : pages)
        QCOMPARE(page->isChecked(), page == pages.constLast());
    QTest::mouseClick(pages.constLast(), Qt::LeftButton);
    QVERIFY(pages.constLast()->isChecked());
}

void TestWindowKeys::columnsAndSortingFromTheMenu()
{
    const int id = table().columnOf(u"id"_s);
    QVERIFY(table().isColumnHidden(id));
    entry(*viewMenu(u"Columns"_s), u"ID"_s)->trigger();
    QVERIFY(!table().isColumnHidden(id));
    entry(*viewMenu(u"Columns"_s), u"ID"_s)->trigger();
    QVERIFY(table().isColumnHidden(id));
    QVERIFY(!entry(*viewMenu(u"Sort by"_s), u"ID"_s));

    const int image = table().columnOf(u"image"_s);
    entry(*viewMenu(u"Sort by"_s), u"Image"_s)->trigger();
    QCOMPARE(table().header()->sortIndicatorSection(), image);
    QCOMPARE(table().header()->sortIndicatorOrder(), Qt::AscendingOrder);
    entry(*viewMenu(u"Sort by"_s), u"Image"_s)->trigger();
    QCOMPARE(table().header()->sortIndicatorOrder(), Qt::DescendingOrder);
    QVERIFY(entry(*viewMenu(u"Sort by"_s), u"Image"_s)->isChecked());

    m_window->showPage(u"activity"_s);
    QVERIFY(!viewMenu(u"Columns"_s)->menuAction()->isEnabled());
}

void TestWindowKeys::versionDetailsCanBeRead()
{
    auto *button = m_window->findChild<ui::EngineButton *>();
    QTest::mouseClick(button, Qt::LeftButton);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(menu->findChild<ui::ToneLabel *>()->text().contains(m_bench->session.endpoint().url()));
    for (const QAction *action : menu->actions())
        QVERIFY(action->isEnabled());
    menu->close();
}

void TestWindowKeys::emptyPagesSayWhatToDo()
{
    m_bench->engine.answer("GET", "/containers/json", 200, "[]");
    m_bench->engine.answer("GET", "/images/json", 200, "[]");
    m_bench->session.refresh();
    QTRY_VERIFY(test::DialogBench::button(*m_window, u"Run an image"_s));
    m_window->showPage(u"images"_s);
    QTRY_VERIFY(test::DialogBench::button(*m_window, u"Pull an image"_s));
    QVERIFY(test::DialogBench::click(*m_window, u"Pull an image"_s));
    QTRY_VERIFY(test::DialogBench::dialog());
    test::DialogBench::dialog()->close();
}

void TestWindowKeys::staleRowsLoseTheirColours()
{
    table().clearSelection();
    const auto has = [this](ui::Tone tone) {
        const QImage image = table().viewport()->grab().toImage();
        const QColor wanted = ui::toneColor(tone, table().palette());
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < 40 && x < image.width(); ++x) {
                if (image.pixelColor(x, y) == wanted)
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(has(ui::Tone::Ok)); // web runs
    m_bench->engine.stop();
    QTRY_VERIFY(table().isStale());
    QVERIFY(!has(ui::Tone::Ok));
    QVERIFY(has(ui::Tone::Muted));
}

QTEST_MAIN(TestWindowKeys)
#include "tst_window_keys.moc"
