/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gated.h"

#include "source/commit.h"
#include "util/squeeze.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS = 12 };

/* ---- one topic ---- */

/* Its name and its other ones, NULL-terminated, borrowed but for the vector. */
static const char **names_of(const struct topic *topic)
{
	const char **names = mem_zero(topic->aliases.n + 2, sizeof(*names));

	names[0] = topic->name;
	for (size_t i = 0; i < topic->aliases.n; i++)
		names[i + 1] = topic->aliases.v[i];
	return names;
}

static void find_result(
    struct gate_state *state, const struct gate_results *results, const struct topic *topic)
{
	state->result = gate_result_on(results, state->gate->name, &state->tree);
	if (state->result)
		return;
	state->result = gate_result_for(results, state->gate->name, topic->name);
	state->before = state->result;
}

struct error *topic_gates_find(struct topic_gates *out, struct repo *repo, const struct gates *gates,
    const struct gate_results *results, const struct topic *topic)
{
	const char **names = names_of(topic);
	struct error *err = NULL;

	*out = (struct topic_gates){.v = NULL};
	for (size_t i = 0; !err && i < gates->n; i++) {
		struct gate_state state = {.gate = gates->v + i};

		if (!gate_is_of(gates, state.gate, names))
			continue;
		err = commit_tree(&state.tree, repo, &topic->tip);
		if (err)
			break;
		find_result(&state, results, topic);
		array_push(out, state);
	}
	free(names);
	if (err)
		array_release(out);
	return err;
}

bool gate_has_passed(const struct gate_state *state)
{
	return state->result && !state->before && state->result->passed;
}

/* ---- in words ---- */

static void add_result(struct buf *out, const struct gate_result *result)
{
	buf_addstr(out, result->passed ? "passed on " : "failed on ");
	day_add_iso(out, day_of_time(result->time));
}

static void add_tree(struct buf *out, const git_oid *tree)
{
	buf_addstr(out, " on tree ");
	buf_add_oid(out, tree, DIGITS);
}

/* Texts that anybody may have written into a note. */
static void add_text(struct buf *out, const char *before, const char *text)
{
	char *line = text ? squeeze(text) : NULL;

	if (line)
		buf_addf(out, "%s%s", before, line);
	free(line);
}

void gate_log_describe(struct buf *out, const struct gate_result *result)
{
	if (result->log)
		add_text(
		    out, strstr(result->log, "://") ? "log: " : "log in the git directory: ", result->log);
}

static void add_why(struct buf *out, const struct gate_result *result)
{
	struct buf text = BUF_INIT, log = BUF_INIT;

	gate_log_describe(&log, result);
	add_text(&text, "", result->why);
	add_text(&text, text.len ? "; " : "", log.s);
	if (text.len)
		buf_addf(out, " (%s)", text.s);
	buf_release(&text);
	buf_release(&log);
}

void gate_state_describe(struct buf *out, const struct gate_state *state)
{
	bool here = state->result && !state->before;

	if (here)
		add_result(out, state->result);
	else
		buf_addstr(out, *state->gate->command ? "was not run" : "has no result");
	add_tree(out, &state->tree);
	if (here && !state->result->passed)
		add_why(out, state->result);
	if (here || !state->result)
		return;
	buf_addstr(out, " (it ");
	add_result(out, state->result);
	add_tree(out, &state->result->tree);
	buf_addch(out, ')');
}

/* ---- all topics ---- */

static bool is_asked(const struct topic *topic)
{
	return topic->kind != TOPIC_RANGE && topic->commits.n;
}

static struct error *find_all(struct gated *out, const struct survey *survey)
{
	struct error *err = NULL;

	out->n = survey->topics.n;
	out->topics = mem_zero(out->n + 1, sizeof(*out->topics));
	for (size_t i = 0; !err && i < out->n; i++)
		if (is_asked(&survey->topics.v[i]))
			err = topic_gates_find(&out->topics[i], survey->project->repo, &out->gates,
			    &out->results, &survey->topics.v[i]);
	return err;
}

struct error *gated_find(struct gated *out, const struct survey *survey)
{
	struct error *err;

	*out = (struct gated){.topics = NULL};
	err = gates_configured(&out->gates, survey->project->config);
	if (err || !out->gates.n)
		return err;
	err = gate_results_read(&out->results, survey->project->repo, survey->project->asked);
	if (!err)
		err = find_all(out, survey);
	if (err)
		gated_release(out);
	return err;
}

void gated_release(struct gated *gated)
{
	for (size_t i = 0; i < gated->n && gated->topics; i++)
		array_release(&gated->topics[i]);
	free(gated->topics);
	gate_results_release(&gated->results);
	gates_release(&gated->gates);
	*gated = (struct gated){.topics = NULL};
}
