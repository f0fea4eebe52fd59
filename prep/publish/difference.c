/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/difference.h"

#include "source/aside.h"
#include "source/ids.h"

#include <stdlib.h>

static struct error *read_difference(
    struct difference *out, const struct project *project, const git_oid *from, const git_oid *to)
{
	struct changed_files files = CHANGED_FILES_INIT;
	struct error *err = ratio_difference(project->repo, project->classes, from, to, &files);

	if (!err) {
		ratio_of_files(&files, &out->ratio);
		err = moves_find(&out->moves, project->repo, from, to);
		if (!err)
			shrinks_find(&out->shrinks, &files);
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
		err = merge_bases(&bases, &from, project->repo, puller, tip);
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
	shrinks_release(&difference->shrinks);
	difference->known = false;
}
