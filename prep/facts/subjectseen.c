/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/subjectseen.h"

#include "util/squeeze.h"

#include <inttypes.h>
#include <string.h>

/* What is compared, and whose it is. */
struct wanted {
	char *plain;
	size_t index;
};

static char *plain_of(const char *subject)
{
	char *line = squeeze(subject), *plain = lowered(line ? line : "");

	free(line);
	return plain;
}

static int by_plain(const void *a, const void *b)
{
	const struct wanted *one = a, *other = b;

	return strcmp(one->plain, other->plain);
}

static void mark(bool *seen, const struct wanted *wanted, size_t n, const char *subject)
{
	char *plain = plain_of(subject);
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(wanted[middle].plain, plain) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n && !strcmp(wanted[low].plain, plain); low++)
		seen[wanted[low].index] = true;
	free(plain);
}

static void mark_all(bool *seen, const struct strings *subjects, char *lines)
{
	struct wanted *wanted = mem_new(subjects->n, sizeof(*wanted));

	for (size_t i = 0; i < subjects->n; i++)
		wanted[i] = (struct wanted){plain_of(subjects->v[i]), i};
	qsort(wanted, subjects->n, sizeof(*wanted), by_plain);
	for (char *line = lines, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		mark(seen, wanted, subjects->n, line);
	}
	for (size_t i = 0; i < subjects->n; i++)
		free(wanted[i].plain);
	free(wanted);
}

static void add_oid(struct buf *out, const git_oid *oid)
{
	buf_add_oid(out, oid, GIT_OID_HEXSZ);
	buf_addch(out, '\n');
}

/* The commits to start at that are no branches; a topic may be a range, or what was received. */
static void list_tips(struct buf *out, const struct survey *survey)
{
	const struct next_tree *newest = next_newest(&survey->project->next);

	add_oid(out, &survey->project->mainline);
	if (newest && !oid_is_zero(&newest->commit))
		add_oid(out, &newest->commit);
	for (size_t i = 0; i < survey->topics.n; i++)
		add_oid(out, &survey->topics.v[i].tip);
}

struct error *subjects_seen(
    bool *seen, const struct survey *survey, const struct strings *subjects, int64_t since)
{
	const struct project *project = survey->project;
	char *from = mem_format("--since=@%" PRId64, since < 0 ? 0 : since), *until = NULL;
	struct buf tips = BUF_INIT, lines = BUF_INIT;
	struct error *err = NULL;

	memset(seen, 0, subjects->n * sizeof(*seen));
	if (project->asked != DAY_NONE)
		until = mem_format("--until=@%" PRId64, day_start(project->asked + 1) - 1);
	if (subjects->n) {
		const char *const args[] = {"log", "--no-color", "--no-show-signature", "--encoding=UTF-8",
		    "--format=%s", from, "--branches", "--remotes", "--stdin", until, NULL};

		list_tips(&tips, survey);
		err = repo_gitv_input(project->repo, &lines, args, tips.s, tips.len);
	}
	if (!err && subjects->n)
		mark_all(seen, subjects, lines.s);
	buf_release(&tips);
	buf_release(&lines);
	free(from);
	free(until);
	return err;
}
