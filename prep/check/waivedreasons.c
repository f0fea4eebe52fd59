/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/waivedreasons.h"

#include "check/rules.h"
#include "util/buf.h"

#include <ctype.h>
#include <string.h>

enum { WORDS_ENOUGH = 3 };

/* ---- the same words ---- */

/* Lower case, single blanks, no full stop at the end. */
static char *bare(const char *text)
{
	struct buf out = BUF_INIT;

	for (; *text; text++) {
		if (!isspace((unsigned char)*text))
			buf_addch(&out, (char)tolower((unsigned char)*text));
		else if (out.len && out.s[out.len - 1] != ' ')
			buf_addch(&out, ' ');
	}
	while (out.len && strchr(" .", out.s[out.len - 1]))
		out.s[--out.len] = '\0';
	return buf_detach(&out);
}

bool reasons_alike(const char *a, const char *b)
{
	char *bare_a = bare(a ? a : ""), *bare_b = bare(b ? b : "");
	bool alike = *bare_a && !strcmp(bare_a, bare_b);

	free(bare_a);
	free(bare_b);
	return alike;
}

static bool ends_with(const char *text, const char *end, const char *words)
{
	size_t length = strlen(words);

	return (size_t)(end - text) >= length && !strncmp(end - length, words, length);
}

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

bool reason_is_given(const char *text, const char *words)
{
	char *in = bare(text), *sought = bare(words);
	size_t length = strlen(sought), blanks = 0;
	bool given = false;

	for (const char *c = sought; *c; c++)
		blanks += *c == ' ';
	for (const char *at = strstr(in, sought); *sought && at && !given; at = strstr(at + 1, sought)) {
		bool alone = (at == in || !is_letter(at[-1])) && !is_letter(at[length]);

		given = alone && (blanks + 1 >= WORDS_ENOUGH || ends_with(in, at, ": ") ||
				     ends_with(in, at, " because "));
	}
	free(in);
	free(sought);
	return given;
}

/* ---- gathering ---- */

/* The finding's text up to the first mark that divides it: "was never in linux-next". */
static char *state_of(const struct finding *finding)
{
	return mem_dupn(finding->text, strcspn(finding->text, ",:;\n"));
}

static struct waived_reason *reason_for(struct waived_reasons *reasons, const char *words)
{
	struct waived_reason *reason;

	array_each (reason, reasons)
		if (reasons_alike(reason->words, words))
			return reason;
	array_push(reasons, (struct waived_reason){.words = words});
	return &reasons->v[reasons->n - 1];
}

static struct waived_place *place_for(struct waived_reason *reason, size_t topic)
{
	if (!reason->places.n || reason->places.v[reason->places.n - 1].topic != topic)
		array_push(&reason->places, (struct waived_place){.topic = topic});
	return &reason->places.v[reason->places.n - 1];
}

static void add_commit(struct waived_place *place, const struct finding *finding)
{
	for (size_t i = 0; i < place->commits.n; i++)
		if (!git_oid_cmp(place->commits.v[i], &finding->commit))
			return;
	array_push(&place->commits, &finding->commit);
	place->merges += rules_table[rules_index(finding->rule)].kind == RULE_MERGE;
}

static bool is_meant(const struct finding *finding, const char *topic)
{
	return finding->reason && finding->subject && finding->topic && !strcmp(finding->topic, topic) &&
	       (rules_table[rules_index(finding->rule)].traits & RULE_ABOUT_TIME);
}

/* ---- what is true of each ---- */

static bool is_said_of(const struct findings *findings, const git_oid *commit, const char *state)
{
	size_t length = strlen(state);

	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].subject && !git_oid_cmp(&findings->v[i].commit, commit) &&
		    !strncmp(findings->v[i].text, state, length))
			return true;
	return false;
}

static bool is_true_of_all(
    const struct findings *findings, const struct waived_reason *reason, const char *state)
{
	for (size_t i = 0; i < reason->places.n; i++)
		for (size_t k = 0; k < reason->places.v[i].commits.n; k++)
			if (!is_said_of(findings, reason->places.v[i].commits.v[k], state))
				return false;
	return true;
}

/* The findings on one commit name all states there can be. */
static void find_states(struct waived_reason *reason, const struct findings *findings)
{
	const git_oid *commit = reason->places.v[0].commits.v[0];

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *finding = &findings->v[i];
		char *state;

		if (!finding->reason || !finding->subject || git_oid_cmp(&finding->commit, commit) != 0 ||
		    !reasons_alike(finding->reason, reason->words) ||
		    !(rules_table[rules_index(finding->rule)].traits & RULE_ABOUT_TIME))
			continue;
		state = state_of(finding);
		if (is_true_of_all(findings, reason, state) && !strings_has(&reason->states, state))
			strings_add(&reason->states, state);
		free(state);
	}
}

/* ---- all of them ---- */

void waived_reasons_find(struct waived_reasons *out, const struct findings *findings,
    const struct survey *survey, const size_t *topics, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct topic *topic = &survey->topics.v[topics[i]];

		for (size_t k = 0; k < findings->n; k++)
			if (is_meant(&findings->v[k], topic->name))
				add_commit(place_for(reason_for(out, findings->v[k].reason), topics[i]),
				    &findings->v[k]);
	}
	for (size_t i = 0; i < out->n; i++) {
		for (size_t k = 0; k < out->v[i].places.n; k++) {
			struct waived_place *place = &out->v[i].places.v[k];

			place->whole =
			    place->commits.n - place->merges == survey->topics.v[place->topic].patches;
		}
		find_states(&out->v[i], findings);
	}
}

const struct waived_place *waived_reason_place(const struct waived_reason *reason, size_t topic)
{
	for (size_t i = 0; i < reason->places.n; i++)
		if (reason->places.v[i].topic == topic)
			return &reason->places.v[i];
	return NULL;
}

void waived_reasons_release(struct waived_reasons *reasons)
{
	for (size_t i = 0; i < reasons->n; i++) {
		for (size_t k = 0; k < reasons->v[i].places.n; k++)
			array_release(&reasons->v[i].places.v[k].commits);
		array_release(&reasons->v[i].places);
		strings_release(&reasons->v[i].states);
	}
	array_release(reasons);
}
