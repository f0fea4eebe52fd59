/* SPDX-License-Identifier: GPL-2.0-or-later */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "source/pattern.h"

#include "util/buf.h"
#include "util/mem.h"
#include "util/safe.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

/* The heap parts are what matching writes to, so that a pattern can be const for its users. */
struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	char *regex, *key;
	bool *warned;
};

static struct error *refused(const char *regex, const char *key, int number, PCRE2_SIZE offset)
{
	PCRE2_UCHAR words[256];
	struct error *err;

	pcre2_get_error_message(number, words, sizeof(words));
	err = error_failed("%s: bad regular expression '%s': at offset %zu: %s", key, regex, (size_t)offset,
	    (const char *)words);
	return error_hint(err, "Regular expressions are Perl's (PCRE2); see man pcre2pattern.");
}

struct error *pattern_new(struct pattern **out, const char *regex, const char *key)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	struct pattern *pattern;
	pcre2_code *code;
	PCRE2_SIZE offset;
	int number;

	*out = NULL;
	if (context)
		pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	code = pcre2_compile(
	    (PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP, &number, &offset, context);
	pcre2_compile_context_free(context);
	if (!code)
		return refused(regex, key, number, offset);
	/* Where there is no JIT (a machine that forbids writable code), matching falls back by itself. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	pattern = mem_zero(1, sizeof(*pattern));
	pattern->code = code;
	pattern->data = pcre2_match_data_create_from_pattern(code, NULL);
	pattern->regex = mem_dup(regex);
	pattern->key = mem_dup(key);
	pattern->warned = mem_zero(1, sizeof(*pattern->warned));
	if (!pattern->data) {
		pattern_free(pattern);
		return error_failed("%s: no memory to match '%s' with", key, regex);
	}
	*out = pattern;
	return NULL;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	free(pattern->regex);
	free(pattern->key);
	free(pattern->warned);
	free(pattern);
}

/* The text is valid UTF-8: the number of groups that were set, or 0 for no match. */
static int match(const struct pattern *pattern, const char *text, size_t length)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)text;
	int count = pcre2_match(pattern->code, subject, length, 0, PCRE2_NO_UTF_CHECK, pattern->data, NULL);
	PCRE2_UCHAR words[256];

	if (count == PCRE2_ERROR_JIT_STACKLIMIT)
		count = pcre2_match(pattern->code, subject, length, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
		    pattern->data, NULL);
	if (count >= 0)
		return count;
	if (count != PCRE2_ERROR_NOMATCH && !*pattern->warned) {
		*pattern->warned = true;
		pcre2_get_error_message(count, words, sizeof(words));
		warning("%s: '%s' is given up on some text, which counts as no match: %s", pattern->key,
		    pattern->regex, (const char *)words);
	}
	return 0;
}

static bool is_utf8(const char *text, size_t length)
{
	size_t used;

	for (size_t i = 0; i < length; i += used) {
		used = 1;
		if ((unsigned char)text[i] >= 0x80 && safe_decode(text + i, length - i, &used) < 0)
			return false;
	}
	return true;
}

/*
 * Bytes that are no UTF-8 have nothing that PCRE2 could match. Each is replaced by a character of private
 * use, U+10FF00 + byte, which behaves as Python's stand-in for it does. origin[i] is where the byte i of the
 * result came from.
 */
static void stand_in(const char *text, size_t length, struct buf *out, size_t **origin)
{
	size_t used, *from = mem_new(length * 4 + 1, sizeof(*from));

	for (size_t i = 0; i < length; i += used) {
		size_t start = out->len;

		if (safe_decode(text + i, length - i, &used) >= 0) {
			buf_add(out, text + i, used);
		} else {
			unsigned char byte = (unsigned char)text[i];
			const char bytes[] = {
			    (char)0xf4, (char)0x8f, (char)(0xbc | byte >> 6), (char)(0x80 | (byte & 0x3f))};

			buf_add(out, bytes, sizeof(bytes));
		}
		for (size_t at = start; at < out->len; at++)
			from[at] = used == 1 ? i : i + at - start;
	}
	from[out->len] = length;
	*origin = from;
}

static void read_spans(
    const struct pattern *pattern, int found, const size_t *origin, struct pattern_span *groups, size_t count)
{
	const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(pattern->data);

	for (size_t i = 0; i < count; i++) {
		bool set = i < (size_t)found && offsets[2 * i] != PCRE2_UNSET;

		groups[i].start = groups[i].end = (size_t)-1;
		if (!set)
			continue;
		groups[i].start = origin ? origin[offsets[2 * i]] : offsets[2 * i];
		groups[i].end = origin ? origin[offsets[2 * i + 1]] : offsets[2 * i + 1];
	}
}

bool pattern_groups(
    const struct pattern *pattern, const char *text, size_t length, struct pattern_span *groups, size_t count)
{
	struct buf replaced = BUF_INIT;
	size_t *origin = NULL;
	int found;

	if (is_utf8(text, length)) {
		found = match(pattern, text, length);
	} else {
		stand_in(text, length, &replaced, &origin);
		found = match(pattern, replaced.s, replaced.len);
	}
	if (found)
		read_spans(pattern, found, origin, groups, count);
	buf_release(&replaced);
	free(origin);
	return found > 0;
}

bool pattern_matches(const struct pattern *pattern, const char *text, size_t length)
{
	return pattern_groups(pattern, text, length, NULL, 0);
}
