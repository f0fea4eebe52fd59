/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemjson.h"

#include "facts/pastcount.h"
#include "facts/pullfate.h"
#include "text/jsonvalue.h"
#include "text/postmortemtimejson.h"
#include "text/postmortemtools.h"
#include "text/risksjson.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static json_t *places(const size_t *counts)
{
	static const enum blame_place order[] = {AT_WINDOW, AT_RC, AT_PRIOR, AT_UNREACHABLE, AT_UNRESOLVED};
	json_t *json = json_object();

	for (size_t i = 0; i < AT_COUNT; i++)
		json_object_set_new(json, blame_place_name[order[i]], json_of_number(counts[order[i]]));
	return json;
}

static json_t *resolutions(const struct past_counts *counts)
{
	json_t *json = json_object();

	for (size_t i = 0; i < RESOLUTION_COUNT; i++)
		json_object_set_new(json, resolution_name[i], json_of_number(counts->resolved[i]));
	return json;
}

/* What depends on Fixes: being written at all. */
static void add_fixes(json_t *json, const struct past_counts *counts, bool practice)
{
	json_object_set_new(json, "fixes", practice ? json_of_number(counts->fixes) : json_null());
	json_object_set_new(json, "culprits", practice ? places(counts->culprits) : json_null());
	json_object_set_new(json, "tags", practice ? json_of_number(counts->tags) : json_null());
	json_object_set_new(json, "culprits_by_tag", practice ? places(counts->by_tag) : json_null());
	json_object_set_new(json, "resolution", practice ? resolutions(counts) : json_null());
	json_object_set_new(json, "recovered", practice ? json_of_number(counts->recovered) : json_null());
	json_object_set_new(json, "internal", practice ? json_of_number(counts->internal) : json_null());
}

static json_t *span(const struct postmortem *pm, enum blame_place at, size_t rc)
{
	json_t *json = json_object(), *reverts = json_object();
	struct past_counts counts;

	past_count(&counts, pm, at, rc);
	json_object_set_new(json, "commits", json_of_number(counts.commits));
	add_fixes(json, &counts, pm->practice);
	json_object_set_new(reverts, "raw", json_of_number(counts.reverts));
	json_object_set_new(reverts, "net", json_of_number(counts.reverts_net));
	json_object_set_new(reverts, "culprits", places(counts.reverted));
	json_object_set_new(json, "reverts", reverts);
	json_object_set_new(json, "either", pm->practice ? json_of_number(counts.either) : json_null());
	return json;
}

static json_t *tag(const struct past_tag *at)
{
	json_t *json = json_object();

	json_object_set_new(json, "name", json_of_text(at->name));
	json_object_set_new(json, "commit", json_of_oid(&at->commit));
	json_object_set_new(json, "date", json_of_day(at->day));
	return json;
}

/* Each -rc after the first has the commits since the one before; the release those since the last. */
static json_t *each_rc(const struct postmortem *pm)
{
	json_t *list = json_array();

	for (size_t i = 1; i <= past_rcs(pm); i++) {
		json_t *json = span(pm, AT_RC, i);

		json_object_set_new(json, "tag", json_of_text(past_rc_name(pm, i)));
		json_array_append_new(list, json);
	}
	return list;
}

static int oldest_first(const void *a, const void *b)
{
	size_t one = ((const struct pull_fate *)a)->pull, other = ((const struct pull_fate *)b)->pull;

	return (one > other) - (one < other);
}

static json_t *pulls(const struct postmortem *pm)
{
	struct fate *fates = fates_find(pm);
	size_t n;
	struct pull_fate *by_fate = pull_fates_find(pm, fates, pm->cycle.release.day, &n);
	json_t *list = json_array();

	qsort(by_fate, n, sizeof(*by_fate), oldest_first);
	for (size_t i = 0; i < n; i++) {
		const struct past_pull *pull = &pm->pulls.v[by_fate[i].pull];
		json_t *json = json_object();

		json_object_set_new(json, "merge", json_of_oid(&pull->merge));
		json_object_set_new(json, "subject", json_of_text(pull->subject));
		json_object_set_new(json, "tree", json_of_text(pull->tree));
		json_object_set_new(json, "date", json_of_day(pull->taken));
		json_object_set_new(json, "window", json_boolean(pull->window));
		json_object_set_new(json, "batch", pull->batch ? json_integer(pull->batch) : json_null());
		json_object_set_new(json, "week", pull->week ? json_integer(pull->week) : json_null());
		json_object_set_new(json, "commits", json_of_number(pull->commits));
		json_object_set_new(json, "named", json_of_number(by_fate[i].named));
		json_object_set_new(json, "merge_named", json_of_number(by_fate[i].charged));
		json_array_append_new(list, json);
	}
	free(by_fate);
	free(fates);
	return list;
}

static json_t *object(const struct postmortem *pm, bool risks)
{
	json_t *json = json_object();

	json_object_set_new(json, "release", json_of_text(pm->cycle.release.name));
	json_object_set_new(json, "partial", json_boolean(pm->cycle.partial));
	json_object_set_new(json, "practice", json_boolean(pm->practice));
	json_object_set_new(json, "filtered", json_boolean(pm->filtered));
	json_object_set_new(json, "corrections", json_of_number(pm->corrections));
	json_object_set_new(json, "from", tag(&pm->cycle.prev));
	json_object_set_new(json, "rc1", tag(&pm->cycle.rcs.v[0]));
	json_object_set_new(json, "to", tag(&pm->cycle.release));
	json_object_set_new(json, "window", span(pm, AT_WINDOW, PAST_ALL_RCS));
	json_object_set_new(json, "rc", span(pm, AT_RC, PAST_ALL_RCS));
	json_object_set_new(json, "rcs", each_rc(pm));
	json_object_set_new(json, "pulls", pulls(pm));
	json_object_set_new(json, "curves", postmortem_curves_json(pm));
	json_object_set_new(json, "times", postmortem_times_json(pm));
	if (pm->touches)
		json_object_set_new(json, "tools", postmortem_tools_json(pm));
	if (risks) {
		json_object_set_new(json, "risks", risks_json(pm));
		json_object_set_new(json, "comparisons", comparisons_json(pm));
	}
	return json;
}

struct error *postmortem_json(FILE *out, const struct postmortems *postmortems, bool risks)
{
	json_t *list = json_array();
	int fd = fileno(out), failed;

	for (size_t i = 0; i < postmortems->n; i++)
		json_array_append_new(list, object(&postmortems->v[i], risks));
	failed = json_dumpf(list, out,
	    JSON_INDENT(2) | JSON_REAL_PRECISION(6) | (fd >= 0 && isatty(fd) ? JSON_ENSURE_ASCII : 0));
	json_decref(list);
	fputc('\n', out);
	if (failed || fflush(out))
		return error_new(errno == EPIPE ? ERROR_PIPE : ERROR_FAILED, "cannot write the figures: %s",
		    strerror(errno));
	return NULL;
}
