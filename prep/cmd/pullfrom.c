/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/pullfrom.h"

#include "publish/pullstart.h"

#include <stdlib.h>

static const char from_option[] = "--base", from_batch[] = "the batch before";

void pull_from_find(
    struct pull_from *out, const char *given, const struct config *config, const struct project *project)
{
	const char *configured = config_get(config, "pullprep.base");

	*out = (struct pull_from){.origin = given ? from_option : configured ? "pullprep.base" : "mainline"};
	if (given || configured)
		out->revision = mem_dup(given ? given : configured);
	else if (project && oid_equal(&project->mainline, &project->mainline_tip))
		out->revision = mem_dup(project->mainline_name);
	else if (project) /* seen from an earlier day */
		out->revision = oid_text(&project->mainline);
}

/* Is the tag between the start and the head? */
static struct error *lies_between(
    bool *out, const struct project *project, const char *tag, const char *start, const git_oid *head)
{
	git_oid from, commit;
	bool known = true;
	struct error *err = repo_commit(project->repo, start, &from);

	*out = false;
	if (!err)
		err = repo_commit(project->repo, tag, &commit);
	if (!err)
		err = pullstart_holds(out, project->history, head, &commit);
	if (!err && *out)
		err = pullstart_holds(&known, project->history, &from, &commit);
	*out = *out && !known;
	return err;
}

struct error *pull_from_before(
    struct pull_from *from, const struct planned *planned, enum batch batch, const git_oid *head)
{
	const char *tags[] = {planned->first.tag, planned->first.second_tag};
	struct error *err = NULL;

	if (from->origin == from_option)
		return NULL;
	for (size_t i = 0; !err && i < sizeof(tags) / sizeof(*tags) && i < (size_t)batch; i++) {
		char *ref = mem_format("refs/tags/%s", tags[i] ? tags[i] : "");
		bool between = false;

		if (tags[i])
			err = lies_between(&between, &planned->project, ref, from->revision, head);
		if (between) {
			free(from->revision);
			from->revision = ref;
			from->origin = from_batch;
			from->before = true;
		} else {
			free(ref);
		}
	}
	return err;
}

void pull_from_release(struct pull_from *from)
{
	free(from->revision);
	from->revision = NULL;
}
