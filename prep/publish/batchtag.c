/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/batchtag.h"

#include "publish/tag.h"
#include "source/refs.h"
#include "util/mem.h"

#include <stdlib.h>
#include <string.h>

/* Longer numbers are years and dates, or no numbers of ours. */
#define DIGITS 3

/* The number behind "NAME-": 2 or more, without zeros in front. 0 if it is none. */
static unsigned long number_of(const char *text)
{
	size_t length = strlen(text);
	unsigned long number;

	if (!length || length > DIGITS || strspn(text, "0123456789") != length || *text == '0')
		return 0;
	number = strtoul(text, NULL, 10);
	return number > 1 ? number : 0;
}

static struct error *find_newest(struct batch_tag *out, const struct project *project, const char *name)
{
	char *pattern = mem_format("refs/tags/%s-*", name);
	size_t prefix = strlen(pattern) - 1;
	unsigned long newest = 0;
	struct refs refs = REFS_INIT;
	struct error *err = refs_list(project->repo, &refs, (const char *const[]){pattern, NULL});

	for (size_t i = 0; !err && i < refs.n; i++) {
		unsigned long number = number_of(refs.v[i].name + prefix);

		if (number <= newest)
			continue;
		newest = number;
		out->object = refs.v[i].target;
	}
	if (newest) {
		free(out->name);
		out->name = mem_format("%s-%lu", name, newest);
	}
	out->next = mem_format("%s-%lu", name, newest ? newest + 1 : 2);
	refs_release(&refs);
	free(pattern);
	return err;
}

/* A tag of something else than a commit was not pulled either. */
static struct error *find_pulled(struct batch_tag *out, const struct project *project)
{
	char *ref = mem_format("refs/tags/%s", out->name), *mainline = oid_text(&project->mainline), *commit;
	struct error *err = repo_commit(project->repo, ref, &out->commit);
	int status = 0;

	if (err) {
		error_free(err);
		err = NULL;
		memset(&out->commit, 0, sizeof(out->commit));
	} else {
		commit = oid_text(&out->commit);
		err = repo_git_status(project->repo, NULL, NULL, &status,
		    (const char *const[]){"merge-base", "--is-ancestor", commit, mainline, NULL});
		out->pulled = !err && !status;
		free(commit);
	}
	free(ref);
	free(mainline);
	return err;
}

struct error *batch_tag_find(
    struct batch_tag *out, const struct project *project, const char *name, bool numbered)
{
	struct error *err;

	*out = (struct batch_tag){.name = mem_dup(name)};
	err = tag_find(&out->object, project->repo, name);
	if (!err && numbered)
		err = find_newest(out, project, name);
	if (!err && !oid_is_zero(&out->object))
		err = find_pulled(out, project);
	if (err)
		batch_tag_release(out);
	return err;
}

void batch_tag_release(struct batch_tag *tag)
{
	free(tag->name);
	free(tag->next);
	*tag = (struct batch_tag){.name = NULL};
}
