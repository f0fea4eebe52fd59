/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/practice.h"

#include "facts/signoffs.h"
#include "source/commit.h"

#include <stdlib.h>

static struct error *count_one(struct practice *out, struct repo *repo, const char *id)
{
	struct signoffs signoffs;
	struct commit commit;
	git_oid oid;
	struct error *err;

	if (git_oid_fromstr(&oid, id) < 0)
		return error_failed("git rev-list answered '%s'", id);
	err = commit_read(&commit, repo, &oid);
	if (err)
		return err;
	signoffs_parse(&signoffs, commit.message);
	out->commits++;
	out->author += signoffs_by(&signoffs, commit.author_name, commit.author_email);
	out->committer += signoffs_by(&signoffs, commit.committer_name, commit.committer_email);
	signoffs_release(&signoffs);
	commit_release(&commit);
	return NULL;
}

struct error *practice_find(struct practice *out, struct project *project)
{
	char *mainline = oid_text(&project->mainline), *most = mem_format("-n%d", PRACTICE_MOST);
	struct strings ids = STRINGS_INIT;
	struct buf answer = BUF_INIT;
	struct error *err =
	    repo_git(project->repo, &answer, "rev-list", "--no-merges", most, mainline, "--", NULL);

	*out = (struct practice){.commits = 0};
	if (!err)
		strings_split(&ids, answer.s, '\n');
	for (size_t i = 0; !err && i < ids.n; i++)
		err = count_one(out, project->repo, ids.v[i]);
	strings_release(&ids);
	buf_release(&answer);
	free(mainline);
	free(most);
	return err;
}

bool practice_is(const struct practice *practice, size_t count)
{
	return practice->commits < PRACTICE_LEAST || count * 100 >= practice->commits * PRACTICE_SHARE;
}
