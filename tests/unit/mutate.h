/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_MUTATE_H
#define TESTS_UNIT_MUTATE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* Texts that are spoilt on purpose, the same ones on every machine and run: a failure can be repeated. */
static inline uint32_t next_number(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/*
 * Each beginning of the line, and the line with each of its bits flipped. `read` gets them and tells whether it took them for
 * a line; there must be many of either kind, or the test shows nothing.
 */
static inline void spoil_line(const char *line, bool (*read)(const char *line, size_t length))
{
	size_t length = strlen(line), taken = 0, refused = 0;

	for (size_t at = 0; at < length; at++)
		for (unsigned bit = 0; bit < 9; bit++) {
			char *copy = malloc(length + 1); /* no more: who reads on is seen */

			assert_non_null(copy);
			memcpy(copy, line, length + 1);
			if (bit < 8)
				copy[at] = (char)(copy[at] ^ (1u << bit));
			if (read(copy, bit == 8 ? at : length))
				taken++;
			else
				refused++;
			free(copy);
		}
	assert_true(taken > 100);
	assert_true(refused > 100);
}

#endif
