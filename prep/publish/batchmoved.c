/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/batchmoved.h"

#include "publish/commitids.h"

#include <stdlib.h>

/* A tag that is made anew holds what is in the batch now. */
static char *moved(const char *topic, size_t in, size_t all, enum batch now, enum batch batch)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "the tag holds %zu of the %zu commits that %s has now", in, all, topic);
	if (now == batch)
		buf_addf(&text, "; make it anew with: pullprep tag %s --again", batch_name[batch]);
	else
		buf_addf(&text,
		    ", which is %s by now: send the tag as it is, or put the topic back with: pullprep split "
		    "--edit",
		    batch_name[now]);
	return buf_detach(&text);
}

/* What a tag that mainline has pulled does not hold goes with another. */
static char *left_behind(const char *topic, size_t left, const char *mainline)
{
	return mem_format(
	    "%s has pulled this tag, without %zu commit%s of %s: send %s with a later batch, see "
	    "pullprep split --edit",
	    mainline, left, left == 1 ? "" : "s", topic, left == 1 ? "it" : "them");
}

struct error *batch_moved(struct strings *remarks, const struct survey *survey,
    const struct verdict *verdicts, enum batch batch, const git_oid *tagged)
{
	struct ids held = {.v = NULL};
	const struct project *project = survey->project;
	struct error *err = commit_ids_between(&held, project->repo, tagged, &project->mainline, NULL);
	bool pulled = false;

	if (!err)
		err = repo_is_ancestor(project->repo, &pulled, tagged, &project->mainline);
	for (size_t i = 0; !err && i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[i];
		struct ids own = {.v = NULL};
		size_t in = 0;

		commit_ids_add_own(&own, survey, topic);
		for (size_t j = 0; j < own.n; j++)
			in += ids_has(&held, &own.v[j]);
		if (pulled && own.n && verdicts[i].batch == batch)
			strings_take(remarks, left_behind(topic->name, own.n, project->mainline_name));
		else if (in < own.n && (in || verdicts[i].batch == batch))
			strings_take(remarks, moved(topic->name, in, own.n, verdicts[i].batch, batch));
		array_release(&own);
	}
	array_release(&held);
	return err;
}

struct error *batch_changes(
    size_t *come, size_t *gone, const struct survey *survey, const git_oid *then, const git_oid *now)
{
	struct ids before = {.v = NULL}, after = {.v = NULL};
	const git_oid *mainline = &survey->project->mainline;
	struct error *err = commit_ids_between(&before, survey->project->repo, then, mainline, NULL);

	*come = *gone = 0;
	if (!err)
		err = commit_ids_between(&after, survey->project->repo, now, mainline, NULL);
	for (size_t i = 0; !err && i < after.n; i++)
		*come += !ids_has(&before, &after.v[i]);
	for (size_t i = 0; !err && i < before.n; i++)
		*gone += !ids_has(&after, &before.v[i]);
	array_release(&before);
	array_release(&after);
	return err;
}
