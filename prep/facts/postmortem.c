/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/postmortem.h"

#include "facts/pastpulls.h"
#include "facts/pasttold.h"
#include "facts/pasttouch.h"

#include <stdlib.h>

const char *const blame_place_name[AT_COUNT] = {
    [AT_RC] = "rc",
    [AT_WINDOW] = "window",
    [AT_PRIOR] = "prior",
    [AT_UNREACHABLE] = "unreachable",
    [AT_UNRESOLVED] = "unresolved",
};

const char *const resolution_name[RESOLUTION_COUNT] = {
    [RESOLVED_OK] = "ok",
    [RESOLVED_MERGE] = "merge",
    [RESOLVED_ROOT] = "root",
    [RESOLVED_NOT_ANCESTOR] = "not-ancestor",
    [RESOLVED_AMBIGUOUS] = "ambiguous",
    [RESOLVED_MISSING] = "missing",
    [RESOLVED_RECOVERED] = "recovered",
};

const char *const work_name[WORK_COUNT] = {
    [WORK_UNKNOWN] = "unknown",
    [WORK_REVERT] = "revert",
    [WORK_TESTS] = "tests",
    [WORK_DOCS] = "docs",
    [WORK_CLEANUP] = "cleanup",
    [WORK_OTHER] = "other",
};

const int horizon_days[HORIZON_COUNT] = {[HORIZON_RELEASE] = 0, [HORIZON_90] = 90, [HORIZON_180] = 180};

int postmortem_follow_up(const struct postmortem *postmortem)
{
	int days = postmortem->as_of - postmortem->cycle.release.day;

	return postmortem->followed && days > 0 ? days : 0;
}

void postmortem_release(struct postmortem *postmortem)
{
	past_cycle_release(&postmortem->cycle);
	for (size_t i = 0; i < postmortem->commits.n; i++)
		past_commit_release(&postmortem->commits.v[i]);
	for (size_t i = 0; i < postmortem->blames.n; i++) {
		free(postmortem->blames.v[i].id);
		free(postmortem->blames.v[i].quoted);
	}
	for (size_t i = 0; i < postmortem->pulls.n; i++)
		past_pull_release(&postmortem->pulls.v[i]);
	past_touches_free(postmortem->touches, postmortem->own);
	array_release(&postmortem->commits);
	array_release(&postmortem->blames);
	array_release(&postmortem->pulls);
}

void postmortems_release(struct postmortems *postmortems)
{
	for (size_t i = 0; i < postmortems->n; i++)
		postmortem_release(&postmortems->v[i]);
	array_release(postmortems);
}
