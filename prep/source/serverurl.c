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

struct error *server_url(char **url, const struct config *config, const char *key, const char *preset)
{
	const char *set = config_get(config, key);
	struct error *err;
	size_t length;

	*url = NULL;
	if (!set)
		set = preset;
	if (!*set)
		return NULL;
	if (!is_base(set)) {
		err = error_failed(
		    "%s is '%s', but it must begin with https:// or http:// and name a host", key, set);
		return error_hint(err, "Set it with:  git config %s %s", key, preset);
	}
	length = strlen(set);
	while (set[length - 1] == '/')
		length--;
	*url = mem_dupn(set, length);
	return NULL;
}
