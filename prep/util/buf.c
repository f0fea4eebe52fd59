/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/buf.h"

#include "util/mem.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char buf_empty[1];

void buf_release(struct buf *buf)
{
	if (buf->cap)
		free(buf->s);
	*buf = (struct buf)BUF_INIT;
}

void buf_reset(struct buf *buf)
{
	buf_setlen(buf, 0);
}

void buf_room(struct buf *buf, size_t extra)
{
	size_t need = buf->len + extra + 1;
	size_t cap = buf->cap ? buf->cap : 32;

	if (need <= buf->cap)
		return;
	while (cap < need)
		cap += cap / 2;
	buf->s = mem_grow(buf->cap ? buf->s : NULL, cap, 1);
	buf->cap = cap;
	buf->s[buf->len] = '\0';
}

void buf_setlen(struct buf *buf, size_t len)
{
	buf->len = len;
	if (buf->cap)
		buf->s[len] = '\0';
}

char *buf_detach(struct buf *buf)
{
	char *text;

	buf_room(buf, 0);
	text = buf->s;
	*buf = (struct buf)BUF_INIT;
	return text;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	if (!len)
		return;
	buf_room(buf, len);
	memcpy(buf->s + buf->len, bytes, len);
	buf_setlen(buf, buf->len + len);
}

void buf_addstr(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_addch(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_addchars(struct buf *buf, char c, size_t times)
{
	buf_room(buf, times);
	memset(buf->s + buf->len, c, times);
	buf_setlen(buf, buf->len + times);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_addv(buf, format, args);
	va_end(args);
}

void buf_addv(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return;
	buf_room(buf, (size_t)length);
	vsnprintf(buf->s + buf->len, (size_t)length + 1, format, args);
	buf->len += (size_t)length;
}

void buf_trim(struct buf *buf)
{
	size_t len = buf->len;

	while (len && isspace((unsigned char)buf->s[len - 1]))
		len--;
	buf_setlen(buf, len);
}
