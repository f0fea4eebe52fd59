/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifenext.h"

#include "facts/otherids.h"

#include <stdlib.h>

static char *source_of(const struct next_trees *next, int index)
{
	return next->kind == NEXT_TAGS ? mem_format("refs/tags/%s", next->v[index].name)
				       : mem_format("%s of %s", next->v[index].name, next->where);
}

/* Other ids that the first tree had, told if they are found: a database of daily trees has no commits. */
static struct error *add_others(struct life *life, struct life_subject *subject, int first)
{
	const struct next_tree *tree = &subject->project->next.v[first];
	struct ids others = {.v = NULL};
	struct error *err = NULL;

	if (!oid_is_zero(&tree->commit))
		err = other_ids_find(
		    &others, subject->project, &subject->commit, &tree->commit, &subject->project->mainline);
	for (size_t i = 0; !err && i < others.n; i++) {
		life_add(life, LIFE_REBASED, life_time_of_day(tree->day),
		    mem_format("%s had the same patch under this id", tree->name), oid_text(&others.v[i]),
		    NULL);
		array_push(&subject->others, others.v[i]);
	}
	array_release(&others);
	return err;
}

/* In how many it was, and under which id. Where daily trees are missing here, there may have been more. */
static void add_count(struct buf *out, const struct next_trees *next, const struct soak *soak)
{
	char *sparse = next_sparse(next);

	buf_addf(out, "in %s%d daily tree%s", sparse ? "at least " : "", soak->releases,
	    soak->releases == 1 ? "" : "s");
	if (soak->releases > 1)
		buf_addf(out, ", until %s", next->v[soak->last].name);
	if (sparse)
		buf_addstr(out, "; not all are here");
	if (soak->own_first == SOAK_NONE)
		buf_addstr(out, "; always under another id");
	else if (soak->own_first != soak->first)
		buf_addf(out, "; under its own id from %s on", next->v[soak->own_first].name);
	free(sparse);
}

static struct error *add_sighting(struct life *life, struct life_subject *subject, const struct soak *soak)
{
	const struct next_trees *next = &subject->project->next;
	const struct next_tree *first = &next->v[soak->first];
	struct buf detail = BUF_INIT;

	add_count(&detail, next, soak);
	life_add(life, LIFE_NEXT, life_time_of_day(first->day), mem_format("first in %s", first->name),
	    source_of(next, soak->first), buf_detach(&detail));
	return soak->own_first != soak->first ? add_others(life, subject, soak->first) : NULL;
}

static void add_never(struct life *life, const struct next_trees *next)
{
	const struct next_tree *oldest = next_oldest(next), *newest = next_newest(next);

	if (!oldest)
		life_add_unknown(life, LIFE_NEXT, "no daily tree here was built on this mainline");
	else
		life_add(life, LIFE_NEXT, LIFE_NO_TIME,
		    mem_format("never in any of %zu daily trees, %s to %s", next_count(next), oldest->name,
			newest->name),
		    mem_dup(next->where), NULL);
}

static void add_modified(struct life *life, const struct next_trees *next, const struct soak *soak)
{
	life_add(life, LIFE_NEXT, life_time_of_day(next->v[soak->was].day),
	    mem_format("only with another patch, first in %s", next->v[soak->was].name),
	    source_of(next, soak->was), mem_dup("same subject and author"));
}

static void add_unknown(struct life *life, const struct survey *survey, const struct soak *soak)
{
	const struct next_tree *oldest = next_oldest(&survey->project->next);
	char *why;

	if (soak->before && oldest)
		why = mem_format("mainline had it before %s, the oldest daily tree here", oldest->name);
	else if (survey->notes.unknown.n)
		why = mem_format("an object is missing: %s", survey->notes.unknown.v[0]);
	else
		why = mem_dup("no daily tree here is as old as it is");
	life_add_unknown(life, LIFE_NEXT, why);
	free(why);
}

struct error *life_add_next(struct life *life, struct life_subject *subject, struct survey *survey)
{
	const struct next_trees *next = &survey->project->next;
	const struct soak *soak = &survey->commits.v[0].soak;
	struct error *err;

	if (!next->n) {
		life_add_unknown(life, LIFE_NEXT, "no daily trees here");
		return NULL;
	}
	if (subject->commit.parent_count > 1) {
		life_add_unknown(life, LIFE_NEXT, "merges are not looked for in daily trees");
		return NULL;
	}
	err = survey_soak(survey);
	if (err)
		return err;
	if (soak->match == MATCH_UNKNOWN)
		add_unknown(life, survey, soak);
	else if (soak->match == MATCH_NEVER)
		add_never(life, next);
	else if (soak->match == MATCH_MODIFIED)
		add_modified(life, next, soak);
	else
		return add_sighting(life, subject, soak);
	return NULL;
}
