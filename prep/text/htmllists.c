/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmllists.h"

#include "facts/pastlists.h"
#include "facts/pullfate.h"
#include "text/html.h"

#include <stdlib.h>

enum { MOST = 10 };

/* One list: its table begins with its first line; what is more than MOST is a second one, folded away. */
struct list {
	struct buf *out;
	const char *caption;
	const char *const *heads;
	size_t n, of; /* lines so far, and in all */
};

static void begin_line(struct list *list)
{
	if (list->n == MOST) {
		html_table_end(list->out);
		buf_addf(list->out, "<details><summary>and %zu more</summary>\n", list->of - MOST);
	}
	if (!list->n || list->n == MOST)
		html_table_begin(list->out, "list", list->caption, list->heads);
	list->n++;
}

static void end_list(const struct list *list)
{
	if (list->n)
		html_table_end(list->out);
	if (list->n > MOST)
		buf_addstr(list->out, "</details>\n");
}

/* ---- the worst ---- */

static void add_pulls(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {
	    "Merge", "Named", "Of commits", "Fixes that name the merge", "Subject", NULL};
	const struct postmortem *pm = release->postmortem;
	size_t n;
	struct pull_fate *pulls = pull_fates_find(pm, release->fates, pm->cycle.release.day, &n);
	struct list list = {out, "Pulls that were mended most by the release", heads, 0, 0};

	while (list.of < n && pulls[list.of].named + pulls[list.of].charged)
		list.of++;
	for (size_t i = 0; i < list.of; i++) {
		begin_line(&list);
		html_row_begin_oid(out, &pm->pulls.v[pulls[i].pull].merge);
		html_cell_number(out, pulls[i].named);
		html_cell_number(out, pulls[i].commits);
		html_cell_number(out, pulls[i].charged);
		html_cell(out, pm->pulls.v[pulls[i].pull].subject);
		html_row_end(out);
	}
	free(pulls);
	end_list(&list);
}

static void add_culprits(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {"Commit", "Times", "Subject", NULL};
	const struct postmortem *pm = release->postmortem;
	struct past_entries often;
	struct list list = {out, "Commits that were named more than once", heads, 0, 0};

	past_named_often(&often, pm, release->fates);
	list.of = often.n;
	for (size_t i = 0; i < often.n; i++) {
		const struct past_commit *commit = &pm->commits.v[often.v[i].at];

		begin_line(&list);
		html_row_begin_oid(out, &commit->oid);
		html_cell_number(out, often.v[i].n);
		html_cell(out, commit->subject);
		html_row_end(out);
	}
	past_entries_release(&often);
	end_list(&list);
}

static void add_revert(
    struct buf *out, const struct postmortem *pm, const struct blame *blame, size_t together)
{
	const struct past_commit *culprit = &pm->commits.v[blame->culprit], *fix = &pm->commits.v[blame->fix];

	html_row_begin_oid(out, &culprit->oid);
	html_cell_number(out, together);
	html_cell_day(out, fix->taken);
	html_cell(out, fix->undone ? "yes" : "no");
	html_cell(out, together > 1 ? pm->pulls.v[culprit->pull].subject : culprit->subject);
	html_row_end(out);
}

static void add_reverted(struct buf *out, const struct html_release *release)
{
	static const char *const heads[] = {
	    "Commit", "Together", "Reverted", "Applied again", "Subject, or that of their pull", NULL};
	const struct postmortem *pm = release->postmortem;
	struct past_entries reverted;
	struct list list = {out, "Reverted; a series that was reverted together is one line", heads, 0, 0};

	past_reverted(&reverted, pm);
	list.of = reverted.n;
	for (size_t i = 0; i < reverted.n; i++) {
		begin_line(&list);
		add_revert(out, pm, &pm->blames.v[reverted.v[i].at], reverted.v[i].n);
	}
	past_entries_release(&reverted);
	end_list(&list);
}

void html_add_worst(struct buf *out, const struct html_release *release)
{
	add_pulls(out, release);
	add_culprits(out, release);
	add_reverted(out, release);
}

/* ---- what needs a look ---- */

/* Each fix with what it names: a commit by its own id, else the id that was written and what was quoted. */
static void add_blames(
    struct buf *out, const struct postmortem *pm, const char *caption, const struct past_entries *blames)
{
	static const char *const heads[] = {"Fix", "Its subject", "Names", "Whose subject is", NULL};
	struct list list = {out, caption, heads, 0, blames->n};

	for (size_t i = 0; i < blames->n; i++) {
		const struct blame *blame = &pm->blames.v[blames->v[i].at];
		const struct past_commit *fix = &pm->commits.v[blame->fix],
					 *culprit = past_culprit(pm, blame);

		begin_line(&list);
		html_row_begin_oid(out, &fix->oid);
		html_cell(out, fix->subject);
		if (culprit && blame->resolution != RESOLVED_RECOVERED) {
			html_cell_oid(out, &culprit->oid);
		} else {
			buf_addstr(out, "<td><code>");
			html_add(out, blame->id);
			buf_addstr(out, "</code></td>");
		}
		html_cell(out, culprit ? culprit->subject : blame->quoted ? blame->quoted : "unknown");
		html_row_end(out);
	}
	end_list(&list);
}

void html_add_odd(struct buf *out, const struct html_release *release)
{
	const struct postmortem *pm = release->postmortem;
	struct past_entries blames;

	past_chains(&blames, pm);
	add_blames(out, pm, "Fixes of fixes", &blames);
	past_entries_release(&blames);
	for (size_t i = 0; i < past_odds_n; i++) {
		past_resolved(&blames, pm, past_odds[i].resolution);
		add_blames(out, pm, past_odds[i].head, &blames);
		past_entries_release(&blames);
	}
}
