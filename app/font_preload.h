// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <thread>

namespace app {

/// Reads the machine's font configuration (some ninety files) on a thread of its own while QApplication is being built. Qt asks fontconfig
/// for the same configuration at the first text, finds it there, and a start is shorter by that much. Made first in main(); its end waits.
class FontPreload
{
public:
    FontPreload();
    ~FontPreload();
    FontPreload(const FontPreload &) = delete;
    FontPreload &operator=(const FontPreload &) = delete;

private:
    std::thread m_thread;
};

} // namespace app
