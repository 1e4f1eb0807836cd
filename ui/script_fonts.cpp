// SPDX-License-Identifier: Apache-2.0
#include "ui/script_fonts.h"

#include "engine-client/pool_task.h"
#include "ui/log_font.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFontDatabase>
#include <QGlyphRun>
#include <QRawFont>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ui {
namespace {

constexpr int SliceMs = 4;
constexpr int SamplesOfBlock = 4;  ///< of 256 characters each
constexpr char32_t Face = 0x1f600; ///< of no script: what stands in any of them and few fonts have
constexpr char16_t Box = 0x2395;   ///< is read from left to right, as most scripts are
constexpr char16_t NextBox = 0x25a1;

/// Gone before the application, whose fonts the other thread uses.
QThreadPool &looker()
{
    static std::unique_ptr<engine::OneThreadPool> pool;
    if (!pool) {
        pool = std::make_unique<engine::OneThreadPool>();
        qAddPostRoutine([] {
            pool->clear();
            pool.reset();
        });
    }
    return *pool;
}

/// Characters of each script from here and there.
std::map<QChar::Script, std::vector<char32_t>> collectSamples()
{
    std::map<QChar::Script, std::vector<char32_t>> samples;
    for (char32_t block = 0; block <= QChar::LastValidCodePoint; block += 0x100) {
        std::map<QChar::Script, int> counts;
        for (char32_t c = block; c < block + 0x100; ++c) {
            const QChar::Script script = QChar::script(c);
            if (script > QChar::Script_Common && (QChar::isLetterOrNumber(c) || QChar::isSymbol(c)) &&
                ++counts[script] <= SamplesOfBlock)
                samples[script].push_back(c);
        }
    }
    return samples;
}

/// Where Qt takes only fonts that know how to shape the script: it opens one after the other. But it has a list of those.
std::optional<QFontDatabase::WritingSystem> shapedSystem(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Syriac:
        return QFontDatabase::Syriac;
    case QChar::Script_Thaana:
        return QFontDatabase::Thaana;
    case QChar::Script_Devanagari:
        return QFontDatabase::Devanagari;
    case QChar::Script_Bengali:
        return QFontDatabase::Bengali;
    case QChar::Script_Gurmukhi:
        return QFontDatabase::Gurmukhi;
    case QChar::Script_Gujarati:
        return QFontDatabase::Gujarati;
    case QChar::Script_Oriya:
        return QFontDatabase::Oriya;
    case QChar::Script_Tamil:
        return QFontDatabase::Tamil;
    case QChar::Script_Telugu:
        return QFontDatabase::Telugu;
    case QChar::Script_Kannada:
        return QFontDatabase::Kannada;
    case QChar::Script_Malayalam:
        return QFontDatabase::Malayalam;
    case QChar::Script_Sinhala:
        return QFontDatabase::Sinhala;
    case QChar::Script_Khmer:
        return QFontDatabase::Khmer;
    case QChar::Script_Nko:
        return QFontDatabase::Nko;
    default:
        return {};
    }
}

bool isBox(const QGlyphRun &run)
{
    return run.rawFont().fontTable("head").isEmpty(); // of no font at all: Qt draws boxes itself
}

/// Lays a character out, and returns whether a font has it.
bool isShown(char32_t c, const QFont &font)
{
    QTextLayout layout(QString::fromUcs4(&c, 1), font);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    const QList<QGlyphRun> runs = line.glyphRuns();
    return std::all_of(runs.begin(), runs.end(),
                       [](const QGlyphRun &run) { return !run.glyphIndexes().contains(0) && !isBox(run); });
}

/// Loads what this thread needs to lay out such characters, and others among them that only other fonts have.
void load(char32_t sample, const QFont &font)
{
    const std::array<char32_t, 2> both{sample, Face};
    QTextLayout layout(QString::fromUcs4(both.data(), both.size()), font);
    layout.beginLayout();
    (void)layout.createLine();
    layout.endLayout();
}

/// A character of the script that some font has; 0: none. `wanted` is of that script, or of none. Any thread.
char32_t findSample(QChar::Script script, char32_t wanted, const QFont &font)
{
    static const std::map<QChar::Script, std::vector<char32_t>> samples = collectSamples();
    const std::optional<QFontDatabase::WritingSystem> system = shapedSystem(script);
    if (system && QFontDatabase::families(*system).isEmpty())
        return 0;
    const auto known = samples.find(script);
    if (known == samples.end() || (QChar::script(wanted) == script && isShown(wanted, font)))
        return wanted;
    const auto shown =
        std::find_if(known->second.begin(), known->second.end(), [&font](char32_t c) { return isShown(c, font); });
    return shown == known->second.end() ? 0 : *shown;
}

/// For another thread: copies of a QFont share what it was resolved to, which one thread alone may touch.
QFont apart(QFont font)
{
    font.setKerning(!font.kerning()); // only a change makes Qt part them
    font.setKerning(!font.kerning());
    return font;
}

int faceOf(const QTextCharFormat &format)
{
    return (format.fontWeight() == QFont::Bold ? LogFont::Bold : 0) | (format.fontItalic() ? LogFont::Italic : 0);
}

} // namespace

/// How the other thread reaches its ScriptFonts as long as that is there.
struct ScriptFonts::Link
{
    std::mutex mutex;
    ScriptFonts *fonts = nullptr;

    [[nodiscard]] bool isWanted()
    {
        const std::lock_guard lock(mutex);
        return fonts != nullptr;
    }
};

std::shared_ptr<ScriptFonts> ScriptFonts::of(const QFont &font)
{
    static std::vector<std::weak_ptr<ScriptFonts>> all;
    all.erase(std::remove_if(all.begin(), all.end(), [](const auto &known) { return known.expired(); }), all.end());
    for (const std::weak_ptr<ScriptFonts> &known : all) {
        if (std::shared_ptr<ScriptFonts> fonts = known.lock(); fonts && fonts->m_font == font)
            return fonts;
    }
    auto fonts = std::make_shared<ScriptFonts>(font);
    all.push_back(fonts);
    return fonts;
}

ScriptFonts::ScriptFonts(const QFont &font) : m_font(font), m_link(std::make_shared<Link>())
{
    m_link->fonts = this;
}

ScriptFonts::~ScriptFonts()
{
    const std::lock_guard lock(m_link->mutex);
    m_link->fonts = nullptr;
}

bool ScriptFonts::mask(QString &text, const LogFont &grid, const QList<QTextLayout::FormatRange> &faces)
{
    const QChar box = grid.isCell(Box) ? Box : grid.isCell(NextBox) ? NextBox : u'?';
    QChar::Script around = QChar::Script_Latin; // what characters of no script are taken for
    auto face = faces.begin();
    bool isKnown = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const bool isCell = !isPair && grid.isCell(text[i]);
        if (isCell && c < 0x80)
            continue;
        const QChar::Script own = QChar::script(c);
        const QChar::Script script = own > QChar::Script_Common ? own : around;
        while (face != faces.end() && face->start + face->length <= i)
            ++face;
        const bool hasFace = face != faces.end() && face->start <= i;
        if (isCell || isReady(script, c, hasFace ? faceOf(face->format) : LogFont::Regular)) {
            around = script;
        } else {
            const bool isMissing = m_scripts[std::size_t(script)].state == State::Missing;
            isKnown = isKnown && isMissing;
            text[i] = isMissing ? box : QChar(u' ');
            if (isPair)
                text[i + 1] = u' ';
        }
        i += isPair ? 1 : 0;
    }
    return isKnown;
}

bool ScriptFonts::isReady(QChar::Script script, char32_t c, int face)
{
    Script &known = m_scripts[std::size_t(script)];
    const auto bit = quint8(1 << face);
    if (known.state == State::Missing || (known.ready & bit) != 0)
        return known.state != State::Missing;
    if (known.state == State::Unasked)
        ask(script, c);
    else if (known.state == State::Found && (known.wanted & bit) == 0) {
        if (m_found.empty())
            QMetaObject::invokeMethod(this, &ScriptFonts::makeReady, Qt::QueuedConnection);
        m_found.emplace_back(script, face);
    }
    known.wanted |= bit;
    return false;
}

void ScriptFonts::ask(QChar::Script script, char32_t wanted)
{
    ++m_asked;
    m_scripts[std::size_t(script)].state = State::Asked;
    engine::startTask(looker(), [link = m_link, font = apart(m_font), script, wanted] {
        if (!link->isWanted())
            return; // others wait behind it
        const char32_t sample = findSample(script, wanted, font);
        if (sample != 0)
            load(sample, font);
        const std::lock_guard lock(link->mutex);
        if (ScriptFonts *const fonts = link->fonts)
            QMetaObject::invokeMethod(
                fonts, [fonts, script, sample] { fonts->note(script, sample); }, Qt::QueuedConnection);
    });
}

void ScriptFonts::note(QChar::Script script, char32_t sample)
{
    Script &known = m_scripts[std::size_t(script)];
    known.state = sample == 0 ? State::Missing : State::Found;
    known.sample = sample;
    --m_asked;
    const bool isBusy = !m_found.empty();
    for (int face = 0; sample != 0 && face < 4; ++face) {
        if (known.wanted & (1 << face))
            m_found.emplace_back(script, face);
    }
    if (!isBusy && !m_found.empty())
        QMetaObject::invokeMethod(this, &ScriptFonts::makeReady, Qt::QueuedConnection);
    else if (!isLooking())
        Q_EMIT learned();
}

void ScriptFonts::makeReady()
{
    QElapsedTimer time;
    time.start();
    while (!m_found.empty() && !time.hasExpired(SliceMs)) {
        const auto [script, face] = m_found.front();
        m_found.pop_front();
        QFont font = m_font;
        font.setBold(face & LogFont::Bold);
        font.setItalic(face & LogFont::Italic);
        Script &known = m_scripts[std::size_t(script)];
        load(known.sample, font);
        known.ready |= quint8(1 << face);
    }
    if (!m_found.empty())
        QMetaObject::invokeMethod(this, &ScriptFonts::makeReady, Qt::QueuedConnection);
    else
        Q_EMIT learned();
}

} // namespace ui

#include "moc_script_fonts.cpp"
