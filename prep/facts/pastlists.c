/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastlists.h"

#include "util/array.h"

#include <stdlib.h>
#include <string.h>

const struct past_odd past_odds[] = {
    {RESOLVED_MERGE, "Culprits that are merges, charged to their pulls"},
    {RESOLVED_ROOT, "Culprits that are the first commit of all"},
    {RESOLVED_NOT_ANCESTOR, "Culprits on which their fixes are not built"},
    {RESOLVED_AMBIGUOUS, "Ids that several commits have"},
    {RESOLVED_RECOVERED, "Ids that are no commit here, recovered by the subject"},
    {RESOLVED_MISSING, "Ids that are no commit here"},
};
const size_t past_odds_n = sizeof(past_odds) / sizeof(*past_odds);

void past_entries_release(struct past_entries *list)
{
	array_release(list);
}

const struct past_commit *past_culprit(const struct postmortem *pm, const struct blame *blame)
{
	return blame->culprit == BLAME_NONE ? NULL : &pm->commits.v[blame->culprit];
}

static int most_first(const void *a, const void *b)
{
	const struct past_entry *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return x->at < y->at ? -1 : x->at > y->at;
}

void past_named_often(struct past_entries *out, const struct postmortem *pm, const struct fate *fates)
{
	*out = (struct past_entries){.v = NULL};
	for (size_t i = 0; i < pm->own; i++)
		if (pm->commits.v[i].counted && fates[i].blames > 1)
			array_push(out, (struct past_entry){i, fates[i].blames});
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), most_first);
}

static bool together(const struct postmortem *pm, const struct blame *a, const struct blame *b)
{
	const struct past_commit *fix = &pm->commits.v[a->fix], *other = &pm->commits.v[b->fix];
	const struct past_commit *out = &pm->commits.v[a->culprit], *other_out = &pm->commits.v[b->culprit];

	return fix->later == other->later && fix->pull == other->pull && fix->taken == other->taken &&
	       !strcmp(fix->author, other->author) && out->pull == other_out->pull &&
	       out->pull != PULL_NONE && out->at == other_out->at;
}

static bool is_revert(const struct postmortem *pm, const struct blame *blame)
{
	return blame->reverts && !pm->commits.v[blame->fix].reapply && blame->culprit != BLAME_NONE &&
	       blame->culprit < pm->own && blame->place < AT_PRIOR && pm->commits.v[blame->culprit].counted;
}

void past_reverted(struct past_entries *out, const struct postmortem *pm)
{
	bool *told = mem_zero(pm->blames.n + 1, sizeof(*told));

	*out = (struct past_entries){.v = NULL};
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];
		size_t n = 1;

		if (told[i] || !is_revert(pm, blame))
			continue;
		for (size_t k = i + 1; k < pm->blames.n; k++)
			if (!told[k] && is_revert(pm, &pm->blames.v[k]) &&
			    together(pm, blame, &pm->blames.v[k])) {
				told[k] = true;
				n++;
			}
		array_push(out, (struct past_entry){i, n});
	}
	free(told);
}

static bool is_own(const struct postmortem *pm, const struct blame *blame)
{
	return !blame->later && pm->commits.v[blame->fix].counted;
}

void past_chains(struct past_entries *out, const struct postmortem *pm)
{
	*out = (struct past_entries){.v = NULL};
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];
		const struct past_commit *culprit = past_culprit(pm, blame);

		if (culprit && blame->fixes && blame->place < AT_PRIOR && (culprit->fix || culprit->revert) &&
		    (culprit->counted || is_own(pm, blame)))
			array_push(out, (struct past_entry){i, 1});
	}
}

void past_resolved(struct past_entries *out, const struct postmortem *pm, enum resolution resolution)
{
	*out = (struct past_entries){.v = NULL};
	for (size_t i = 0; i < pm->blames.n; i++)
		if (pm->blames.v[i].resolution == resolution && is_own(pm, &pm->blames.v[i]))
			array_push(out, (struct past_entry){i, 1});
}
