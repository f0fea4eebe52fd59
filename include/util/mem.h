/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_MEM_H
#define UTIL_MEM_H

#include <stddef.h>

/*
 * Memory that is there or ends the program (exit 128, a word on stderr): no caller checks for NULL.
 * What these return is freed with free(). Counts are multiplied with an overflow check.
 */
void *mem_new(size_t count, size_t size);
void *mem_zero(size_t count, size_t size);
void *mem_grow(void *old, size_t count, size_t size);
char *mem_dup(const char *text);                  /* NULL stays NULL */
char *mem_dupn(const char *bytes, size_t length); /* a NUL is added */

/* A string formatted like printf. */
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
