/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/postmortemfind.h"

#include "facts/culprits.h"
#include "facts/mainline.h"
#include "facts/pastfilter.h"
#include "facts/pastpulls.h"
#include "facts/pasttold.h"
#include "facts/pastwalk.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, KEEP = 64 << 20 /* bytes of commits that need not be read twice */ };

struct find {
	day_t as_of; /* the last day whose fixes are known */
	struct postmortems *out;
	struct repo *repo;
	struct history *history;
	const struct postmortem_ask *ask;
	struct past_walk walk;
	struct past_pulls pulls;
	struct tolds tolds;
	struct culprits *culprits;
	size_t *index;      /* by told: where it is in its own post-mortem's commits */
	size_t *first_pull; /* by cycle: which of all pulls is its first */
	uint32_t *seen;     /* scratch of is_above(), by node */
	uint32_t stamp;
	ARRAY(node_t) stack;
};

/* ---- pulls ---- */

/* The how-manieth of its tree among those of the window before it. */
static int batch_of(const struct postmortem *pm, const struct past_pull *pull)
{
	int batch = 1;

	if (!pull->tree)
		return 0;
	for (size_t i = 0; i < pm->pulls.n; i++)
		batch += pm->pulls.v[i].tree && !strcmp(pm->pulls.v[i].tree, pull->tree);
	return batch;
}

static void share_out_pulls(struct find *find)
{
	size_t cycle = 0;

	for (size_t i = 0; i < find->pulls.list.n; i++) {
		struct past_pull pull = find->pulls.list.v[i];
		struct past_step step = {.cycle = find->out->n};
		struct postmortem *pm;

		pastwalk_step(&find->walk, find->walk.trunk.v[find->pulls.at_trunk[i]], &step);
		while (cycle <= step.cycle && cycle < find->out->n)
			find->first_pull[cycle++] = i;
		if (step.cycle >= find->out->n)
			continue;
		pm = &find->out->v[step.cycle];
		pull.window = !step.rc;
		if (pull.window) {
			int days = pull.taken - pm->cycle.prev.day;

			pull.batch = batch_of(pm, &pull);
			pull.week = days < 0 ? 1 : days / WEEK + 1;
		}
		find->pulls.list.v[i] = (struct past_pull){.subject = NULL};
		array_push(&pm->pulls, pull);
	}
	while (cycle < find->out->n)
		find->first_pull[cycle++] = find->pulls.list.n;
}

static size_t own_pull(const struct find *find, const struct postmortem *pm, size_t pull)
{
	size_t first = find->first_pull[pm - find->out->v];

	return pull != PULL_NONE && pull >= first && pull - first < pm->pulls.n ? pull - first : PULL_NONE;
}

/* ---- commits ---- */

static void share_out_commits(struct find *find)
{
	for (size_t i = 0; i < find->tolds.n; i++) {
		struct told *told = &find->tolds.v[i];
		struct postmortem *pm;

		if (told->step.cycle >= find->out->n)
			continue;
		pm = &find->out->v[told->step.cycle];
		told->commit.pull = own_pull(find, pm, told->commit.pull);
		find->index[i] = pm->commits.n;
		*(told->commit.at == AT_WINDOW ? &pm->window_all : &pm->rc_all) += 1;
		pm->practice = pm->practice || told->practice || told->commit.fix;
		pm->corrections += told->corrected;
		array_push(&pm->commits, told->commit);
		past_commit_copy(&told->commit, &pm->commits.v[pm->commits.n - 1]);
	}
	for (size_t c = 0; c < find->out->n; c++)
		find->out->v[c].own = find->out->v[c].commits.n;
}

static enum blame_place place_of(const struct find *find, size_t cycle, node_t node, const git_oid *oid)
{
	struct past_step step;

	if (!walk_is_visible(find->walk.walk, node))
		return culprits_is_prior(find->culprits, oid) ? AT_PRIOR : AT_UNREACHABLE;
	if (!pastwalk_step(&find->walk, node, &step) || step.cycle > cycle)
		return AT_UNREACHABLE;
	return step.cycle < cycle ? AT_PRIOR : step.rc ? AT_RC : AT_WINDOW;
}

/* Where the commit is among the post-mortem's; those from elsewhere and merges are read when they are met. */
static struct error *commit_at(size_t *out, struct find *find, struct postmortem *pm, const git_oid *oid)
{
	node_t node = history_node(find->history, oid);
	size_t cycle = (size_t)(pm - find->out->v);
	const struct told *told = told_of(&find->tolds, node);
	struct past_commit commit;
	struct error *err;

	if (told && told->step.cycle == cycle) {
		*out = find->index[told - find->tolds.v];
		return NULL;
	}
	for (size_t i = pm->own; i < pm->commits.n; i++)
		if (!pm->commits.v[i].later && oid_equal(&pm->commits.v[i].oid, oid)) {
			*out = i;
			return NULL;
		}
	err = past_commit_read(&commit, find->repo, oid);
	if (err)
		return err;
	commit.at = place_of(find, cycle, node, oid);
	if (commit.at < AT_PRIOR) {
		uint32_t trunk = find->pulls.taken[node];

		commit.pull = own_pull(find, pm, find->pulls.of[node]);
		if (trunk < find->walk.trunk.n)
			commit.taken =
			    day_of_time(history_at(find->history, find->walk.trunk.v[trunk])->time);
	}
	*out = pm->commits.n;
	array_push(&pm->commits, commit);
	return NULL;
}

/* The pull that brought a later fix: a copy, behind those of the release. */
static size_t later_pull(const struct find *find, struct postmortem *pm, const struct told *told)
{
	const struct past_pull *from;

	if (told->commit.pull == PULL_NONE)
		return PULL_NONE;
	from = told->step.cycle < find->out->n ? find->out->v[told->step.cycle].pulls.v : find->pulls.list.v;
	from += told->commit.pull;
	for (size_t i = pm->pulls.n; i--;)
		if (oid_equal(&pm->pulls.v[i].merge, &from->merge))
			return i;
	array_push(&pm->pulls, (struct past_pull){.merge = from->merge,
				   .subject = mem_dup(from->subject),
				   .tree = from->tree ? mem_dup(from->tree) : NULL,
				   .series = from->series,
				   .merged = from->merged,
				   .taken = from->taken});
	return pm->pulls.n - 1;
}

static size_t later_at(const struct find *find, struct postmortem *pm, const struct told *told)
{
	struct past_commit commit;

	if (pm->commits.n > pm->own && pm->commits.v[pm->commits.n - 1].later &&
	    oid_equal(&pm->commits.v[pm->commits.n - 1].oid, &told->commit.oid))
		return pm->commits.n - 1;
	for (size_t i = pm->own; i < pm->commits.n; i++)
		if (pm->commits.v[i].later && oid_equal(&pm->commits.v[i].oid, &told->commit.oid))
			return i;
	past_commit_copy(&commit, &told->commit);
	commit.later = true;
	commit.counted = false;
	commit.pull = later_pull(find, pm, told);
	array_push(&pm->commits, commit);
	return pm->commits.n - 1;
}

/* ---- blames ---- */

/* Is the fix made on top of the culprit, both being of one cycle? What came to mainline before the culprit
 * did cannot lead to it. */
static bool is_above(struct find *find, node_t fix, node_t culprit)
{
	int32_t least = walk_taken(find->walk.walk, culprit);

	find->stamp++;
	find->stack.n = 0;
	array_push(&find->stack, fix);
	while (find->stack.n) {
		node_t node = find->stack.v[--find->stack.n];

		if (node == culprit)
			return true;
		if (!walk_is_visible(find->walk.walk, node) || walk_taken(find->walk.walk, node) > least ||
		    find->seen[node] == find->stamp)
			continue;
		find->seen[node] = find->stamp;
		for (size_t i = 0; i < history_at(find->history, node)->parent_count; i++)
			array_push(&find->stack, history_parents(find->history, node)[i]);
	}
	return false;
}

static enum resolution resolution_of(
    struct find *find, const struct told *fix, const struct past_commit *culprit, bool same_cycle)
{
	if (culprit->at == AT_UNREACHABLE)
		return RESOLVED_NOT_ANCESTOR;
	if (same_cycle && culprit->at < AT_PRIOR &&
	    !is_above(find, fix->node, history_node(find->history, &culprit->oid)))
		return RESOLVED_NOT_ANCESTOR;
	if (culprit->parents > 1)
		return RESOLVED_MERGE;
	return culprit->parents ? RESOLVED_OK : RESOLVED_ROOT;
}

/* A revert that also says Fixes: is one blame. */
static struct blame *known_blame(struct postmortem *pm, size_t from, const struct blame *blame)
{
	for (size_t i = from; i < pm->blames.n; i++) {
		struct blame *other = &pm->blames.v[i];

		if (!strcmp(other->id, blame->id) ||
		    (blame->culprit != BLAME_NONE && other->culprit == blame->culprit))
			return other;
	}
	return NULL;
}

static void add_blame(struct postmortem *pm, size_t from, struct blame *blame, const struct mend *mend)
{
	struct blame *known;

	blame->id = mem_dup(mend->id);
	known = blame->reverts ? known_blame(pm, from, blame) : NULL;
	if (known) {
		known->reverts = true;
		free(blame->id);
		return;
	}
	blame->quoted = mend->quoted ? mem_dup(mend->quoted) : NULL;
	array_push(&pm->blames, *blame);
}

static struct error *blame_one(struct find *find, struct postmortem *pm, const struct told *told, size_t from,
    const struct mend *mend, bool reverts)
{
	struct culprit culprit = culprit_of(find->culprits, told, mend);
	struct blame blame = {.fix = find->index[told - find->tolds.v],
	    .culprit = BLAME_NONE,
	    .fixes = !reverts,
	    .reverts = reverts,
	    .corrected = told->corrected,
	    .place = AT_UNRESOLVED};
	const struct past_commit *commit, *fix;
	struct error *err;

	if (culprit.kind == CULPRIT_AMBIGUOUS || culprit.kind == CULPRIT_MISSING) {
		blame.resolution = culprit.kind == CULPRIT_MISSING ? RESOLVED_MISSING : RESOLVED_AMBIGUOUS;
		add_blame(pm, from, &blame, mend);
		return NULL;
	}
	err = commit_at(&blame.culprit, find, pm, &culprit.oid);
	if (err)
		return err;
	commit = &pm->commits.v[blame.culprit];
	fix = &pm->commits.v[blame.fix];
	if (culprit.kind == CULPRIT_RECOVERED) {
		blame.resolution = RESOLVED_RECOVERED;
	} else {
		blame.place = commit->at;
		blame.resolution = resolution_of(find, told, commit, true);
		blame.internal = commit->pull != PULL_NONE && commit->pull == fix->pull;
	}
	add_blame(pm, from, &blame, mend);
	return NULL;
}

static struct error *blame_own(struct find *find, struct told *told)
{
	struct postmortem *pm = &find->out->v[told->step.cycle];
	size_t from = pm->blames.n;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < told->mends.fixes.n; i++)
		err = blame_one(find, pm, told, from, &told->mends.fixes.v[i], false);
	for (size_t i = 0; !err && i < told->mends.reverts.n; i++)
		err = blame_one(find, pm, told, from, &told->mends.reverts.v[i], true);
	return err;
}

/* A fix that came after the release of what it mends. */
static void blame_later(struct find *find, const struct told *told, const struct mend *mend, bool reverts)
{
	struct culprit culprit = culprit_of(find->culprits, told, mend);
	struct blame blame = {
	    .later = true, .fixes = !reverts, .reverts = reverts, .corrected = told->corrected};
	const struct told *mended;
	struct postmortem *pm;

	if (culprit.kind != CULPRIT_FOUND)
		return;
	mended = told_of(&find->tolds, history_node(find->history, &culprit.oid));
	if (!mended || mended->step.cycle >= find->out->n || mended->step.cycle >= told->step.cycle)
		return;
	pm = &find->out->v[mended->step.cycle];
	if (!pm->followed || told->commit.taken > pm->cycle.release.day + horizon_days[HORIZON_180] ||
	    told->commit.taken > find->as_of)
		return;
	blame.fix = later_at(find, pm, told);
	blame.culprit = find->index[mended - find->tolds.v];
	blame.place = pm->commits.v[blame.culprit].at;
	blame.resolution = resolution_of(find, told, &pm->commits.v[blame.culprit], false);
	for (size_t i = pm->blames.n; i-- && pm->blames.v[i].later && pm->blames.v[i].fix == blame.fix;)
		if (pm->blames.v[i].culprit == blame.culprit) {
			pm->blames.v[i].reverts = pm->blames.v[i].reverts || reverts;
			return;
		}
	add_blame(pm, pm->blames.n, &blame, mend);
}

/* A revert of a revert applies again what that one took out. */
static void find_reapplied(struct postmortem *pm)
{
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];

		if (!blame->reverts || blame->culprit == BLAME_NONE || !pm->commits.v[blame->culprit].revert)
			continue;
		pm->commits.v[blame->fix].reapply = true;
		if (!blame->later && blame->culprit < pm->own)
			pm->commits.v[blame->culprit].undone = true;
	}
}

static struct error *find_blames(struct find *find)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < find->tolds.n; i++) {
		struct told *told = &find->tolds.v[i];

		if (told->step.cycle < find->out->n)
			err = blame_own(find, told);
	}
	for (size_t i = 0; !err && i < find->tolds.n; i++) {
		struct told *told = &find->tolds.v[i];

		for (size_t k = 0; k < told->mends.fixes.n; k++)
			blame_later(find, told, &told->mends.fixes.v[k], false);
		for (size_t k = 0; k < told->mends.reverts.n; k++)
			blame_later(find, told, &told->mends.reverts.v[k], true);
	}
	for (size_t c = 0; c < find->out->n; c++)
		find_reapplied(&find->out->v[c]);
	return err;
}

/* ---- the whole ---- */

static void start(struct find *find)
{
	const struct postmortem_ask *ask = find->ask;

	for (size_t c = 0; c < ask->cycles->n; c++) {
		struct postmortem pm = {.as_of = find->as_of, .followed = find->walk.followed};

		past_cycle_copy(&pm.cycle, &ask->cycles->v[c]);
		array_push(find->out, pm);
	}
	find->first_pull = mem_zero(ask->cycles->n, sizeof(*find->first_pull));
	find->index = mem_zero(find->tolds.n + 1, sizeof(*find->index));
	find->seen = mem_zero(history_count(find->history), sizeof(*find->seen));
}

/* Mainline on the last day that counts. */
static struct error *find_tip(struct find *find, git_oid *tip, bool *there)
{
	const struct postmortem_ask *ask = find->ask;
	day_t until = ask->cycles->v[ask->cycles->n - 1].release.day + horizon_days[HORIZON_180], known;
	struct error *err;
	node_t node;

	*there = false;
	find->as_of = ask->as_of;
	if (!ask->mainline)
		return NULL;
	node = history_node(find->history, ask->mainline);
	err = history_load(find->history, node);
	if (err)
		return err;
	known = day_of_time(history_at(find->history, node)->time);
	if (known < find->as_of)
		find->as_of = known;
	err = mainline_on(tip, find->history, ask->mainline, until < ask->as_of ? until : ask->as_of);
	*there = !err;
	if (err && err->code == ERROR_NOT_FOUND) {
		error_free(err);
		err = NULL;
	}
	return err;
}

struct error *postmortem_find(
    struct postmortems *out, struct repo *repo, struct history *history, const struct postmortem_ask *ask)
{
	struct find find = {.out = out, .repo = repo, .history = history, .ask = ask};
	bool followed;
	git_oid tip;
	struct error *err;

	*out = (struct postmortems){.v = NULL};
	history_keep(history, KEEP);
	err = find_tip(&find, &tip, &followed);
	if (!err)
		err = pastwalk_find(&find.walk, history, ask->cycles, followed ? &tip : NULL);
	if (err)
		return err;
	err = pastpulls_find(&find.pulls, repo, &find.walk);
	if (!err)
		err = tolds_read(&find.tolds, repo, &find.walk, &find.pulls, ask->corrections);
	if (!err)
		err = culprits_find(&find.culprits, repo, &find.walk, &find.tolds);
	if (!err) {
		start(&find);
		share_out_pulls(&find);
		share_out_commits(&find);
		err = find_blames(&find);
	}
	if (!err)
		err = pastfilter_apply(out, repo, ask);
	if (err)
		postmortems_release(out);
	culprits_free(find.culprits);
	tolds_release(&find.tolds);
	pastpulls_release(&find.pulls);
	pastwalk_release(&find.walk);
	array_release(&find.stack);
	free(find.index);
	free(find.first_pull);
	free(find.seen);
	return err;
}
