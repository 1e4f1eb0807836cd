// SPDX-License-Identifier: Apache-2.0
#include "models/log_keys.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LogKeys", text);
}

} // namespace

const QList<LogKey> &logKeys()
{
    static const QList<LogKey> keys{
        {tr("Oldest lines"), u"Home"_s},
        {tr("Newest lines, and follow"), u"End"_s},
        {tr("Find"), u"Ctrl+F"_s},
        {tr("Next match, previous match"), u"F3, Shift+F3"_s},
        {tr("Filter"), u"Ctrl+Shift+F"_s},
        {tr("Jump to time"), u"Ctrl+G"_s},
        {tr("Line above, line below"), u"Ctrl+Up, Ctrl+Down"_s},
        {tr("Show the line as JSON"), u"Space"_s},
        {tr("Bookmark the line"), u"Ctrl+B"_s},
        {tr("Next bookmark, previous bookmark"), u"F2, Shift+F2"_s},
        {tr("Select text"), u"Shift+Up, Shift+Down"_s},
        {tr("Select to the first line, to the last line"), u"Ctrl+Shift+Home, Ctrl+Shift+End"_s},
        {tr("Select all"), u"Ctrl+A"_s},
        {tr("Copy"), u"Ctrl+C"_s},
        {tr("More, and the links of the line"), u"Menu"_s},
    };
    return keys;
}

} // namespace models
