// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/log_pane_bench.h"
#include "ui/log_colors.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A pane with all its bars open, one of them with an error.
struct OpenBench : test::LogPaneBench
{
    OpenBench() : LogPaneBench(1100)
    {
        for (const char *line :
             {"\033[32mINFO\033[0m started", "{\"level\":\"error\"}", "worker 7 has started", "plain"})
            log.print(line);
        pane.setContainer(u"web"_s);
    }

    [[nodiscard]] bool isFilled() const { return pane.view()->lineLayout().document()->endLine() == 4; }
    void open()
    {
        QTest::keyClick(&pane, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        pane.find();
        for (QLineEdit *field : pane.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == "Filter lines"_L1)
                field->setText(u"start"_s);
            if (field->accessibleName() == "Find in log"_L1)
                field->setText(u"("_s);
        }
        button(u"Match case"_s)->setChecked(true);
        test::toolButton(*findBar(), u"Regular expression"_s)->setChecked(true);
        pane.focusWidget()->clearFocus(); // only one of several windows shows it
    }
    [[nodiscard]] QWidget *findBar() const
    {
        for (QLineEdit *field : pane.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == "Find in log"_L1)
                return field->parentWidget();
        }
        return nullptr;
    }
    [[nodiscard]] QImage image()
    {
        QCoreApplication::sendPostedEvents();
        return pane.grab().toImage();
    }
};

} // namespace

/// What is open when the system's scheme changes looks as if it had been opened after.
class TestLogPaneTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }

    void followsTheTheme()
    {
        qApp->setPalette(ui::themePalette(false));
        OpenBench bench;
        QTRY_VERIFY(bench.isFilled());
        bench.open();
        QTRY_COMPARE(bench.view().lineLayout().document()->endLine(), 2);
        qApp->setPalette(ui::themePalette(true));
        OpenBench fresh;
        QTRY_VERIFY(fresh.isFilled());
        fresh.open();
        QTRY_COMPARE(fresh.view().lineLayout().document()->endLine(), 2);
        QTRY_VERIFY(bench.image() == fresh.image()); // the fields' clear buttons fade in
    }

    void coloursAreReadable()
    {
        for (const bool dark : {false, true}) {
            const ui::LogColors colors(ui::themePalette(dark));
            QList<models::AnsiStyle> styles{{}};
            for (int i = 0; i < 256; ++i) {
                const models::AnsiColor color{models::AnsiColor::Kind::Indexed, quint8(i), 0, 0};
                styles << models::AnsiStyle{color, {}, 0} << models::AnsiStyle{{}, color, 0}
                       << models::AnsiStyle{color, {}, models::AnsiStyle::Inverse} << models::AnsiStyle{color, color, 0}
                       << models::AnsiStyle{color, {}, models::AnsiStyle::Faint};
            }
            for (const models::AnsiStyle &style : styles) {
                for (const auto kind : {models::StoredLine::Kind::Stdout, models::StoredLine::Kind::Stderr}) {
                    const ui::LogInk ink = colors.ink(style, kind);
                    for (const QRgb back : {colors.base(), colors.currentLine()})
                        QVERIFY(ui::LogColors::contrast(ink.text, qAlpha(ink.back) ? ink.back : back) >= 4.5);
                }
            }
            QVERIFY(ui::LogColors::contrast(colors.muted(), colors.currentLine()) >= 4.5);
            for (int name = 0; name < 8; ++name)
                QVERIFY(ui::LogColors::contrast(colors.name(name), colors.currentLine()) >= 4.5);
            for (const ui::LogInk &ink : {colors.hit(), colors.currentHit(), colors.selection()})
                QVERIFY(ui::LogColors::contrast(ink.text, ink.back) >= 4.5);
        }
    }
};

QTEST_MAIN(TestLogPaneTheme)
#include "tst_log_pane_theme.moc"
