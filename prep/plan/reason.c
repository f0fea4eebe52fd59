/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/reason.h"

#include "plan/words.h"

static const char no_data[] = "no linux-next data";

/* Every line whose figures are not what one would take them for says so, and each without data on soak. */
static char *finish(const struct matter *m, struct buf *text)
{
	if (m->topic->risk.known && m->topic->risk.summed)
		buf_addf(text, "; its lines are summed over its commits, since %s",
		    m->topic->kind == TOPIC_SERIES ? "others stand between them"
		    : m->topic->former             ? "it was rewritten and merged again"
						   : "what it stands on conflicts");
	if (!m->rules->next_data) {
		if (text->len)
			buf_addstr(text, "; ");
		buf_addstr(text, no_data);
	}
	return buf_detach(text);
}

char *reason_gone(const struct matter *m)
{
	const struct topic *t = m->topic;
	struct buf text = BUF_INIT;

	if (t->commits.n)
		buf_addstr(&text, "only merges are left, and they change nothing");
	else
		buf_addstr(&text, "mainline has all of it");
	if (t->merged_as) {
		buf_addf(&text, ": merge %s of ", t->merged_as);
		day_add_iso(&text, t->merged_on);
	}
	return finish(m, &text);
}

char *reason_fixes(const struct matter *m)
{
	const struct topic *t = m->topic;
	struct buf text = BUF_INIT;
	enum batch batch;
	const char *tag = split_sent(m->rules, t->name, &batch);

	if (!t->patches)
		buf_addstr(&text, "only merges of other topics");
	else if (t->patches == 1)
		buf_addstr(&text, "its one commit is a fix");
	else
		buf_addf(&text, "all %zu commits are fixes", t->patches);
	if (m->verdict->risky && t->patches) {
		buf_addstr(&text, "; risky: ");
		words_join(&text, &m->risks, ", ");
	}
	if (tag && t->patches)
		buf_addf(&text, "; in %s already", tag);
	return finish(m, &text);
}

static void add_releases(struct buf *text, const struct matter *m)
{
	words_count(text, m->seen, "release");
	if (m->topic->judged > 1)
		buf_addstr(text, " or more");
	if (m->topic->rebased) {
		buf_addstr(text, ", ");
		if (m->topic->rebased == m->topic->judged)
			buf_addstr(text, "under other ids");
		else
			buf_addf(
			    text, "%zu of %zu commits under other ids", m->topic->rebased, m->topic->judged);
	}
}

/* "2 releases possible until Sun 20 Mar, 3 asked for" */
static void add_possible(struct buf *text, const struct matter *m, day_t until)
{
	words_count(text, m->possible, "release");
	if (m->forecast.possible && until != DAY_NONE) {
		buf_addstr(text, " possible until ");
		words_day(text, until);
	} else {
		buf_addstr(text, " so far");
	}
	buf_addf(text, " (%ld asked for)", m->rules->min_releases);
}

static void add_silence(struct buf *text, const struct matter *m)
{
	if (!m->forecast.silent)
		return;
	buf_addstr(text, "; next silent since ");
	day_add_iso(text, m->forecast.newest);
}

char *reason_before(const struct matter *m)
{
	struct buf text = BUF_INIT;

	if (!m->rules->next_data) {
		buf_addstr(
		    &text, m->forecast.opens == DAY_NONE ? "the window is not open" : "before the window");
		return finish(m, &text);
	}
	if (m->seen >= m->rules->min_releases) {
		buf_addstr(&text, "soaked: ");
		add_releases(&text, m);
	} else {
		words_count(&text, m->seen, "release");
		buf_addstr(&text, " so far, ");
		add_possible(&text, m, m->forecast.opens);
	}
	add_silence(&text, m);
	return finish(m, &text);
}

char *reason_window(const struct matter *m, enum passage passage)
{
	struct buf text = BUF_INIT;
	enum batch batch;

	if (passage == SENT_ALREADY) {
		buf_addf(&text, "in %s already", split_sent(m->rules, m->topic->name, &batch));
		return finish(m, &text);
	}
	buf_addstr(&text, "soaked: ");
	add_releases(&text, m);
	if (passage == AFTER_FIRST)
		buf_addf(&text, "; %s, the first batch, is tagged already", m->rules->first_tag);
	if (m->topic->foreign)
		buf_addf(&text, "; after %s is pulled", m->topic->foreign);
	add_silence(&text, m);
	return finish(m, &text);
}

bool reason_tested(const struct matter *m)
{
	int share = ratio_share_added(&m->topic->final);

	return m->topic->elsewhere.n ||
	       (m->topic->final.known && (share < 0 ? 0 : share) >= m->rules->tested_share);
}

static void add_tested(struct buf *text, const struct matter *m)
{
	int share = ratio_share_added(&m->topic->final);

	if (!m->topic->final.known)
		buf_addstr(text, "its tests and docs are not known, since objects are missing");
	else if (share < 0)
		buf_addstr(text, "no lines added, so none in tests and docs");
	else
		buf_addf(text, "%d%% of added lines in tests and docs", share);
	elsewhere_add_plus(text, &m->topic->elsewhere);
}

char *reason_second(const struct matter *m)
{
	struct buf text = BUF_INIT;

	buf_addstr(&text, "not risky, ");
	if (m->topic->dormant)
		buf_addf(&text, "dormant (%s)", m->topic->dormant);
	else
		add_tested(&text, m);
	if (m->rules->next_data) {
		buf_addstr(&text, "; ");
		if (m->seen >= m->rules->min_releases)
			add_releases(&text, m);
		else
			add_possible(&text, m, m->forecast.second);
		add_silence(&text, m);
	}
	return finish(m, &text);
}

void reason_unsighted(const struct matter *m, struct strings *out)
{
	const struct topic *t = m->topic;
	struct buf text = BUF_INIT;
	const struct {
		size_t count;
		const char *words;
	} lacks[] = {
	    {t->never, "never in linux-next"},
	    {t->modified, "changed since last in linux-next"},
	    {t->late, "in linux-next only since the window opened"},
	    {t->unknown, "of unknown soak"},
	};

	for (size_t i = 0; i < sizeof(lacks) / sizeof(*lacks); i++) {
		if (!lacks[i].count)
			continue;
		words_part(&text, (long)lacks[i].count, (long)t->judged, "commit");
		buf_addf(&text, " %s", lacks[i].words);
		strings_take(out, buf_detach(&text));
	}
}

void reason_shortfall(const struct matter *m, struct strings *out)
{
	bool open = m->cycle->phase == PHASE_WINDOW;
	size_t before = out->n;
	struct buf text = BUF_INIT;

	reason_unsighted(m, out);
	if (open && out->n > before)
		return;
	add_possible(&text, m, open ? DAY_NONE : m->forecast.opens);
	strings_take(out, buf_detach(&text));
}

void reason_untested(const struct matter *m, struct strings *out)
{
	struct buf text = BUF_INIT;

	add_tested(&text, m);
	if (m->topic->final.known)
		buf_addf(&text, " (%ld%% asked for)", m->rules->tested_share);
	strings_take(out, buf_detach(&text));
}

void reason_too_late(const struct matter *m, struct strings *out)
{
	struct buf text = BUF_INIT;

	if (m->forecast.second != DAY_NONE && m->forecast.second < m->forecast.as_of) {
		buf_addstr(&text, "the second batch's day, ");
		words_day(&text, m->forecast.second);
		buf_addstr(&text, ", is past");
	} else {
		add_possible(&text, m, m->forecast.second);
	}
	strings_take(out, buf_detach(&text));
}

static void add_could_go(struct buf *text, const struct matter *m)
{
	day_t day = m->verdict->could_go;

	buf_addstr(text, "; could go ");
	if (day == DAY_NONE && m->topic->unknown) {
		buf_addstr(text, "once its soak is known");
	} else if (day == DAY_NONE && m->forecast.silent) {
		buf_addstr(text, "once linux-next is back and has it in ");
		words_count(text, m->rules->min_releases - m->seen, "more release");
	} else if (day == DAY_NONE) {
		buf_addstr(text, "in the next window, whose day is not known");
	} else if (day == m->forecast.next_window) {
		buf_addf(text, "in the window %s about ",
		    m->cycle->phase == PHASE_WINDOW ? "that opens" : "after this one,");
		words_day(text, day);
	} else {
		buf_addstr(text, "on ");
		words_day(text, day);
		if (m->topic->never || m->topic->modified)
			buf_addstr(text, " if linux-next has it at once");
	}
}

/* First what clauses 3 and 4 have against it, then what clause 5 has on top of that, with the clause's
 * number. */
char *reason_hold(const struct matter *m)
{
	struct strings all = STRINGS_INIT;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < m->not_first.n; i++)
		strings_add(&all, m->not_first.v[i]);
	for (size_t i = 0; i < m->not_second.n - (m->unsighted && m->too_late); i++)
		if (!strings_has(&all, m->not_second.v[i]))
			strings_add(&all, m->not_second.v[i]);
	words_join(&text, &all, ", ");
	buf_addstr(&text, m->only_batch_gone ? ": clause 4 fails" : ": clause 5 fails");
	add_silence(&text, m);
	add_could_go(&text, m);
	strings_release(&all);
	return finish(m, &text);
}

/* The phrase as a sentence. */
static void say(struct strings *out, struct buf *text)
{
	if (text->len && text->s[0] >= 'a' && text->s[0] <= 'z')
		text->s[0] = (char)(text->s[0] - 'a' + 'A');
	buf_addch(text, '.');
	strings_take(out, buf_detach(text));
}

static const char *tree_name(const struct matter *m, int index)
{
	return m->next && index >= 0 && (size_t)index < m->next->n ? m->next->v[index].name : NULL;
}

static void say_list(struct strings *out, const char *before, const struct strings *list)
{
	struct buf text = BUF_INIT;

	if (!list->n)
		return;
	buf_addstr(&text, before);
	words_join(&text, list, "; ");
	say(out, &text);
}

static void say_soak(const struct matter *m, struct strings *out)
{
	const struct topic *t = m->topic;
	const char *since = tree_name(m, t->latest_first);
	struct strings lacks = STRINGS_INIT;
	struct buf text = BUF_INIT;

	if (!m->rules->next_data) {
		buf_addstr(&text, no_data);
		say(out, &text);
		return;
	}
	if (!t->judged)
		return;
	reason_unsighted(m, &lacks);
	if (!lacks.n) {
		words_count(&text, (long)t->judged, "commit");
		if (since)
			buf_addf(&text, " in linux-next since %s%s", since,
			    t->first == t->latest_first ? "" : " or earlier");
		buf_addstr(&text, ": ");
		add_releases(&text, m);
		say(out, &text);
	} else if (!m->not_first.n) { /* otherwise the clause says it */
		say_list(out, "", &lacks);
	}
	strings_release(&lacks);
}

static void say_fixes(const struct matter *m, struct strings *out)
{
	enum batch with = split_fixes_ride(m->cycle, m->rules);
	struct buf text = BUF_INIT;

	if (with != BATCH_FIXES)
		buf_addf(&text, "In the window fixes ride with the next batch to be sent, the %s",
		    batch_name[with]);
	else if (m->cycle->phase == PHASE_WINDOW)
		buf_addstr(&text, "The window's last batch is tagged already: fixes are sent alone");
	else
		buf_addstr(&text, "Fixes are sent alone, for the release under way");
	say(out, &text);
	if (m->verdict->risky)
		say_list(out, "Warning, risky for a fix: ", &m->risks);
}

void reason_sentences(struct matter *m)
{
	struct strings *out = &m->verdict->reasons;
	struct buf text = BUF_INIT;

	if (m->verdict->clause == CLAUSE_GONE)
		return;
	say_soak(m, out);
	if (m->verdict->clause == CLAUSE_FIXES) {
		say_fixes(m, out);
		return;
	}
	if (m->verdict->risky)
		say_list(out, "Risky: ", &m->risks);
	else
		strings_add(out, "Not risky.");
	add_tested(&text, m);
	say(out, &text);
	if (m->topic->dormant) {
		buf_addf(&text, "declared dormant: %s", m->topic->dormant);
		say(out, &text);
	}
	if (m->topic->foreign) {
		buf_addf(&text,
		    "it holds commits of %s that mainline lacks: in the window it goes after that is pulled",
		    m->topic->foreign);
		say(out, &text);
	}
	say_list(out,
	    m->cycle->phase == PHASE_WINDOW ? "Clause 4 has against it: " : "Clause 3 has against it: ",
	    &m->not_first);
	say_list(out, "Clause 5 has against it: ", &m->not_second);
}
