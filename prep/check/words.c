/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

#include "util/array.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- sign-offs ---- */

/*
 * What is made and not written is signed off by nobody: what git-subtree squashes, and the commits of
 * mainline's releases.
 */
static bool is_made(const struct judging *judging)
{
	const struct cycle *cycle = &judging->pull->survey->project->cycle;

	for (size_t i = 0; i < cycle->count; i++)
		if (!memcmp(cycle->releases[i].commit.id, judging->commit->oid.id,
			sizeof(judging->commit->oid.id)))
			return true;
	return strstr(judging->wording->message, "\ngit-subtree-split: ");
}

/* An error only where mainline's commits have them: `count` of those that were looked at. */
static void say_unsigned(struct judging *judging, const char *whose, size_t count)
{
	const struct practice *practice = &judging->pull->practice;
	bool custom = practice_is(count, practice->commits, judging->threshold);
	struct buf text = BUF_INIT;

	if (is_made(judging))
		return;
	buf_addf(&text, "is missing a Signed-off-by from its %s", whose);
	if (!custom)
		buf_addf(&text, ", as are %zu of mainline's last %zu", practice->commits - count,
		    practice->commits);
	judging_say_at_most(judging, custom ? FINDING_ERROR : FINDING_INFO, &text);
}

/* linux-next's reports name both at once; here each has its own rule, so that each can be waived. */
void judge_sob_author(struct judging *judging)
{
	if (judging->wording && !judging->wording->signed_author)
		say_unsigned(judging, "author", judging->pull->practice.author);
}

void judge_sob_committer(struct judging *judging)
{
	if (judging->wording && !judging->wording->signed_committer)
		say_unsigned(judging, "committer", judging->pull->practice.committer);
}

/* ---- the subject ---- */

static bool begins(const char *text, const char *word)
{
	return !strncasecmp(text, word, strlen(word));
}

/* "[RFC]", "[RFC PATCH v2 1/3]", "[PATCH RFCv2]": what is in the brackets has the word. */
static bool is_bracketed_rfc(const char *subject)
{
	const char *end = *subject == '[' ? strchr(subject, ']') : NULL;

	for (const char *at = subject; end && at + 3 < end; at++) {
		bool version = at[4] == 'v' && isdigit((unsigned char)at[5]);

		if (!strncmp(at + 1, "RFC", 3) && !isalnum((unsigned char)*at) &&
		    (version || !isalpha((unsigned char)at[4])))
			return true;
	}
	return false;
}

void judge_wip_subject(struct judging *judging)
{
	static const char *const tags[] = {"fixup!", "squash!", "amend!", "RFC:", "WIP:", "[WIP",
	    "DO NOT MERGE", "[DO NOT MERGE", "[HACK]", "[TEMP]"};
	static const char *const capital[] = {"HACK:", "TEMP:"}; /* "temp:" may be a sensor's prefix */
	const char *subject = judging->commit->subject;
	struct buf text = BUF_INIT;
	size_t length = 0;

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags) && !length; i++)
		if (begins(subject, tags[i]))
			length = strlen(tags[i]);
	for (size_t i = 0; i < sizeof(capital) / sizeof(*capital) && !length; i++)
		if (!strncmp(subject, capital[i], strlen(capital[i])))
			length = strlen(capital[i]);
	if (!length && is_bracketed_rfc(subject))
		length = strcspn(subject, "]") + 1;
	if (!length)
		return;
	if (*subject == '[' && strchr(subject, ']'))
		length = strcspn(subject, "]") + 1;
	buf_addf(&text, "begins with \"%.*s\": it is marked as not meant to be merged", (int)length, subject);
	judging_say(judging, &text);
}

/* ---- the author ---- */

/* Domains of mailing lists, from the front ("lists.") or to the end. */
static bool is_list_address(const char *email)
{
	static const char *const ends[] = {"@vger.kernel.org", "@googlegroups.com", "@lists.linux.dev",
	    "@lists.infradead.org", "@lists.ozlabs.org", "@lists.freedesktop.org", "@lists.denx.de",
	    "@alsa-project.org", "@nongnu.org", "@redhat.com.lists"};
	const char *at = strchr(email, '@');

	if (!at)
		return false;
	if (begins(at + 1, "lists.") || begins(email, "devnull+") || !strcasecmp(email, "linux-mm@kvack.org"))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (!strcasecmp(at, ends[i]))
			return true;
	return false;
}

void judge_mangled_author(struct judging *judging)
{
	const struct commit_facts *commit = judging->commit;
	const char *via = strstr(commit->author_name, " via ");
	struct buf text = BUF_INIT;

	if ((!via || via == commit->author_name) && !is_list_address(commit->author_email))
		return;
	buf_addf(&text, "has an author that a mailing list has made: %s <%s>", commit->author_name,
	    commit->author_email);
	judging_say(judging, &text);
}

/* ---- links ---- */

void judge_no_link(struct judging *judging)
{
	if (judging->wording && !judging->wording->link)
		judging_says(judging, "has no Link: or Message-ID: to where it was posted");
}
