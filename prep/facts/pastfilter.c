/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastfilter.h"

#include "source/ids.h"

#include <stdlib.h>
#include <string.h>

/* Which commits of all cycles touch the paths: what git lists, without simplifying history, which could leave
 * out one side of a merge. */
static struct error *list_touching(struct ids *out, struct repo *repo, const struct postmortem_ask *ask)
{
	const struct past_cycles *cycles = ask->cycles;
	char *from = oid_text(&cycles->v[0].prev.commit),
	     *to = oid_text(&cycles->v[cycles->n - 1].release.commit);
	char *range = mem_format("%s..%s", from, to);
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT;
	struct error *err;

	array_push(&args, "rev-list");
	array_push(&args, "--no-merges");
	array_push(&args, "--full-history");
	array_push(&args, range);
	array_push(&args, "--");
	for (size_t i = 0; i < ask->paths->n; i++)
		array_push(&args, ask->paths->v[i]);
	array_push(&args, NULL);
	err = repo_gitv(repo, &answer, args.v);
	if (!err)
		err = ids_read(out, answer.s);
	ids_sort(out);
	buf_release(&answer);
	array_release(&args);
	free(from);
	free(to);
	free(range);
	return err;
}

static bool by_author(const struct pattern *author, const struct past_commit *commit)
{
	char *person;
	bool matches;

	if (!author)
		return true;
	person = mem_format("%s <%s>", commit->author, commit->email);
	matches = pattern_matches(author, person, strlen(person));
	free(person);
	return matches;
}

static bool by_tree(const struct pattern *tree, const struct postmortem *pm, const struct past_commit *commit)
{
	const struct past_pull *pull;

	if (!tree)
		return true;
	if (commit->pull == PULL_NONE)
		return false;
	pull = &pm->pulls.v[commit->pull];
	return (pull->tree && pattern_matches(tree, pull->tree, strlen(pull->tree))) ||
	       pattern_matches(tree, pull->subject, strlen(pull->subject));
}

static struct error *nothing_left(const struct postmortems *postmortems, const struct postmortem_ask *ask)
{
	struct error *err;

	if (!ask->paths->n && !ask->tree && !ask->author)
		return NULL;
	err = error_new(ERROR_NOT_FOUND, "no commit of %s..%s is left%s%s%s%s%s",
	    postmortems->v[0].cycle.prev.name, postmortems->v[postmortems->n - 1].cycle.release.name,
	    ask->paths->n ? " under " : "", ask->paths->n ? ask->paths->v[0] : "",
	    ask->paths->n > 1 ? " and other paths" : "", ask->tree ? " with that --tree" : "",
	    ask->author ? " with that --author" : "");
	if (ask->paths->n)
		error_hint(err, "Paths are from the top of the tree; `git log` with the same range and paths "
				"shows what there is.");
	if (ask->tree)
		error_hint(err, "--tree is a regex on the repository and the subject of the merge that "
				"brought a commit.");
	if (ask->author)
		error_hint(err, "--author is a regex on \"Name <address>\".");
	return err;
}

struct error *pastfilter_apply(
    struct postmortems *postmortems, struct repo *repo, const struct postmortem_ask *ask)
{
	struct ids touching = {.v = NULL};
	struct error *err = NULL;
	size_t left = 0;

	if (ask->paths->n)
		err = list_touching(&touching, repo, ask);
	for (size_t c = 0; !err && c < postmortems->n; c++) {
		struct postmortem *pm = &postmortems->v[c];

		pm->filtered = ask->paths->n || ask->tree || ask->author;
		for (size_t i = 0; i < pm->own; i++) {
			struct past_commit *commit = &pm->commits.v[i];

			commit->counted = (!ask->paths->n || ids_has(&touching, &commit->oid)) &&
					  by_author(ask->author, commit) && by_tree(ask->tree, pm, commit);
			left += commit->counted;
			if (commit->counted && commit->pull != PULL_NONE)
				pm->pulls.v[commit->pull].commits++;
		}
	}
	if (!err && !left)
		err = nothing_left(postmortems, ask);
	array_release(&touching);
	return err;
}
