// SPDX-License-Identifier: Apache-2.0
#include "engine-client/web_options.h"

namespace engine {

void setWebTarget(CURL *easy, const WebTarget &target)
{
    curl_easy_setopt(easy, CURLOPT_URL, target.url.constData());
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    if (target.isLoopback) {
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

curl_slist *webHeaders(const WebTarget &target)
{
    curl_slist *list = curl_slist_append(nullptr, "User-Agent: longshore/" LONGSHORE_VERSION);
    list = curl_slist_append(list, "Expect:");
    for (const auto &[name, value] : target.headers)
        list = curl_slist_append(list, QByteArray(name + ": " + value).constData());
    return list;
}

} // namespace engine
