/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include <stdarg.h>
#include <stddef.h>

/*
 * A growing string. `s` is never NULL and always ends in a NUL that `len` does not count; NUL bytes inside
 * are fine. Start with BUF_INIT, end with buf_release() (or buf_detach(), which hands the heap string over).
 */
struct buf {
	char *s;
	size_t len;
	size_t cap; /* 0: s is the shared empty string */
};

extern char buf_empty[1];
#define BUF_INIT                                                                                             \
	{                                                                                                    \
		.s = buf_empty                                                                               \
	}

void buf_release(struct buf *buf);
void buf_reset(struct buf *buf);              /* empties, keeps the memory */
void buf_room(struct buf *buf, size_t extra); /* makes room for that many bytes more */
void buf_setlen(struct buf *buf, size_t len); /* shortens, or confirms bytes written into the room */
char *buf_detach(struct buf *buf);            /* the caller frees; buf is empty again */
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_addstr(struct buf *buf, const char *text);
void buf_addch(struct buf *buf, char c);
void buf_addchars(struct buf *buf, char c, size_t times);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
void buf_trim(struct buf *buf); /* white space at the end goes */

#endif
