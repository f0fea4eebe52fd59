/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pasttold.h"

#include "facts/reviews.h"
#include "source/commit.h"

#include <stdlib.h>
#include <string.h>

static void take_words(struct past_commit *out, struct commit *commit)
{
	*out = (struct past_commit){.oid = commit->oid,
	    .parents = commit->parent_count,
	    .subject = commit->subject,
	    .author = commit->author_name,
	    .email = commit->author_email,
	    .authored = commit->authored,
	    .committed = commit->committed,
	    .taken = DAY_NONE,
	    .first_next = DAY_NONE,
	    .pull = PULL_NONE};
	commit->subject = commit->author_name = commit->author_email = NULL;
}

static void take_finder(struct past_commit *out, const char *message)
{
	struct finding finding = finder_of(message);

	out->finder = finding.finder;
	out->reported = finding.reported;
}

static void take_mends(struct past_commit *out, const struct mends *mends, const char *message)
{
	out->fix = mends->fixes.n;
	out->revert = mends->reverts.n;
	out->stable = mends->stable;
	out->tracked = mends->tracked;
	if (out->fix || out->revert)
		take_finder(out, message);
}

struct error *past_commit_read(struct past_commit *out, struct repo *repo, const git_oid *oid)
{
	struct commit commit;
	struct mends mends;
	struct error *err = commit_read(&commit, repo, oid);

	if (err)
		return err;
	take_words(out, &commit);
	mends_parse(&mends, commit.message);
	take_mends(out, &mends, commit.message);
	mends_release(&mends);
	commit_release(&commit);
	return NULL;
}

void past_commit_copy(struct past_commit *out, const struct past_commit *from)
{
	*out = *from;
	out->subject = mem_dup(from->subject);
	out->author = mem_dup(from->author);
	out->email = mem_dup(from->email);
}

void past_commit_release(struct past_commit *commit)
{
	free(commit->subject);
	free(commit->author);
	free(commit->email);
	commit->subject = commit->author = commit->email = NULL;
}

/* In place of what the message says. */
static void correct(struct told *told, const struct correction *correction, const char *message)
{
	mends_release(&told->mends);
	for (size_t i = 0; i < correction->culprits.n; i++)
		array_push(&told->mends.fixes, (struct mend){.id = oid_text(&correction->culprits.v[i])});
	told->commit.fix = correction->culprits.n;
	told->commit.revert = false;
	told->corrected = true;
	if (told->commit.fix)
		take_finder(&told->commit, message);
}

static struct error *read_one(
    struct told *out, struct repo *repo, const struct past_walk *walk, const struct corrections *corrections)
{
	git_oid oid = history_at(walk->history, out->node)->oid;
	const struct correction *correction = corrections ? correction_of(corrections, &oid) : NULL;
	struct commit commit;
	size_t length;
	const char *raw = history_kept(walk->history, out->node, &length);
	struct error *err = raw ? commit_parse(&commit, &oid, raw, length) : commit_read(&commit, repo, &oid);

	if (err)
		return err;
	take_words(&out->commit, &commit);
	mends_parse(&out->mends, commit.message);
	take_mends(&out->commit, &out->mends, commit.message);
	out->practice = out->commit.fix;
	if (out->step.cycle < walk->cycles->n && !out->step.rc)
		out->commit.reviewed = reviews_have_other(
		    commit.message, (struct person){out->commit.author, out->commit.email});
	if (correction)
		correct(out, correction, commit.message);
	commit_release(&commit);
	return NULL;
}

static void take_trees(struct past_commit *out, const struct history *history, node_t at)
{
	const struct node *node = history_at(history, at), *parent = NULL;

	if (node->parent_count)
		parent = history_at(history, history_parents(history, at)[0]);
	out->has_trees = !parent || parent->loaded;
	out->tree = node->tree;
	if (parent && parent->loaded)
		out->parent_tree = parent->tree;
}

static void place(struct told *told, const struct past_walk *walk, const struct past_pulls *pulls)
{
	uint32_t trunk = pulls->taken[told->node];

	take_trees(&told->commit, walk->history, told->node);
	told->commit.at = told->step.rc ? AT_RC : AT_WINDOW;
	told->commit.rc = told->step.rc;
	told->commit.pull = pulls->of[told->node];
	if (trunk < walk->trunk.n)
		told->commit.taken = day_of_time(history_at(walk->history, walk->trunk.v[trunk])->time);
}

static void told_release(struct told *told)
{
	past_commit_release(&told->commit);
	mends_release(&told->mends);
}

struct error *tolds_read(struct tolds *out, struct repo *repo, const struct past_walk *walk,
    const struct past_pulls *pulls, const struct corrections *corrections)
{
	struct error *err = NULL;

	*out = (struct tolds){.nodes = history_count(walk->history)};
	out->at = mem_new(out->nodes, sizeof(*out->at));
	memset(out->at, 0xff, out->nodes * sizeof(*out->at));
	for (size_t i = 0; !err && i < walk->n; i++) {
		struct told told = {.node = walk->v[i]};
		const struct node *node = history_at(walk->history, told.node);

		if (node->parent_count > 1 || !pastwalk_step(walk, told.node, &told.step))
			continue;
		err = read_one(&told, repo, walk, corrections);
		if (err)
			break;
		if (told.step.cycle == walk->cycles->n && !told.mends.fixes.n && !told.mends.reverts.n) {
			told_release(&told);
			continue;
		}
		place(&told, walk, pulls);
		out->at[told.node] = (uint32_t)out->n;
		array_push(out, told);
	}
	if (err)
		tolds_release(out);
	return err;
}

void tolds_release(struct tolds *tolds)
{
	for (size_t i = 0; i < tolds->n; i++)
		told_release(&tolds->v[i]);
	array_release(tolds);
	free(tolds->at);
	*tolds = (struct tolds){.v = NULL};
}

struct told *told_of(const struct tolds *tolds, node_t node)
{
	return node < tolds->nodes && tolds->at[node] != TOLD_NONE ? &tolds->v[tolds->at[node]] : NULL;
}
