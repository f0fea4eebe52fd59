/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stats.h"

#include "text/record.h"
#include "text/soak.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

enum { MAIL_WIDTH = 72, LABEL_WIDTH = 51, NUMBER_WIDTH = 5 };

const char *const stats_columns[] = {"next", "list", "name", "count", NULL};

/* What the mails call the tip: "-rc1" of "v6.19-rc1"; anything else in full. */
static const char *short_name(const char *tip)
{
	const char *at = strstr(tip, "-rc");

	return at && at[3] && !at[3 + strspn(at + 3, "0123456789")] ? at : tip;
}

static void add_line(struct buf *out, const char *text)
{
	wrap_add(out, text, 0, MAIL_WIDTH);
	buf_addch(out, '\n');
}

__attribute__((format(printf, 2, 3))) static void add_sentence(struct buf *out, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	char *safe;

	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	safe = safe_text(text.s);
	add_line(out, safe);
	free(safe);
	buf_release(&text);
}

/* Which daily tree it is, seen from BASE. */
static void add_head(struct buf *out, const struct stats *stats)
{
	const char *begin = stats->window ? "the merge window opened" : stats->base;

	if (stats->holds && !strcmp(stats->first, stats->next))
		add_sentence(out, "(No merge commits counted, %s was the first linux-next after %s.)",
		    stats->next, begin);
	else if (stats->first)
		add_sentence(out,
		    "(No merge commits counted, %s was a linux-next %s %s; the first one after was %s.)",
		    stats->next, stats->holds ? "after" : "before", begin, stats->first);
	else
		add_sentence(out,
		    "(No merge commits counted, %s was a linux-next before %s; there is none after.)",
		    stats->next, begin);
}

__attribute__((format(printf, 4, 5))) static void add_total(
    struct buf *out, size_t number, const char *behind, const char *format, ...)
{
	struct buf label = BUF_INIT;
	va_list args;
	char *safe;
	size_t width;

	va_start(args, format);
	buf_addv(&label, format, args);
	va_end(args);
	safe = safe_text(label.s);
	width = safe_width(safe);
	buf_addstr(out, safe);
	buf_addchars(out, ' ', width < LABEL_WIDTH ? LABEL_WIDTH - width : 1);
	buf_addf(out, "%*zu%s\n", NUMBER_WIDTH, number, behind);
	free(safe);
	buf_release(&label);
}

static void add_totals(struct buf *out, const struct stats *stats)
{
	struct buf percent = BUF_INIT;

	add_total(out, stats->commits, "", "Commits in %s (relative to %s):", stats->tip, stats->base);
	add_total(out, stats->next_commits, "", "Commits in %s:", stats->next);
	add_total(out, stats->same_id, "", "Commits with the same SHA1:");
	add_total(out, stats->same_patch, " (1)", "Commits with the same patch_id:");
	add_total(out, stats->same_subject, " (1)", "Commits with the same subject line:");
	buf_addstr(out, "\n(1) not counting those in the lines above.\n\n");
	if (stats_percent(stats) >= 0)
		buf_addf(&percent, " %d%%", stats_percent(stats));
	add_total(out, stats_matched(stats), percent.s,
	    "So commits in %s that were in %s:", short_name(stats->tip), stats->next);
	buf_release(&percent);
}

static void add_lists(struct buf *out, const struct stats_rest *rest)
{
	static const char *const titles[] = {
	    [STATS_WORD] = "first word of commit summary",
	    [STATS_AUTHOR] = "authors",
	    [STATS_COMMITTER] = "committers",
	};

	for (size_t by = 0; rest->n && by < STATS_LISTS; by++) {
		buf_addf(out, "\nTop ten %s:\n\n", titles[by]);
		for (size_t i = 0; i < rest->top[by].n; i++) {
			char *safe = safe_text(rest->top[by].v[i].name);

			buf_addf(out, "%7zu %s\n", rest->top[by].v[i].count, safe);
			free(safe);
		}
	}
}

static void add_extra(struct buf *out, const struct stats *stats)
{
	if (!stats->extra.n) {
		add_sentence(out, "There are no extra commits (relative to %s) in %s.", stats->next,
		    short_name(stats->tip));
		return;
	}
	add_sentence(out, "Some breakdown of the list of extra commits (relative to %s) in %s:", stats->next,
	    short_name(stats->tip));
	add_lists(out, &stats->extra);
}

static void add_left(struct buf *out, const struct stats *stats)
{
	const char *also = stats->extra.n ? "also " : "";

	if (stats->left.n == 1)
		add_sentence(out, "There is %s1 commit in %s that didn't make it into %s.", also, stats->next,
		    stats->tip);
	else
		add_sentence(out, "There are %s%zu commits in %s that didn't make it into %s.", also,
		    stats->left.n, stats->next, stats->tip);
	add_lists(out, &stats->left);
}

void stats_add_text(
    struct buf *out, const struct term *term, const struct stats *stats, const struct survey *survey)
{
	add_head(out, stats);
	buf_addch(out, '\n');
	add_totals(out, stats);
	buf_addch(out, '\n');
	add_extra(out, stats);
	buf_addch(out, '\n');
	add_left(out, stats);
	if (!stats->commits)
		return;
	buf_addch(out, '\n');
	add_sentence(out, "Days in linux-next of all commits in %s:", short_name(stats->tip));
	buf_addch(out, '\n');
	soak_add_days(out, term, survey, &survey->topics.v[0]);
}

/* --- records --- */

static void add_record(
    struct records *records, const struct stats *stats, const char *list, const char *name, long count)
{
	record_text(records, stats->next);
	record_text(records, list);
	record_text(records, name);
	if (count < 0)
		record_none(records);
	else
		record_number(records, count);
	record_end(records);
}

static void add_total_records(struct records *records, const struct stats *stats)
{
	const struct {
		const char *name;
		long count;
	} totals[] = {
	    {"commits", (long)stats->commits},
	    {"next", (long)stats->next_commits},
	    {"same_id", (long)stats->same_id},
	    {"same_patch", (long)stats->same_patch},
	    {"same_subject", (long)stats->same_subject},
	    {"matched", (long)stats_matched(stats)},
	    {"percent", stats_percent(stats)},
	    {"extra", (long)stats->extra.n},
	    {"left", (long)stats->left.n},
	};

	for (size_t i = 0; i < sizeof(totals) / sizeof(*totals); i++)
		add_record(records, stats, "total", totals[i].name, totals[i].count);
}

static void add_list_records(
    struct records *records, const struct stats *stats, const struct stats_rest *rest, const char *side)
{
	static const char *const kinds[] = {
	    [STATS_WORD] = "word", [STATS_AUTHOR] = "author", [STATS_COMMITTER] = "committer"};

	for (size_t by = 0; by < STATS_LISTS; by++) {
		char *list = mem_format("%s-%s", side, kinds[by]);

		for (size_t i = 0; i < rest->top[by].n; i++)
			add_record(
			    records, stats, list, rest->top[by].v[i].name, (long)rest->top[by].v[i].count);
		free(list);
	}
}

/* One number of days, or why there is none. */
struct day_count {
	enum match match; /* MATCH_SAME for all that were sighted */
	int days;
};

static int by_match_and_days(const void *a, const void *b)
{
	const struct day_count *x = a, *y = b;

	return x->match != y->match ? (int)x->match - (int)y->match
				    : (x->days > y->days) - (x->days < y->days);
}

static void add_day_records(struct records *records, const struct stats *stats, const struct survey *survey)
{
	struct day_count *all = mem_new(survey->commits.n + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < survey->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[i];
		bool sighted = commit->soak.match > MATCH_MODIFIED;

		if (!commit->merge)
			all[n++] = (struct day_count){
			    sighted ? MATCH_SAME : commit->soak.match, sighted ? commit->soak.days : 0};
	}
	qsort(all, n, sizeof(*all), by_match_and_days);
	for (size_t from = 0, to; from < n; from = to) {
		char *name = all[from].match == MATCH_SAME       ? mem_format("%d", all[from].days)
			     : all[from].match == MATCH_MODIFIED ? mem_dup("changed")
								 : mem_dup(match_name[all[from].match]);

		for (to = from; to < n && !by_match_and_days(&all[from], &all[to]); to++)
			;
		add_record(records, stats, "days", name, (long)(to - from));
		free(name);
	}
	free(all);
}

struct error *stats_records(
    FILE *out, const char *format, const struct stats *stats, const struct survey *survey)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, stats_columns);
	add_total_records(&records, stats);
	add_list_records(&records, stats, &stats->extra, "extra");
	add_list_records(&records, stats, &stats->left, "left");
	add_day_records(&records, stats, survey);
	return records_finish(&records);
}
