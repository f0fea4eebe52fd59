/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_URL_H
#define UTIL_URL_H

#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* URLs of http and https, as far as who asks and who caches has to know them. Pure. */

/* Does it begin with "https://" or "http://" (in any case) and name a host, with a number for its port if with any? */
bool url_is_http(const char *url);

/* "host" or "host:port", in lower case, without user and password; owned by the caller. */
char *url_host(const char *url);

/* The URL as it may be shown and kept: without user and password; owned by the caller. */
char *url_shown(const char *url);

/* Is that host ("localhost:8080") this machine, by its name or number? */
bool url_host_is_loopback(const char *host);

/*
 * Why a redirect may not be followed, in words, or NULL if it may: to https it may, from http to http only on
 * the same host and port, anywhere else (file:, ftp:, https to http) it may not.
 */
const char *url_refuses_redirect(const char *from, const char *to);

/* Adds the bytes with all but RFC 3986's unreserved characters as %XX. */
void url_add_encoded(struct buf *out, const char *bytes, size_t length);

#endif
