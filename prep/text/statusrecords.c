/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/statusrecords.h"

#include "text/elsewhere.h"
#include "text/gates.h"
#include "text/objections.h"
#include "text/record.h"

#include <string.h>

const char *const status_columns[] = {"topic", "tip", "batch", "clause", "commits", "fixes", "releases",
    "never", "changed", "first", "tests", "docs", "merge", "merged_on", "could_go", "reason", "errors",
    "warnings", "gates", "elsewhere", NULL};

static void record_share(struct records *records, int share)
{
	if (share < 0)
		record_none(records);
	else
		record_number(records, share);
}

static void record_objections(struct records *records, const struct status *status, const struct topic *topic)
{
	static const enum finding_level levels[] = {FINDING_ERROR, FINDING_WARNING};

	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		if (status->findings && topic->commits.n)
			record_number(records, (long)objections_of(status->findings, levels[i], topic->name));
		else
			record_none(records);
}

static void record_soak(struct records *records, const struct status *status, const struct topic *topic)
{
	const struct next_trees *next = &status->survey->project->next;

	if (!status->rules->next_data || !topic->judged || topic->unknown) {
		for (size_t i = 0; i < 4; i++)
			record_none(records);
		return;
	}
	record_number(records, topic->least_releases);
	record_number(records, (long)topic->never);
	record_number(records, (long)topic->modified);
	record_text(
	    records, topic->first >= 0 && (size_t)topic->first < next->n ? next->v[topic->first].name : NULL);
}

struct error *status_records(FILE *out, const char *format, const struct status *status)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, status_columns);
	for (size_t i = 0; i < status->n; i++) {
		const struct topic *topic = &status->survey->topics.v[status->topics[i]];
		const struct verdict *verdict = &status->verdicts[status->topics[i]];

		record_text(&records, topic->name);
		record_oid(&records, &topic->tip);
		record_text(&records, batch_name[verdict->batch]);
		record_number(&records, (long)verdict->clause);
		record_number(&records, (long)topic->patches);
		record_number(&records, (long)topic->fixes);
		record_soak(&records, status, topic);
		record_share(&records, ratio_class_added(&topic->ratio, CLASS_TESTS));
		record_share(&records, ratio_class_added(&topic->ratio, CLASS_DOCS));
		record_text(&records, topic->merged_as);
		record_day(&records, topic->merged_as ? topic->merged_on : DAY_NONE);
		record_day(&records, verdict->batch == BATCH_HOLD ? verdict->could_go : DAY_NONE);
		record_text(&records, verdict->reason);
		record_objections(&records, status, topic);
		gates_record(&records, status->gates, status->topics[i]);
		if (status->survey->elsewhere && !status->gates)
			record_none(&records);
		if (status->survey->elsewhere)
			record_elsewhere(&records, &topic->elsewhere);
		record_end(&records);
	}
	return records_finish(&records);
}
