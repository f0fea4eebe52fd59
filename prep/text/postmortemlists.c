/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemlists.h"

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

static const struct past_commit *culprit_of_blame(const struct postmortem *pm, const struct blame *blame)
{
	return blame->culprit == BLAME_NONE ? NULL : &pm->commits.v[blame->culprit];
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

struct ranked {
	size_t commit, blames;
};

static int most_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->blames != y->blames)
		return x->blames < y->blames ? 1 : -1;
	return x->commit < y->commit ? -1 : x->commit > y->commit;
}

static void add_culprits(struct list *list, const struct postmortem *pm, const struct fate *fates)
{
	struct ranked *ranked = mem_new(pm->own + 1, sizeof(*ranked));
	size_t n = 0;

	for (size_t i = 0; i < pm->own; i++)
		if (pm->commits.v[i].counted && fates[i].blames > 1)
			ranked[n++] = (struct ranked){i, fates[i].blames};
	qsort(ranked, n, sizeof(*ranked), most_first);
	for (size_t i = 0; i < n; i++)
		if (begin_line(list)) {
			buf_addf(list->out, "  %2zu times  ", ranked[i].blames);
			add_commit(list, 12, &pm->commits.v[ranked[i].commit]);
		}
	free(ranked);
	end_list(list);
}

/* Do two reverts belong together: they came in one way on one day, and take out commits of one pull? */
static bool together(const struct postmortem *pm, const struct blame *a, const struct blame *b)
{
	const struct past_commit *fix = &pm->commits.v[a->fix], *other = &pm->commits.v[b->fix];
	const struct past_commit *out = &pm->commits.v[a->culprit], *other_out = &pm->commits.v[b->culprit];

	return fix->later == other->later && fix->pull == other->pull && fix->taken == other->taken &&
	       !strcmp(fix->author, other->author) && out->pull == other_out->pull &&
	       out->pull != PULL_NONE && out->at == other_out->at;
}

static bool is_revert(const struct postmortem *pm, const struct blame *blame)
{
	return blame->reverts && !pm->commits.v[blame->fix].reapply && blame->culprit != BLAME_NONE &&
	       blame->culprit < pm->own && blame->place < AT_PRIOR && pm->commits.v[blame->culprit].counted;
}

static void add_reverted(struct list *list, const struct postmortem *pm)
{
	bool *told = mem_zero(pm->blames.n + 1, sizeof(*told));

	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];
		size_t n = 1;

		if (told[i] || !is_revert(pm, blame))
			continue;
		for (size_t k = i + 1; k < pm->blames.n; k++)
			if (!told[k] && is_revert(pm, &pm->blames.v[k]) &&
			    together(pm, blame, &pm->blames.v[k])) {
				told[k] = true;
				n++;
			}
		if (!begin_line(list))
			continue;
		if (n > 1) {
			const struct past_pull *pull = &pm->pulls.v[pm->commits.v[blame->culprit].pull];

			buf_addf(list->out, "  series of %zu  ", n);
			add_rest(list, INDENT + 14, pull->subject);
			continue;
		}
		add_indented(list, &pm->commits.v[blame->culprit]);
		if (pm->commits.v[blame->fix].undone)
			buf_addstr(list->out, "                (and applied again)\n");
	}
	free(told);
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

static bool is_own(const struct postmortem *pm, const struct blame *blame)
{
	return !blame->later && pm->commits.v[blame->fix].counted;
}

/* Fixes of what was itself a fix. */
static void add_chains(struct list *list, const struct postmortem *pm)
{
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];
		const struct past_commit *culprit = culprit_of_blame(pm, blame);

		if (!culprit || !blame->fixes || blame->place >= AT_PRIOR ||
		    !(culprit->fix || culprit->revert) || !(culprit->counted || is_own(pm, blame)) ||
		    !begin_line(list))
			continue;
		add_indented(list, &pm->commits.v[blame->fix]);
		buf_addstr(list->out, "    mends ");
		add_commit(list, 10, culprit);
	}
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
	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];
		const struct past_commit *culprit = culprit_of_blame(pm, blame);

		if (blame->resolution != resolution || !is_own(pm, blame) || !begin_line(list))
			continue;
		add_indented(list, &pm->commits.v[blame->fix]);
		buf_addstr(list->out, "    names ");
		add_named(list, blame, culprit);
	}
	end_list(list);
}

void postmortem_add_odd(struct buf *out, const struct term *term, const struct postmortem *pm)
{
	static const struct {
		enum resolution resolution;
		const char *head;
	} lists[] = {
	    {RESOLVED_MERGE, "Culprits that are merges, charged to their pulls"},
	    {RESOLVED_ROOT, "Culprits that are the first commit of all"},
	    {RESOLVED_NOT_ANCESTOR, "Culprits on which their fixes are not built"},
	    {RESOLVED_AMBIGUOUS, "Ids that several commits have"},
	    {RESOLVED_RECOVERED, "Ids that are no commit here, recovered by the subject"},
	    {RESOLVED_MISSING, "Ids that are no commit here"},
	};
	struct list chains = {out, term, "Fixes of fixes", 0};

	add_chains(&chains, pm);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct list list = {out, term, lists[i].head, 0};

		add_resolved(&list, pm, lists[i].resolution);
	}
}
