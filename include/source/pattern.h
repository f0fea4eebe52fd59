/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_PATTERN_H
#define SOURCE_PATTERN_H

#include "util/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Regular expressions: PCRE2, compiled with JIT, matched against bytes (invalid UTF-8 is fine). */
struct pattern;

/*
 * `key` is where the regex came from ("pullprep.class"); an error names the key, the pattern and the offset at which PCRE2
 * stopped, with PCRE2's own words.
 */
struct error *pattern_new(struct pattern **out, const char *regex, const char *key);
void pattern_free(struct pattern *pattern);

/* Does it match anywhere in the bytes? */
bool pattern_matches(const struct pattern *pattern, const char *text, size_t length);

/* As above; spans of the groups 0..count-1 as [start, end) offsets, (size_t)-1 where a group took no part. */
struct pattern_span {
	size_t start, end;
};
bool pattern_groups(const struct pattern *pattern, const char *text, size_t length, struct pattern_span *groups, size_t count);

#endif
