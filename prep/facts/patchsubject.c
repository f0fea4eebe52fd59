/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/patchsubject.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Patches have no larger numbers; a year or a chip's name may. */
enum { VERSION_MOST = 999, PARTS_MOST = 9999 };

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* Behind "Re:" and its kind; NULL if there is none. */
static const char *skip_answer(const char *at)
{
	static const char *const words[] = {"re", "aw", "sv", "fw", "fwd", "antw", "回复", "答复"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t length = strlen(words[i]);

		if (strncasecmp(at, words[i], length) != 0)
			continue;
		if (at[length] == ':')
			return skip_blanks(at + length + 1);
		if (!strncmp(at + length, "：", strlen("："))) /* as wide as the characters it follows */
			return skip_blanks(at + length + strlen("："));
	}
	return NULL;
}

/* All digits, at most `most`: the number; else -1. */
static int number(const char *text, size_t length, int most)
{
	long value = 0;

	if (!length)
		return -1;
	for (size_t i = 0; i < length; i++) {
		if (!isdigit((unsigned char)text[i]))
			return -1;
		value = value * 10 + (text[i] - '0');
		if (value > most)
			return -1;
	}
	return (int)value;
}

static bool is_word(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && !strncasecmp(text, word, length);
}

/* "v3", "V3"; what was typed together with PATCH has a dash or nothing between. */
static bool take_version(struct patch_subject *out, const char *text, size_t length)
{
	int version;

	if (length < 2 || (*text != 'v' && *text != 'V'))
		return false;
	version = number(text + 1, length - 1, VERSION_MOST);
	if (version < 0)
		return false;
	out->version = version;
	return true;
}

static bool take_number(struct patch_subject *out, const char *text, size_t length)
{
	const char *slash = memchr(text, '/', length);
	int part, parts;

	if (!slash)
		return false;
	part = number(text, (size_t)(slash - text), PARTS_MOST);
	parts = number(slash + 1, (size_t)(text + length - slash - 1), PARTS_MOST);
	if (part < 0 || parts < 1 || part > parts)
		return false;
	out->part = part;
	out->parts = parts;
	out->numbered = true;
	return true;
}

/* Any of what may be glued to PATCH: "PATCHv3", "PATCH-v3". */
static void take_glued(struct patch_subject *out, const char *text, size_t length)
{
	if (length < 5 || strncasecmp(text, "patch", 5) != 0)
		return;
	text += 5, length -= 5;
	if (length && strchr("-_", *text))
		text++, length--;
	out->patch =
	    out->patch || !length || take_version(out, text, length) || take_number(out, text, length);
}

static void take_word(struct patch_subject *out, const char *text, size_t length)
{
	if (is_word(text, length, "rfc") || is_word(text, length, "rft"))
		out->rfc = out->patch = true;
	else if (is_word(text, length, "resend") || is_word(text, length, "repost"))
		out->resend = true;
	else if (is_word(text, length, "pull"))
		out->pull = true;
	else if (!take_version(out, text, length) && !take_number(out, text, length))
		take_glued(out, text, length);
}

void patch_subject_parse(struct patch_subject *out, const char *subject)
{
	const char *at = skip_blanks(subject ? subject : ""), *next, *end;

	*out = (struct patch_subject){.version = 1, .part = 1, .parts = 1};
	for (; (next = skip_answer(at)); at = next)
		out->answer = true;
	while (*at == '[' && (end = strchr(at, ']'))) {
		at++;
		while (at < end) {
			size_t length = strcspn(at, " \t,;:]");

			take_word(out, at, length);
			at += length + (at + length < end);
		}
		at = skip_blanks(end + 1);
	}
	out->patch = (out->patch || out->numbered) && !out->pull;
	out->rest = at;
}
