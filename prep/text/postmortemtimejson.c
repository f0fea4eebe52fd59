/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemtimejson.h"

#include "facts/pastcurve.h"
#include "facts/pasttimes.h"
#include "text/jsonvalue.h"

/* ---- curves ---- */

static json_t *steps(const struct past_curve *curve)
{
	json_t *list = json_array();

	for (size_t i = 0; i < curve->survival.n; i++) {
		const struct survival_step *step = &curve->survival.v[i];
		struct curve_point point = past_curve_at(curve, (int)step->time);
		json_t *json = json_object();

		json_object_set_new(json, "day", json_integer(step->time));
		json_object_set_new(json, "at_risk", json_of_number(step->at_risk));
		json_object_set_new(json, "named", json_of_number(step->ended));
		json_object_set_new(json, "share", json_of_real(point.share));
		json_object_set_new(
		    json, "low", point.has_interval ? json_of_real(point.interval.low) : json_null());
		json_object_set_new(
		    json, "high", point.has_interval ? json_of_real(point.interval.high) : json_null());
		json_array_append_new(list, json);
	}
	return list;
}

static json_t *at_risk(const struct past_curve *curve)
{
	json_t *list = json_array();

	for (size_t i = 0; i < CURVE_DAYS; i++) {
		json_t *json = json_object();

		json_object_set_new(json, "day", json_integer(curve_days[i]));
		json_object_set_new(
		    json, "commits", json_of_number(past_curve_at(curve, curve_days[i]).at_risk));
		json_array_append_new(list, json);
	}
	return list;
}

static json_t *groups(const struct past_curves *curves)
{
	static const char *const kinds[] = {[CURVE_WHOLE] = "all",
	    [CURVE_BY_PULL] = "pull",
	    [CURVE_BY_WEEK] = "week",
	    [CURVE_BY_SOAK] = "soak"};
	json_t *list = json_array();

	for (enum curve_group group = 0; group < CURVE_COUNT; group++) {
		const struct past_curve *curve = &curves->v[group];
		json_t *json;

		if (!curve->commits)
			continue;
		json = json_object();
		json_object_set_new(json, "by", json_string(kinds[curve_kind(group)]));
		json_object_set_new(json, "group", json_string(curve_name(group)));
		json_object_set_new(json, "commits", json_of_number(curve->commits));
		json_object_set_new(json, "named", json_of_number(curve->named));
		json_object_set_new(json, "at_risk", at_risk(curve));
		json_object_set_new(json, "steps", steps(curve));
		json_array_append_new(list, json);
	}
	return list;
}

json_t *postmortem_curves_json(const struct postmortem *pm)
{
	struct past_curves curves;
	json_t *json;

	if (!pm->practice)
		return json_null();
	json = json_object();
	past_curves_find(&curves, pm, 1);
	json_object_set_new(json, "until", json_of_day(past_followed_until(pm)));
	json_object_set_new(json, "internal", json_of_number(curves.internal));
	json_object_set_new(json, "groups", groups(&curves));
	past_curves_release(&curves);
	return json;
}

/* ---- times ---- */

static json_t *time_of(const struct past_time *time)
{
	json_t *json = json_object();

	json_object_set_new(json, "fixes", json_of_number(time->fixes));
	json_object_set_new(json, "lower", time->fixes ? json_of_real(time->lower) : json_null());
	json_object_set_new(json, "median", time->fixes ? json_of_real(time->median) : json_null());
	json_object_set_new(json, "upper", time->fixes ? json_of_real(time->upper) : json_null());
	return json;
}

static json_t *times_of(const struct past_time times[TIME_COUNT])
{
	json_t *json = json_object();

	json_object_set_new(json, "release", time_of(&times[TIME_RELEASE]));
	json_object_set_new(json, "prior", time_of(&times[TIME_PRIOR]));
	return json;
}

json_t *postmortem_times_json(const struct postmortem *pm)
{
	struct past_times times;
	json_t *json;

	if (!pm->practice)
		return json_null();
	json = json_object();
	past_times_find(&times, pm, 1);
	json_object_set_new(json, "all", times_of(times.all));
	for (size_t i = 0; i < FINDER_COUNT; i++)
		json_object_set_new(json, finder_name[i], times_of(times.by[i]));
	json_object_set_new(json, "internal", json_of_number(times.internal));
	json_object_set_new(json, "root", json_of_number(times.root));
	json_object_set_new(json, "unresolved", json_of_number(times.unresolved));
	return json;
}
