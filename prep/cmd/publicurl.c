/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/publicurl.h"

#include "publish/request.h"

struct error *public_url(const char **out, const struct config *config)
{
	const char *remote_url;
	char *key;

	*out = config_get(config, "pullprep.url");
	if (!*out)
		return error_hint(error_failed("pullprep.url is not set, so there is nowhere to pull from"),
		    "Set it with:  git config pullprep.url URL   (the public URL of your repository)");
	key = mem_format("remote.%s.url", *out);
	remote_url = config_get(config, key);
	free(key);
	if (remote_url) /* which may be the private one, so that it is not for us to put it in */
		return error_hint(
		    error_failed("pullprep.url is '%s', the name of a remote here, which says nothing to "
				 "others",
			*out),
		    "Set it to the public URL with:  git config pullprep.url URL   (the remote's is %s)",
		    remote_url);
	return request_check_url("pullprep.url", *out);
}
