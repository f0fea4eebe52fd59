/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/squeeze.h"

#include "util/buf.h"

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
