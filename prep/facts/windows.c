/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/windows.h"

#include <stdlib.h>
#include <string.h>

/* The part of a URL that names the repository: "git.kernel.org/pub/scm/virt/kvm/kvm". */
static char *essence(const char *url, size_t length)
{
	char *text = mem_dupn(url, length), *start = strstr(text, "://"), *at, *result;
	bool scheme = start;

	start = start ? start + 3 : text;
	at = strchr(start, '@');
	if (at && at < start + strcspn(start, "/:"))
		start = at + 1;
	at = start + strcspn(start, "/:");
	if (!scheme && *at == ':') /* host:path, as for ssh */
		*at = '/';
	for (length = strlen(start); length && start[length - 1] == '/'; length--)
		start[length - 1] = '\0';
	if (length > 4 && !strcmp(start + length - 4, ".git"))
		start[length - 4] = '\0';
	result = mem_dup(start);
	free(text);
	return result;
}

bool windows_names(const char *subject, const char *url)
{
	const char *named = NULL, *of = subject;
	char *ours, *theirs;
	bool same;

	if (strncmp(subject, "Merge ", 6))
		return false;
	while ((of = strstr(of, " of ")))
		named = of += 4;
	if (!named)
		named = subject + 6; /* "Merge git://...", as it was done before there were signed tags */
	ours = essence(url, strlen(url));
	theirs = essence(named, strcspn(named, " "));
	same = *ours && !strcmp(ours, theirs);
	free(ours);
	free(theirs);
	return same;
}

/* The day of the second pull in the lines "TIME SUBJECT", newest first; DAY_NONE if there were fewer. */
static day_t second_pull(const char *log, const char *url)
{
	struct strings lines = STRINGS_INIT;
	day_t day = DAY_NONE;
	int pulls = 0;

	strings_split(&lines, log, '\n');
	for (size_t i = lines.n; i-- > 0 && pulls < 2;) {
		char *subject;
		int64_t time = strtoll(lines.v[i], &subject, 10);

		if (windows_names(subject + (*subject == ' '), url) && ++pulls == 2)
			day = day_of_time(time);
	}
	strings_release(&lines);
	return day;
}

static struct error *look_at(
    day_t *out, struct repo *repo, const struct release *release, const struct release *rc1, const char *url)
{
	char *from = oid_text(&release->commit), *to = oid_text(&rc1->commit),
	     *range = mem_format("%s..%s", from, to);
	struct buf log = BUF_INIT;
	struct error *err = repo_git(repo, &log, "log", "--first-parent", "--merges", "--no-show-signature",
	    "--format=%ct %s", range, "--", NULL);

	*out = err ? DAY_NONE : second_pull(log.s, url);
	free(from);
	free(to);
	free(range);
	buf_release(&log);
	return err;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

struct error *windows_second_day(int *day, struct repo *repo, const struct cycle *cycle, const char *url)
{
	int days[WINDOWS_LOOKED_AT];
	size_t n = 0, looked_at = 0;
	struct error *err = NULL;

	*day = WINDOWS_NONE;
	for (size_t i = cycle->count; !err && i-- > 1 && looked_at < WINDOWS_LOOKED_AT;) {
		const struct release *rc1 = &cycle->releases[i], *release = rc1 - 1;
		day_t second;

		if (release->rc || !rc1->rc)
			continue;
		looked_at++;
		err = look_at(&second, repo, release, rc1, url);
		if (second != DAY_NONE && second >= release->day)
			days[n++] = second - release->day;
	}
	if (err || !n)
		return err;
	qsort(days, n, sizeof(*days), by_number);
	*day = days[(n - 1) / 2];
	return NULL;
}
