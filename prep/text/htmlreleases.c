/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/htmlreleases.h"

#include "facts/pastacross.h"
#include "text/html.h"
#include "text/htmlcurves.h"
#include "text/htmlforest.h"
#include "text/htmlrisks.h"
#include "text/htmlsections.h"
#include "text/postmortemlate.h"

#include <stdlib.h>

static const char *name_of(const struct postmortems *postmortems, size_t i)
{
	return postmortems->v[i].cycle.release.name;
}

static struct across_release sum_of(const struct past_across *across)
{
	struct across_release sum = {.practice = across->with_practice};

	for (size_t i = 0; i < across->n; i++)
		if (across->v[i].practice) {
			sum.commits += across->v[i].commits;
			sum.fixes += across->v[i].fixes;
			sum.mend_own += across->v[i].mend_own;
		}
	return sum;
}

/* ---- fixes of the own window ---- */

static void draw_shares(struct buf *out, const struct past_across *across,
    const struct postmortems *postmortems, const struct across_release *sum)
{
	struct forest forest = {.id = "all-forest",
	    .title = "Of the fixes of each -rc, those that mend its own window",
	    .description =
		"A forest plot: for each release the share with its interval of 95 %, and at the bottom all "
		"releases together. The table below has the figures.",
	    .axis = "share of the fixes",
	    .line = sum->fixes ? (double)sum->mend_own * 100 / (double)sum->fixes : 0};

	for (size_t i = 0; i < across->n; i++) {
		const struct across_release *release = &across->v[i];

		if (release->fixes)
			forest_share(
			    &forest, FOREST_ROW, name_of(postmortems, i), release->mend_own, release->fixes);
		else
			forest_words(
			    &forest, name_of(postmortems, i), release->practice ? "no fixes" : "no data");
	}
	forest_share(&forest, FOREST_POOLED, "together", sum->mend_own, sum->fixes);
	forest_draw(out, &forest);
}

static void add_figures(struct buf *out, const char *name, const struct across_release *release)
{
	html_row_begin(out, name);
	html_cell_number(out, release->commits);
	if (release->practice) {
		html_cell_number(out, release->fixes);
		html_cell_number(out, release->mend_own);
		html_cell_share(out, release->mend_own, release->fixes);
		html_cell_share(out, release->mend_own, release->commits);
	} else {
		for (int i = 0; i < 4; i++)
			html_cell(out, "no data");
	}
	html_row_end(out);
}

static void add_shares(
    struct buf *out, const struct past_across *across, const struct postmortems *postmortems)
{
	static const char *const heads[] = {"Release", "-rc commits", "Fixes", "Of its own window",
	    "Of the fixes", "Of all -rc commits", NULL};
	struct across_release sum = sum_of(across);

	if (sum.fixes)
		draw_shares(out, across, postmortems, &sum);
	else
		html_no_data(out, "no commit of these -rcs has Fixes:.");
	html_table_begin(out, "figures", "Fixes in -rc that mend what came in with their own window", heads);
	for (size_t i = 0; i < across->n; i++)
		add_figures(out, name_of(postmortems, i), &across->v[i]);
	if (sum.practice)
		add_figures(out, "together", &sum);
	html_table_end(out);
	if (across->with_practice) {
		struct buf note = BUF_INIT;

		postmortem_add_trend(&note, across);
		html_note(out, note.s);
		buf_release(&note);
	}
}

/* ---- late against early ---- */

static void add_arm(struct buf *out, long hits, long of)
{
	char *text = mem_format("%ld of %ld", hits, of);

	html_cell(out, text);
	free(text);
}

static const char *why_unknown(const struct past_comparison *comparison)
{
	return comparison->releases ? postmortem_risk_unknown(&comparison->arms) : "no data";
}

static void add_late(
    struct buf *out, const char *name, const struct past_comparison *late, const struct relative_risk *risk)
{
	struct buf words = BUF_INIT;

	html_row_begin(out, name);
	add_arm(out, late->arms.hits, late->arms.of);
	add_arm(out, late->arms.other_hits, late->arms.other_of);
	forest_add_ratio(&words, risk, why_unknown(late));
	html_cell(out, words.s);
	html_row_end(out);
	buf_release(&words);
}

static void add_lates(struct buf *out, const struct past_across *across,
    const struct postmortems *postmortems, enum past_arms by)
{
	static const char *const heads[] = {"Release", "Late", "Early", "Relative risk", NULL};
	char *id = mem_format("all-%s", arms_name[by]);
	char *caption = mem_format("By the release: %s", outcome_words[across->outcome]);
	struct forest forest = {.id = id,
	    .title = arms_words[by],
	    .description = "A forest plot: for each release how many times as often late commits were named "
			   "or reverted as early ones, with intervals of 95 % on a logarithmic scale, and at "
			   "the bottom all releases together. The table below has the figures.",
	    .axis = "relative risk",
	    .ratios = true,
	    .line = 1};

	for (size_t i = 0; i < across->n; i++)
		forest_ratio(&forest, FOREST_ROW, name_of(postmortems, i), &across->v[i].late[by].naive,
		    why_unknown(&across->v[i].late[by]));
	forest_ratio(&forest, FOREST_POOLED, "together", &across->pooled[by].by_release,
	    why_unknown(&across->pooled[by]));
	buf_addf(out, "<h4>%s</h4>\n", arms_words[by]);
	forest_draw(out, &forest);
	html_table_begin(out, "figures", caption, heads);
	for (size_t i = 0; i < across->n; i++)
		add_late(out, name_of(postmortems, i), &across->v[i].late[by], &across->v[i].late[by].naive);
	add_late(out, "together", &across->pooled[by], &across->pooled[by].by_release);
	html_table_end(out);
	free(caption);
	free(id);
}

/* ---- the whole ---- */

/* Empties the content. */
static void add_section(
    struct value *sections, const char *chapter, const char *name, const char *title, struct buf *content)
{
	if (content->len)
		value_add(sections, html_section(chapter, name, title, content->s));
	buf_reset(content);
}

struct value *html_across(const struct postmortems *postmortems)
{
	static const char chapter[] = "all";
	struct value *sections = value_list();
	struct buf content = BUF_INIT;
	struct past_across across;

	past_across_find(&across, postmortems->v, postmortems->n);
	add_shares(&content, &across, postmortems);
	add_section(sections, chapter, "shares", "Fixes of the own window", &content);
	for (enum past_arms by = 0; by < ARMS_COUNT; by++)
		add_lates(&content, &across, postmortems, by);
	buf_addstr(&content, "<h4>All releases together</h4>\n");
	html_compare(&content, postmortems->v, postmortems->n);
	add_section(sections, chapter, "late", "Was it the late stuff?", &content);
	if (across.with_practice) {
		html_risks(&content, chapter, postmortems->v, postmortems->n);
		add_section(sections, chapter, "risks", "By what was known when they came", &content);
		html_curves(&content, chapter, postmortems->v, postmortems->n);
		add_section(
		    sections, chapter, "soon", "How soon their windows' commits were named", &content);
		html_times(&content, postmortems->v, postmortems->n);
		add_section(sections, chapter, "finders", "Who found it, and after how long", &content);
	}
	past_across_release(&across);
	buf_release(&content);
	return sections;
}
