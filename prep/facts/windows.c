/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/windows.h"

#include "facts/releases.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Hosts that have the same repositories below the same paths: where kernel.org's are pushed to, as linux-next
 * fetches them since 2025, and where they are read. */
static const char *host_of(const char *host)
{
	static const char *const aliases[] = {"gitolite.kernel.org", "ra.kernel.org", "master.kernel.org",
	    "www.kernel.org", "kernel.org", "kernel.googlesource.com"};

	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (!strcmp(host, aliases[i]))
			return "git.kernel.org";
	return host;
}

/* Takes the host off the front, in small letters; *rest is what follows, without a port. */
static char *take_host(const char *start, bool scheme, const char **rest)
{
	size_t n = strcspn(start, "/:");
	char *host = mem_dupn(start, n);

	for (char *p = host; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	*rest = start + n;
	if (**rest == ':' && scheme) /* a port */
		*rest += strcspn(*rest, "/");
	else if (**rest == ':') /* host:path, as for ssh */
		(*rest)++;
	*rest += strspn(*rest, "/");
	return host;
}

/* The part of a URL that names the repository: "git.kernel.org/pub/scm/virt/kvm/kvm". */
static char *essence(const char *url, size_t length)
{
	char *text = mem_dupn(url, length), *start = strstr(text, "://"), *at, *host, *result;
	bool scheme = start;
	const char *path;

	start = start ? start + 3 : text;
	at = strchr(start, '@');
	if (at && at < start + strcspn(start, scheme ? "/" : "/:"))
		start = at + 1;
	if (!scheme && (*start == '/' || *start == '.')) { /* a directory */
		host = mem_dup("");
		path = start + strspn(start, "/");
	} else {
		host = take_host(start, scheme, &path);
	}
	result = *path ? mem_format("%s/%s", host_of(host), path) : mem_dup(host);
	for (length = strlen(result); length && result[length - 1] == '/'; length--)
		result[length - 1] = '\0';
	if (length > 4 && !strcmp(result + length - 4, ".git"))
		result[length - 4] = '\0';
	free(host);
	free(text);
	return result;
}

bool windows_same_repository(const char *a, const char *b)
{
	char *ours = essence(a, strlen(a)), *theirs = essence(b, strlen(b));
	bool same = *ours && !strcmp(ours, theirs);

	free(ours);
	free(theirs);
	return same;
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

/* Does a window of the past end with that release? */
static bool ends_window(const struct release *releases, size_t i)
{
	return i && releases[i].rc && !releases[i - 1].rc;
}

static size_t count_windows(const struct cycle *cycle)
{
	size_t n = 0;

	for (size_t i = 0; i < cycle->count; i++)
		n += ends_window(cycle->releases, i);
	return n;
}

/* The median over the last windows among the releases. */
static struct error *find_median(
    int *day, struct repo *repo, const struct release *releases, size_t count, const char *url)
{
	int days[WINDOWS_LOOKED_AT];
	size_t n = 0, looked_at = 0;
	struct error *err = NULL;

	for (size_t i = count; !err && i-- > 1 && looked_at < WINDOWS_LOOKED_AT;) {
		const struct release *release = &releases[i - 1];
		day_t second;

		if (!ends_window(releases, i))
			continue;
		looked_at++;
		err = look_at(&second, repo, release, &releases[i], url);
		if (second != DAY_NONE && second >= release->day)
			days[n++] = second - release->day;
	}
	if (err || !n)
		return err;
	qsort(days, n, sizeof(*days), by_number);
	*day = days[(n - 1) / 2];
	return NULL;
}

struct error *windows_second_day(int *day, const struct project *project, const char *url)
{
	const struct cycle *cycle = &project->cycle;
	struct releases older = {.v = NULL};
	struct error *err;

	*day = WINDOWS_NONE;
	if (count_windows(cycle) >= WINDOWS_LOOKED_AT)
		return find_median(day, project->repo, cycle->releases, cycle->count, url);
	err = releases_of_windows(
	    &older, project->repo, project->config, &project->mainline, project->as_of, WINDOWS_LOOKED_AT);
	if (!err)
		err = find_median(day, project->repo, older.v, older.n, url);
	releases_release(&older);
	return err;
}
