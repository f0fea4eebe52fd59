/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriesask.h"

#include "facts/posted.h"
#include "facts/seriesquery.h"
#include "util/date.h"

#include <string.h>

#define ALL ((size_t)-1)

enum { FEW = 8 }; /* answers that are hardly enough to go by */

/* Questions of one round, and the commits that they are for. */
struct round {
	ARRAY(struct lore_question) questions;
	ARRAY(size_t) commits;
	struct strings texts;
};

struct picks {
	size_t *v;
	size_t n, cap;
};

static void round_release(struct round *round)
{
	array_release(&round->questions);
	array_release(&round->commits);
	strings_release(&round->texts);
}

static void round_add(struct round *round, enum lore_kind kind, char *text, size_t commit)
{
	struct lore_question question = {kind, text};

	strings_take(&round->texts, text);
	array_push(&round->questions, question);
	array_push(&round->commits, commit);
}

/* Why it could not be told. */
static void take_reason(struct series_search *search, const struct lore_answer *answer, size_t commit)
{
	if (search->for_versions) {
		search->out->unasked++;
		free(search->out->unasked_why);
		search->out->unasked_why = mem_dup(answer->why);
	} else if (!search->asked[commit].why) {
		search->asked[commit].why = mem_dup(answer->why);
	}
}

static struct error *take_answers(
    struct series_search *search, const struct lore_answer *answers, const struct round *round)
{
	const struct raw_mails **found = mem_new(round->questions.n, sizeof(struct raw_mails *));
	struct error *err;
	size_t count = 0;

	for (size_t i = 0; i < round->questions.n; i++) {
		if (answers[i].state == LORE_FOUND)
			found[count++] = &answers[i].mails;
		else if (answers[i].state == LORE_UNKNOWN)
			take_reason(search, &answers[i], round->commits.v[i]);
	}
	err = search_take_mails(search, found, count);
	free(found);
	return err;
}

static struct error *ask(struct series_search *search, const struct round *round)
{
	size_t n = round->questions.n;
	struct lore_answer *answers;
	struct error *err;

	if (!n)
		return NULL;
	answers = mem_zero(n, sizeof(*answers));
	err = lore_ask(search->lore, answers, round->questions.v, n);
	if (!err)
		err = take_answers(search, answers, round);
	lore_answers_release(answers, n);
	free(answers);
	return err;
}

static void find_stems(struct series_search *search)
{
	for (size_t i = 0; i < search->out->n; i++) {
		const char *link = search->asked[i].wanted ? search->out->v[i].link : NULL;

		search->asked[i].stem = link ? posted_stem(link, &search->asked[i].of_series) : NULL;
		search->asked[i].tried[WAY_LINK] = !link;
		search->asked[i].asker = i;
	}
}

/* One stem is one series, which is asked for once. */
static void add_link(struct series_search *search, struct round *round, size_t commit)
{
	const char *stem = search->asked[commit].stem;

	for (size_t i = 0; i < search->out->n; i++)
		if (search->asked[i].stem && !strcmp(search->asked[i].stem, stem)) {
			search->asked[i].tried[WAY_LINK] = true;
			search->asked[i].asker = commit;
		}
	round_add(round, LORE_THREAD, mem_dup(search->out->v[commit].link), commit);
}

static char *query_for(const struct series_search *search, size_t commit, bool by_patch)
{
	const struct series_commit known = search_commit(search, commit);
	day_t authored = day_of_time(search->asked[commit].text.authored);

	return by_patch ? query_by_patch(&known, authored) : query_by_subject(&known, authored);
}

static void add_question(
    struct series_search *search, struct round *round, size_t commit, enum series_way way)
{
	char *query;

	if (way == WAY_LINK) {
		add_link(search, round, commit);
		return;
	}
	search->asked[commit].tried[way] = true;
	query = query_for(search, commit, way == WAY_PATCH);
	if (query)
		round_add(round, LORE_SEARCH_THREADS, query, commit);
	else if (way == WAY_SUBJECT && !search->asked[commit].why)
		search->asked[commit].why = mem_dup("its subject has no word that could be searched for");
}

static bool is_to_ask(const struct series_search *search, size_t commit, enum series_way way)
{
	return search_is_open(search, commit) && !search->asked[commit].tried[way];
}

/* How many questions so many open commits take, if each goes on to bring as many of them as it did. Where that is more than one
 * only half as many are asked at once, since some series are larger. What the cache told by subject says nothing of that. */
static size_t expected(const struct series_search *search, size_t open)
{
	size_t found = 0, count;

	for (size_t i = 0; i < search->out->n; i++)
		found += search->out->v[i].state == SERIES_FOUND;
	if (!search->asked_for || found <= search->asked_for)
		return open;
	count = (open * search->asked_for + found - 1) / found;
	return (count + 1) / 2;
}

static bool has_way_left(
    const struct series_search *search, size_t commit, enum series_way first, enum series_way last)
{
	for (enum series_way way = first; way <= last; way++)
		if (is_to_ask(search, commit, way))
			return true;
	return false;
}

/* At most so many of the topic's, and far from each other: those side by side are mostly of one series. */
static void pick(struct picks *out, const struct series_search *search, const struct topic *topic,
    enum series_way first, enum series_way last, size_t most)
{
	struct picks open = ARRAY_INIT;
	size_t n;

	for (size_t i = 0; i < topic->commits.n; i++)
		if (has_way_left(search, topic->commits.v[i], first, last))
			array_push(&open, topic->commits.v[i]);
	n = expected(search, open.n);
	n = n < most ? n : most;
	for (size_t i = 0; i < n; i++)
		array_push(out, open.v[(2 * i + 1) * open.n / (2 * n)]);
	array_release(&open);
}

static struct error *ask_picked(struct series_search *search, const struct picks *picked, enum series_way way)
{
	struct round round = {.texts = STRINGS_INIT};
	struct error *err;

	for (size_t i = 0; i < picked->n; i++)
		if (is_to_ask(search, picked->v[i], way))
			add_question(search, &round, picked->v[i], way);
	if (way != WAY_SUBJECT) /* those were counted by their patches */
		search->asked_for += round.questions.n;
	err = ask(search, &round);
	round_release(&round);
	return err;
}

struct error *series_ask_each(struct series_search *search, enum series_way first, enum series_way last)
{
	struct error *err = NULL;
	bool more = true;

	for (size_t most = 1; !err && more; most = most < FEW ? 2 * most : ALL) {
		struct picks picked = ARRAY_INIT;

		for (size_t t = 0; t < search->topic_count; t++)
			pick(
			    &picked, search, &search->survey->topics.v[search->topics[t]], first, last, most);
		more = picked.n;
		for (enum series_way way = first; !err && more && way <= last; way++)
			err = ask_picked(search, &picked, way);
		array_release(&picked);
	}
	return err;
}

/* What is open for the one that was asked for is open for all of its series. */
static void share_reasons(struct series_search *search)
{
	for (size_t i = 0; i < search->out->n; i++) {
		const struct series_asked *asker = &search->asked[search->asked[i].asker];

		if (search->asked[i].stem && !search->asked[i].why && asker->why)
			search->asked[i].why = mem_dup(asker->why);
	}
}

static bool is_kept(const struct series_search *search, size_t commit, enum series_way way)
{
	char *text = way == WAY_LINK ? mem_dup(search->out->v[commit].link)
				     : query_for(search, commit, way == WAY_PATCH);
	const struct lore_question question = {way == WAY_LINK ? LORE_THREAD : LORE_SEARCH_THREADS, text};
	bool kept = text && lore_may_have(search->lore, &question);

	free(text);
	return kept;
}

struct error *series_ask_kept(struct series_search *search, enum series_way way)
{
	struct picks kept = ARRAY_INIT;
	struct error *err;

	for (size_t i = 0; i < search->out->n; i++)
		if (is_to_ask(search, i, way) && is_kept(search, i, way))
			array_push(&kept, i);
	err = kept.n ? ask_picked(search, &kept, way) : NULL;
	array_release(&kept);
	return err;
}

struct error *series_ask_links(struct series_search *search)
{
	struct picks sure = ARRAY_INIT;
	struct error *err;

	find_stems(search);
	for (size_t i = 0; i < search->out->n; i++)
		if (search->asked[i].of_series)
			array_push(&sure, i);
	err = ask_picked(search, &sure, WAY_LINK);
	if (!err)
		err = series_ask_kept(search, WAY_LINK);
	if (!err)
		err = series_ask_each(search, WAY_LINK, WAY_LINK);
	if (!err)
		share_reasons(search);
	array_release(&sure);
	return err;
}

struct error *series_ask_versions(struct series_search *search)
{
	struct series_facts *facts = search->out;
	bool *seen = mem_zero(facts->thread.n + 1, sizeof(*seen));
	struct round round = {.texts = STRINGS_INIT};
	struct error *err;

	for (size_t i = 0; i < facts->n; i++) {
		char *query;

		if (facts->v[i].state != SERIES_FOUND || seen[facts->v[i].match.posting])
			continue;
		seen[facts->v[i].match.posting] = true;
		query = query_for_versions(&facts->thread, &facts->thread.v[facts->v[i].match.posting]);
		if (query)
			round_add(&round, LORE_SEARCH_THREADS, query, i);
	}
	free(seen);
	search->for_versions = true;
	err = ask(search, &round);
	round_release(&round);
	return err;
}
