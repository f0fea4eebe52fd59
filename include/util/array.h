/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_ARRAY_H
#define UTIL_ARRAY_H

#include "util/mem.h"

#include <stdlib.h>

/*
 * A growing array of any type: `ARRAY(struct topic) topics = ARRAY_INIT;` has .v (the elements), .n (how
 * many) and .cap. The elements are the owner's to release before array_release().
 */
#define ARRAY(type)                                                                                          \
	struct {                                                                                             \
		type *v;                                                                                     \
		size_t n, cap;                                                                               \
	}
#define ARRAY_INIT                                                                                           \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

#define array_room(a, extra)                                                                                 \
	do {                                                                                                 \
		if ((a)->n + (extra) > (a)->cap) {                                                           \
			(a)->cap = (a)->n + (extra) + (a)->n / 2 + 8;                                        \
			(a)->v = mem_grow((a)->v, (a)->cap, sizeof(*(a)->v));                                \
		}                                                                                            \
	} while (0)

#define array_push(a, ...)                                                                                   \
	do {                                                                                                 \
		array_room(a, 1);                                                                            \
		(a)->v[(a)->n++] = __VA_ARGS__;                                                              \
	} while (0)

#define array_release(a)                                                                                     \
	do {                                                                                                 \
		free((a)->v);                                                                                \
		(a)->v = NULL;                                                                               \
		(a)->n = (a)->cap = 0;                                                                       \
	} while (0)

#define array_each(pointer, a) for ((pointer) = (a)->v; (pointer) != (a)->v + (a)->n; (pointer)++)

/* A list of owned strings. */
struct strings {
	char **v;
	size_t n, cap;
};
#define STRINGS_INIT                                                                                         \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

void strings_add(struct strings *list, const char *text); /* copies */
void strings_take(struct strings *list, char *text);      /* takes over */
void strings_release(struct strings *list);
void strings_sort(struct strings *list);
int strings_has(const struct strings *list, const char *text);

/* Splits at the separator; empty pieces are left out. */
void strings_split(struct strings *list, const char *text, char separator);

#endif
