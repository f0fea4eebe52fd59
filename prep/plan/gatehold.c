/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/gatehold.h"

#include "plan/ancestry.h"
#include "plan/words.h"
#include "util/shell.h"

#include <string.h>

enum { DIGITS = 12 };

/* What is to be said of one topic. */
struct standing {
	struct strings lacking; /* "gate ABC was not run on tree 0123456789ab" */
	struct strings passed;  /* "ABC on 2022-03-22" */
	struct buf todo;        /* a command that mends it, or several */
	bool runs;              /* it runs gates */
};

/* ---- gathering it ---- */

static void add_command(struct standing *s, const struct topic *topic, const struct gate *gate)
{
	struct buf command = BUF_INIT;

	if (*gate->command && s->runs)
		return;
	buf_addstr(&command, *gate->command ? "pullprep gate run" : "pullprep gate record");
	shell_add_word(&command, topic->name);
	if (!*gate->command)
		buf_addf(&command, " --gate=%s --passed", gate->name);
	s->runs = s->runs || *gate->command;
	buf_addf(&s->todo, "%s%s", s->todo.len ? ", " : "", command.s);
	buf_release(&command);
}

static void add_passed(struct standing *s, const struct gate_state *state)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s on ", state->gate->name);
	day_add_iso(&text, day_of_time(state->result->time));
	strings_take(&s->passed, buf_detach(&text));
}

static void add_state(
    struct standing *s, struct verdict *v, const struct topic *topic, const struct gate_state *state)
{
	struct buf text = BUF_INIT;

	gate_state_describe(&text, state);
	strings_take(&v->reasons, mem_format("Gate %s %s.", state->gate->name, text.s));
	if (gate_has_passed(state)) {
		add_passed(s, state);
	} else {
		strings_take(&s->lacking, mem_format("gate %s %s", state->gate->name, text.s));
		add_command(s, topic, state->gate);
	}
	buf_release(&text);
}

/* ---- saying it ---- */

static void replace(char **text, char *by)
{
	free(*text);
	*text = by;
}

/* They are all of the tip's tree. */
static void say_passed(struct verdict *v, const struct standing *s, const git_oid *tree)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s; passed ", v->own_reason);
	words_list(&text, &s->passed);
	buf_addstr(&text, " (tree ");
	buf_add_oid(&text, tree, DIGITS);
	buf_addch(&text, ')');
	replace(&v->own_reason, buf_detach(&text));
}

static void say_lacking(struct verdict *v, const struct standing *s, bool sent)
{
	struct buf text = BUF_INIT;

	words_list(&text, &s->lacking);
	buf_addf(&text, ": %s", s->todo.s);
	if (sent || v->own == BATCH_HOLD) {
		replace(&v->own_reason, mem_format("%s; %s", v->own_reason, text.s));
	} else {
		replace(&v->own_reason,
		    mem_format("%s; by itself %s: %s", text.s, batch_name[v->own], v->own_reason));
		v->own = BATCH_HOLD;
		v->clause = CLAUSE_GATE;
		v->could_go = DAY_NONE;
	}
	buf_release(&text);
}

static void hold_one(const struct topic_gates *gates, const struct topic *topic,
    const struct split_rules *rules, struct verdict *v)
{
	struct standing s = {.todo = BUF_INIT};
	enum batch batch;

	for (size_t i = 0; i < gates->n; i++)
		add_state(&s, v, topic, gates->v + i);
	if (s.passed.n)
		say_passed(v, &s, &gates->v[0].tree);
	if (s.lacking.n)
		say_lacking(v, &s, split_sent(rules, topic->name, &batch));
	strings_release(&s.lacking);
	strings_release(&s.passed);
	buf_release(&s.todo);
}

void gates_hold(const struct topic_gates *gates, const struct topic *topics, size_t n,
    const struct split_rules *rules, struct verdict *verdicts)
{
	if (!gates)
		return;
	for (size_t i = 0; i < n; i++)
		if (gates[i].n && verdicts[i].clause != CLAUSE_GONE)
			hold_one(&gates[i], &topics[i], rules, &verdicts[i]);
	ancestry_settle(topics, n, verdicts);
}
