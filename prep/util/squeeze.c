/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/squeeze.h"

#include "util/buf.h"
#include "util/mem.h"

#include <stdbool.h>

char *squeeze(const char *text)
{
	struct buf out = BUF_INIT;

	for (; *text; text++) {
		bool blank = (unsigned char)*text <= ' ' || *text == '\x7f';

		if (!blank)
			buf_addch(&out, *text);
		else if (out.len && out.s[out.len - 1] != ' ')
			buf_addch(&out, ' ');
	}
	buf_trim(&out);
	return out.len ? buf_detach(&out) : NULL;
}

char *lowered(const char *text)
{
	char *copy = mem_dup(text);

	for (char *at = copy; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return copy;
}
