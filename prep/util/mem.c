/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/mem.h"

#include "util/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *or_die(void *memory)
{
	if (memory)
		return memory;
	fputs("pullprep: out of memory\n", stderr);
	exit(128);
}

static size_t total(size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		or_die(NULL);
	return bytes ? bytes : 1;
}

void *mem_new(size_t count, size_t size)
{
	return or_die(malloc(total(count, size)));
}

void *mem_zero(size_t count, size_t size)
{
	return or_die(calloc(1, total(count, size)));
}

void *mem_grow(void *old, size_t count, size_t size)
{
	return or_die(realloc(old, total(count, size)));
}

char *mem_dup(const char *text)
{
	return text ? or_die(strdup(text)) : NULL;
}

char *mem_dupn(const char *bytes, size_t length)
{
	char *copy = mem_new(length + 1, 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *mem_format(const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	return buf_detach(&text);
}
