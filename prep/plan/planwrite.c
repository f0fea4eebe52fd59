/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/planwrite.h"

#include "facts/containment.h"
#include "plan/planheader.h"
#include "plan/words.h"
#include "util/safe.h"

#include <string.h>

struct writing {
	struct buf *out;
	const struct survey *survey;
	const struct verdict *verdicts;
	const struct planfile *old;     /* or NULL */
	const struct plan_line **lines; /* by topic, of the old plan */
	size_t widest;                  /* columns that the names take, quotes included */
};

static char *quoted(const char *name)
{
	return mem_format(strchr("#\"", *name) ? "\"%s\"" : "%s", name);
}

static size_t widest_name(const struct survey *survey)
{
	size_t widest = 0;

	for (size_t i = 0; i < survey->topics.n; i++) {
		char *name = quoted(survey->topics.v[i].name);
		size_t width = safe_width(name);

		widest = width > widest ? width : widest;
		free(name);
	}
	return widest;
}

static void add_comments(struct buf *out, const struct strings *comments)
{
	for (size_t i = 0; i < comments->n; i++)
		buf_addf(out, "%s\n", comments->v[i]);
}

/* An empty line, unless there is one. */
static void part(struct buf *out)
{
	if (out->len < 2 || out->s[out->len - 2] != '\n')
		buf_addch(out, '\n');
}

/* Where the topic was before, if the plan had it elsewhere. */
static void add_was(const struct writing *w, const struct plan_line *line, const struct verdict *verdict)
{
	enum batch batch = line->batch;
	day_t until = w->survey->project->cycle.as_of;

	if (w->old->retired || verdict->clause == CLAUSE_GONE ||
	    (batch == verdict->batch && !plan_line_was(line, &batch, &until)))
		return;
	buf_addf(w->out, "; was %s until ", batch_name[batch]);
	day_add_iso(w->out, until);
}

/* Does the batch stay for no other reason than that the plan has it? */
static bool stays(const struct plan_line *line, const struct topic *topic, const struct verdict *verdict)
{
	return line && verdict->clause == CLAUSE_OVERRIDE && !plan_line_chosen(line) &&
	       !plan_line_moved(line, topic);
}

static void add_note(const struct writing *w, const struct topic *topic, const struct verdict *verdict,
    const struct plan_line *line)
{
	bool overridden = verdict->clause == CLAUSE_OVERRIDE;
	int share = ratio_share_added(&topic->final);

	if (stays(line, topic, verdict)) {
		buf_addf(w->out, "# %s\n", line->note);
		return;
	}
	/* The verdict is what the program would do, not what the maintainer chose. */
	buf_addf(w->out, "# %s: ", batch_name[overridden ? verdict->judged : verdict->batch]);
	words_count(w->out, (long)topic->patches, "commit");
	if (topic->final.known && share >= 0)
		buf_addf(w->out, ", %d%% tests and docs", share);
	elsewhere_add_plus(w->out, &topic->elsewhere);
	if (line)
		add_was(w, line, verdict);
	if (line && !line->mute && line->batch == verdict->batch && !overridden && topic->commits.n &&
	    plan_line_chosen(line))
		buf_addf(w->out, "; %s", plan_too_mark);
	buf_addf(w->out, "; %s\n", verdict->reason);
}

static void add_topic(const struct writing *w, size_t index)
{
	const struct topic *topic = &w->survey->topics.v[index];
	const struct verdict *verdict = &w->verdicts[index];
	const struct plan_line *line = w->lines ? w->lines[index] : NULL;
	char *name = quoted(topic->name);

	if (line)
		add_comments(w->out, &line->above);
	buf_addf(w->out, "%-6s  %s", batch_name[verdict->batch], name);
	buf_addchars(w->out, ' ', w->widest - safe_width(name) + 2);
	buf_add_oid(w->out, &topic->tip, 12);
	buf_addstr(w->out, "  ");
	add_note(w, topic, verdict, line);
	free(name);
}

/* Is the topic's line parted from the one above by the maintainer, in the batch it was in? */
static bool is_apart(const struct writing *w, size_t index)
{
	const struct plan_line *line = w->lines ? w->lines[index] : NULL;

	return line && line->apart && line->batch == w->verdicts[index].batch;
}

/* Lines whose topics are not here any more: nothing that was written by hand is lost. */
static void add_orphans(const struct writing *w)
{
	const struct planfile *old = w->old;

	for (size_t i = 0; i < old->n; i++) {
		const struct plan_line *line = &old->v[i];
		bool used = false;

		for (size_t k = 0; !used && k < w->survey->topics.n; k++)
			used = w->lines[k] == line;
		if (used)
			continue;
		add_comments(w->out, &line->above);
		if (plan_line_chosen(line) && !old->retired)
			buf_addf(
			    w->out, "# gone: %s %s %s\n", batch_name[line->batch], line->topic, line->tip);
	}
	add_comments(w->out, &old->below);
}

void planfile_write(struct buf *out, const struct survey *survey, const struct verdict *verdicts,
    const size_t *order, const char *base, const struct planfile *old)
{
	struct writing w = {
	    .out = out, .survey = survey, .verdicts = verdicts, .old = old, .widest = widest_name(survey)};
	struct containment c;

	containment_make(&c, survey->topics.v, survey->topics.n);
	if (old)
		w.lines = planfile_lines(old, &c);
	planheader_add(out, &survey->project->cycle, base);
	if (old && old->top.n) {
		add_comments(out, &old->top);
		part(out);
	}
	for (size_t i = 0; i < survey->topics.n; i++) {
		if (i && (verdicts[order[i]].batch != verdicts[order[i - 1]].batch || is_apart(&w, order[i])))
			part(out);
		add_topic(&w, order[i]);
	}
	if (old)
		add_orphans(&w);
	free(w.lines);
	containment_release(&c);
}
