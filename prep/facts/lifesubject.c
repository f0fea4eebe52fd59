/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifesubject.h"

#include "facts/otherids.h"
#include "source/walk.h"

#include <stdlib.h>

static struct error *check_day(const struct life_subject *subject)
{
	struct buf day = BUF_INIT, hex = BUF_INIT;
	struct error *err = NULL;

	if (subject->project->asked == DAY_NONE ||
	    day_of_time(subject->commit.committed) <= subject->project->asked)
		return NULL;
	buf_add_oid(&hex, &subject->commit.oid, 12);
	day_add_iso(&day, day_of_time(subject->commit.committed));
	err = error_new(ERROR_NOT_FOUND,
	    "%s is of %s: there was no such commit as of the day that is asked for", hex.s, day.s);
	error_hint(err, "Give that day or a later one to --as-of.");
	buf_release(&day);
	buf_release(&hex);
	return err;
}

/* What mainline has instead. */
static struct error *find_same(struct life_subject *subject)
{
	struct ids others;
	struct error *err = other_ids_find(
	    &others, subject->project, &subject->commit, &subject->project->mainline, &subject->commit.oid);

	if (err)
		return err;
	if (others.n) {
		subject->same = others.v[0];
		err = life_place_find(&subject->place, &subject->places, &subject->same);
	}
	array_release(&others);
	return err;
}

struct error *life_subject_find(struct life_subject *out, struct project *project, const git_oid *commit)
{
	struct error *err;

	*out = (struct life_subject){.project = project};
	err = commit_read(&out->commit, project->repo, commit);
	if (err)
		return err;
	err = check_day(out);
	if (!err)
		err = life_places_init(&out->places, project);
	if (!err)
		err = life_place_find(&out->place, &out->places, commit);
	if (!err && !out->place.in_mainline)
		err = find_same(out);
	if (err)
		life_subject_release(out);
	return err;
}

void life_subject_release(struct life_subject *subject)
{
	life_places_release(&subject->places);
	commit_release(&subject->commit);
	array_release(&subject->others);
}

const git_oid *life_subject_id(const struct life_subject *subject)
{
	return oid_is_zero(&subject->same) ? &subject->commit.oid : &subject->same;
}

/* ---- who holds it ---- */

/* What mainline had without it. */
static void hide_mainline(struct walk *walk, const struct life_subject *subject)
{
	bool taken = subject->place.in_mainline && oid_is_zero(&subject->same);
	size_t at = taken ? subject->place.brought + 1 : 0;

	if (at < subject->places.line.n)
		walk_hide(walk, subject->places.line.v[at]);
}

static bool has_mark(struct walk *walk, node_t node, size_t mark)
{
	return walk_is_visible(walk, node) && walk_marks(walk, node)[mark / 64] >> mark % 64 & 1;
}

/* A tip that has the very commit of mainline's line that brought it stands on mainline. */
static bool holds_it(struct walk *walk, struct life_subject *subject, const git_oid *tip, size_t mark)
{
	struct history *history = subject->project->history;

	if (oid_equal(tip, &subject->commit.oid))
		return true;
	return has_mark(walk, history_node(history, &subject->commit.oid), mark) &&
	       !(subject->place.in_mainline &&
		   has_mark(walk, subject->places.line.v[subject->place.brought], mark));
}

struct error *life_holders_find(bool *holds, struct life_subject *subject, const git_oid *tips, size_t n)
{
	struct history *history = subject->project->history;
	struct walk *walk = walk_new(history, n);
	bool *here = mem_zero(n + 1, sizeof(*here));
	struct error *err;

	for (size_t i = 0; i < n; i++) {
		node_t node = history_node(history, &tips[i]);

		err = history_load(history, node);
		here[i] = !err;
		error_free(err);
		if (here[i])
			walk_mark(walk, node, i);
	}
	hide_mainline(walk, subject);
	err = walk_run(walk);
	for (size_t i = 0; i < n; i++)
		holds[i] = !err && here[i] && holds_it(walk, subject, &tips[i], i);
	free(here);
	walk_free(walk);
	return err;
}
