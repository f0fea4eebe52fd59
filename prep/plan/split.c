/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/split.h"

#include "plan/ancestry.h"
#include "plan/forecast.h"
#include "plan/reason.h"
#include "plan/risk.h"

const char *const batch_name[BATCH_COUNT] = {"first", "second", "fixes", "hold", "drop"};

static bool decide(struct matter *m, enum batch batch, enum clause clause, char *reason)
{
	m->verdict->batch = m->verdict->own = batch;
	m->verdict->clause = clause;
	m->verdict->own_reason = reason;
	return true;
}

/* Merges that change nothing of their own and join no topics are nothing to send. */
static bool only_empty_merges(const struct topic *topic)
{
	long files = 0;

	for (size_t i = 0; i < CLASS_COUNT; i++)
		files += topic->final.files[i];
	return !topic->patches && !topic->contains.n && topic->final.known && !files;
}

/* 1. Nothing left that mainline lacks. */
static bool clause_gone(struct matter *m)
{
	if (m->topic->commits.n && !only_empty_merges(m->topic))
		return false;
	return decide(m, BATCH_DROP, CLAUSE_GONE, reason_gone(m));
}

/* 2. All commits are fixes; a merge of other topics has none of its own, and so takes their batch below. */
static bool clause_fixes(struct matter *m)
{
	if (m->topic->fixes < m->topic->patches)
		return false;
	return decide(m, BATCH_FIXES, CLAUSE_FIXES, reason_fixes(m));
}

static int sightings(const struct topic *topic)
{
	return topic->unknown || topic->least_releases < 0 ? 0 : topic->least_releases;
}

/* 3. The window is not open, and minReleases can be reached by its day 0. */
static bool clause_before(struct matter *m)
{
	const struct split_rules *rules = m->rules;

	if (m->cycle->phase == PHASE_WINDOW)
		return false;
	if (!rules->next_data)
		return decide(m, BATCH_FIRST, CLAUSE_NO_DATA, reason_before(m));
	m->possible = m->seen + forecast_releases(&m->forecast, m->forecast.opens);
	if (m->possible < rules->min_releases) {
		reason_shortfall(m, &m->not_first);
		return false;
	}
	return decide(m, BATCH_FIRST, CLAUSE_BEFORE, reason_before(m));
}

/* In the window: every commit was in linux-next before it opened. */
static bool sighted_before(const struct topic *topic)
{
	return !topic->never && !topic->modified && !topic->late && !topic->unknown;
}

const char *split_sent(const struct split_rules *rules, const char *topic, enum batch *batch)
{
	const struct {
		enum batch batch;
		struct tagged_batch tagged;
	} sent[] = {{BATCH_FIRST, {rules->first_tag, rules->first_holds}}, {BATCH_SECOND, rules->second},
	    {BATCH_FIXES, rules->fixes}};

	for (size_t i = 0; i < sizeof(sent) / sizeof(*sent); i++)
		if (sent[i].tagged.tag && sent[i].tagged.holds && strings_has(sent[i].tagged.holds, topic)) {
			*batch = sent[i].batch;
			return sent[i].tagged.tag;
		}
	return NULL;
}

/* Is every batch of this window tagged? */
static bool all_sent(const struct split_rules *rules)
{
	return rules->first_tagged && (rules->batches < 2 || rules->second_tagged);
}

/* 4. The window is open, and the topic has soaked. */
static bool clause_window(struct matter *m)
{
	const struct split_rules *rules = m->rules;
	enum batch batch;

	if (m->cycle->phase != PHASE_WINDOW)
		return false;
	if (split_sent(rules, m->topic->name, &batch))
		return decide(m, batch, CLAUSE_WINDOW, reason_window(m, SENT_ALREADY));
	if (!rules->next_data)
		return false;
	m->possible = m->seen;
	if (m->seen < rules->min_releases || !sighted_before(m->topic)) {
		reason_shortfall(m, &m->not_first);
		return false;
	}
	if (all_sent(rules)) {
		m->only_batch_gone = true;
		strings_take(&m->not_first,
		    rules->batches < 2
			? mem_format("%s, the only batch, is tagged already", rules->first_tag)
			: mem_format("%s, the last batch, is tagged already", rules->second.tag));
		return false;
	}
	if (rules->first_tagged)
		return decide(m, BATCH_SECOND, CLAUSE_WINDOW, reason_window(m, AFTER_FIRST));
	if (m->topic->foreign)
		return decide(m, rules->batches < 2 ? BATCH_FIRST : BATCH_SECOND, CLAUSE_WINDOW,
		    reason_window(m, AFTER_FOREIGN));
	return decide(m, BATCH_FIRST, CLAUSE_WINDOW, reason_window(m, SOAKED));
}

/* Before the window opens a commit that is not there yet still can be, if a release is to come. */
static bool sightable(const struct matter *m)
{
	const struct topic *t = m->topic;

	if (m->cycle->phase == PHASE_WINDOW)
		return sighted_before(t);
	if (!t->never && !t->modified && !t->unknown)
		return true;
	if (m->forecast.opens == DAY_NONE)
		return m->forecast.possible;
	return forecast_releases(&m->forecast, m->forecast.opens) > 0;
}

/* 5. Seen before the window, not risky, tested or dormant, and minReleases can be reached by the second
 * batch's day. */
static bool clause_tested(struct matter *m)
{
	const struct split_rules *rules = m->rules;
	struct strings *against = &m->not_second;

	if (rules->batches < 2)
		strings_add(against, "there is no second batch (pullprep.batches is 1)");
	else if (all_sent(rules))
		strings_take(against, mem_format("%s, the last batch, is tagged already", rules->second.tag));
	m->unsighted = rules->next_data && !sightable(m);
	if (m->unsighted)
		reason_unsighted(m, against);
	for (size_t i = 0; i < m->risks.n; i++)
		strings_add(against, m->risks.v[i]);
	if (!m->topic->dormant && !reason_tested(m))
		reason_untested(m, against);
	if (rules->next_data) {
		m->possible = m->seen + forecast_releases(&m->forecast, m->forecast.second);
		m->too_late = m->possible < rules->min_releases;
		if (m->too_late)
			reason_too_late(m, against);
	}
	if (against->n)
		return false;
	return decide(m, BATCH_SECOND, rules->next_data ? CLAUSE_TESTED : CLAUSE_NO_DATA, reason_second(m));
}

/*
 * When it could go: once it has its releases, if all of it was (or still can be) seen before the window and
 * the second batch's day is not past by then; otherwise when the window after this one opens.
 */
static day_t could_go(const struct matter *m)
{
	const struct forecast *f = &m->forecast;
	day_t day;

	if (!m->rules->next_data || m->only_batch_gone)
		return f->next_window;
	day = forecast_day(f, (int)m->rules->min_releases - m->seen);
	if (day != DAY_NONE && sightable(m) && (f->second == DAY_NONE || day <= f->second))
		return day;
	if (m->topic->unknown || (f->silent && (m->cycle->phase != PHASE_WINDOW || sightable(m))))
		return DAY_NONE;
	return f->next_window;
}

/* 6. Not this window. */
static bool clause_hold(struct matter *m)
{
	m->verdict->could_go = could_go(m);
	return decide(m, BATCH_HOLD, m->rules->next_data ? CLAUSE_HOLD : CLAUSE_NO_DATA, reason_hold(m));
}

static void judge(struct matter *m)
{
	static bool (*const clauses[])(struct matter *) = {
	    clause_gone, clause_fixes, clause_before, clause_window, clause_tested, clause_hold};
	size_t i = 0;

	m->seen = sightings(m->topic);
	m->verdict->could_go = DAY_NONE;
	m->verdict->risky = risk_judge(&m->topic->risk, m->rules, &m->risks);
	while (!clauses[i](m))
		i++;
	reason_sentences(m);
	strings_release(&m->risks);
	strings_release(&m->not_first);
	strings_release(&m->not_second);
}

void split_topics(const struct topic *topics, size_t n, const struct next_trees *next,
    const struct cycle *cycle, const struct split_rules *rules, struct verdict *verdicts)
{
	struct forecast forecast;

	forecast_make(&forecast, cycle, rules);
	for (size_t i = 0; i < n; i++) {
		struct matter m = {.topic = &topics[i],
		    .next = next,
		    .cycle = cycle,
		    .rules = rules,
		    .forecast = forecast,
		    .verdict = &verdicts[i]};

		verdicts[i] = (struct verdict){.could_go = DAY_NONE};
		judge(&m);
	}
	ancestry_settle(topics, n, verdicts);
}

enum batch split_fixes_ride(const struct cycle *cycle, const struct split_rules *rules)
{
	if (cycle->phase != PHASE_WINDOW)
		return BATCH_FIXES;
	if (!rules->first_tagged)
		return BATCH_FIRST;
	return rules->batches > 1 && !rules->second_tagged ? BATCH_SECOND : BATCH_FIXES;
}

void verdicts_release(struct verdict *verdicts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(verdicts[i].reason);
		free(verdicts[i].own_reason);
		free(verdicts[i].override);
		strings_release(&verdicts[i].reasons);
	}
}
