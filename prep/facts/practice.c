/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/practice.h"

#include "facts/mergetext.h"
#include "facts/signoffs.h"
#include "facts/trailers.h"
#include "source/commit.h"

#include <stdlib.h>

static void count_signoffs(struct practice *out, const struct commit *commit)
{
	struct signoffs signoffs;

	signoffs_parse(&signoffs, commit->message);
	out->commits++;
	out->author += signoffs_by(&signoffs, commit->author_name, commit->author_email);
	out->committer += signoffs_by(&signoffs, commit->committer_name, commit->committer_email);
	signoffs_release(&signoffs);
}

static void count_fixes(struct practice *out, const struct commit *commit)
{
	struct trailers trailers;

	trailers_parse(&trailers, commit->message);
	out->fixes += trailers.fixes.n != 0;
	trailers_release(&trailers);
}

static void count_reason(struct practice *out, const struct commit *commit)
{
	char *reason = message_of_merge(commit->message);

	out->merges++;
	out->reasons += reason != NULL;
	free(reason);
}

/* Reads mainline's newest commits, merges or others. */
static struct error *count(struct practice *out, struct project *project, const char *which, bool merges)
{
	char *mainline = oid_text(&project->mainline), *most = mem_format("-n%d", PRACTICE_MOST);
	struct strings ids = STRINGS_INIT;
	struct buf answer = BUF_INIT;
	struct error *err = repo_git(project->repo, &answer, "rev-list", which, most, mainline, "--", NULL);

	if (!err)
		strings_split(&ids, answer.s, '\n');
	for (size_t i = 0; !err && i < ids.n; i++) {
		struct commit commit;
		git_oid oid;

		if (git_oid_fromstr(&oid, ids.v[i]) < 0) {
			err = error_failed("git rev-list answered '%s'", ids.v[i]);
			break;
		}
		err = commit_read(&commit, project->repo, &oid);
		if (err)
			break;
		if (merges) {
			count_reason(out, &commit);
		} else {
			count_signoffs(out, &commit);
			count_fixes(out, &commit);
		}
		commit_release(&commit);
	}
	strings_release(&ids);
	buf_release(&answer);
	free(mainline);
	free(most);
	return err;
}

struct error *practice_find(struct practice *out, struct project *project, bool patches, bool merges)
{
	struct error *err = NULL;

	*out = (struct practice){.commits = 0};
	if (patches)
		err = count(out, project, "--no-merges", false);
	if (!err && merges)
		err = count(out, project, "--merges", true);
	return err;
}

bool practice_is(size_t count, size_t of, long percent)
{
	return of < PRACTICE_LEAST || count * 100 >= of * (size_t)percent;
}

bool practice_marks_fixes(const struct practice *practice)
{
	return practice->commits < PRACTICE_LEAST ||
	       practice->fixes * 100 >= practice->commits * PRACTICE_FIXES_SHARE;
}
