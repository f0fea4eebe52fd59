/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _XOPEN_SOURCE 700 /* wcwidth */
#include "util/safe.h"

#include <stdint.h>
#include <string.h>
#include <wchar.h>

long safe_decode(const char *text, size_t length, size_t *used)
{
	static const struct {
		unsigned char mask, lead;
		long least;
	} forms[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
	const unsigned char *s = (const unsigned char *)text;

	*used = 1;
	for (size_t extra = 0; extra < 4; extra++) {
		long point;

		if ((s[0] & forms[extra].mask) != forms[extra].lead)
			continue;
		if (length <= extra)
			return -1;
		point = s[0] & (unsigned char)~forms[extra].mask;
		for (size_t i = 1; i <= extra; i++) {
			if ((s[i] & 0xc0) != 0x80)
				return -1;
			point = point << 6 | (s[i] & 0x3f);
		}
		if (point < forms[extra].least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
			return -1;
		*used = extra + 1;
		return point;
	}
	return -1;
}

static int is_bidi_control(long point)
{
	return point == 0x61c || point == 0x200e || point == 0x200f || (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2066 && point <= 0x2069);
}

void safe_add(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0, used; i < length; i += used) {
		long point = safe_decode(text + i, length - i, &used);

		if (point == '\t')
			buf_addch(out, ' ');
		else if (point < 0)
			buf_addstr(out, "\xef\xbf\xbd");
		else if (point < 0x20 || point == 0x7f)
			buf_addf(out, "^%c", (char)(point ^ 0x40));
		else if ((point >= 0x80 && point < 0xa0) || is_bidi_control(point))
			buf_addf(out, "<U+%04lX>", point);
		else
			buf_add(out, text + i, used);
	}
}

char *safe_text(const char *text)
{
	struct buf out = BUF_INIT;

	safe_add(&out, text, strlen(text));
	return buf_detach(&out);
}

static size_t width_at(const char *text, size_t length, size_t *used)
{
	long point = safe_decode(text, length, used);
	int columns = point < 0 ? 1 : wcwidth((wchar_t)point);

	return columns < 0 ? 1 : (size_t)columns;
}

size_t safe_width(const char *text)
{
	size_t columns = 0, length = strlen(text);

	for (size_t i = 0, used; i < length; i += used)
		columns += width_at(text + i, length - i, &used);
	return columns;
}

void safe_add_cut(struct buf *out, const char *text, size_t columns)
{
	size_t length = strlen(text), taken = 0;

	if (safe_width(text) <= columns) {
		buf_addstr(out, text);
		return;
	}
	for (size_t i = 0, used; i < length; i += used) {
		size_t width = width_at(text + i, length - i, &used);

		if (taken + width + 1 > columns)
			break;
		buf_add(out, text + i, used);
		taken += width;
	}
	if (columns)
		buf_addstr(out, "\xe2\x80\xa6");
}

void safe_add_tsv(struct buf *out, const char *text)
{
	static const char special[] = "\t\n\r\\", letter[] = "tnr\\";

	if (!text || !*text) {
		buf_addch(out, '-');
		return;
	}
	for (; *text; text++) {
		const char *at = strchr(special, *text);

		if (at) {
			buf_addch(out, '\\');
			buf_addch(out, letter[at - special]);
		} else {
			buf_addch(out, *text);
		}
	}
}
