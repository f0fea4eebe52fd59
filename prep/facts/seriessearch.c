/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriessearch.h"

#include <string.h>

bool search_is_open(const struct series_search *search, size_t commit)
{
	return search->asked[commit].wanted && search->out->v[commit].state != SERIES_FOUND;
}

/* The commits' patch ids. */
struct error *search_take_patches(struct series_search *search)
{
	git_oid *ids = mem_new(search->wanted.n + 1, sizeof(*ids));
	struct error *err = search->wanted.asked ? patch_ids_end(search->wanted.asked, ids) : NULL;

	for (size_t i = 0; !err && search->wanted.asked && i < search->wanted.n; i++)
		search->asked[search->wanted.at[i]].patch = ids[i];
	search->wanted.asked = NULL;
	free(ids);
	return err;
}

/* `from`: the first mail that is new; the patches of those before it are known. */
static struct error *look_again(struct series_facts *facts, size_t from)
{
	size_t n = facts->mails.n - from;
	const char **texts = mem_new(n + 1, sizeof(*texts));
	struct patch_texts asked;
	struct error *err, *later;

	for (size_t i = 0; i < n; i++)
		texts[i] = facts->mails.v[from + i].text;
	err = patch_texts_begin(&asked, texts, n);
	thread_release(&facts->thread);
	thread_find(&facts->thread, facts->mails.v, facts->mails.n);
	facts->patches = mem_grow(facts->patches, facts->mails.n + 1, sizeof(*facts->patches));
	later = patch_texts_end(&asked, n, facts->patches + from);
	free(texts);
	if (!err)
		return later;
	error_free(later);
	return err;
}

struct series_commit search_commit(const struct series_search *search, size_t commit)
{
	const struct series_asked *asked = &search->asked[commit];

	return (struct series_commit){.link = search->out->v[commit].link,
	    .subject = asked->text.subject,
	    .author_email = asked->text.author_email,
	    .message = asked->text.message,
	    .committed = asked->text.committed,
	    .patch = asked->patch,
	    .renamed = asked->renamed};
}

/* How many of the topic's commits have their patch in each posting. */
static void count_together(size_t *together, const struct series_search *search, const struct topic *topic)
{
	const struct series_facts *facts = search->out;

	memset(together, 0, facts->thread.n * sizeof(*together));
	for (size_t i = 0; i < topic->commits.n; i++) {
		struct series_commit commit = search_commit(search, topic->commits.v[i]);

		for (size_t k = 0; search->asked[topic->commits.v[i]].wanted && k < facts->thread.n; k++)
			together[k] += posting_patch(&facts->thread, facts->patches, k, &commit) > 0;
	}
}

static void match_topic(struct series_search *search, const struct topic *topic, size_t *together)
{
	count_together(together, search, topic);
	for (size_t i = 0; i < topic->commits.n; i++) {
		struct series_commit commit = search_commit(search, topic->commits.v[i]);
		struct series_of *of = &search->out->v[topic->commits.v[i]];

		if (!search->asked[topic->commits.v[i]].wanted)
			continue;
		commit.together = together;
		series_match(&of->match, &search->out->thread, search->out->patches, &commit);
		of->state = of->match.found ? SERIES_FOUND : SERIES_UNKNOWN;
	}
}

void search_match(struct series_search *search)
{
	size_t *together = mem_new(search->out->thread.n + 1, sizeof(*together));

	for (size_t t = 0; t < search->topic_count; t++)
		match_topic(search, &search->survey->topics.v[search->topics[t]], together);
	search->matched = true;
	free(together);
}

/* Seen from an earlier day, later mails are not there. */
static void leave_out_later(struct emails *mails, size_t from, day_t asked)
{
	size_t kept = from;

	if (asked == DAY_NONE)
		return;
	for (size_t i = from; i < mails->n; i++)
		if (mails->v[i].time >= day_start(asked + 1))
			email_release(&mails->v[i]);
		else
			mails->v[kept++] = mails->v[i];
	mails->n = kept;
}

struct error *search_take_mails(
    struct series_search *search, const struct raw_mails *const *answers, size_t count)
{
	struct emails *mails = &search->out->mails;
	size_t before = mails->n;
	struct error *err = NULL;

	mails_add(mails, answers, count);
	leave_out_later(mails, before, search->survey->project->asked);
	if (mails->n > before) {
		search->matched = false;
		err = look_again(search->out, before);
	}
	if (!err)
		err = search_take_patches(search);
	if (!err && !search->matched)
		search_match(search);
	return err;
}
