/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/etiquette.h"

#include "util/buf.h"
#include "util/date.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- what changed ---- */

static const char *skip_digits(const char *at)
{
	return at + strspn(at, "0123456789");
}

/* "v2", "V12": behind it; NULL for anything else. */
static const char *skip_version(const char *at)
{
	if ((*at != 'v' && *at != 'V') || !isdigit((unsigned char)at[1]))
		return NULL;
	return skip_digits(at + 1);
}

/* "v1 -> v2", "v1->v2:", "v1..v2", "v2:", "v2 - ", "v2 changes" at a line's start. */
static bool begins_with_version(const char *line)
{
	const char *at = skip_version(line);

	if (!at)
		return false;
	at += strspn(at, " \t");
	return !*at || strchr(":-=.,>(", *at) || !strncasecmp(at, "change", 6) ||
	       !strncasecmp(at, "to v", 4) || !strncmp(at, "→", strlen("→"));
}

bool line_tells_changes(const char *line)
{
	static const char *const words[] = {"changelog", "change log", "change history", "revision history",
	    "changes since", "changes from", "changes in", "changes for", "changes v", "changed since",
	    "change in v", "changes compared", "changes to v", "changes between", "since v",
	    "history:", "differences from v", "diff from v", "in this version", "no changes",
	    "no change since"};

	line += strspn(line, " \t*-#=[(");
	if (begins_with_version(line))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strncasecmp(line, words[i], strlen(words[i])))
			return true;
	return false;
}

static bool tells_changes(const char *text)
{
	struct strings lines = STRINGS_INIT;
	bool told = false;

	strings_split(&lines, text, '\n');
	for (size_t i = 0; !told && i < lines.n && strncmp(lines.v[i], "diff --git ", 11) != 0; i++)
		told = line_tells_changes(lines.v[i]);
	strings_release(&lines);
	return told;
}

/* What stands below the "---" of a patch; "" if nothing does. */
static const char *below_dashes(const char *text)
{
	const char *dashes = strstr(text, "\n---\n");

	return dashes ? dashes + strlen("\n---\n") : "";
}

/* Is a mail that its parts answer not here? It may be the cover letter. */
static bool lacks_mails(const struct thread *thread, const struct posting *posting)
{
	if (posting_missing(posting))
		return true;
	for (int part = 1; part <= posting->parts && posting->mails[0] == THREAD_NONE; part++) {
		const struct email *mail = &thread->mails[posting->mails[part]];

		if (mail->parents.n && thread_mail(thread, mail->parents.v[0]) == THREAD_NONE)
			return true;
	}
	return false;
}

bool posting_tells_changes(const struct thread *thread, const struct posting *posting)
{
	size_t cover = posting->mails[0];

	if (posting->version < 2 || posting->resend || lacks_mails(thread, posting) ||
	    (cover != THREAD_NONE && tells_changes(thread->mails[cover].text)))
		return true;
	for (int part = 1; part <= posting->parts; part++)
		if (posting->mails[part] != THREAD_NONE &&
		    tells_changes(below_dashes(thread->mails[posting->mails[part]].text)))
			return true;
	return false;
}

/* ---- the same again ---- */

/* "Ann Example (7):", the head of git shortlog's list; " 3 files changed" of the statistics; "base-commit: ". */
static bool ends_words(const char *line)
{
	const char *open = strrchr(line, '(');

	if (!strncmp(line, "-- ", 3) || !strncmp(line, "base-commit: ", 13) || !strncmp(line, "---", 4))
		return true;
	if (*line == ' ' && (strstr(line, " file changed,") || strstr(line, " files changed,")))
		return true;
	return open && open > line && isdigit((unsigned char)open[1]) && !strcmp(skip_digits(open + 1), "):");
}

/* What its author wrote, each run of white space one blank. */
static char *words_of(const char *text)
{
	struct strings lines = STRINGS_INIT, words = STRINGS_INIT;
	struct buf out = BUF_INIT;

	strings_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.n && !ends_words(lines.v[i]); i++)
		strings_split(&words, lines.v[i], ' ');
	for (size_t i = 0; i < words.n; i++)
		buf_addf(&out, "%s ", words.v[i]);
	strings_release(&lines);
	strings_release(&words);
	return buf_detach(&out);
}

bool postings_share_cover(
    const struct thread *thread, const struct posting *posting, const struct posting *before)
{
	size_t one = posting->mails[0], other = before->mails[0];
	char *words, *old;
	bool same;

	if (one == THREAD_NONE || other == THREAD_NONE)
		return false;
	words = words_of(thread->mails[one].text);
	old = words_of(thread->mails[other].text);
	same = *words && !strcmp(words, old);
	free(words);
	free(old);
	return same;
}

/* ---- time ---- */

enum { SATURDAY = 5, DAY_SECONDS = 86400 };

int64_t seconds_on_weekdays(int64_t from, int64_t to)
{
	int64_t seconds = 0;

	if (to <= from)
		return 0;
	for (day_t day = day_of_time(from); day <= day_of_time(to); day++) {
		int64_t start = day_start(day), end = start + DAY_SECONDS;

		if (day_weekday(day) < SATURDAY)
			seconds += (to < end ? to : end) - (from > start ? from : start);
	}
	return seconds;
}

/* ---- recipients ---- */

/* Whom the patch names (Reported-by:, Cc:) git send-email adds to its recipients: that person has to do with this part. */
static bool is_named(const char *text, const char *address)
{
	return strstr(text, address) || !strcmp(address, "stable@vger.kernel.org") ||
	       !strcmp(address, "stable@kernel.org");
}

/* To `all` who got the mail, to `strangers` those that its text does not name. */
static void add_recipients(struct strings *all, struct strings *strangers, const struct email *mail)
{
	char *text = lowered(mail->text);

	for (size_t i = 0; i < mail->recipients.n; i++) {
		strings_add(all, mail->recipients.v[i]);
		if (!is_named(text, mail->recipients.v[i]))
			strings_add(strangers, mail->recipients.v[i]);
	}
	free(text);
}

/* Both are sorted, `all` has each address once for each of the mails. */
static void keep_partial(
    struct strings *out, const struct strings *all, const struct strings *strangers, size_t mails)
{
	for (size_t i = 0, at = 0; i < strangers->n; i++) {
		size_t got = 0;

		if (i && !strcmp(strangers->v[i], strangers->v[i - 1]))
			continue;
		while (strcmp(all->v[at], strangers->v[i]) < 0)
			at++;
		for (; at < all->n && !strcmp(all->v[at], strangers->v[i]); at++)
			got++;
		if (got < mails)
			strings_add(out, strangers->v[i]);
	}
}

void posting_partial_recipients(
    struct strings *out, const struct thread *thread, const struct posting *posting)
{
	struct strings all = STRINGS_INIT, strangers = STRINGS_INIT, none = STRINGS_INIT;
	size_t mails = 0;

	for (int part = 0; part <= posting->parts; part++)
		if (posting->mails[part] != THREAD_NONE) {
			add_recipients(&all, part ? &strangers : &none, &thread->mails[posting->mails[part]]);
			mails++;
		}
	strings_sort(&all);
	strings_sort(&strangers);
	keep_partial(out, &all, &strangers, mails);
	strings_release(&all);
	strings_release(&strangers);
	strings_release(&none);
}
