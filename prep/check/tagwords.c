/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "check/tagwords.h"

#include "check/judging.h"
#include "facts/version.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { DELETED_SHOWN = 3 };

/* ---- signature ---- */

void judge_tag_unsigned(struct judging *judging)
{
	static const char *const says[] = {
	    [TAG_IS_BRANCH] = "is missing: a branch is asked for, which has no message and no signature",
	    [TAG_IS_COMMIT] = "is no tag object: whoever pulls it sees no message and no signature",
	    [TAG_IS_UNSIGNED] = "is not signed",
	    [TAG_IS_BROKEN] = "has a broken signature: ",
	    [TAG_IS_UNCERTAIN] = "is signed, and git is not content: ",
	};
	const struct tag_facts *tag = judging->pull->tag;
	struct buf text = BUF_INIT;

	if (tag->state == TAG_IS_SIGNED)
		return;
	buf_addf(&text, "%s%s", says[tag->state], tag->words);
	judging_say_at_most(judging,
	    tag->state != TAG_IS_UNCERTAIN ? FINDING_ERROR
	    : tag->received                ? FINDING_WARNING
					   : FINDING_INFO,
	    &text);
}

/* ---- version ---- */

/* Is `word` what stands right before `at`? */
static bool follows(const char *start, const char *at, const char *word)
{
	size_t length = strlen(word);
	const char *end = at;

	if (end > start && end[-1] == 'v')
		end--;
	if (end == start || end[-1] != ' ')
		return false;
	end--;
	if ((size_t)(end - start) < length || strncasecmp(end - length, word, length) != 0)
		return false;
	end -= length;
	return end == start || !isalnum((unsigned char)end[-1]);
}

static bool follows_any(const char *start, const char *at, const char *const *words)
{
	for (; *words; words++)
		if (follows(start, at, *words))
			return true;
	return false;
}

static bool is_release(const struct cycle *cycle, const char *version)
{
	for (size_t i = 0; i < cycle->count; i++)
		if (!strcmp(cycle->releases[i].version, version))
			return true;
	return false;
}

static bool is_version(const char *start, const char *at, const char *number, const struct cycle *cycle)
{
	static const char *const ahead[] = {"for", "into", "Linux", NULL}, *const behind[] = {"in", "since",
									       "from", "of", NULL};

	return follows_any(start, at, ahead) ||
	       (is_release(cycle, number) && !follows_any(start, at, behind));
}

/* "5.20" after 5.19: what becomes 6.0 is called so until Linus names it. */
static bool is_former_name(const struct release *newest, const char *version, const char *number)
{
	const char *dot = newest ? strrchr(newest->version, '.') : NULL, *minor = strrchr(version, '.');
	char *next;
	bool same;

	if (!dot || !minor || strcmp(minor, ".0") != 0 || !strcmp(newest->version, version))
		return false;
	next = mem_format(
	    "%.*s.%ld", (int)(dot - newest->version), newest->version, strtol(dot + 1, NULL, 10) + 1);
	same = !strcmp(next, number);
	free(next);
	return same;
}

/* The next number with a dot that stands by itself, from *at on: "6.9" of "v6.9-rc1". */
static char *next_number(const char *start, const char **at)
{
	for (const char *p = *at; *p; p++) {
		const char *before = p > start && p[-1] == 'v' ? p - 1 : p;
		size_t n = strspn(p, "0123456789.");
		bool stands = before == start || (!isalnum((unsigned char)before[-1]) && before[-1] != '.');

		while (n && p[n - 1] == '.')
			n--;
		if (!n || *p == '.')
			continue;
		if (!stands || isalnum((unsigned char)p[n]) || !memchr(p, '.', n)) {
			p += n - 1;
			continue;
		}
		*at = p;
		return mem_dupn(p, n);
	}
	return NULL;
}

char *tag_other_version(const char *message, const char *version, const struct cycle *cycle)
{
	char *headline = mem_dupn(message, strcspn(message, "\n")), *number, *other = NULL;
	const char *at = headline;
	bool named = false;

	while ((number = next_number(headline, &at))) {
		named |= !version_compare(number, version) || is_former_name(cycle->newest, version, number);
		if (!other && is_version(headline, at, number, cycle))
			other = mem_dup(number);
		at += strlen(number);
		free(number);
	}
	free(headline);
	if (named) {
		free(other);
		other = NULL;
	}
	return other;
}

/* Both become words that upstream goes by: the headline the merge's, the subject the mail's. */
void judge_message_version(struct judging *judging)
{
	const struct tag_facts *tag = judging->pull->tag;
	const struct cycle *cycle = &judging->pull->survey->project->cycle;
	const struct {
		const char *text, *where;
	} said[] = {{tag->message, "its headline"}, {tag->subject, "the mail's subject (pullprep.subject)"}};

	for (size_t i = 0; tag->version && i < sizeof(said) / sizeof(*said); i++) {
		char *other = said[i].text ? tag_other_version(said[i].text, tag->version, cycle) : NULL;
		struct buf text = BUF_INIT;

		if (!other)
			continue;
		buf_addf(&text, "says in %s that it is for %s, but it is for %s", said[i].where, other,
		    tag->version);
		judging_say(judging, &text);
		free(other);
	}
}

/* ---- voice ---- */

/* The text with one blank for each run of white space. */
static char *one_line(const char *text)
{
	struct buf line = BUF_INIT;

	for (; *text; text++)
		if (!isspace((unsigned char)*text))
			buf_addch(&line, *text);
		else if (!isspace((unsigned char)text[1]))
			buf_addch(&line, ' ');
	return buf_detach(&line);
}

char *tag_own_voice(const char *message)
{
	static const char *const selves[] = {"pull request", "pull", "tag", "merge request"},
				 *const verbs[] = {"contains", "includes", "consists of", "brings", "adds"};
	char *line = one_line(message), *found = NULL;

	for (size_t i = 0; i < sizeof(selves) / sizeof(*selves) && !found; i++)
		for (size_t k = 0; k < sizeof(verbs) / sizeof(*verbs) && !found; k++) {
			char *phrase = mem_format("this %s %s", selves[i], verbs[k]);
			const char *at = strcasestr(line, phrase);

			if (at && (at == line || !isalnum((unsigned char)at[-1])))
				found = mem_dupn(at, strlen(phrase));
			free(phrase);
		}
	free(line);
	return found;
}

void judge_message_voice(struct judging *judging)
{
	char *phrase = tag_own_voice(judging->pull->tag->message);
	struct buf text = BUF_INIT;

	if (!phrase)
		return;
	buf_addf(&text, "says \"%s\": its message becomes that of a merge", phrase);
	judging_say(judging, &text);
	free(phrase);
}

/* ---- removals ---- */

static void judge_gone(struct judging *judging)
{
	const struct tag_facts *tag = judging->pull->tag;
	struct buf text = BUF_INIT;
	size_t gone = 0;

	for (size_t i = 0; tag->moves && i < tag->moves->n; i++) {
		const struct move *move = &tag->moves->v[i];

		if (move->to || moves_mentioned(tag->moves, i, tag->message))
			continue;
		if (gone < DELETED_SHOWN)
			buf_addf(&text, "%s%s", gone ? ", " : "deletes ", move->path);
		gone++;
	}
	if (gone > DELETED_SHOWN)
		buf_addf(&text, " and %zu more file%s", gone - DELETED_SHOWN,
		    gone - DELETED_SHOWN == 1 ? "" : "s");
	buf_addstr(&text, ", which its message does not mention");
	if (gone)
		judging_say(judging, &text);
	else
		buf_release(&text);
}

static void judge_shrunk(struct judging *judging)
{
	const struct tag_facts *tag = judging->pull->tag;
	struct buf text = BUF_INIT;
	size_t shrunk = 0;

	for (size_t i = 0; tag->shrinks && i < tag->shrinks->n; i++) {
		const struct shrink *shrink = &tag->shrinks->v[i];

		if (shrink->lines <= judging->threshold || shrink_mentioned(shrink, tag->message))
			continue;
		if (shrunk < DELETED_SHOWN)
			buf_addf(&text, "%s%s (%ld lines)", shrunk ? ", " : "removes much of ", shrink->path,
			    shrink->lines);
		shrunk++;
	}
	if (shrunk > DELETED_SHOWN)
		buf_addf(&text, " and %zu more file%s", shrunk - DELETED_SHOWN,
		    shrunk - DELETED_SHOWN == 1 ? "" : "s");
	buf_addstr(&text, ", which its message does not mention");
	if (shrunk)
		judging_say(judging, &text);
	else
		buf_release(&text);
}

void judge_unexplained_removal(struct judging *judging)
{
	judge_gone(judging);
	judge_shrunk(judging);
}
