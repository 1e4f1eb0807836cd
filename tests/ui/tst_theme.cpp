// SPDX-License-Identifier: Apache-2.0
#include "ui/notice_strip.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>
#include <QStyleOptionSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

/// Contrast of WCAG 2: 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// The colour of the most opaque pixel.
QColor inkOf(const QIcon &icon, QIcon::Mode mode)
{
    const QImage image = icon.pixmap(QSize(32, 32), 1, mode).toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink = Qt::transparent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > ink.alpha())
                ink = image.pixelColor(x, y);
        }
    }
    return ink;
}

} // namespace

/// The palettes are readable, icons take the palette's colours, and a change of the system's scheme is followed.
class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }

    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textIsReadable()
    {
        QFETCH(bool, dark);
        const QPalette palette = ui::themePalette(dark);
        QCOMPARE(ui::isDark(palette), dark);
        for (const QPalette::ColorRole ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
            QVERIFY(contrast(palette.color(QPalette::Text), palette.color(ground)) >= 7);
            QVERIFY(contrast(palette.color(QPalette::PlaceholderText), palette.color(ground)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::Link), palette.color(ground)) >= 4.5);
            for (int tone = 0; tone <= int(ui::Tone::Muted); ++tone) {
                const double ratio = contrast(ui::toneColor(ui::Tone(tone), palette), palette.color(ground));
                QVERIFY2(ratio >= 4.5, qPrintable(u"tone %1 on role %2: %3"_s.arg(tone).arg(int(ground)).arg(ratio)));
            }
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 7);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 7);
        for (const ui::ButtonKind kind : {ui::ButtonKind::Primary, ui::ButtonKind::Destructive})
            QVERIFY(contrast(Qt::white, ui::fillColor(kind, palette)) >= 4.5);
    }

    void followsTheSystem()
    {
        QApplication::setPalette(ui::themePalette(false));
        QPalette system;
        system.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
        system.setColor(QPalette::WindowText, QColor(0xee, 0xee, 0xee));
        QApplication::setPalette(system);
        QApplication::sendPostedEvents();
        QEvent change(QEvent::ApplicationPaletteChange);
        QCoreApplication::sendEvent(qApp, &change);
        QCOMPARE(QGuiApplication::palette().color(QPalette::Window), ui::themePalette(true).color(QPalette::Window));

        system.setColor(QPalette::Window, Qt::white);
        system.setColor(QPalette::WindowText, Qt::black);
        QApplication::setPalette(system);
        QCoreApplication::sendEvent(qApp, &change);
        QCOMPARE(QGuiApplication::palette().color(QPalette::Window), ui::themePalette(false).color(QPalette::Window));
    }

    void iconsTakeThePalettesColour()
    {
        const QIcon play = ui::icon(u"play"_s);
        QVERIFY(!play.isNull());
        QCOMPARE(play.name(), u"play"_s);
        QVERIFY(ui::icon(u"there-is-no-such-icon"_s).isNull());
        for (const bool dark : {false, true}) {
            const QPalette palette = ui::themePalette(dark);
            QApplication::setPalette(palette);
            QCOMPARE(inkOf(play, QIcon::Normal).rgb(), palette.color(QPalette::WindowText).rgb());
            QCOMPARE(inkOf(play, QIcon::Selected).rgb(), palette.color(QPalette::HighlightedText).rgb());
            QCOMPARE(inkOf(play, QIcon::Disabled).rgb(), palette.color(QPalette::Disabled, QPalette::WindowText).rgb());
        }
        QApplication::setPalette(ui::themePalette(false));
        QCOMPARE(inkOf(ui::icon(u"play"_s, Qt::white), QIcon::Normal).rgb(), QColor(Qt::white).rgb());
        QCOMPARE(play.pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
    }

    void everyIconCanBeDrawn()
    {
        const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() >= 60);
        for (const QString &file : files)
            QVERIFY2(inkOf(ui::icon(file.chopped(4)), QIcon::Normal).alpha() > 200, qPrintable(file));
    }

    void noticesFollowTheTheme()
    {
        const auto say = [](ui::NoticeStrip &strip) {
            strip.resize(300, 40);
            strip.say(ui::Tone::Error, u"It broke"_s);
            return strip.grab().toImage();
        };
        ui::NoticeStrip shown;
        QApplication::setPalette(ui::themePalette(false));
        const QImage light = say(shown);
        QApplication::setPalette(ui::themePalette(true));
        QCoreApplication::sendPostedEvents();
        const QImage dark = shown.grab().toImage();
        ui::NoticeStrip fresh;
        QCOMPARE(dark, say(fresh));
        QVERIFY(dark != light);
    }

    void buttonsKnowTheirKind()
    {
        QPushButton button;
        QCOMPARE(ui::buttonKind(&button), ui::ButtonKind::Plain);
        ui::setButtonKind(&button, ui::ButtonKind::Primary, u"play"_s);
        QCOMPARE(ui::buttonKind(&button), ui::ButtonKind::Primary);
        QCOMPARE(inkOf(button.icon(), QIcon::Normal).rgb(), QColor(Qt::white).rgb());
    }

    /// The arrow of the menu stands on the same ground as the rest of the button, checked or not.
    void aButtonWithAMenuIsOneShape_data() { textIsReadable_data(); }
    void aButtonWithAMenuIsOneShape()
    {
        QFETCH(bool, dark);
        QApplication::setPalette(ui::themePalette(dark));
        QMenu menu;
        QToolButton button;
        button.setText(u"Timestamps"_s);
        button.setAutoRaise(true);
        button.setCheckable(true);
        button.setMenu(&menu);
        button.setPopupMode(QToolButton::MenuButtonPopup);
        button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button.resize(button.sizeHint());
        const QPoint middle(button.width() / 2, 2), arrow(button.width() - 8, 2), gap(button.width() - 15, 14);
        const QImage plain = button.grab().toImage();
        QCOMPARE(plain.pixelColor(arrow), plain.pixelColor(middle));
        button.setChecked(true);
        const QImage checked = button.grab().toImage();
        QVERIFY(checked.pixelColor(middle) != plain.pixelColor(middle));
        QCOMPARE(checked.pixelColor(arrow), checked.pixelColor(middle));
        QCOMPARE(checked.pixelColor(gap), checked.pixelColor(middle));
    }

    void spinBoxesLookLikeFields_data() { textIsReadable_data(); }
    void spinBoxesLookLikeFields()
    {
        QFETCH(bool, dark);
        QApplication::setPalette(ui::themePalette(dark));
        QSpinBox box;
        QLineEdit field;
        box.setSpecialValueText(u"No context"_s);
        QCOMPARE(box.sizeHint().height(), field.sizeHint().height());
        box.resize(box.sizeHint());
        field.resize(box.size());
        for (QWidget *widget : {static_cast<QWidget *>(&box), static_cast<QWidget *>(&field)})
            widget->ensurePolished();
        const QImage boxImage = box.grab().toImage(), fieldImage = field.grab().toImage();
        for (const QPoint &edge : {QPoint(0, 0), QPoint(0, 15), QPoint(40, 0), QPoint(1, 1), QPoint(40, 29)})
            QCOMPARE(boxImage.pixelColor(edge), fieldImage.pixelColor(edge));

        QStyleOptionSpinBox option;
        option.initFrom(&box);
        const auto part = [&](QStyle::SubControl which) {
            return box.style()->subControlRect(QStyle::CC_SpinBox, &option, which, &box);
        };
        const QRect up = part(QStyle::SC_SpinBoxUp), down = part(QStyle::SC_SpinBoxDown);
        const QRect text = part(QStyle::SC_SpinBoxEditField);
        QVERIFY(!text.intersects(up) && !text.intersects(down) && !up.intersects(down));
        QVERIFY(text.width() > box.fontMetrics().horizontalAdvance(box.specialValueText()));
        QTest::mouseClick(&box, Qt::LeftButton, {}, up.center());
        QCOMPARE(box.value(), 1);
        QTest::mouseClick(&box, Qt::LeftButton, {}, down.center());
        QCOMPARE(box.value(), 0);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
