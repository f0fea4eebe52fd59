/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tagged.h"

#include "publish/assemblebranch.h"

#include <stdlib.h>

size_t tagged_topics(const struct planned *planned, enum batch batch, const char **name)
{
	const char *only = NULL;
	size_t n = 0;

	for (size_t i = 0; i < planned->survey.topics.n; i++)
		if (planned->verdicts[i].batch == batch && planned->survey.topics.v[i].commits.n) {
			only = planned->survey.topics.v[i].name;
			n++;
		}
	if (name)
		*name = n == 1 ? only : NULL;
	return n;
}

struct error *tagged_find(
    struct batch_tag *out, const struct planned *planned, enum batch batch, const char *given)
{
	const struct project *project = &planned->project;
	const char *topic;
	char *name = NULL;
	struct error *err;

	if (given)
		return batch_tag_find(out, project, given, false);
	tagged_topics(planned, batch, &topic);
	err = names_tag(&name, project->config, &project->cycle, batch, topic);
	if (!err)
		err = batch_tag_find(out, project, name, batch == BATCH_FIXES);
	free(name);
	return err;
}

git_oid tagged_fixes(const struct planned *planned)
{
	git_oid commit = {{0}};
	struct batch_tag tag;
	struct error *err = tagged_find(&tag, planned, BATCH_FIXES, NULL);

	if (!err) {
		commit = tag.commit;
		batch_tag_release(&tag);
	}
	error_free(err);
	return commit;
}

struct error *tagged_assembled(
    git_oid *tip, char **name, bool *ours, const struct planned *planned, enum batch batch)
{
	const struct project *project = &planned->project;
	struct assemble_branch branch;
	struct error *err = names_branch(name, project->config, &project->cycle, batch);

	*tip = (git_oid){{0}};
	*ours = false;
	if (err)
		return err;
	err = assemble_branch_read(&branch, project, *name);
	if (err) {
		free(*name);
		*name = NULL;
		return err;
	}
	*tip = branch.tip;
	*ours = assemble_branch_is_ours(&branch);
	assemble_branch_release(&branch);
	return NULL;
}

struct error *tagged_before(git_oid *tip, char **name, const struct planned *planned)
{
	const char *tag = planned->first.tag;
	bool ours = false;
	struct error *err;

	*tip = (git_oid){{0}};
	*name = NULL;
	if (tag) {
		char *ref = mem_format("refs/tags/%s", tag);

		err = repo_commit(planned->project.repo, ref, tip);
		*name = mem_dup(tag);
		free(ref);
		return err;
	}
	err = tagged_assembled(tip, name, &ours, planned, BATCH_FIRST);
	if (err || !ours) {
		error_free(err); /* a name that cannot be made is no branch either */
		*tip = (git_oid){{0}};
		free(*name);
		*name = NULL;
	}
	return NULL;
}

struct error *tag_wish_find(
    struct tag_wish *out, const struct planned *planned, enum batch batch, const char *tip, const char *base)
{
	struct selection_wish *wish = &out->selection;
	struct error *err = NULL;

	*out = (struct tag_wish){.selection = {.batch = batch, .tip = tip, .base = base}};
	wish->fixes_tagged = tagged_fixes(planned);
	error_free(tagged_assembled(&wish->branch_tip, &out->branch, &wish->branch_ours, planned, batch));
	if (batch == BATCH_SECOND)
		err = tagged_before(&wish->before, &out->before, planned);
	wish->branch = out->branch;
	wish->before_name = out->before;
	if (err)
		tag_wish_release(out);
	return err;
}

void tag_wish_release(struct tag_wish *wish)
{
	free(wish->branch);
	free(wish->before);
	wish->branch = wish->before = NULL;
}
