/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/squeeze.h"

#include "util/buf.h"
#include "util/mem.h"
#include "util/safe.h"

#include <stdbool.h>
#include <string.h>

/* Controls, and the characters of Unicode that take room without a mark, or not even that. */
static bool is_blank(long c)
{
	static const struct {
		long from, to;
	} blanks[] = {{0, ' '}, {0x7f, 0xa0}, {0xad, 0xad}, {0x1680, 0x1680}, {0x2000, 0x200b},
	    {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x2060}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};

	for (size_t i = 0; i < sizeof(blanks) / sizeof(*blanks); i++)
		if (c >= blanks[i].from && c <= blanks[i].to)
			return true;
	return false;
}

static bool has_mark(const char *text)
{
	size_t left = strlen(text), used;

	for (; left; text += used, left -= used)
		if (!is_blank(safe_decode(text, left, &used)))
			return true;
	return false;
}

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
	if (out.len && has_mark(out.s))
		return buf_detach(&out);
	buf_release(&out);
	return NULL;
}

char *lowered(const char *text)
{
	char *copy = mem_dup(text);

	for (char *at = copy; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return copy;
}
