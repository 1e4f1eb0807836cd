// SPDX-License-Identifier: Apache-2.0
// Whatever is pasted is read without harm, places lie inside the text, and a command that is printed and read again means the same.
#include "models/run_command/run_paste.h"
#include "models/run_command/run_print.h"
#include "models/run_command/run_request.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace models::run;

ShellEnvironment environment()
{
    ShellEnvironment made;
    made.workingDir = QStringLiteral("/w");
    made.home = QStringLiteral("/h");
    made.variable = [](const QString &name) -> std::optional<QString> {
        return name.startsWith(u'A') ? std::optional(QStringLiteral("a b")) : std::nullopt;
    };
    return made;
}

void checkPlace(const TextPlace &place, qsizetype size)
{
    if (place.offset < 0 || place.length < 0 || place.offset + place.length > size)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ShellEnvironment machine = environment();
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const PastedCommand &pasted : readPaste(text, machine)) {
        checkPlace(pasted.place, text.size());
        for (const ShellNote &note : pasted.notes)
            checkPlace(note.place, text.size());
        if (pasted.error)
            checkPlace(pasted.error->place, text.size());
        if (!pasted.isRun || pasted.error)
            continue;
        const auto request = createRequest(pasted.command, machine);
        if (!request) {
            checkPlace(request.error().place, text.size());
            continue;
        }
        const auto again = readPaste(printRunCommand(pasted.command, false), machine, ShellDialect::Posix);
        if (again.size() != 1 || !again.first().isComplete())
            std::abort();
        const auto same = createRequest(again.first().command, machine);
        if (!same || same->body != request->body || same->name != request->name || same->platform != request->platform)
            std::abort();
    }
    return 0;
}
