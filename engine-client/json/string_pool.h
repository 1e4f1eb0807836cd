// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace engine::json {

/// Makes QStrings of the texts of one list body and lets equal ones share their memory: labels, images and states repeat in
/// nearly every row, and sharing spares both the conversion and the copy that each row would keep. A small direct-mapped
/// cache; a decoder owns one while it reads a body, on the engine thread.
class StringPool
{
public:
    [[nodiscard]] QString get(std::string_view text)
    {
        if (text.empty())
            return {};
        if (text.size() > longest)
            return QString::fromUtf8(text.data(), qsizetype(text.size()));
        Slot &slot = m_slots[std::hash<std::string_view>{}(text) % m_slots.size()];
        if (slot.bytes != text) {
            slot.bytes = text;
            slot.string = QString::fromUtf8(text.data(), qsizetype(text.size()));
        }
        return slot.string;
    }

private:
    static constexpr std::size_t longest = 256;
    struct Slot
    {
        std::string bytes;
        QString string;
    };
    std::array<Slot, 512> m_slots;
};

} // namespace engine::json
