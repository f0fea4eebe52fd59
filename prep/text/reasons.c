/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/reasons.h"

#include "plan/words.h"
#include "text/plain.h"

#include <stdlib.h>
#include <string.h>

enum { COMMITS_NAMED = 3, ID_DIGITS = 12 };

/* What a sentence is about. */
struct subject {
	struct strings names;
	bool plural;
};

static void name_commit(struct subject *subject, const git_oid *commit, const char *title)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), commit);
	strings_take(&subject->names,
	    title ? mem_format("%.*s (\"%s\")", ID_DIGITS, hex, title) : mem_format("%.*s", ID_DIGITS, hex));
}

static const char *title_of(const struct survey *survey, const struct topic *topic, const git_oid *commit)
{
	for (size_t i = 0; i < topic->commits.n; i++)
		if (!git_oid_cmp(&survey->commits.v[topic->commits.v[i]].oid, commit))
			return survey->commits.v[topic->commits.v[i]].subject;
	return NULL;
}

/* "5 of 9 commits of kvm/pmu"; a range has no name to be called by. */
static void name_part(struct subject *subject, const struct topic *topic, size_t commits)
{
	struct buf part = BUF_INIT;

	words_part(&part, (long)commits, (long)topic->patches, "commit");
	if (topic->kind != TOPIC_RANGE)
		buf_addf(&part, " of %s", topic->name);
	subject->plural = true;
	strings_take(&subject->names, buf_detach(&part));
}

static void name_place(struct subject *subject, const struct survey *survey, const struct waived_place *place)
{
	const struct topic *topic = &survey->topics.v[place->topic];
	size_t patches = place->commits.n - place->merges;

	if (place->whole && topic->kind != TOPIC_RANGE)
		strings_add(&subject->names, topic->name);
	else if (patches > COMMITS_NAMED)
		name_part(subject, topic, patches);
	else
		for (size_t i = 0; i < place->commits.n; i++)
			name_commit(
			    subject, place->commits.v[i], title_of(survey, topic, place->commits.v[i]));
}

/* "a, b and c": all of them, since each is somebody's. */
static void add_names(struct buf *out, const struct strings *names)
{
	for (size_t i = 0; i < names->n; i++)
		buf_addf(out, "%s%s", !i ? "" : i + 1 == names->n ? " and " : ", ", names->v[i]);
}

/* The state of one, "was rebased", said of several. */
static void add_state(struct buf *out, const char *state, bool plural)
{
	static const struct {
		const char *one, *several;
	} verbs[] = {{"was ", "were "}, {"has ", "have "}, {"adds ", "add "}};

	for (size_t i = 0; plural && i < sizeof(verbs) / sizeof(*verbs); i++)
		if (!strncmp(state, verbs[i].one, strlen(verbs[i].one))) {
			buf_addf(out, "%s%s", verbs[i].several, state + strlen(verbs[i].one));
			return;
		}
	buf_addstr(out, state);
}

char *reasons_sentence(const struct waived_reason *reason, const struct survey *survey, const bool *left_out)
{
	struct subject subject = {.names = STRINGS_INIT};
	struct buf text = BUF_INIT;
	char *line = NULL;

	for (size_t i = 0; i < reason->places.n; i++)
		if (!left_out || !left_out[i])
			name_place(&subject, survey, &reason->places.v[i]);
	if (subject.names.n) {
		add_names(&text, &subject.names);
		for (size_t i = 0; i < reason->states.n; i++) {
			buf_addstr(&text, i ? " and " : " ");
			add_state(&text, reason->states.v[i], subject.plural || subject.names.n > 1);
		}
		buf_addf(&text, ": %s", reason->words);
		if (!strchr(".!?", text.s[text.len - 1]))
			buf_addch(&text, '.');
		line = plain_line(text.s);
	}
	strings_release(&subject.names);
	buf_release(&text);
	return line;
}

void reasons_missing(
    struct strings *out, const struct waived_reasons *reasons, const struct survey *survey, const char *text)
{
	for (size_t i = 0; i < reasons->n; i++) {
		char *masked = plain_line(reasons->v[i].words);

		if (!reason_is_given(text, masked))
			strings_take(out, reasons_sentence(&reasons->v[i], survey, NULL));
		free(masked);
	}
}
