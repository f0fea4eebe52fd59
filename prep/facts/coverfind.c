/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/coverfind.h"

#include "facts/seriesfind.h"
#include "util/buf.h"
#include "util/url.h"

#include <stdlib.h>
#include <string.h>

/* ---- which postings ---- */

struct group {
	size_t posting; /* the newest that a commit was applied from */
	size_t here;    /* commits that are one of its versions */
};
struct groups {
	struct group *v;
	size_t n, cap;
};

static bool is_newer(const struct thread *thread, size_t one, size_t other)
{
	int version = thread->v[one].version, other_version = thread->v[other].version;

	return version != other_version ? version > other_version : one > other;
}

static struct group *group_of(struct groups *groups, const struct thread *thread, size_t posting)
{
	struct group *found = NULL;
	struct lineage lineage;

	lineage_find(&lineage, thread, posting);
	for (size_t i = 0; !found && i < groups->n; i++)
		for (size_t k = 0; !found && k < lineage.n; k++)
			if (lineage.v[k] == groups->v[i].posting)
				found = &groups->v[i];
	array_release(&lineage);
	if (found)
		return found;
	array_push(groups, (struct group){.posting = posting});
	return &groups->v[groups->n - 1];
}

static void find_groups(struct groups *out, const struct series_facts *facts, const struct topic *topic)
{
	for (size_t i = topic->commits.n; i-- > 0;) {
		const struct series_of *of = &facts->v[topic->commits.v[i]];
		struct group *group;

		if (of->state != SERIES_FOUND)
			continue;
		group = group_of(out, &facts->thread, of->match.posting);
		group->here++;
		if (is_newer(&facts->thread, of->match.posting, group->posting))
			group->posting = of->match.posting;
	}
}

/* ---- their letters ---- */

static bool is_filled_in(const char *title)
{
	return strspn(title, " \t") != strlen(title) && !strstr(title, "*** SUBJECT HERE ***");
}

static void add_letter(struct cover_letters *out, const struct series_facts *facts, const struct group *group,
    const struct lore *lore)
{
	const struct posting *posting = &facts->thread.v[group->posting];
	const struct email *email;
	struct buf url = BUF_INIT;

	if (posting->mails[0] == THREAD_NONE || !is_filled_in(posting_title(&facts->thread, posting)))
		return;
	email = &facts->mails.v[posting->mails[0]];
	buf_addf(&url, "%s/all/", lore_url(lore));
	url_add_encoded(&url, email->message_id, strlen(email->message_id));
	buf_addch(&url, '/');
	array_push(out, (struct cover_letter){.title = mem_dup(posting_title(&facts->thread, posting)),
			    .words = cover_letter_words(email->text),
			    .url = buf_detach(&url),
			    .version = posting->version,
			    .posted = posting->time == EMAIL_NO_TIME ? DAY_NONE : day_of_time(posting->time),
			    .parts = (size_t)posting->parts,
			    .here = group->here});
}

static void take_letters(struct topic *topic, const struct series_facts *facts, const struct lore *lore)
{
	struct groups groups = {.v = NULL};

	find_groups(&groups, facts, topic);
	for (size_t i = 0; i < groups.n; i++)
		add_letter(&topic->letters, facts, &groups.v[i], lore);
	array_release(&groups);
}

/* ---- the topics ---- */

static bool is_blank(const char *text)
{
	return !text || strspn(text, " \t\r\n") == strlen(text);
}

static bool is_open(const struct topic *topic)
{
	return topic->patches && is_blank(topic->description) && is_blank(topic->text) && !topic->letters.n;
}

static const char *why_unknown(const struct topic *topic, const struct series_facts *facts)
{
	for (size_t i = 0; i < topic->commits.n; i++)
		if (facts->v[topic->commits.v[i]].state == SERIES_UNKNOWN)
			return facts->v[topic->commits.v[i]].why;
	return NULL;
}

struct error *cover_letters_find(struct survey *survey, const size_t *topics, size_t topic_count,
    struct lore *lore, size_t *unknown, char **why)
{
	size_t *open = mem_new(topic_count + 1, sizeof(*open)), n = 0;
	struct series_facts facts = {.v = NULL};
	struct error *err = NULL;

	*unknown = 0;
	*why = NULL;
	for (size_t i = 0; i < topic_count; i++)
		if (is_open(&survey->topics.v[topics[i]]))
			open[n++] = topics[i];
	if (n)
		err = series_find(&facts, survey, open, n, lore);
	for (size_t i = 0; !err && i < n; i++) {
		struct topic *topic = &survey->topics.v[open[i]];
		const char *reason = why_unknown(topic, &facts);

		take_letters(topic, &facts, lore);
		*unknown += reason != NULL;
		if (reason && !*why)
			*why = mem_dup(reason);
	}
	if (n && !err)
		series_facts_release(&facts);
	free(open);
	return err;
}
