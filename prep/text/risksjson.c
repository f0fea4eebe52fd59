/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/risksjson.h"

#include "facts/pastcompare.h"
#include "facts/pastrisk.h"

static json_t *number(size_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *interval(const struct interval *of)
{
	json_t *json = json_object();

	json_object_set_new(json, "low", json_real(of->low));
	json_object_set_new(json, "high", json_real(of->high));
	return json;
}

static json_t *risk(const struct relative_risk *of)
{
	json_t *json;

	if (!of->known)
		return json_null();
	json = interval(&of->interval);
	json_object_set_new(json, "ratio", json_real(of->ratio));
	return json;
}

/* With Wilson's interval, which of nothing is none. */
static json_t *share(size_t named, size_t commits)
{
	const struct interval wilson = wilson_interval((long)named, (long)commits);
	json_t *json = json_object();

	json_object_set_new(json, "commits", number(commits));
	json_object_set_new(json, "named", number(named));
	json_object_set_new(json, "interval", commits ? interval(&wilson) : json_null());
	return json;
}

/* ---- groups ---- */

static json_t *group(const struct risk_table *table, size_t at)
{
	const struct risk_group *of = &table->v[at];
	json_t *json = share(of->named, of->commits);

	json_object_set_new(json, "group", json_string(of->words));
	json_object_set_new(json, "reference", json_boolean(at == table->reference));
	json_object_set_new(json, "risk", risk(&of->crude));
	json_object_set_new(json, "risk_by_size", risk(&of->adjusted));
	return json;
}

static json_t *trend(const struct trend *of)
{
	json_t *json;

	if (!of->known)
		return json_null();
	json = json_object();
	json_object_set_new(json, "rising", json_boolean(of->rising));
	json_object_set_new(json, "chi_squared", json_real(of->chi));
	json_object_set_new(json, "p", json_real(of->p));
	return json;
}

static json_t *table(const struct risk_table *of)
{
	json_t *json, *groups;

	if (!of->releases)
		return json_null();
	json = json_object();
	groups = json_array();
	for (size_t g = 0; g < of->n; g++)
		json_array_append_new(groups, group(of, g));
	json_object_set_new(json, "groups", groups);
	json_object_set_new(json, "unknown", share(of->unknown_named, of->unknown));
	json_object_set_new(json, "trend", trend(&of->trend));
	return json;
}

json_t *risks_json(const struct postmortem *postmortem)
{
	struct past_risks risks;
	json_t *json = json_object();

	past_risks_find(&risks, postmortem, 1);
	for (enum risk_axis axis = 0; axis < RISK_AXIS_COUNT; axis++)
		json_object_set_new(json, risk_axis_name[axis], table(&risks.of[axis]));
	return json;
}

/* ---- late against early ---- */

static json_t *comparison(const struct past_comparison *of)
{
	json_t *json;

	if (!of->releases)
		return json_null();
	json = json_object();
	json_object_set_new(json, "late", share((size_t)of->arms.hits, (size_t)of->arms.of));
	json_object_set_new(json, "early", share((size_t)of->arms.other_hits, (size_t)of->arms.other_of));
	json_object_set_new(json, "risk", risk(&of->naive));
	json_object_set_new(json, "risk_by_size", risk(&of->by_size));
	json_object_set_new(json, "unknown_size", number(of->unsized));
	json_object_set_new(json, "clusters", number(of->clusters));
	json_object_set_new(
	    json, "clustered", of->clustered.known ? interval(&of->clustered.interval) : json_null());
	return json;
}

json_t *comparisons_json(const struct postmortem *postmortem)
{
	json_t *json = json_object();

	for (enum past_arms by = 0; by < ARMS_COUNT; by++) {
		json_t *outcomes = json_object();

		for (enum past_outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
			struct past_comparison of;

			past_compare(&of, postmortem, 1, by, outcome);
			json_object_set_new(outcomes, outcome_name[outcome], comparison(&of));
		}
		json_object_set_new(json, arms_name[by], outcomes);
	}
	return json;
}
