/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gates.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* ---- configuration ---- */

static struct error *refuse(const char *value, const char *what)
{
	return error_hint(error_failed("pullprep.gate: '%s' %s", value, what),
	    "Write it as <branch glob>:<name>:<command>, as in  kvm/queue:build:make -j8");
}

static struct error *add_gate(struct gates *out, const char *value)
{
	const char *name = strchr(value, ':'), *command = name ? strchr(name + 1, ':') : NULL;
	struct gate gate;

	if (!command || name == value)
		return refuse(value, "has not all of its three parts");
	gate.name = mem_dupn(name + 1, (size_t)(command - name - 1));
	if (!gate_is_name(gate.name)) {
		free(gate.name);
		return refuse(
		    value, "has a name that is not made of letters, digits, and '-', '_', '.' inside");
	}
	gate.glob = mem_dupn(value, (size_t)(name - value));
	command += 1 + strspn(command + 1, " \t\n");
	gate.command = mem_dup(command);
	array_push(out, gate);
	return NULL;
}

struct error *gates_configured(struct gates *out, const struct config *config)
{
	struct strings values = STRINGS_INIT;
	struct error *err = NULL;

	*out = (struct gates){.v = NULL};
	config_all(config, "pullprep.gate", &values);
	for (size_t i = 0; !err && i < values.n; i++)
		err = add_gate(out, values.v[i]);
	strings_release(&values);
	if (err)
		gates_release(out);
	return err;
}

static bool matches(const struct gate *gate, const char *const *topic)
{
	for (; *topic; topic++)
		if (!fnmatch(gate->glob, *topic, 0))
			return true;
	return false;
}

const struct gate *gate_of(const struct gates *gates, const char *name, const char *const *topic)
{
	for (size_t i = gates->n; i-- > 0;)
		if (!strcmp(gates->v[i].name, name) && matches(gates->v + i, topic))
			return gates->v + i;
	return NULL;
}

bool gate_is_of(const struct gates *gates, const struct gate *gate, const char *const *topic)
{
	return gate_of(gates, gate->name, topic) == gate;
}

void gates_release(struct gates *gates)
{
	for (size_t i = 0; i < gates->n; i++) {
		free(gates->v[i].glob);
		free(gates->v[i].name);
		free(gates->v[i].command);
	}
	array_release(gates);
}

/* ---- results ---- */

static bool is_blank(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!line[i] || !strchr(" \t\r", line[i]))
			return false;
	return true;
}

/* A note that was moved to another object by hand says nothing of that. */
static void read_line(
    struct gate_results *out, const struct note_entry *note, const char *line, size_t length, day_t as_of)
{
	struct gate_result result;

	if (!gate_line_read(&result, line, length)) {
		out->odd += !is_blank(line, length);
		return;
	}
	if (!oid_equal(&result.tree, &note->object)) {
		out->odd++;
		gate_result_release(&result);
	} else if (as_of != DAY_NONE && day_of_time(result.time) > as_of) {
		gate_result_release(&result);
	} else {
		array_push(out, result);
	}
}

static struct error *read_note(
    struct gate_results *out, struct repo *repo, const struct note_entry *note, day_t as_of)
{
	struct buf text = BUF_INIT;
	struct error *err = repo_read(repo, &note->blob, NULL, &text);

	for (size_t at = 0, length; !err && at < text.len; at += length + 1) {
		const char *end = memchr(text.s + at, '\n', text.len - at);

		length = end ? (size_t)(end - text.s) - at : text.len - at;
		read_line(out, note, text.s + at, length, as_of);
	}
	buf_release(&text);
	return err;
}

struct error *gate_results_read(struct gate_results *out, struct repo *repo, day_t as_of)
{
	struct note_ref notes;
	struct error *err = note_ref_read(&notes, repo, GATES_REF);

	*out = (struct gate_results){.v = NULL};
	if (err)
		return err;
	for (size_t i = 0; !err && i < notes.n; i++)
		err = read_note(out, repo, notes.v + i, as_of);
	note_ref_release(&notes);
	if (err) {
		gate_results_release(out);
		error_context(err, "the results of gates in %s", GATES_REF);
		error_hint(
		    err, "Fetch them anew from where they were pushed to, or go back in their reflog.");
	}
	return err;
}

void gate_results_release(struct gate_results *results)
{
	for (size_t i = 0; i < results->n; i++)
		gate_result_release(results->v + i);
	array_release(results);
}

static bool is_newer(const struct gate_result *a, const struct gate_result *b)
{
	if (!b || a->time != b->time)
		return !b || a->time > b->time;
	return !a->passed && b->passed;
}

const struct gate_result *gate_result_on(
    const struct gate_results *results, const char *gate, const git_oid *tree)
{
	const struct gate_result *found = NULL;

	for (size_t i = 0; i < results->n; i++) {
		const struct gate_result *result = results->v + i;

		if (!strcmp(result->gate, gate) && oid_equal(&result->tree, tree) && is_newer(result, found))
			found = result;
	}
	return found;
}

const struct gate_result *gate_result_for(
    const struct gate_results *results, const char *gate, const char *topic)
{
	const struct gate_result *found = NULL;

	for (size_t i = 0; i < results->n; i++) {
		const struct gate_result *result = results->v + i;

		if (!strcmp(result->gate, gate) && !strcmp(result->topic, topic) && is_newer(result, found))
			found = result;
	}
	return found;
}
