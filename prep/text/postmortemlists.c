/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemlists.h"

#include "facts/pastlists.h"
#include "text/share.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 10, DIGITS = 12, INDENT = 2 };

/* One list: its head is written with its first line, what is more than MOST is counted. */
struct list {
	struct buf *out;
	const struct term *term;
	const char *head;
	size_t n;
};

static bool begin_line(struct list *list)
{
	if (!list->n)
		buf_addf(list->out, "\n%s%s%s\n", term_paint(list->term, PAINT_BOLD), list->head,
		    term_end(list->term));
	return list->n++ < MOST;
}

static void end_list(const struct list *list)
{
	if (list->n > MOST)
		buf_addf(list->out, "  and %zu more: --format=tsv has all\n", list->n - MOST);
}

/* The rest of a line, as far as it fits. */
static void add_rest(struct list *list, size_t column, const char *text)
{
	char *safe = safe_text(text);

	safe_add_cut(list->out, safe, list->term->width > column + 20 ? list->term->width - column : 20);
	buf_addch(list->out, '\n');
	free(safe);
}

/* column: where the line ends so far. */
static void add_commit(struct list *list, size_t column, const struct past_commit *commit)
{
	buf_add_oid(list->out, &commit->oid, DIGITS);
	buf_addstr(list->out, "  ");
	add_rest(list, column + DIGITS + 2, commit->subject);
}

static void add_indented(struct list *list, const struct past_commit *commit)
{
	buf_addchars(list->out, ' ', INDENT);
	add_commit(list, INDENT, commit);
}

/* ---- the worst ---- */

static void add_pulls(struct list *list, const struct postmortem *pm, const struct fate *fates, day_t by)
{
	size_t n;
	struct pull_fate *pulls = pull_fates_find(pm, fates, by, &n);

	for (size_t i = 0; i < n && pulls[i].named + pulls[i].charged; i++) {
		const struct past_pull *pull = &pm->pulls.v[pulls[i].pull];
		struct buf text = BUF_INIT;

		if (!begin_line(list))
			continue;
		buf_addf(&text, "%zu of %zu", pulls[i].named, pulls[i].commits);
		if (pulls[i].charged)
			buf_addf(&text, " + %zu", pulls[i].charged);
		buf_addstr(list->out, "  ");
		share_add_left(list->out, 12, text.s);
		buf_add_oid(list->out, &pull->merge, DIGITS);
		buf_addstr(list->out, "  ");
		add_rest(list, INDENT + 12 + DIGITS + 2, pull->subject);
		buf_release(&text);
	}
	free(pulls);
	end_list(list);
}

static void add_culprits(struct list *list, const struct postmortem *pm, const struct fate *fates)
{
	struct past_entries often;

	past_named_often(&often, pm, fates);
	for (size_t i = 0; i < often.n; i++)
		if (begin_line(list)) {
			buf_addf(list->out, "  %2zu times  ", often.v[i].n);
			add_commit(list, 12, &pm->commits.v[often.v[i].at]);
		}
	past_entries_release(&often);
	end_list(list);
}

static void add_reverted(struct list *list, const struct postmortem *pm)
{
	struct past_entries reverted;

	past_reverted(&reverted, pm);
	for (size_t i = 0; i < reverted.n; i++) {
		const struct blame *blame = &pm->blames.v[reverted.v[i].at];

		if (!begin_line(list))
			continue;
		if (reverted.v[i].n > 1) {
			const struct past_pull *pull = &pm->pulls.v[pm->commits.v[blame->culprit].pull];

			buf_addf(list->out, "  series of %zu  ", reverted.v[i].n);
			add_rest(list, INDENT + 14, pull->subject);
			continue;
		}
		add_indented(list, &pm->commits.v[blame->culprit]);
		if (pm->commits.v[blame->fix].undone)
			buf_addstr(list->out, "                (and applied again)\n");
	}
	past_entries_release(&reverted);
	end_list(list);
}

void postmortem_add_worst(
    struct buf *out, const struct term *term, const struct postmortem *pm, const struct fate *fates, day_t by)
{
	struct list pulls = {
	    out, term, "Pulls that were mended most by the release (+: fixes that name the merge)", 0};
	struct list culprits = {out, term, "Commits that were named more than once", 0};
	struct list reverted = {out, term, "Reverted", 0};

	add_pulls(&pulls, pm, fates, by);
	add_culprits(&culprits, pm, fates);
	add_reverted(&reverted, pm);
}

/* ---- what needs a look ---- */

static void add_chains(struct list *list, const struct postmortem *pm)
{
	struct past_entries chains;

	past_chains(&chains, pm);
	for (size_t i = 0; i < chains.n; i++) {
		const struct blame *blame = &pm->blames.v[chains.v[i].at];

		if (!begin_line(list))
			continue;
		add_indented(list, &pm->commits.v[blame->fix]);
		buf_addstr(list->out, "    mends ");
		add_commit(list, 10, past_culprit(pm, blame));
	}
	past_entries_release(&chains);
	end_list(list);
}

/* The id with the subject of its commit, or else the one that was quoted; a recovered commit has another id. */
static void add_named(struct list *list, const struct blame *blame, const struct past_commit *culprit)
{
	size_t column = 10 + strlen(blame->id) + 2;
	const char *subject = culprit ? culprit->subject : blame->quoted;

	buf_addstr(list->out, blame->id);
	if (subject)
		buf_addstr(list->out, "  ");
	if (culprit && blame->resolution == RESOLVED_RECOVERED)
		add_commit(list, column, culprit);
	else
		add_rest(list, column, subject ? subject : "");
}

static void add_resolved(struct list *list, const struct postmortem *pm, enum resolution resolution)
{
	struct past_entries resolved;

	past_resolved(&resolved, pm, resolution);
	for (size_t i = 0; i < resolved.n; i++) {
		const struct blame *blame = &pm->blames.v[resolved.v[i].at];

		if (!begin_line(list))
			continue;
		add_indented(list, &pm->commits.v[blame->fix]);
		buf_addstr(list->out, "    names ");
		add_named(list, blame, past_culprit(pm, blame));
	}
	past_entries_release(&resolved);
	end_list(list);
}

void postmortem_add_odd(struct buf *out, const struct term *term, const struct postmortem *pm)
{
	struct list chains = {out, term, "Fixes of fixes", 0};

	add_chains(&chains, pm);
	for (size_t i = 0; i < past_odds_n; i++) {
		struct list list = {out, term, past_odds[i].head, 0};

		add_resolved(&list, pm, past_odds[i].resolution);
	}
}
