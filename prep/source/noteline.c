/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/noteline.h"

#include "util/mem.h"
#include "util/squeeze.h"

#include <stdlib.h>
#include <string.h>

static bool cut(char *line, char **fields, size_t count)
{
	size_t n = 0;

	for (char *field; (field = strsep(&line, "\t"));) {
		if (n == count || !*field)
			return false;
		fields[n++] = field;
	}
	return n == count;
}

char *note_line_cut(const char *line, size_t length, char **fields, size_t count)
{
	char *copy;

	if (length && line[length - 1] == '\r')
		length--;
	if (memchr(line, '\0', length))
		return NULL;
	copy = mem_dupn(line, length);
	if (cut(copy, fields, count))
		return copy;
	free(copy);
	return NULL;
}

bool note_line_id(git_oid *out, const char *field)
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(field) != GIT_OID_HEXSZ || strspn(field, digits) != GIT_OID_HEXSZ)
		return false;
	return !git_oid_fromstr(out, field);
}

void note_line_add_text(struct buf *out, const char *text)
{
	char *one = text ? squeeze(text) : NULL;

	buf_addf(out, "\t%s", one ? one : "-");
	free(one);
}
