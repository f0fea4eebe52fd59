/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/soak.h"

#include "text/histogram.h"
#include "text/record.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

const char *const soak_columns[] = {
    "commit", "match", "first", "days", "releases", "own_first", "last", "newest", "was", "subject", NULL};

/* --- why a commit needs attention, the worst first --- */

enum attention { UNKNOWN, NEVER, CHANGED, LATE, SHORT, LEFT, REBASED, ATTENTIONS, FINE = ATTENTIONS };

static const struct {
	const char *word;
	enum paint paint;
} attention_look[ATTENTIONS] = {
    [UNKNOWN] = {"unknown", PAINT_BAD},
    [NEVER] = {"never", PAINT_BAD},
    [CHANGED] = {"changed", PAINT_BAD},
    [LATE] = {"late", PAINT_WARN},
    [SHORT] = {"short", PAINT_WARN},
    [LEFT] = {"left", PAINT_WARN},
    [REBASED] = {"rebased", PAINT_DIM},
};

struct view {
	const struct survey *survey;
	const struct next_trees *next;
	long min_releases;
	day_t window; /* day 0 of the open window, DAY_NONE otherwise */
};

static enum attention attention_of(const struct view *view, const struct commit_facts *commit)
{
	const struct soak *soak = &commit->soak;

	switch (soak->match) {
	case MATCH_UNKNOWN:
		return UNKNOWN;
	case MATCH_NEVER:
		return NEVER;
	case MATCH_MODIFIED:
		return CHANGED;
	default:
		break;
	}
	if (view->window != DAY_NONE && soak->taken == DAY_NONE &&
	    view->next->v[soak->first].day > view->window)
		return LATE;
	if (soak->releases < view->min_releases)
		return SHORT;
	if (soak->newest == NEWEST_NO)
		return LEFT;
	return soak->match == MATCH_REBASED ? REBASED : FINE;
}

static void add_releases(struct buf *out, int releases)
{
	buf_addf(out, "%d release%s", releases, releases == 1 ? "" : "s");
}

/* What there is to say beside the word. */
static void add_detail(
    struct buf *out, const struct view *view, const struct soak *soak, enum attention attention)
{
	const struct next_tree *trees = view->next->v;

	switch (attention) {
	case UNKNOWN:
		if (soak->before)
			buf_addf(
			    out, "in mainline before %s, the oldest one here", next_oldest(view->next)->name);
		break;
	case CHANGED:
		buf_addf(out, "older version since %s", trees[soak->was].name);
		break;
	case LATE:
		buf_addf(out, "since %s, after the window opened", trees[soak->first].name);
		break;
	case SHORT:
		add_releases(out, soak->releases);
		buf_addf(out, " since %s", trees[soak->first].name);
		break;
	case LEFT:
		buf_addf(out, "last in %s", trees[soak->last].name);
		break;
	case REBASED:
		add_releases(out, soak->releases);
		buf_addf(out, " since %s under another id", trees[soak->first].name);
		break;
	default:
		break;
	}
}

static void add_attention(struct buf *out, const struct term *term, const struct view *view,
    const struct commit_facts *commit, enum attention attention)
{
	struct buf detail = BUF_INIT;
	char *subject = safe_text(*commit->subject ? commit->subject : "(no subject)");
	size_t room;

	add_detail(&detail, view, &commit->soak, attention);
	buf_addf(out, "    %s%-8s%s  %s", term_paint(term, attention_look[attention].paint),
	    attention_look[attention].word, term_end(term), term_paint(term, PAINT_NAME));
	buf_add_oid(out, &commit->oid, 12);
	buf_addf(out, "%s  ", term_end(term));
	room = term->width > 60 ? term->width - 28 : 32;
	safe_add_cut(out, subject, room);
	if (detail.len)
		buf_addf(out, "\n%*s%s(%s)%s", 14, "", term_paint(term, PAINT_DIM), detail.s, term_end(term));
	buf_addch(out, '\n');
	free(subject);
	buf_release(&detail);
}

/* --- the histograms --- */

enum { MOST = 8 };
struct range {
	const char *label;
	int from, to;
};
static const struct range by_releases[] = {
    {"1", 1, 1}, {"2", 2, 2}, {"3", 3, 3}, {"4\u20139", 4, 9}, {"10+", 10, 1 << 30}, {NULL, 0, 0}};
static const struct range by_days[] = {{"0", 0, 0}, {"1\u20136", 1, 6}, {"7\u201313", 7, 13},
    {"14\u201327", 14, 27}, {"28+", 28, 1 << 30}, {NULL, 0, 0}};

/* The earliest tree that held an older version, in words; empty if there is none. */
static void add_since(struct buf *note, const struct view *view, const struct topic *topic)
{
	int was = SOAK_NONE;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct soak *soak = &view->survey->commits.v[topic->commits.v[i]].soak;

		if (soak->match == MATCH_MODIFIED && (was == SOAK_NONE || soak->was < was))
			was = soak->was;
	}
	if (was != SOAK_NONE)
		buf_addf(note, "(older versions since %s)", view->next->v[was].name);
}

static void add_histogram(struct buf *out, const struct term *term, const struct view *view,
    const struct topic *topic, const char *title, const struct range *ranges, bool days)
{
	struct histogram_row rows[MOST] = {{"never", 0, PAINT_BAD, NULL}};
	struct buf note = BUF_INIT;
	size_t n = 1, changed, unknown;

	for (const struct range *r = ranges; r->label; r++)
		rows[n++] = (struct histogram_row){r->label, 0, PAINT_GOOD, NULL};
	changed = n++;
	unknown = n;
	rows[changed] = (struct histogram_row){"changed", 0, PAINT_BAD, NULL};
	rows[unknown] = (struct histogram_row){"unknown", 0, PAINT_BAD, NULL};
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = view->survey->commits.v + topic->commits.v[i];
		const struct soak *soak = &commit->soak;
		int value = days ? soak->days : soak->releases;

		if (commit->merge)
			continue;
		if (soak->match == MATCH_UNKNOWN)
			rows[unknown].count++;
		else if (soak->match == MATCH_NEVER)
			rows[0].count++;
		else if (soak->match == MATCH_MODIFIED)
			rows[changed].count++;
		for (size_t k = 0; soak->match > MATCH_MODIFIED && ranges[k].label; k++)
			rows[1 + k].count += value >= ranges[k].from && value <= ranges[k].to;
	}
	if (rows[changed].count && !days)
		add_since(&note, view, topic);
	rows[changed].note = note.len ? note.s : NULL;
	histogram_add(out, term, title, rows, rows[unknown].count ? n + 1 : n, 4);
	buf_release(&note);
}

static void add_attentions(
    struct buf *out, const struct term *term, const struct view *view, const struct topic *topic)
{
	bool begun = false;

	for (int attention = 0; attention < ATTENTIONS; attention++)
		for (size_t i = 0; i < topic->commits.n; i++) {
			const struct commit_facts *commit = view->survey->commits.v + topic->commits.v[i];

			if (commit->merge || (int)attention_of(view, commit) != attention)
				continue;
			if (!begun)
				buf_addch(out, '\n');
			begun = true;
			add_attention(out, term, view, commit, (enum attention)attention);
		}
}

/* A line may say "at least" of commits that were there on an integration branch's first day. */
static bool there_from_the_start(const struct view *view, const struct topic *topic)
{
	for (size_t i = 0; view->next->at_least && i < topic->commits.n; i++)
		if (view->survey->commits.v[topic->commits.v[i]].soak.first == 0)
			return true;
	return false;
}

/* On one line if it fits, else on two. */
static void add_head(struct buf *out, const struct term *term, const struct next_trees *next,
    const struct topic *topic, const char *name)
{
	char *what = mem_format(": %zu commit%s", topic->patches, topic->patches == 1 ? "" : "s");
	struct buf range = BUF_INIT;

	if (next_count(next))
		buf_addf(&range, "against linux-next of %s", next_oldest(next)->name);
	else
		buf_addstr(&range, "no daily tree meets mainline");
	if (next_count(next) > 1)
		buf_addf(&range, "..%s (%zu releases)", next_newest(next)->name, next_count(next));
	buf_addf(out, "%s%s%s%s", term_paint(term, PAINT_BOLD), name, term_end(term), what);
	buf_addstr(
	    out, safe_width(name) + strlen(what) + 1 + safe_width(range.s) > term->width ? "\n    " : " ");
	buf_addf(out, "%s\n", range.s);
	free(what);
	buf_release(&range);
}

void soak_add_days(
    struct buf *out, const struct term *term, const struct survey *survey, const struct topic *topic)
{
	struct view view = {survey, &survey->project->next, 0, DAY_NONE};

	add_histogram(out, term, &view, topic, "days", by_days, true);
}

void soak_add_topic(struct buf *out, const struct term *term, const struct survey *survey,
    const struct topic *topic, long min_releases)
{
	const struct cycle *cycle = &survey->project->cycle;
	const struct next_trees *next = &survey->project->next;
	struct view view = {
	    survey, next, min_releases, cycle->phase == PHASE_WINDOW ? cycle->opens : DAY_NONE};
	char *name = safe_text(topic->name);

	add_head(out, term, next, topic, name);
	if (topic->patches) {
		buf_addch(out, '\n');
		add_histogram(out, term, &view, topic, "releases", by_releases, false);
		buf_addch(out, '\n');
		add_histogram(out, term, &view, topic, "days", by_days, true);
		if (there_from_the_start(&view, topic))
			buf_addf(out,
			    "\n    %s starts with %s: what was in it then has been there at least that "
			    "long.\n",
			    next->where, next->v[0].name);
		add_attentions(out, term, &view, topic);
	}
	free(name);
}

/* --- what holds for all --- */

/* A first line of words is wrapped; a second one, which ends in a command, stays whole, so that it can be
 * copied. */
static void add_note(struct buf *out, const struct term *term, const char *text)
{
	size_t length = strcspn(text, "\n");
	struct buf safe = BUF_INIT;

	safe_add(&safe, text, length);
	buf_addstr(out, term_paint(term, PAINT_WARN));
	wrap_add(out, safe.s, 0, term->width);
	buf_addf(out, "%s\n", term_end(term));
	buf_reset(&safe);
	if (text[length]) {
		safe_add(&safe, text + length + 1, strlen(text + length + 1));
		buf_addf(out, "  %s\n", safe.s);
	}
	buf_release(&safe);
}

/* All there is to say, a note each. */
static void collect_notes(struct strings *list, const struct next_trees *next, const struct soak_notes *notes)
{
	char *sparse = next_sparse(next);

	if (sparse)
		strings_take(list, sparse);
	if (notes->stale)
		strings_add(list, notes->stale);
	for (size_t i = 0; i < notes->left_out.n; i++)
		strings_take(list, mem_format("%s never meets mainline's first-parent line: left out",
				       notes->left_out.v[i]));
	for (size_t i = 0; i < notes->unknown.n; i++)
		strings_take(list, mem_format("%s\nSee what is wrong with:  git fsck", notes->unknown.v[i]));
}

void soak_add_notes(
    struct buf *out, const struct term *term, const struct next_trees *next, const struct soak_notes *notes)
{
	struct strings list = STRINGS_INIT;

	collect_notes(&list, next, notes);
	for (size_t i = 0; i < list.n; i++)
		add_note(out, term, list.v[i]);
	if (list.n)
		buf_addch(out, '\n');
	strings_release(&list);
}

void soak_warn(const struct next_trees *next, const struct soak_notes *notes)
{
	struct strings list = STRINGS_INIT;

	collect_notes(&list, next, notes);
	for (size_t i = 0; i < list.n; i++)
		warning("%s", list.v[i]);
	strings_release(&list);
}

/* --- records --- */

static void record_tree(struct records *records, const struct next_trees *next, int tree)
{
	record_text(records, tree == SOAK_NONE ? NULL : next->v[tree].name);
}

static void record_commit(
    struct records *records, const struct next_trees *next, const struct commit_facts *commit)
{
	const struct soak *soak = &commit->soak;

	record_oid(records, &commit->oid);
	record_text(records, match_name[soak->match]);
	record_tree(records, next, soak->first);
	if (soak->days == SOAK_NONE)
		record_none(records);
	else
		record_number(records, soak->days);
	if (soak->match == MATCH_UNKNOWN && !soak->before)
		record_none(records);
	else
		record_number(records, soak->releases);
	record_tree(records, next, soak->own_first);
	record_tree(records, next, soak->last);
	record_text(
	    records, soak->match == MATCH_UNKNOWN && !soak->before ? NULL : newest_name[soak->newest]);
	record_tree(records, next, soak->was);
	record_text(records, commit->subject);
	record_end(records);
}

struct error *soak_records(FILE *out, const char *format, const struct survey *survey)
{
	struct records records;

	records_start(&records, out, strcmp(format, "json") ? RECORD_TSV : RECORD_JSON, soak_columns);
	for (size_t t = 0; t < survey->topics.n; t++) {
		const struct topic *topic = survey->topics.v + t;

		for (size_t i = 0; i < topic->commits.n; i++) {
			const struct commit_facts *commit = survey->commits.v + topic->commits.v[i];

			if (!commit->merge)
				record_commit(&records, &survey->project->next, commit);
		}
	}
	return records_finish(&records);
}
