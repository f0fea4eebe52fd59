/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/serverurl.h"

#include "util/url.h"

#include <string.h>

static bool is_base(const char *url)
{
	for (const char *c = url; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f || strchr("?#", *c))
			return false;
	return url_is_http(url);
}

/* Whatever else is wrong with it, a password may stand before an '@'. The caller's. */
static char *without_password(const char *url)
{
	const char *at = strrchr(url, '@'), *slashes = strstr(url, "://");

	if (!at)
		return mem_dup(url);
	return mem_format("%.*s***%s", slashes && slashes < at ? (int)(slashes + 3 - url) : 0, url, at);
}

struct error *server_url(char **url, const struct config *config, const char *key, const char *preset)
{
	const char *set = config_get(config, key);
	struct error *err;
	char *shown;
	size_t length;

	*url = NULL;
	if (!set)
		set = preset;
	if (!*set)
		return NULL;
	if (!is_base(set)) {
		shown = without_password(set);
		err = error_failed(
		    "%s is '%s', but it must begin with https:// or http:// and name a host", key, shown);
		free(shown);
		return error_hint(err, "Set it with:  git config %s %s", key, preset);
	}
	length = strlen(set);
	while (set[length - 1] == '/')
		length--;
	*url = mem_dupn(set, length);
	return NULL;
}
