// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/http_request.h"

#include <curl/curl.h>

/// How curl is told to ask a server inside a container. Engine thread.
namespace engine {

/// A connection of its own each time, so that whoever listens now is the one that answers. No redirects are followed. A
/// certificate that nobody vouches for is taken from this machine only, where nobody can come between; the proxies that the
/// environment names are for other machines.
void setWebTarget(CURL *easy, const WebTarget &target);
/// A header without a value is one that curl shall not send by itself. The caller frees it, after the handle that it was given to.
[[nodiscard]] curl_slist *webHeaders(const WebTarget &target);

} // namespace engine
