/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/array.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A sentence as short as this, which names a bad reason, names no other. */
enum { SHORT_REASON = 120 };

static bool is_own(const struct judging *judging)
{
	return judging->wording && judging->wording->own;
}

/* Errors only where mainline's merges say what they are for. */
static void say(struct judging *judging, struct buf *text)
{
	const struct practice *practice = &judging->pull->practice;
	bool custom = practice_is(practice->reasons, practice->merges, judging->threshold);

	judging_say_at_most(judging, custom ? FINDING_ERROR : FINDING_INFO, text);
}

/* What merges mainline is told so by back-merge. */
void judge_empty_merge(struct judging *judging)
{
	struct buf text = BUF_INIT;

	if (!is_own(judging) || judging->wording->of_mainline || judging->wording->reason)
		return;
	buf_addstr(&text, "is a merge whose message does not say what is merged, and why");
	say(judging, &text);
}

static bool mentions(const char *text, size_t length, const char *word)
{
	size_t n = strlen(word);

	for (; length >= n; text++, length--)
		if (!strncasecmp(text, word, n))
			return true;
	return false;
}

/* To where the sentence goes, or what stands for one before a semicolon; "foo.c" has a dot, too. */
static size_t sentence_length(const char *text)
{
	size_t n = 0;

	while (text[n] && !(strchr(".;!", text[n]) && (!text[n + 1] || isspace((unsigned char)text[n + 1]))))
		n++;
	return n + (text[n] != '\0');
}

static bool has_word(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (isalnum((unsigned char)text[i]))
			return true;
	return false;
}

/* The body says no more than that there were conflicts, or that the diffstat would be wrong: another sentence may be
 * the reason. */
static const char *bad_reason(const char *reason)
{
	static const char *const words[] = {"conflict", "diffstat"};
	const char *bad = NULL;

	for (size_t n; *reason; reason += n) {
		const char *word = NULL;

		n = sentence_length(reason);
		for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !word && n <= SHORT_REASON; i++)
			if (mentions(reason, n, words[i]))
				word = words[i];
		if (!word && has_word(reason, n))
			return NULL;
		bad = word ? word : bad;
	}
	return bad;
}

void judge_back_merge(struct judging *judging)
{
	struct buf text = BUF_INIT;
	const char *word;

	if (!is_own(judging) || !judging->wording->of_mainline)
		return;
	if (!judging->wording->reason) {
		buf_addstr(&text, "merges mainline, and does not say why");
	} else {
		word = bad_reason(judging->wording->reason);
		if (!word)
			return;
		buf_addf(&text, "merges mainline only because of a %s", word);
	}
	say(judging, &text);
}

void judge_hand_made_merge(struct judging *judging)
{
	const struct ground *ground =
	    judging->pull->grounds ? &judging->pull->grounds[judging->topic_index] : NULL;

	for (size_t i = 0; ground && i < ground->handmade.n; i++) {
		const struct strings *paths = &ground->handmade.v[i].paths;
		struct buf text = BUF_INIT;

		if (memcmp(ground->handmade.v[i].merge.id, judging->commit->oid.id,
			sizeof(judging->commit->oid.id)))
			continue;
		buf_addstr(&text, "is a merge that git would not have made like that");
		if (paths->n)
			buf_addf(&text, ": %s", paths->v[0]);
		if (paths->n > 1)
			buf_addf(&text, " and %zu more file%s", paths->n - 1, paths->n > 2 ? "s" : "");
		judging_say(judging, &text);
	}
}
