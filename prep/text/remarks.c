/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/remarks.h"

#include "plan/words.h"
#include "text/plain.h"
#include "text/reasons.h"

#include <stdlib.h>
#include <string.h>

static const struct topic *topic_at(const struct message_facts *facts, size_t which)
{
	return &facts->soaked.survey->topics.v[facts->soaked.topics[which]];
}

/* Adds the sentence, masked, and empties it. */
static void take_sentence(struct strings *out, struct buf *sentence)
{
	strings_take(out, plain_line(sentence->s));
	buf_release(sentence);
}

/* ---- tests and documentation ---- */

char *remarks_tested(const struct message_facts *facts)
{
	const struct ratio *ratio = facts->ratio;
	int added = ratio && ratio->known ? ratio_share_added(ratio) : -1, changed;
	struct buf sentence = BUF_INIT;

	if (added < 0 || facts->batch == BATCH_FIXES)
		return NULL;
	changed = ratio_share_changed(ratio);
	buf_addf(&sentence, "Tests and documentation are %d %% of the lines added (", added);
	words_number(&sentence, ratio->lines[CLASS_TESTS].added + ratio->lines[CLASS_DOCS].added);
	buf_addstr(&sentence, " of ");
	words_number(&sentence, ratio_added(ratio));
	buf_addch(&sentence, ')');
	if (abs(added - changed) >= TESTED_APART)
		buf_addf(&sentence, " and %d %% of those changed", changed);
	buf_addch(&sentence, '.');
	return buf_detach(&sentence);
}

/* ---- the maintainer's reasons ---- */

static void add_reason(
    struct strings *out, const char *sentence, const char *topic, const char *words, const char *reason)
{
	char *line = reason ? plain_line(reason) : NULL;
	struct buf text = BUF_INIT;

	if (line && *line && !strstr(sentence, line)) {
		bool ended = strchr(".!?", line[strlen(line) - 1]);

		buf_addf(&text, "%s %s %s%s", topic, words, line, ended ? "" : ".");
		take_sentence(out, &text);
	}
	free(line);
}

void remarks_reasons(struct strings *out, const struct message_facts *facts, const char *sentence)
{
	for (size_t i = 0; i < facts->soaked.n; i++) {
		const struct topic *topic = topic_at(facts, i);
		const struct verdict *verdict = &facts->soaked.verdicts[facts->soaked.topics[i]];

		add_reason(out, sentence, topic->name, "is in this batch because", verdict->override);
		add_reason(out, sentence, topic->name, "is dormant:", topic->dormant);
	}
}

/* Has the sentence on soak, the plan's reason or the topic's dormancy said the same of it? */
static bool is_told(
    const struct message_facts *facts, const struct waived_reason *reason, const struct waived_place *place)
{
	return soaked_reason(&facts->soaked, place->topic) == reason ||
	       reasons_alike(facts->soaked.verdicts[place->topic].override, reason->words) ||
	       reasons_alike(facts->soaked.survey->topics.v[place->topic].dormant, reason->words);
}

void remarks_waived(struct strings *out, const struct message_facts *facts)
{
	const struct waived_reasons *reasons = facts->soaked.reasons;

	for (size_t i = 0; reasons && i < reasons->n; i++) {
		const struct waived_reason *reason = &reasons->v[i];
		bool *told = mem_new(reason->places.n, sizeof(*told));
		char *sentence;

		for (size_t k = 0; k < reason->places.n; k++)
			told[k] = is_told(facts, reason, &reason->places.v[k]);
		sentence = reasons_sentence(reason, facts->soaked.survey, told);
		if (sentence)
			strings_take(out, sentence);
		free(told);
	}
}

/* ---- merges made by hand ---- */

void remarks_merges(struct strings *out, const struct message_facts *facts)
{
	for (size_t i = 0; i < facts->merge_count; i++) {
		const struct message_merge *merge = &facts->merges[i];
		struct buf text = BUF_INIT;

		if (merge->what)
			buf_addf(&text, "The merge of %s", merge->what);
		else
			buf_addf(&text, "The merge \"%s\"", merge->subject);
		buf_addstr(&text, " was resolved by hand");
		if (merge->paths->n) {
			buf_addstr(&text, " (");
			words_list(&text, merge->paths);
			buf_addch(&text, ')');
		}
		buf_addstr(&text, merge->unseen ? ": linux-next did not have it." : ".");
		take_sentence(out, &text);
	}
}

/* ---- commits that are elsewhere too ---- */

/* where: who has them too. A topic may be the very branch that the other tree has. */
static void add_elsewhere(
    struct strings *out, const struct topic *topic, size_t commits, const char *where, const char *what)
{
	struct buf text = BUF_INIT;
	bool same = !strcmp(topic->name, where);

	if (!commits)
		return;
	if (same)
		buf_addf(&text, "%s (", topic->name);
	words_part(&text, (long)commits, (long)topic->patches, "commit");
	if (same)
		buf_addf(&text, ") is %s.", what);
	else
		buf_addf(&text, " of %s %s also in %s, %s.", topic->name, commits == 1 ? "is" : "are", where,
		    what);
	take_sentence(out, &text);
}

static bool is_meant(const struct message_facts *facts, size_t topic)
{
	for (size_t i = 0; i < facts->soaked.n; i++)
		if (facts->soaked.topics[i] == topic)
			return true;
	return false;
}

void remarks_shared(struct strings *out, const struct message_facts *facts)
{
	const struct topic *topics = facts->soaked.survey->topics.v;

	for (size_t i = 0; facts->foreign && i < facts->soaked.n; i++)
		if (topic_at(facts, i)->foreign)
			add_elsewhere(out, topic_at(facts, i), facts->foreign[i], topic_at(facts, i)->foreign,
			    "a branch of another tree");
	for (size_t i = 0; facts->sharing && i < facts->sharing->n; i++) {
		const struct shared_commits *shared = &facts->sharing->v[i];
		bool a = is_meant(facts, shared->a), b = is_meant(facts, shared->b);

		if (a != b)
			add_elsewhere(out, &topics[a ? shared->a : shared->b], shared->commits,
			    topics[a ? shared->b : shared->a].name, "which is not part of this");
	}
}

/* ---- acks ---- */

void remarks_acks(struct strings *out, const struct message_facts *facts)
{
	const struct acks *acks = facts->acks;

	for (size_t i = 0; acks && i < acks->n;) {
		const struct topic *topic = &facts->soaked.survey->topics.v[acks->v[i].topic];
		size_t first = acks->v[i].topic;
		struct strings people = STRINGS_INIT;
		struct buf text = BUF_INIT;

		for (; i < acks->n && acks->v[i].topic == first; i++) {
			struct buf person = BUF_INIT;

			buf_addf(&person, "%s (", acks->v[i].name);
			words_part(&person, (long)acks->v[i].commits, (long)topic->patches, "commit");
			buf_addch(&person, ')');
			strings_take(&people, buf_detach(&person));
		}
		buf_addf(&text, "%s: acked by ", topic->name);
		words_list(&text, &people);
		buf_addch(&text, '.');
		take_sentence(out, &text);
		strings_release(&people);
	}
}
