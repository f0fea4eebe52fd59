/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_SERVERURL_H
#define SOURCE_SERVERURL_H

#include "source/config.h"
#include "util/error.h"

/*
 * Where a server is asked: a URL of the configuration, to which what is asked for is appended. It begins with https:// or
 * http:// and names a host; what would make something else of what is appended ('?', '#', blanks) is refused.
 */

/* Sets *url, without slashes at its end, the caller's; NULL where the key is set to nothing: then nobody is asked.
 * `preset` is for where it is not set. An error names the key. */
struct error *server_url(char **url, const struct config *config, const char *key, const char *preset);

#endif
