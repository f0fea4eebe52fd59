/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_PATTERN_H
#define SOURCE_PATTERN_H

#include "util/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Regular expressions: PCRE2, compiled with JIT. Text is UTF-8, \w, \d and case know all of Unicode, and a
 * line ends at LF only: what Python's `re` makes of a str. A byte that is no UTF-8 counts as one character
 * that is neither letter, digit nor space, as Python's "surrogateescape" has it; so `.` matches it. A pattern
 * on which PCRE2 gives up (its limit on backtracking) does not match there, and is named once in a warning.
 */
struct pattern;

/*
 * `key` is where the regex came from ("pullprep.class"); an error names the key, the pattern and the offset
 * (in bytes, from 0) at which PCRE2 stopped, with PCRE2's own words.
 */
struct error *pattern_new(struct pattern **out, const char *regex, const char *key);
void pattern_free(struct pattern *pattern);

/* Does it match anywhere in the bytes? */
bool pattern_matches(const struct pattern *pattern, const char *text, size_t length);

/* As above; spans of the groups 0..count-1 as [start, end) offsets, (size_t)-1 where a group took no part. */
struct pattern_span {
	size_t start, end;
};
bool pattern_groups(const struct pattern *pattern, const char *text, size_t length,
    struct pattern_span *groups, size_t count);

#endif
