/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/array.h"

#include <string.h>

void strings_take(struct strings *list, char *text)
{
	array_push(list, text);
}

void strings_add(struct strings *list, const char *text)
{
	strings_take(list, mem_dup(text));
}

void strings_release(struct strings *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->v[i]);
	array_release(list);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void strings_sort(struct strings *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_text);
}

int strings_has(const struct strings *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], text))
			return 1;
	return 0;
}

void strings_split(struct strings *list, const char *text, char separator)
{
	while (*text) {
		size_t len =
		    strchr(text, separator) ? (size_t)(strchr(text, separator) - text) : strlen(text);

		if (len)
			strings_take(list, mem_dupn(text, len));
		text += len + (text[len] != '\0');
	}
}
