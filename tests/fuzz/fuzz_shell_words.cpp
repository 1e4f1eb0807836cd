// SPDX-License-Identifier: Apache-2.0
// What is split and quoted again splits into the same words.
#include "models/shell_words.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto words = models::splitShellWords(text);
    if (!words) {
        if (words.error().position < 0 || words.error().position >= text.size())
            std::abort();
        return 0;
    }
    const auto again = models::splitShellWords(models::joinShellWords(*words));
    if (!again || *again != *words)
        std::abort();
    return 0;
}
