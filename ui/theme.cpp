// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"

#include "ui/icon_engine.h"
#include "ui/style.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr auto kindProperty = "longshoreButtonKind";

struct Role
{
    QPalette::ColorRole role;
    QRgb light, dark, lightDisabled, darkDisabled;
};

/// Every role is given, so that nothing of the platform's palette shines through. The selection is a soft surface with strong text
/// (Qt's own white on blue reaches 3.3:1); the placeholder is readable as text has to be.
constexpr Role roles[] = {
    {QPalette::Window, 0xfff3f5f7, 0xff14191e, 0xfff3f5f7, 0xff14191e},
    {QPalette::WindowText, 0xff1c242c, 0xffe3e8ec, 0xff8c97a1, 0xff6b7783},
    {QPalette::Base, 0xffffffff, 0xff1a2026, 0xfff6f8f9, 0xff181d22},
    {QPalette::AlternateBase, 0xfff8fafb, 0xff1e252b, 0xfff6f8f9, 0xff181d22},
    {QPalette::Text, 0xff1c242c, 0xffe3e8ec, 0xff8c97a1, 0xff6b7783},
    {QPalette::PlaceholderText, 0xff4d5963, 0xffa7b3be, 0xff8c97a1, 0xff6b7783},
    {QPalette::Button, 0xfffdfdfe, 0xff252d35, 0xfff3f5f7, 0xff1b2127},
    {QPalette::ButtonText, 0xff1c242c, 0xffe3e8ec, 0xff8c97a1, 0xff6b7783},
    {QPalette::BrightText, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
    {QPalette::Light, 0xffffffff, 0xff39434d, 0xffffffff, 0xff2a323a},
    {QPalette::Midlight, 0xffe9edf0, 0xff262e36, 0xffeef1f3, 0xff20272e},
    {QPalette::Mid, 0xffd8dee3, 0xff303943, 0xffe3e8eb, 0xff272f37},
    {QPalette::Dark, 0xffa9b3bc, 0xff4b5763, 0xffc4ccd2, 0xff38424c},
    {QPalette::Shadow, 0xff6b7681, 0xff000000, 0xff98a2ab, 0xff000000},
    {QPalette::Highlight, 0xffcfe7ed, 0xff19434e, 0xffe3e8eb, 0xff272f37},
    {QPalette::HighlightedText, 0xff0a2e38, 0xfff0fbfe, 0xff5c6975, 0xff95a2ae},
    {QPalette::Link, 0xff0b6a80, 0xff4cc3da, 0xff8c97a1, 0xff6b7783},
    {QPalette::LinkVisited, 0xff5a5fa8, 0xffa9aef0, 0xff8c97a1, 0xff6b7783},
    {QPalette::ToolTipBase, 0xff222c35, 0xff2f3943, 0xff222c35, 0xff2f3943},
    {QPalette::ToolTipText, 0xfff3f6f8, 0xfff3f6f8, 0xfff3f6f8, 0xfff3f6f8},
};

/// Keeps the palette ours whenever the system changes its scheme: Qt 6.4 only says so by handing out another palette. Child of the
/// application; UI thread.
class SchemeWatcher : public QObject
{
public:
    explicit SchemeWatcher(QApplication &application) : QObject(&application)
    {
        adopt(isDark(QGuiApplication::palette()));
        application.installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (m_busy)
            return false;
        if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp) {
            // A platform plugin has set a palette of its own over ours (qt6ct does so late, and at each change).
            if (QGuiApplication::palette() != themePalette(m_dark))
                adopt(isDark(QGuiApplication::palette()));
        } else if (event->type() == QEvent::ThemeChange) {
            const QScopedValueRollback<bool> busy(m_busy, true);
            QApplication::setPalette(QPalette()); // uncovers the platform's own
            const bool dark = isDark(QGuiApplication::palette());
            QApplication::setPalette(themePalette(dark));
            m_dark = dark;
        }
        return false;
    }

private:
    void adopt(bool dark)
    {
        const QScopedValueRollback<bool> busy(m_busy, true);
        m_dark = dark;
        QApplication::setPalette(themePalette(dark));
    }

    bool m_dark = false;
    bool m_busy = false; ///< our own setPalette sends the same events
};

} // namespace

void applyTheme(QApplication &application)
{
    QApplication::setStyle(new Style);
    // Without a desktop's settings Qt falls back to whatever "Sans Serif" is; the families below are tried first then.
    QFont font = QGuiApplication::font();
    if (font.family() == u"Sans Serif"_s || font.family() == u"Sans"_s) {
        font.setFamilies({u"Inter"_s, u"Noto Sans"_s, u"Cantarell"_s, u"Ubuntu"_s, font.family()});
        font.setPointSizeF(qMax(font.pointSizeF(), 9.5));
        QApplication::setFont(font);
    }
    new SchemeWatcher(application);
}

QPalette themePalette(bool dark)
{
    QPalette palette;
    for (const Role &role : roles) {
        const QColor color = QColor::fromRgb(dark ? role.dark : role.light);
        palette.setColor(QPalette::Active, role.role, color);
        palette.setColor(QPalette::Inactive, role.role, color);
        palette.setColor(QPalette::Disabled, role.role, QColor::fromRgb(dark ? role.darkDisabled : role.lightDisabled));
    }
    return palette;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() <
           palette.color(QPalette::Active, QPalette::WindowText).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Neutral:
        return palette.color(QPalette::Active, QPalette::WindowText);
    case Tone::Ok:
        return QColor::fromRgb(dark ? 0xff5fcf93 : 0xff17743a);
    case Tone::Warning:
        return QColor::fromRgb(dark ? 0xfff0b44c : 0xff8f5400);
    case Tone::Error:
        return QColor::fromRgb(dark ? 0xffff8f86 : 0xffb3261e);
    case Tone::Accent:
        return QColor::fromRgb(dark ? 0xff4cc3da : 0xff0b6a80);
    case Tone::Muted:
        return QColor::fromRgb(dark ? 0xffa7b3be : 0xff4d5963);
    }
    return palette.color(QPalette::WindowText);
}

QColor fillColor(ButtonKind kind, const QPalette &palette)
{
    switch (kind) {
    case ButtonKind::Plain:
        return palette.color(QPalette::Button);
    case ButtonKind::Primary:
        return QColor::fromRgb(0xff0c7187);
    case ButtonKind::Destructive:
        return QColor::fromRgb(0xffb3261e);
    }
    return palette.color(QPalette::Button);
}

QColor separatorColor(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Mid);
}

QIcon icon(const QString &name)
{
    return QIcon(new IconEngine(name));
}

QIcon icon(const QString &name, const QColor &color)
{
    return QIcon(new IconEngine(name, color));
}

void setButtonKind(QAbstractButton *button, ButtonKind kind, const QString &iconName)
{
    button->setProperty(kindProperty, int(kind));
    if (!iconName.isEmpty())
        button->setIcon(kind == ButtonKind::Plain ? icon(iconName) : icon(iconName, Qt::white));
    button->update();
}

ButtonKind buttonKind(const QObject *button)
{
    return button ? ButtonKind(button->property(kindProperty).toInt()) : ButtonKind::Plain;
}

QFont monospaceFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QGuiApplication::font().pointSizeF());
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont headingFont(int step)
{
    QFont font = QGuiApplication::font();
    font.setPointSizeF(font.pointSizeF() * (step >= 2 ? 1.6 : 1.15));
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace ui
