/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/array.h"
#include "util/safe.h"

#include <string.h>

/*
 * Fixes: lines, judged as linux-next's maintainer judges them: the words of complaint are those of the
 * reports
 * ("linux-next: Fixes tag needs some work in the ... tree").
 */
enum { ID_LEAST = 12, SHOWN_MOST = 400 };

/* The line, but not all of one that never ends. */
static void quote(struct buf *text, const struct fixes_line *line)
{
	safe_add_cut(text, line->text, SHOWN_MOST);
}

static void complain(struct buf *text, const struct fixes_line *line, const char *problem)
{
	if (!text->len) {
		buf_addstr(text, "has a Fixes tag with these problems:\n");
		quote(text, line);
	}
	buf_addf(text, "\n- %s", problem);
}

/* ---- the subject ---- */

static bool is_quote(long c)
{
	return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201f);
}

static long first_of(const char *text, size_t length)
{
	size_t used;

	return length ? safe_decode(text, length, &used) : 0;
}

/* The last character, which may have several bytes. */
static long last_of(const char *text, size_t length, size_t *bytes)
{
	size_t at = length, used;

	*bytes = 0;
	if (!length)
		return 0;
	do {
		at--;
	} while (at && ((unsigned char)text[at] & 0xc0) == 0x80);
	*bytes = length - at;
	return safe_decode(text + at, length - at, &used);
}

/* A subject without what people write differently: kinds of quotes, amounts of white space. */
static char *plain(const char *text, size_t length)
{
	struct buf out = BUF_INIT;
	size_t used;

	for (size_t at = 0; at < length; at += used) {
		long c = safe_decode(text + at, length - at, &used);

		if (is_quote(c))
			buf_addch(&out, '"');
		else if (c == ' ' || c == '\t' || c == 0xa0) {
			if (out.len && out.s[out.len - 1] != ' ')
				buf_addch(&out, ' ');
		} else {
			buf_add(&out, text + at, used);
		}
	}
	buf_trim(&out);
	return buf_detach(&out);
}

static size_t dots_at_end(const char *text)
{
	static const char *const dots[] = {"...", "\u2026"};
	size_t n = strlen(text);

	for (size_t i = 0; i < 2; i++)
		if (n >= strlen(dots[i]) && !strcmp(text + n - strlen(dots[i]), dots[i]))
			return strlen(dots[i]);
	return 0;
}

/* A beginning of the target's subject is fine, as are dots for what was left out at the end, in front, or
 * between. */
static bool is_subject(const char *said, const char *target)
{
	const char *dots = strstr(said, "...");
	size_t n = strlen(said), end = dots_at_end(said), rest;

	n -= end;
	while (end && n && said[n - 1] == ' ')
		n--;
	if (!strncmp(said, target, n))
		return true;
	if (!dots || end)
		return false;
	rest = strlen(dots + 3);
	n = (size_t)(dots - said);
	return strlen(target) >= n + rest && !strncmp(said, target, n) &&
	       !strcmp(target + strlen(target) - rest, dots + 3);
}

static void judge_subject(struct buf *text, const struct fixes_line *line)
{
	const char *subject = line->subject, *end;
	size_t length = strlen(subject), bytes, used;
	bool front, back;
	char *said, *target;

	if (*subject == '(') {
		end = strrchr(subject, ')');
		if (!end)
			complain(text, line, "Subject has leading but no trailing parentheses");
		length = end ? (size_t)(end - subject) - 1 : length - 1;
		subject++;
	}
	front = is_quote(first_of(subject, length));
	back = is_quote(last_of(subject, length, &bytes));
	if (front && back && length > bytes) {
		safe_decode(subject, length, &used);
		subject += used;
		length -= used + bytes;
	}
	said = plain(subject, length);
	target =
	    line->target == FIXES_FOUND ? plain(line->target_subject, strlen(line->target_subject)) : NULL;
	if (front != back && (!target || strncmp(said, target, strlen(said))))
		complain(text, line,
		    front ? "Subject has leading but no trailing quotes"
			  : "Subject has trailing but no leading quotes");
	else if (target && !is_subject(said, target))
		complain(text, line, "Subject does not match target commit subject");
	free(said);
	free(target);
}

/* ---- the line ---- */

/* Is there, behind commas and the like, another id? A word of letters only is none. */
static bool begins_with_id(const char *text)
{
	enum { ABBREVIATED = 7 };
	size_t n;

	text += strspn(text, " \t,;&+");
	if (!strncmp(text, "and ", 4))
		text += 4;
	n = strspn(text, "0123456789abcdefABCDEF");
	return n >= ABBREVIATED && strcspn(text, "0123456789") < n && (!text[n] || strchr(" \t,;(", text[n]));
}

/* `ID, ID` or `ID ("subject"), ID ("subject")`. */
static bool names_several(const char *subject)
{
	if (begins_with_id(subject))
		return true;
	for (const char *at = strchr(subject, ')'); at; at = strchr(at + 1, ')'))
		if (begins_with_id(at + 1))
			return true;
	return false;
}

static void judge_line(struct buf *text, const struct fixes_line *line)
{
	bool several;

	if (!line->id) {
		complain(text, line, "No SHA1 recognised");
		return;
	}
	if (line->word)
		complain(text, line, "leading word 'commit' unexpected");
	several = names_several(line->subject);
	if (several)
		complain(text, line, "several commits on one line: each has a Fixes tag of its own");
	else if (!*line->subject)
		complain(text, line, "missing subject");
	else if (!line->spaced)
		complain(text, line, "missing space between the SHA1 and the subject");
	if (strlen(line->id) < ID_LEAST)
		complain(text, line, "SHA1 should be at least 12 digits long");
	if (strlen(line->id) > GIT_OID_HEXSZ)
		complain(text, line, "SHA1 has more than 40 digits");
	if (line->itself)
		complain(text, line, "Target SHA1 is this very commit");
	if (line->split)
		complain(text, line, "Fixes tags should not be split over more than one line");
	if (*line->subject && !several)
		judge_subject(text, line);
}

/* Several lines of one commit are one finding, since that is what is waived. */
void judge_fixes_form(struct judging *judging)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; judging->wording && i < judging->wording->fixes.n; i++) {
		struct buf one = BUF_INIT;

		judge_line(&one, &judging->wording->fixes.v[i]);
		if (text.len && one.len)
			buf_addch(&text, '\n');
		/* what it begins with is said once */
		if (one.len)
			buf_addstr(&text, text.len ? strchr(one.s, '\n') + 1 : one.s);
		buf_release(&one);
	}
	if (text.len)
		judging_say(judging, &text);
	buf_release(&text);
}

void judge_fixes_target(struct judging *judging)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; judging->wording && i < judging->wording->fixes.n; i++) {
		const struct fixes_line *line = &judging->wording->fixes.v[i];
		const char *problem = NULL;

		if (line->target == FIXES_UNKNOWN)
			problem = "Target SHA1 does not exist here";
		else if (line->target == FIXES_AMBIGUOUS)
			problem = "Target SHA1 is ambiguous: several ids begin so";
		else if (line->target == FIXES_FOUND && !line->below)
			problem = "Target is not an ancestor of this commit";
		if (!problem)
			continue;
		buf_addstr(&text, text.len ? "\n" : "has a Fixes tag with these problems:\n");
		quote(&text, line);
		buf_addf(&text, "\n- %s", problem);
	}
	if (text.len)
		judging_say(judging, &text);
	buf_release(&text);
}

void judge_fix_without_stable(struct judging *judging)
{
	if (judging->wording && judging->wording->fixes.n && judging->commit->fix &&
	    !judging->wording->stable)
		judging_says(judging, "has a Fixes tag, but no Cc: stable");
}
