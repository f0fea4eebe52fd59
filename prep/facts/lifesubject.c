/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifesubject.h"

#include "facts/otherids.h"

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

const struct life_place *life_subject_own_place(const struct life_subject *subject)
{
	return subject->place.in_mainline && oid_is_zero(&subject->same) ? &subject->place : NULL;
}
