/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifepulled.h"

#include "facts/liferefs.h"
#include "facts/mergename.h"

enum { REFS_NAMED_MOST = 3 };

/* ---- which branch ---- */

/* What a merge says it merged. */
static struct error *merged_name(char **out, struct repo *repo, const git_oid *merge)
{
	struct merge_names names;
	struct commit commit;
	struct buf text = BUF_INIT;
	struct error *err = commit_read(&commit, repo, merge);

	*out = NULL;
	if (err)
		return err;
	merge_names_of(&names, commit.subject, commit.parent_count - 1);
	for (size_t i = 0; i < names.n; i++)
		buf_addf(&text, "%s%s", text.len ? ", " : "", names.v[i].name);
	if (text.len)
		*out = buf_detach(&text);
	buf_release(&text);
	merge_names_release(&names);
	commit_release(&commit);
	return NULL;
}

/* The refs that have it, the first few by name: branches, else tags. *out stays NULL if there are none. */
static struct error *find_refs(char **out, struct life_subject *subject)
{
	const git_oid *commit = &subject->commit.oid;
	struct strings refs = STRINGS_INIT;
	struct buf text = BUF_INIT;
	struct error *err = life_refs_find(&refs, &subject->places, commit, life_branches);

	if (!err && !refs.n)
		err = life_refs_find(&refs, &subject->places, commit, life_tags);
	for (size_t i = 0; i < refs.n && i < REFS_NAMED_MOST; i++)
		buf_addf(&text, "%s%s", i ? ", " : "", refs.v[i]);
	if (refs.n > REFS_NAMED_MOST)
		buf_addf(&text, " and %zu more", refs.n - REFS_NAMED_MOST);
	if (!err && text.len)
		*out = buf_detach(&text);
	strings_release(&refs);
	buf_release(&text);
	return err;
}

/* ---- events ---- */

static void add_applied(struct life *life, const struct life_subject *subject, const char *branch, long days)
{
	const struct commit *commit = &subject->commit;
	struct buf what = BUF_INIT, detail = BUF_INIT;

	buf_addf(&what, "by %s <%s>", commit->committer_name, commit->committer_email);
	if (branch)
		buf_addf(&what, " on %s", branch);
	if (days >= 0)
		buf_addf(&what, " after %ld day%s on the list", days, days == 1 ? "" : "s");
	buf_addstr(&detail, "written ");
	day_add_iso(&detail, day_of_time(commit->authored));
	/* As of an earlier day it may have been on a branch that is gone. */
	if (!branch && !subject->place.in_mainline && subject->project->asked == DAY_NONE)
		buf_addstr(&detail, ", no branch or tag here has it");
	life_add(life, LIFE_APPLIED, commit->committed, buf_detach(&what), oid_text(&commit->oid),
	    buf_detach(&detail));
}

static struct error *add_merge(
    struct life *life, struct life_subject *subject, enum life_kind kind, const git_oid *merge)
{
	struct commit commit;
	struct error *err = commit_read(&commit, subject->project->repo, merge);

	if (err)
		return err;
	life_add(life, kind, commit.committed, mem_dup(commit.subject), oid_text(merge),
	    kind == LIFE_PULLED ? mem_format("into %s", subject->project->mainline_name) : NULL);
	commit_release(&commit);
	return NULL;
}

static struct error *add_pull(struct life *life, struct life_subject *subject)
{
	const git_oid *id = life_subject_id(subject);

	if (!oid_equal(&subject->place.pull, id))
		return add_merge(life, subject, LIFE_PULLED, &subject->place.pull);
	life_add(life, LIFE_PULLED, subject->place.taken, mem_dup("made directly on mainline, by no merge"),
	    mem_dup(subject->project->mainline_ref ? subject->project->mainline_ref
						   : subject->project->mainline_name),
	    NULL);
	return NULL;
}

static void add_release(struct life *life, const struct release *release)
{
	if (release)
		life_add(life, LIFE_RELEASED, life_time_of_day(release->day), mem_dup(release->name),
		    mem_format("refs/tags/%s", release->name), NULL);
}

static void add_releases(struct life *life, const struct life_subject *subject)
{
	const struct life_place *place = &subject->place;

	add_release(life, place->rc);
	add_release(life, place->release);
	if (!subject->places.releases.n)
		life_add_unknown(life, LIFE_RELEASED, "no release tags here");
	else if (!place->release)
		life_add(life, LIFE_RELEASED, LIFE_NO_TIME,
		    mem_dup(place->rc ? "in no final release yet" : "in no release yet"), NULL, NULL);
}

/* The id that mainline has instead. */
static struct error *add_same(struct life *life, struct life_subject *subject)
{
	struct commit commit;
	struct error *err = commit_read(&commit, subject->project->repo, &subject->same);

	if (err)
		return err;
	life_add(life, LIFE_REBASED, commit.committed,
	    mem_format("%s has the same patch under this id", subject->project->mainline_name),
	    oid_text(&subject->same), NULL);
	commit_release(&commit);
	return NULL;
}

static struct error *add_way(struct life *life, struct life_subject *subject, const struct ids *merges)
{
	struct error *err = oid_is_zero(&subject->same) ? NULL : add_same(life, subject);

	for (size_t i = 0; !err && i < merges->n; i++)
		err = add_merge(life, subject, LIFE_MERGED, &merges->v[i]);
	if (!err)
		err = add_pull(life, subject);
	if (!err)
		add_releases(life, subject);
	return err;
}

/* Was it out before it was pulled? Then mainline was merged into a branch and moved forward to that:
 * what the merge calls the branch was mainline. */
static bool is_turned(const struct life_place *place)
{
	const struct release *first = place->rc ? place->rc : place->release;

	return first && first->day < day_of_time(place->taken);
}

/* *branch stays NULL where it is not known. */
static struct error *find_branch(char **branch, struct life_subject *subject, const struct ids *merges)
{
	const struct life_place *place = &subject->place;

	if (!place->in_mainline || !oid_is_zero(&subject->same))
		return find_refs(branch, subject);
	if (oid_equal(&place->pull, &subject->commit.oid))
		*branch = mem_dup(subject->project->mainline_name);
	else if (!is_turned(place))
		return merged_name(
		    branch, subject->project->repo, merges->n ? &merges->v[merges->n - 1] : &place->pull);
	return NULL;
}

struct error *life_add_pulled(struct life *life, struct life_subject *subject, long days)
{
	const git_oid *id = life_subject_id(subject);
	const struct life_place *place = &subject->place;
	struct ids merges = {.v = NULL};
	char *branch = NULL;
	struct error *err = NULL;

	if (place->in_mainline)
		err = life_merges_find(&merges, &subject->places, place, id);
	if (!err)
		err = find_branch(&branch, subject, &merges);
	if (!err)
		add_applied(life, subject, branch, days);
	if (!err && place->in_mainline)
		err = add_way(life, subject, &merges);
	else if (!err)
		life_add(life, LIFE_PULLED, LIFE_NO_TIME,
		    mem_format("%s does not have it, nor its patch", subject->project->mainline_name), NULL,
		    NULL);
	free(branch);
	array_release(&merges);
	return err;
}
