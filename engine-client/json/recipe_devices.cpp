// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/recipe_devices.h"

#include "engine-client/json/fields.h"
#include "engine-client/json/recipe_mounts.h"

#include <nlohmann/json.hpp>

#include <array>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

const Json &elements(const Json &object, const char *key)
{
    static const Json none = Json::array();
    const Json &list = member(object, key);
    return list.is_array() ? list : none;
}

QString deviceText(const Json &device)
{
    const QString from = text(device, "PathOnHost");
    const QString to = text(device, "PathInContainer");
    const QString rights = text(device, "CgroupPermissions");
    QString value = from;
    if (to != from || (rights != u"rwm" && !rights.isEmpty()))
        value += u':' + to;
    if (rights != u"rwm" && !rights.isEmpty())
        value += u':' + rights;
    return value;
}

/// What is asked for besides gpu, which the client adds.
QStringList capabilitiesOf(const Json &request)
{
    QStringList capabilities;
    for (const Json &list : elements(request, "Capabilities")) {
        for (const Json &capability : list)
            capabilities += text(capability);
    }
    capabilities.removeOne(u"gpu"_s);
    capabilities.removeAll(QString());
    return capabilities;
}

/// "all", a count, or "device=ID[,ID]".
QString gpusOf(const Json &request)
{
    const QStringList ids = texts(request, "DeviceIDs");
    if (!ids.isEmpty())
        return u"device="_s + ids.join(u',');
    const qint64 count = integer(request, "Count");
    return count < 0 ? u"all"_s : QString::number(count);
}

/// The same and whatever else the client can say, as its comma-separated value.
QString wholeGpus(const Json &request)
{
    const QStringList ids = texts(request, "DeviceIDs");
    QStringList fields{ids.isEmpty() ? u"count="_s + QString::number(integer(request, "Count"))
                                     : csvField(u"device"_s, ids.join(u','))};
    if (const QString driver = text(request, "Driver"); !driver.isEmpty())
        fields += csvField(u"driver"_s, driver);
    if (const QStringList capabilities = capabilitiesOf(request); !capabilities.isEmpty())
        fields += csvField(u"capabilities"_s, capabilities.join(u','));
    QStringList options;
    const QMap<QString, QString> map = textMap(request, "Options");
    for (auto option = map.cbegin(); option != map.cend(); ++option)
        options += option.value().isEmpty() ? option.key() : option.key() + u'=' + option.value();
    if (!options.isEmpty())
        fields += csvField(u"options"_s, options.join(u','));
    return fields.join(u',');
}

bool isPlain(const Json &request)
{
    return text(request, "Driver").isEmpty() && capabilitiesOf(request).isEmpty() &&
           textMap(request, "Options").isEmpty();
}

void readRequests(ContainerRecipe &recipe, const Json &host)
{
    const Json &requests = elements(host, "DeviceRequests");
    qsizetype gpus = 0;
    for (const Json &request : requests)
        gpus += text(request, "Driver") == u"cdi" ? 0 : 1;
    for (const Json &request : requests) {
        if (text(request, "Driver") == u"cdi")
            recipe.devices += texts(request, "DeviceIDs");
        else if (gpus == 1 && isPlain(request))
            recipe.gpus = gpusOf(request);
        else
            recipe.options.append({u"--gpus"_s, wholeGpus(request)});
    }
}

struct Rate
{
    const char *key;
    const char *amount;
    const char16_t *option;
};

constexpr std::array rates{
    Rate{"BlkioWeightDevice", "Weight", u"--blkio-weight-device"},
    Rate{"BlkioDeviceReadBps", "Rate", u"--device-read-bps"},
    Rate{"BlkioDeviceReadIOps", "Rate", u"--device-read-iops"},
    Rate{"BlkioDeviceWriteBps", "Rate", u"--device-write-bps"},
    Rate{"BlkioDeviceWriteIOps", "Rate", u"--device-write-iops"},
};

} // namespace

void readDevices(ContainerRecipe &recipe, const Json &host)
{
    for (const Json &device : elements(host, "Devices"))
        recipe.devices.append(deviceText(device));
    readRequests(recipe, host);
    for (const Rate &rate : rates) {
        for (const Json &device : elements(host, rate.key))
            recipe.options.append({QString::fromUtf16(rate.option),
                                   u"%1:%2"_s.arg(text(device, "Path")).arg(counter(device, rate.amount))});
    }
    for (const QString &rule : texts(host, "DeviceCgroupRules"))
        recipe.options.append({u"--device-cgroup-rule"_s, rule});
}

} // namespace engine::json
