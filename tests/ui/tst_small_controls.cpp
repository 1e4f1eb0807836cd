// SPDX-License-Identifier: Apache-2.0
#include "ui/clear_button.h"
#include "ui/log_filter_bar.h"
#include "ui/log_find_bar.h"
#include "ui/log_time_bar.h"
#include "ui/theme.h"
#include "ui/tone_label.h"
#include "ui/tool_fit.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

class TestSmallControls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void wordsComeBackWhenALabelGoes();
    void filterRowIsTheSameAtTheSameWidth();
    void statusStaysReadable_data();
    void statusStaysReadable();
    void clearsByKeys();
};

void TestSmallControls::wordsComeBackWhenALabelGoes()
{
    QWidget widget;
    auto *const row = new QHBoxLayout(&widget);
    QList<QToolButton *> buttons;
    for (const QString &word : {u"Follow"_s, u"Timestamps"_s, u"Wrap"_s, u"Start from"_s}) {
        buttons.append(new QToolButton(&widget));
        buttons.last()->setIcon(ui::icon(u"clock"_s));
        buttons.last()->setText(word);
        buttons.last()->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(buttons.last());
    }
    auto *const label = new QLabel(&widget);
    row->addWidget(label);
    const int width = row->sizeHint().width() + 40;
    new ui::ToolFit(row, &widget);
    widget.resize(width, 60);
    widget.show();
    const auto haveWords = [&buttons](bool words) {
        return std::all_of(buttons.begin(), buttons.end(), [words](const QToolButton *button) {
            return (button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon) == words;
        });
    };
    QTRY_VERIFY(haveWords(true));
    label->setText(u"Loading older lines… 1,000,000"_s);
    QTRY_VERIFY(haveWords(false));
    QCOMPARE(widget.width(), width);
    label->clear();
    QTRY_VERIFY(haveWords(true));
    buttons.last()->setText(u"Last 10,000 lines, or those since a time"_s); // no longer fits with the words of all
    QTRY_VERIFY(haveWords(false));
    buttons.last()->setText(u"All"_s);
    QTRY_VERIFY(haveWords(true));
    widget.resize(300, 60);
    label->setText(u"Loading older lines… 1,000,000 of very many more"_s);
    QTRY_VERIFY(label->isHidden()); // too narrow for both
    label->clear();
    widget.resize(width, 60);
    QTRY_VERIFY(haveWords(true));
    QVERIFY(label->isVisible());
}

void TestSmallControls::filterRowIsTheSameAtTheSameWidth()
{
    QWidget host;
    host.resize(600, 200);
    ui::LogFilterBar bar(&host);
    bar.resize(280, 100);
    host.show();
    const QList<QToolButton *> buttons = bar.findChildren<QToolButton *>();
    const auto error = std::find_if(buttons.begin(), buttons.end(),
                                    [](const QToolButton *button) { return button->accessibleName() == u"Error"_s; });
    QVERIFY(error != buttons.end());
    QHash<int, Qt::ToolButtonStyle> styles;
    for (int width = 280; width < 500; ++width) {
        bar.resize(width, 100);
        styles.insert(width, (*error)->toolButtonStyle());
    }
    QCOMPARE(styles.value(280), Qt::ToolButtonIconOnly);
    QCOMPARE(styles.value(499), Qt::ToolButtonTextBesideIcon);
    for (int width = 499; width >= 280; --width) {
        bar.resize(width, 100);
        QCOMPARE((*error)->toolButtonStyle(), styles.value(width));
    }
}

void TestSmallControls::statusStaysReadable_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isBeside");
    QTest::newRow("wide") << 900 << true;
    QTest::newRow("a third of a window") << 300 << false;
}

void TestSmallControls::statusStaysReadable()
{
    QFETCH(const int, width);
    QFETCH(const bool, isBeside);
    QWidget host;
    host.resize(1000, 400);
    ui::LogFindBar find(&host);
    ui::LogTimeBar time(&host);
    host.show();
    find.open();
    time.open(u"Jump to time"_s, u"Jump"_s, {});
    find.setStatus(u"1,204 of 58,310"_s, false);
    time.setStatus(u"“nonsense” is not a time. Type 10 min."_s, true);
    for (QWidget *const bar : QWidgetList{&find, &time}) {
        bar->resize(width, 40);
        bar->resize(width, std::max(bar->sizeHint().height(), bar->layout()->totalHeightForWidth(width)));
        const auto *const status = bar->findChild<ui::ToneLabel *>();
        const auto *const field = bar->findChild<QLineEdit *>();
        QTRY_VERIFY(status->height() >= status->heightForWidth(status->width()));
        QVERIFY(status->wordWrap() != isBeside);
        QVERIFY(isBeside ? status->x() > field->geometry().right() : status->y() > field->geometry().bottom());
        if (isBeside)
            QVERIFY(status->width() >= status->sizeHint().width());
        QVERIFY(field->width() >= 80);
        for (const QWidget *const control : bar->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
            QVERIFY(!control->isVisible() || control->geometry().right() < width);
    }
    find.resize(1000, 40);
    QVERIFY(!find.findChild<ui::ToneLabel *>()->wordWrap()); // there is room again
}

void TestSmallControls::clearsByKeys()
{
    QWidget widget;
    auto *const row = new QHBoxLayout(&widget);
    auto *const edit = new QLineEdit(&widget);
    auto *const next = new QLineEdit(&widget);
    row->addWidget(edit);
    row->addWidget(next);
    ui::addClearButton(*edit);
    widget.show();
    widget.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&widget));
    const QToolButton *const unused = edit->findChild<QToolButton *>();
    QTRY_VERIFY(!unused->isVisible());
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), next); // nothing to clear
    edit->setFocus();
    QTest::keyClicks(edit, u"needle"_s);
    QTest::keyClick(edit, Qt::Key_Tab);
    QWidget *const button = QApplication::focusWidget();
    QCOMPARE(button->accessibleName(), u"Clear text"_s);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(edit->text(), QString());
    QCOMPARE(QApplication::focusWidget(), edit);
    QTRY_VERIFY(!unused->isVisible()); // it fades
}

QTEST_MAIN(TestSmallControls)
#include "tst_small_controls.moc"
