/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/url.h"

#include "util/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char secure[] = "https://", plain[] = "http://";

static bool begins(const char *url, const char *scheme)
{
	return !strncasecmp(url, scheme, strlen(scheme));
}

/* Where what stands between "//" and the path begins, and how long it is. */
static const char *authority(const char *url, size_t *length)
{
	const char *slashes = strstr(url, "://");
	const char *start = slashes ? slashes + 3 : url;

	*length = strcspn(start, "/?#");
	return start;
}

/* The same without user and password. */
static const char *host_part(const char *url, size_t *length)
{
	const char *start = authority(url, length), *end = start + *length;

	for (const char *c = start; c < end; c++)
		if (*c == '@') {
			*length = (size_t)(end - c - 1);
			start = c + 1;
		}
	return start;
}

/* A '/' in a password would pass for the end of the host, and the beginning of the password for its port. */
static bool has_sound_port(const char *host, size_t length)
{
	const char *end = host + length, *c = end;

	while (c > host && isdigit((unsigned char)c[-1]))
		c--;
	return !memchr(host, ':', length) || c[-1] == ':' || end[-1] == ']';
}

bool url_is_http(const char *url)
{
	size_t length;
	const char *host = host_part(url, &length);

	return (begins(url, secure) || begins(url, plain)) && length && *host != ':' &&
	       has_sound_port(host, length);
}

char *url_host(const char *url)
{
	size_t length;
	const char *start = host_part(url, &length);
	char *host = mem_dupn(start, length);

	for (char *c = host; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return host;
}

char *url_shown(const char *url)
{
	size_t all, length;
	const char *start = authority(url, &all), *host = host_part(url, &length);

	return mem_format("%.*s%s", (int)(start - url), url, host);
}

/* "127.0.0.1" and all of 127/8, in full. */
static bool is_127(const char *name)
{
	int parts = 1;

	if (strncmp(name, "127.", 4))
		return false;
	for (const char *c = name; *c; c++) {
		if (*c == '.')
			parts++;
		else if (!isdigit((unsigned char)*c))
			return false;
	}
	return parts == 4;
}

bool url_host_is_loopback(const char *host)
{
	static const char v6[] = "[::1]";
	char *name;
	bool is;

	if (!strncmp(host, v6, strlen(v6)))
		return !host[strlen(v6)] || host[strlen(v6)] == ':';
	name = mem_dupn(host, strcspn(host, ":"));
	is = !strcmp(name, "localhost") || is_127(name);
	free(name);
	return is;
}

const char *url_refuses_redirect(const char *from, const char *to)
{
	char *there, *here;
	bool same;

	if (begins(to, secure))
		return url_is_http(to) ? NULL : "which is no URL";
	if (!begins(to, plain))
		return "which is neither https nor http";
	if (!begins(from, plain))
		return "which is not encrypted";
	here = url_host(from);
	there = url_host(to);
	same = !strcmp(here, there);
	free(here);
	free(there);
	return same ? NULL : "another host, and not encrypted";
}

void url_add_encoded(struct buf *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c < 0x80 && (isalnum(c) || strchr("-._~", c)) && c) {
			buf_addch(out, (char)c);
		} else {
			const char hex[] = {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};

			buf_add(out, hex, sizeof(hex));
		}
	}
}
