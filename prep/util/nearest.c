/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/nearest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_MOST = 256 };

struct guess {
	size_t distance;
	size_t order;
	const char *name;
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance: how many letters to insert, drop or change. */
static size_t distance(const char *a, const char *b)
{
	size_t row[LENGTH_MOST + 1], n = strlen(b);

	if (n > LENGTH_MOST || strlen(a) > LENGTH_MOST)
		return SIZE_MAX;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t above = row[j];

			row[j] = least(least(above, row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[n];
}

static int by_distance(const void *a, const void *b)
{
	const struct guess *left = a, *right = b;

	if (left->distance != right->distance)
		return left->distance < right->distance ? -1 : 1;
	return left->order < right->order ? -1 : 1;
}

void nearest_find(struct strings *out, const char *word, const struct strings *names, size_t most)
{
	struct guess *guesses = mem_new(names->n ? names->n : 1, sizeof(*guesses));
	size_t length = strlen(word), n = 0;

	for (size_t i = 0; i < names->n; i++) {
		size_t far = length && strstr(names->v[i], word) ? 1 : distance(word, names->v[i]);

		if (far <= length / 3 + 1)
			guesses[n++] = (struct guess){far, i, names->v[i]};
	}
	if (n)
		qsort(guesses, n, sizeof(*guesses), by_distance);
	for (size_t i = 0; i < n && i < most; i++)
		strings_add(out, guesses[i].name);
	free(guesses);
}

bool nearest_is_slip(const char *a, const char *b)
{
	size_t n, m;

	while (*a && *a == *b) {
		a++;
		b++;
	}
	n = strlen(a);
	m = strlen(b);
	while (n && m && a[n - 1] == b[m - 1]) {
		n--;
		m--;
	}
	return (n <= 1 && m <= 1) || (n == 2 && m == 2 && a[0] == b[1] && a[1] == b[0]);
}
