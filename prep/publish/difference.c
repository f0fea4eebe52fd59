/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/difference.h"

#include "source/aside.h"

#include <stdlib.h>

/* *count: how many merge bases there are; *base: one of them. */
static struct error *find_bases(
    git_oid *base, size_t *count, struct repo *repo, const git_oid *puller, const git_oid *tip)
{
	char *ours = oid_text(puller), *theirs = oid_text(tip);
	const char *const args[] = {"merge-base", "--all", ours, theirs, NULL};
	struct strings lines = STRINGS_INIT;
	struct buf answer = BUF_INIT, words = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(repo, &answer, &words, &status, args);

	strings_split(&lines, answer.s, '\n');
	*count = err || status ? 0 : lines.n;
	if (!err && status > 1)
		err = error_failed("the merge bases of %.12s and %.12s: %s", ours, theirs, words.s);
	if (*count && git_oid_fromstr(base, lines.v[0]) < 0)
		err = error_failed("git merge-base answered '%s'", lines.v[0]);
	strings_release(&lines);
	buf_release(&answer);
	buf_release(&words);
	free(ours);
	free(theirs);
	return err;
}

static struct error *read_difference(
    struct difference *out, const struct project *project, const git_oid *from, const git_oid *to)
{
	struct changed_files files = CHANGED_FILES_INIT;
	struct error *err = ratio_difference(project->repo, project->classes, from, to, &files);

	if (!err) {
		ratio_of_files(&files, &out->ratio);
		err = moves_find(&out->moves, project->repo, from, to);
	}
	out->known = !err;
	changed_files_release(&files);
	return err;
}

/* Where the bases disagree on what the tip changes, only merging tells. */
static struct error *read_merge(
    struct difference *out, const struct project *project, const git_oid *puller, const git_oid *tip)
{
	struct aside aside;
	git_oid merge;
	bool clean = false;
	struct error *err = aside_enter(&aside, project->repo);

	if (err)
		return err;
	err = aside_merge(&merge, &clean, project->repo, puller, tip);
	if (!err && clean)
		err = read_difference(out, project, puller, &merge);
	aside_leave(&aside);
	return err;
}

struct error *difference_find(
    struct difference *out, const struct project *project, const git_oid *base, const git_oid *tip)
{
	const git_oid *puller = base;
	size_t bases = 0;
	git_oid from;
	bool in_mainline;
	struct error *err = repo_is_ancestor(project->repo, &in_mainline, base, &project->mainline);

	*out = (struct difference){.known = false};
	if (!err && in_mainline)
		puller = &project->mainline;
	if (!err)
		err = find_bases(&from, &bases, project->repo, puller, tip);
	if (!err && bases == 1)
		err = read_difference(out, project, &from, tip);
	else if (!err && bases)
		err = read_merge(out, project, puller, tip);
	if (err)
		difference_release(out);
	return err;
}

void difference_release(struct difference *difference)
{
	moves_release(&difference->moves);
	difference->known = false;
}
