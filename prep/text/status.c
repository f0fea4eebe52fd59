/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/status.h"

#include "facts/branches.h"
#include "plan/words.h"
#include "text/bar.h"
#include "text/objections.h"
#include "text/plan.h"
#include "text/soak.h"
#include "text/wrap.h"
#include "util/safe.h"

#include <string.h>

enum {
	BAR_CELLS = 10,
	GAP = 2,
	COMMITS_WIDTH = 7,
	SHARE_WIDTH = 5,
	BATCH_WIDTH = 6,
	TOPIC_LEAST = 12,
	SILENT = 3,
	REASON_LEAST = 40, /* columns; where there are fewer beside the name, the reason goes below it */
	REASON_INDENT = 4,
	BRIEF_BELOW = 60, /* columns of the terminal; there words are fewer */
};

/* What a narrow terminal does without, in this order. */
struct layout {
	bool bars, shares, commits;
};
static const struct layout layouts[] = {
    {true, true, true}, {false, true, true}, {false, false, true}, {false, false, false}};
enum { LAYOUTS = sizeof(layouts) / sizeof(*layouts) };

/* What the column on linux-next says of a topic. */
struct soaked {
	long releases; /* of the least-seen commit that was seen at all */
	char *words;
	enum paint paint;
	bool bar;
};

/* --- the head --- */

static void add_age(struct buf *out, const struct project *project)
{
	const struct next_tree *newest = next_newest(&project->next);
	int days = newest ? project->as_of - newest->day : 0, silent = next_silent(&project->next);

	if (!newest) {
		buf_addstr(out, "no linux-next data");
		return;
	}
	buf_addf(out, "newest %s ", newest->name);
	if (days == 0)
		buf_addstr(out, "(today)");
	else if (days == 1)
		buf_addstr(out, "(yesterday)");
	else
		buf_addf(out, "(%d days ago%s)", days, silent > SILENT ? ", silent" : "");
}

/* Pieces side by side, three blanks between them, on as many lines as it takes. */
static void add_pieces(struct buf *out, const struct strings *pieces, size_t width)
{
	size_t column = 0;

	for (size_t i = 0; i < pieces->n; i++) {
		size_t length = safe_width(pieces->v[i]);

		if (column && column + 3 + length > width) {
			buf_addch(out, '\n');
			column = 0;
		} else if (column) {
			buf_addstr(out, "   ");
			column += 3;
		}
		buf_addstr(out, pieces->v[i]);
		column += length;
	}
	buf_addch(out, '\n');
}

static void add_masked(struct buf *out, const char *text)
{
	safe_add(out, text, strlen(text));
}

static void add_head(struct buf *out, const struct term *term, const struct status *status)
{
	const struct project *project = status->survey->project;
	struct strings pieces = STRINGS_INIT;
	struct buf text = BUF_INIT;

	buf_addstr(out, term_paint(term, PAINT_BOLD));
	cycle_describe(&project->cycle, &text);
	wrap_add(out, text.s, 0, term->width);
	buf_addf(out, "%s\n", term_end(term));
	buf_reset(&text);
	add_masked(&text, project->mainline_name);
	buf_addch(&text, ' ');
	buf_add_oid(&text, &project->mainline, 12);
	strings_take(&pieces, buf_detach(&text));
	add_age(&text, project);
	strings_take(&pieces, buf_detach(&text));
	if (status->base) {
		buf_addstr(&text, "base ");
		add_masked(&text, status->base);
		strings_take(&pieces, buf_detach(&text));
	}
	add_pieces(out, &pieces, term->width);
	strings_release(&pieces);
	buf_release(&text);
}

/* How to get linux-next data where there is none; else what is odd about what there is. */
static void add_notes(struct buf *out, const struct term *term, const struct status *status)
{
	const struct next_trees *next = &status->survey->project->next;
	struct error *nothing;

	if (next->n) {
		soak_add_notes(out, term, next, &status->survey->notes);
		return;
	}
	nothing = next_nothing(next);
	buf_addstr(out, term_paint(term, PAINT_WARN));
	wrap_add(out, nothing->message, 0, term->width);
	buf_addf(out, "%s\n  ", term_end(term));
	/* A command stays on its line, to be copied. */
	wrap_add(out, nothing->hint ? nothing->hint : "", 2, 400);
	buf_addch(out, '\n');
	error_free(nothing);
}

/* --- the table --- */

static bool is_judged(const struct topic *topic, const struct commit_facts *commit)
{
	return !commit->merge && (!commit->fix || topic->fixes == topic->patches);
}

static long least_seen(const struct survey *survey, const struct topic *topic)
{
	long least = 0;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (is_judged(topic, commit) && commit->soak.releases > 0 &&
		    (!least || commit->soak.releases < least))
			least = commit->soak.releases;
	}
	return least;
}

static struct soaked merged(const struct topic *topic, bool brief)
{
	struct buf text = BUF_INIT;

	if (brief)
		buf_addstr(&text, "merged ");
	else
		buf_addf(&text, "merge %s, ", topic->merged_as);
	day_add_iso(&text, topic->merged_on);
	return (struct soaked){.words = buf_detach(&text), .paint = PAINT_GOOD};
}

static struct soaked soaked_of(const struct status *status, const struct topic *topic, bool brief)
{
	struct soaked s = {.bar = true, .paint = PAINT_BAD};
	const char *plural;

	if (topic->merged_as)
		return merged(topic, brief);
	if (!topic->judged)
		return (struct soaked){.words = mem_dup(topic->commits.n ? "only merges" : "in mainline")};
	if (!status->rules->next_data)
		return (struct soaked){.words = mem_dup("no data")};
	if (topic->unknown)
		return (struct soaked){.words = mem_dup("unknown: objects missing"), .paint = PAINT_BAD};
	s.releases = least_seen(status->survey, topic);
	plural = s.releases == 1 ? "" : "s";
	if (topic->never && s.releases) /* the worst that is to be said comes first */
		s.words = mem_format("%ld, %zu never", s.releases, topic->never);
	else if (topic->modified && !s.releases)
		s.words = mem_dup("changed since");
	else if (topic->modified)
		s.words = mem_format("%ld, changed since", s.releases);
	else if (!s.releases && topic->fixes == topic->patches)
		s = (struct soaked){.words = mem_dup("never (fixes)"), .bar = true};
	else if (!s.releases)
		s.words = mem_dup("never");
	else if (topic->late)
		s = (struct soaked){
		    s.releases, mem_format("%ld release%s, late", s.releases, plural), PAINT_WARN, true};
	else
		s = (struct soaked){s.releases, mem_format("%ld release%s", s.releases, plural),
		    s.releases < status->rules->min_releases ? PAINT_WARN : PAINT_GOOD, true};
	return s;
}

struct table {
	const struct status *status;
	const struct term *term;
	struct layout layout;
	struct soaked *soaked; /* one per topic shown */
	char **names;          /* masked */
	long most;             /* releases of the longest bar */
	size_t digits;         /* of the longest count */
	size_t topic_width, soak_width;
};

static size_t count_digits(const struct soaked *soaked)
{
	return soaked->releases ? strspn(soaked->words, "0123456789") : 0;
}

/* Blanks before a count, so that all end in one column. */
static size_t pad_of(const struct table *t, const struct soaked *soaked)
{
	return soaked->releases ? t->digits - count_digits(soaked) : 0;
}

static size_t width_of(const struct table *t, const struct soaked *soaked)
{
	size_t bar = soaked->bar && t->layout.bars ? BAR_CELLS + 1 : 0;

	return bar + (soaked->bar ? pad_of(t, soaked) : 0) + strlen(soaked->words);
}

/* The columns that are not the topic's. */
static size_t fixed_width(struct table *t)
{
	size_t fixed = GAP + BATCH_WIDTH;

	t->soak_width = strlen("IN LINUX-NEXT");
	for (size_t i = 0; i < t->status->n; i++)
		if (width_of(t, &t->soaked[i]) > t->soak_width)
			t->soak_width = width_of(t, &t->soaked[i]);
	fixed += GAP + t->soak_width;
	if (t->layout.commits)
		fixed += GAP + COMMITS_WIDTH;
	if (t->layout.shares)
		fixed += GAP * 2 + SHARE_WIDTH * 2 - 1;
	return fixed;
}

static void measure(struct table *t)
{
	size_t fixed = 0, widest = strlen("TOPIC"), least;

	t->most = BAR_CELLS; /* one release is a short bar, even where no topic has more */
	for (size_t i = 0; i < t->status->n; i++) {
		const struct soaked *s = &t->soaked[i];
		size_t name = safe_width(t->names[i]);

		t->digits = count_digits(s) > t->digits ? count_digits(s) : t->digits;
		widest = name > widest ? name : widest;
		t->most = s->releases > t->most ? s->releases : t->most;
	}
	least = widest < TOPIC_LEAST ? widest : TOPIC_LEAST;
	for (size_t i = 0; i < LAYOUTS; i++) {
		t->layout = layouts[i];
		fixed = fixed_width(t);
		if (fixed + least <= t->term->width)
			break;
	}
	t->topic_width = t->term->width > fixed + least ? t->term->width - fixed : least;
	if (widest < t->topic_width)
		t->topic_width = widest;
	/* Nothing else is left to give way. */
	if (fixed + least > t->term->width) {
		fixed -= t->soak_width;
		t->soak_width = t->term->width > fixed + least ? t->term->width - fixed - least : 1;
	}
}

/* The name, cut or filled up to its column. */
static void add_name(struct buf *out, const struct term *term, const char *name, size_t width)
{
	struct buf cut = BUF_INIT;
	size_t taken;

	safe_add_cut(&cut, name, width);
	taken = safe_width(cut.s);
	buf_addf(out, "%s%s%s", term_paint(term, PAINT_NAME), cut.s, term_end(term));
	buf_addchars(out, ' ', width > taken ? width - taken : 0);
	buf_release(&cut);
}

static void add_share(struct buf *out, int share, int width)
{
	if (share < 0)
		buf_addf(out, "%*s", width, "-");
	else
		buf_addf(out, "%*d%%", width - 1, share);
}

static void add_soak(struct buf *out, const struct table *t, const struct soaked *s)
{
	struct buf text = BUF_INIT;
	size_t width;

	if (s->bar && t->layout.bars) {
		bar_add(&text, s->releases, t->most, BAR_CELLS, t->term->bars);
		buf_addch(&text, ' ');
	}
	if (s->bar)
		buf_addchars(&text, ' ', pad_of(t, s));
	buf_addstr(&text, s->words);
	buf_addstr(out, term_paint(t->term, s->paint));
	safe_add_cut(out, text.s, t->soak_width);
	buf_addstr(out, term_end(t->term));
	width = safe_width(text.s);
	buf_addchars(out, ' ', width < t->soak_width ? t->soak_width - width : 0);
	buf_release(&text);
}

static void add_row(struct buf *out, const struct table *t, size_t row)
{
	const struct topic *topic = &t->status->survey->topics.v[t->status->topics[row]];
	enum batch batch = t->status->verdicts[t->status->topics[row]].batch;

	add_name(out, t->term, t->names[row], t->topic_width);
	if (t->layout.commits)
		buf_addf(out, "  %*zu", COMMITS_WIDTH, topic->patches);
	buf_addstr(out, "  ");
	add_soak(out, t, &t->soaked[row]);
	if (t->layout.shares) {
		buf_addstr(out, "  ");
		add_share(out, ratio_class_added(&topic->ratio, CLASS_TESTS), SHARE_WIDTH);
		buf_addstr(out, "  ");
		add_share(out, ratio_class_added(&topic->ratio, CLASS_DOCS), SHARE_WIDTH - 1);
	}
	buf_addf(
	    out, "  %s%s%s\n", term_paint(t->term, plan_paint(batch)), batch_name[batch], term_end(t->term));
}

static void add_table(struct buf *out, const struct table *t)
{
	buf_addf(out, "%s%-*s", term_paint(t->term, PAINT_DIM), (int)t->topic_width, "TOPIC");
	if (t->layout.commits)
		buf_addf(out, "  %*s", COMMITS_WIDTH, "COMMITS");
	buf_addf(out, "  %-*.*s", (int)t->soak_width, (int)t->soak_width, "IN LINUX-NEXT");
	if (t->layout.shares)
		buf_addf(out, "  %*s  %*s", SHARE_WIDTH, "TESTS", SHARE_WIDTH - 1, "DOCS");
	buf_addf(out, "  BATCH%s\n", term_end(t->term));
	for (size_t i = 0; i < t->status->n; i++)
		add_row(out, t, i);
}

/* --- the reasons --- */

static void add_reason(struct buf *out, const struct table *t, size_t row)
{
	const struct verdict *verdict = &t->status->verdicts[t->status->topics[row]];
	size_t indent = t->topic_width + GAP + BATCH_WIDTH + 2;
	bool below = indent + REASON_LEAST > t->term->width;
	char *reason = safe_text(verdict->reason);

	add_name(out, t->term, t->names[row], t->topic_width);
	buf_addf(out, "  %s%s%s:", term_paint(t->term, plan_paint(verdict->batch)),
	    batch_name[verdict->batch], term_end(t->term));
	if (below) {
		indent = REASON_INDENT;
		buf_addch(out, '\n');
		buf_addchars(out, ' ', indent);
	} else {
		buf_addchars(out, ' ', BATCH_WIDTH + 1 - strlen(batch_name[verdict->batch]));
	}
	wrap_add(out, reason, indent, t->term->width);
	buf_addch(out, '\n');
	free(reason);
	for (size_t i = 0; t->status->sentences && i < verdict->reasons.n; i++) {
		char *sentence = safe_text(verdict->reasons.v[i]);

		buf_addchars(out, ' ', indent);
		wrap_add(out, sentence, indent, t->term->width);
		buf_addch(out, '\n');
		free(sentence);
	}
}

/* The table has told already by which merge mainline has it. */
static bool is_told(const struct status *status, size_t row)
{
	const struct topic *topic = &status->survey->topics.v[status->topics[row]];

	return topic->merged_as && !topic->commits.n && !status->sentences;
}

static void add_reasons(struct buf *out, const struct table *t)
{
	bool any = false;

	for (size_t i = 0; i < t->status->n; i++) {
		if (is_told(t->status, i))
			continue;
		if (!any)
			buf_addch(out, '\n');
		any = true;
		add_reason(out, t, i);
	}
}

/* Beside the shares of the table there is no room. Among all that was weighed it is told already. */
static void add_elsewhere(struct buf *out, const struct table *t)
{
	bool any = false;

	for (size_t i = 0; i < t->status->n && !t->status->sentences; i++) {
		const struct topic *topic = &t->status->survey->topics.v[t->status->topics[i]];
		int share = ratio_share_added(&topic->ratio);
		struct buf text = BUF_INIT;
		char *safe;

		if (!topic->elsewhere.n)
			continue;
		if (!any)
			buf_addch(out, '\n');
		any = true;
		if (share >= 0)
			buf_addf(&text, "%d%% tests and docs + ", share);
		elsewhere_add_words(&text, &topic->elsewhere);
		safe = safe_text(text.s);
		add_name(out, t->term, t->names[i], t->topic_width);
		buf_addstr(out, "  ");
		wrap_add(out, safe, t->topic_width + GAP, t->term->width);
		buf_addch(out, '\n');
		free(safe);
		buf_release(&text);
	}
}

/* An empty line, unless there is one, or nothing yet. */
static void part(struct buf *out)
{
	if (out->len > 1 && strcmp(out->s + out->len - 2, "\n\n"))
		buf_addch(out, '\n');
}

void status_add_none(struct buf *out, const struct term *term, const struct project *project)
{
	char *name = safe_text(project->mainline_name);
	char *text = mem_format("No topics: no local branch has anything that %s lacks. Work on one:", name);

	part(out);
	wrap_add(out, text, 0, term->width);
	buf_addf(out, "\n  git switch -c TOPIC %s\n", name);
	buf_addstr(
	    out, "or say which refs are topics:\n  git config --add pullprep.topic 'refs/heads/topics/*'\n");
	free(name);
	free(text);
}

/* "4 errors, 6 warnings: pullprep check". A command is never broken, but may stand on a line of its own. */
static void add_objections(struct buf *out, const struct table *t)
{
	struct buf text = BUF_INIT;

	if (t->status->findings)
		objections_add_counts(&text, t->status->findings);
	if (text.len) {
		char *command = safe_text(t->status->check);
		bool fits = safe_width(text.s) + strlen(": ") + safe_width(command) <= (size_t)t->term->width;

		buf_addf(out, "%s:%s%s\n", text.s, fits ? " " : "\n  ", command);
		free(command);
	}
	buf_release(&text);
}

/* What one may miss in the table: branches that are too old to be topics. */
static void add_older(struct buf *out, const struct term *term, const struct status *status)
{
	const struct survey *survey = status->survey;
	struct strings names = STRINGS_INIT;
	struct buf text = BUF_INIT;

	if (status->sentences || !survey->older.n)
		return;
	for (size_t i = 0; i < survey->older.n; i++)
		strings_take(&names, safe_text(survey->older.v[i]));
	words_number(&text, (long)names.n);
	buf_addf(&text, " %s older than the release of ", names.n == 1 ? "branch" : "branches");
	day_add_iso(&text, branches_since(&survey->project->cycle));
	buf_addstr(&text, names.n == 1 ? " is left out: " : " are left out: ");
	words_list(&text, &names);
	buf_addstr(&text, ". See one with `pullprep status NAME`; pullprep.topic says which are topics.");
	buf_addch(out, '\n');
	wrap_add(out, text.s, 0, term->width);
	buf_addch(out, '\n');
	strings_release(&names);
	buf_release(&text);
}

void status_add(struct buf *out, const struct term *term, const struct status *status)
{
	struct table t = {.status = status, .term = term};

	add_head(out, term, status);
	add_notes(out, term, status);
	if (!status->n) {
		status_add_none(out, term, status->survey->project);
		add_older(out, term, status);
		return;
	}
	t.soaked = mem_new(status->n, sizeof(*t.soaked));
	t.names = mem_new(status->n, sizeof(*t.names));
	for (size_t i = 0; i < status->n; i++) {
		const struct topic *topic = &status->survey->topics.v[status->topics[i]];

		t.soaked[i] = soaked_of(status, topic, term->width < BRIEF_BELOW);
		t.names[i] = safe_text(topic->name);
	}
	measure(&t);
	part(out);
	add_table(out, &t);
	add_reasons(out, &t);
	add_elsewhere(out, &t);
	add_objections(out, &t);
	add_older(out, term, status);
	for (size_t i = 0; i < status->n; i++) {
		free(t.soaked[i].words);
		free(t.names[i]);
	}
	free(t.soaked);
	free(t.names);
}
