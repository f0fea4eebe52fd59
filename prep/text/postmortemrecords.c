/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemrecords.h"

#include "text/record.h"

#include <stdlib.h>

const char *const postmortem_columns[] = {"release", "fix", "culprit", "id", "by", "place", "resolution",
    "when", "internal", "corrected", "finder", "stable", "tracked", "fix_day", "fix_pull", "fix_tree",
    "fix_author", "fix_lines", "fix_tests", "fix_subject", "culprit_day", "culprit_pull", "culprit_tree",
    "culprit_batch", "culprit_week", "culprit_author", "culprit_lines", "culprit_tests", "culprit_soak",
    "culprit_first", "culprit_releases", "culprit_days", "culprit_subject", NULL};

static void record_size(struct records *records, const struct past_commit *commit)
{
	if (!commit->sized) {
		record_none(records);
		record_none(records);
	} else if (!commit->size.known) {
		record_text(records, "unknown");
		record_text(records, "unknown");
	} else {
		int share = ratio_share_added(&commit->size);

		record_number(records, ratio_changed(&commit->size));
		if (share < 0)
			record_none(records);
		else
			record_number(records, share);
	}
}

static void record_author(struct records *records, const struct past_commit *commit)
{
	char *author = mem_format("%s <%s>", commit->author, commit->email);

	record_text(records, author);
	free(author);
}

static const struct past_pull *pull_of(const struct postmortem *pm, const struct past_commit *commit)
{
	return commit->pull == PULL_NONE ? NULL : &pm->pulls.v[commit->pull];
}

static void record_pull(struct records *records, const struct past_pull *pull)
{
	if (pull)
		record_oid(records, &pull->merge);
	else
		record_none(records);
	record_text(records, pull ? pull->tree : NULL);
}

static void record_fix(struct records *records, const struct postmortem *pm, const struct past_commit *fix)
{
	record_text(records, fix->finder == FINDER_NONE ? NULL : finder_name[fix->finder]);
	record_bool(records, fix->stable);
	record_bool(records, fix->tracked);
	record_day(records, fix->taken);
	record_pull(records, pull_of(pm, fix));
	record_author(records, fix);
	record_size(records, fix);
	record_text(records, fix->subject);
}

static void record_count(struct records *records, int count)
{
	if (count > 0)
		record_number(records, count);
	else
		record_none(records);
}

static void record_tree(struct records *records, day_t when)
{
	int year, month, date;
	char *name;

	if (when == DAY_NONE) {
		record_none(records);
		return;
	}
	day_split(when, &year, &month, &date);
	name = mem_format("next-%04d%02d%02d", year, month, date);
	record_text(records, name);
	free(name);
}

static void record_soak(struct records *records, const struct past_commit *commit)
{
	const struct soak *soak = &commit->soak;

	if (!commit->soaked || soak->match == MATCH_UNKNOWN) {
		record_text(records, commit->soaked ? match_name[MATCH_UNKNOWN] : NULL);
		for (int i = 0; i < 3; i++)
			record_none(records);
		return;
	}
	record_text(records, match_name[soak->match]);
	record_tree(records, commit->first_next);
	record_number(records, soak->releases);
	if (soak->days == SOAK_NONE)
		record_none(records);
	else
		record_number(records, soak->days);
}

static void record_culprit(struct records *records, const struct postmortem *pm,
    const struct past_commit *culprit, const char *quoted)
{
	enum { COLUMNS = 12 };
	const struct past_pull *pull;

	if (!culprit) {
		for (int i = 0; i < COLUMNS; i++)
			record_none(records);
		record_text(records, quoted);
		return;
	}
	pull = pull_of(pm, culprit);
	record_day(records, culprit->taken);
	record_pull(records, pull);
	record_count(records, pull ? pull->batch : 0);
	record_count(records, pull ? pull->week : 0);
	record_author(records, culprit);
	record_size(records, culprit);
	record_soak(records, culprit);
	record_text(records, culprit->subject);
}

static void record_blame(struct records *records, const struct postmortem *pm, const struct blame *blame)
{
	const struct past_commit *fix = &pm->commits.v[blame->fix];
	const struct past_commit *culprit =
	    blame->culprit == BLAME_NONE ? NULL : &pm->commits.v[blame->culprit];

	record_text(records, pm->cycle.release.name);
	record_oid(records, &fix->oid);
	if (culprit)
		record_oid(records, &culprit->oid);
	else
		record_none(records);
	record_text(records, blame->id);
	record_text(records, blame->fixes && blame->reverts ? "both" : blame->fixes ? "fixes" : "reverts");
	record_text(records, blame_place_name[blame->place]);
	record_text(records, resolution_name[blame->resolution]);
	record_text(records, blame->later ? "later" : blame_place_name[fix->at]);
	record_bool(records, blame->internal);
	record_bool(records, blame->corrected);
	record_fix(records, pm, fix);
	record_culprit(records, pm, culprit, blame->quoted);
	record_end(records);
}

struct error *postmortem_tsv(FILE *out, const struct postmortems *postmortems)
{
	struct records records;

	records_start(&records, out, RECORD_TSV, postmortem_columns);
	for (size_t c = 0; c < postmortems->n; c++) {
		const struct postmortem *pm = &postmortems->v[c];

		for (size_t i = 0; i < pm->blames.n; i++) {
			const struct blame *blame = &pm->blames.v[i];

			if (pm->commits.v[blame->fix].counted ||
			    (blame->culprit != BLAME_NONE && pm->commits.v[blame->culprit].counted))
				record_blame(&records, pm, blame);
		}
	}
	return records_finish(&records);
}
