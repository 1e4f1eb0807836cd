// SPDX-License-Identifier: Apache-2.0
#include "app/font_preload.h"

#include <fontconfig/fontconfig.h>

namespace app {

FontPreload::FontPreload() : m_thread([] { FcInit(); })
{}

FontPreload::~FontPreload()
{
    m_thread.join();
}

} // namespace app
