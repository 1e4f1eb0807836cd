// SPDX-License-Identifier: Apache-2.0
// What the reference parser takes reads the same again, in every way of writing it; what it refuses, it refuses in words.
#include "engine-client/image_reference.h"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const engine::ImageReference split = engine::splitReference(text);
    require(!split.registry().isEmpty() && split.fullName().endsWith(split.path()));
    const auto parsed = engine::parseReference(text);
    if (!parsed) {
        require(!parsed.error().text.isEmpty());
        require(parsed.error().position >= 0 && parsed.error().position <= text.size());
        return 0;
    }
    require(engine::parseReference(parsed->text()) == parsed);
    engine::ImageReference familiar = *parsed;
    familiar.name = parsed->familiarName();
    require(familiar.isSameAs(*parsed) && engine::splitReference(familiar.text()).isSameAs(*parsed));
    engine::ImageReference full = *parsed;
    full.name = parsed->fullName();
    require(engine::splitReference(full.text()).isSameAs(*parsed));
    return 0;
}
