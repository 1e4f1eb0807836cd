// SPDX-License-Identifier: Apache-2.0
#include "models/gpu_offer.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

GpuOffer gpuOffer(const engine::SystemInfo &info)
{
    const auto isGpu = [](const QString &device) { return device.contains(u"/gpu="); };
    const auto found = std::find_if(info.cdiDevices.cbegin(), info.cdiDevices.cend(), isGpu);
    if (info.runtimes.contains(u"nvidia"_s))
        return {u"all"_s, QCoreApplication::translate("GpuOffer", "All GPUs of the engine, by its NVIDIA runtime.")};
    if (found != info.cdiDevices.cend()) {
        const QString kind = found->section(u'=', 0, 0);
        const bool hasAll = info.cdiDevices.contains(kind + u"=all"_s);
        return {hasAll ? kind + u"=all"_s : *found,
                QCoreApplication::translate("GpuOffer", "GPUs that the engine has found by CDI.")};
    }
    return {QString(), QCoreApplication::translate("GpuOffer", "This engine offers no GPUs. With one in the machine, "
                                                               "install the NVIDIA Container Toolkit and restart the "
                                                               "engine.")};
}

} // namespace models
