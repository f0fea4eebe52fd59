/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriesfind.h"

#include "facts/posted.h"
#include "facts/seriesask.h"

#include <string.h>

/* What was not applied as it was posted may have been posted with renames, which git format-patch finds. */
static struct error *read_renamed(struct series_search *search)
{
	struct series_facts *facts = search->out;
	git_oid *oids = mem_new(facts->n + 1, sizeof(*oids)), *ids = mem_zero(facts->n + 1, sizeof(*ids));
	size_t *at = mem_new(facts->n + 1, sizeof(*at)), n = 0;
	struct error *err;

	for (size_t i = 0; i < facts->n; i++)
		if (search->asked[i].wanted && !(facts->v[i].match.found && facts->v[i].match.same_patch)) {
			oids[n] = search->survey->commits.v[i].oid;
			at[n++] = i;
		}
	err = patch_ids_renamed(search->survey->project->repo, oids, n, ids);
	for (size_t i = 0; !err && i < n; i++)
		if (!oid_is_zero(&ids[i]) && !oid_equal(&ids[i], &search->asked[at[i]].patch)) {
			search->asked[at[i]].renamed = ids[i];
			search->matched = false;
		}
	if (!err && !search->matched)
		search_match(search);
	free(oids);
	free(ids);
	free(at);
	return err;
}

static struct error *read_commit(struct series_search *search, size_t commit)
{
	struct series_asked *asked = &search->asked[commit];
	const git_oid *oid = &search->survey->commits.v[commit].oid;
	struct error *err;

	if (search->survey->commits.v[commit].merge || asked->wanted)
		return NULL;
	asked->wanted = true;
	search->wanted.oids[search->wanted.n] = *oid;
	search->wanted.at[search->wanted.n++] = commit;
	err = commit_read(&asked->text, search->survey->project->repo, oid);
	if (!err)
		search->out->v[commit].link = posted_mail(asked->text.message);
	return err;
}

static struct error *read_commits(struct series_search *search)
{
	struct error *err = NULL;

	search->wanted.oids = mem_new(search->out->n + 1, sizeof(*search->wanted.oids));
	search->wanted.at = mem_new(search->out->n + 1, sizeof(*search->wanted.at));
	for (size_t t = 0; t < search->topic_count; t++) {
		const struct topic *topic = &search->survey->topics.v[search->topics[t]];

		for (size_t i = 0; !err && i < topic->commits.n; i++)
			err = read_commit(search, topic->commits.v[i]);
	}
	if (!err)
		err = patch_ids_begin(&search->wanted.asked, search->survey->project->repo,
		    search->wanted.oids, search->wanted.n);
	return err;
}

/* "Try this:", and a patch below it, in an answer: that is no posting, but the patch was sent. NULL: it was not. */
static char *sent_within(const struct series_search *search, size_t commit)
{
	const struct series_facts *facts = search->out;
	const struct series_asked *asked = &search->asked[commit];

	for (size_t i = 0; i < facts->mails.n; i++)
		if (!oid_is_zero(&facts->patches[i]) && (oid_equal(&facts->patches[i], &asked->patch) ||
							    oid_equal(&facts->patches[i], &asked->renamed)))
			return mem_format(
			    "its patch stands within another mail, %s", facts->mails.v[i].message_id);
	return NULL;
}

/* What stayed open: never posted only where nothing was left unasked. */
static void settle(struct series_search *search)
{
	for (size_t i = 0; i < search->out->n; i++) {
		struct series_of *of = &search->out->v[i];

		if (!search_is_open(search, i))
			continue;
		of->why = search->asked[i].why ? search->asked[i].why : sent_within(search, i);
		of->state = of->why ? SERIES_UNKNOWN : SERIES_NEVER;
		search->asked[i].why = NULL;
	}
}

static void read_answers(struct series_search *search)
{
	struct series_facts *facts = search->out;

	answer_tags_find(&facts->tags, &facts->thread);
	refusals_find(&facts->refusals, &facts->thread, &facts->tags);
	for (size_t i = 0; i < facts->n; i++) {
		struct series_of *of = &facts->v[i];
		struct series_commit commit = search_commit(search, i);

		if (of->state != SERIES_FOUND)
			continue;
		series_missing_tags(&of->missing, &facts->thread, &facts->tags, &of->match, &commit);
		series_count_answers(&facts->thread, &of->match, &of->answers, &of->reports);
	}
}

/* git may still be at it where something failed before. */
static void search_release(struct series_search *search)
{
	error_free(search_take_patches(search));
	for (size_t i = 0; i < search->out->n; i++) {
		commit_release(&search->asked[i].text);
		free(search->asked[i].stem);
		free(search->asked[i].why);
	}
	free(search->asked);
	free(search->wanted.oids);
	free(search->wanted.at);
}

struct error *series_find(struct series_facts *out, const struct survey *survey, const size_t *topics,
    size_t topic_count, struct lore *lore)
{
	size_t n = survey->commits.n;
	struct series_search search = {.out = out,
	    .survey = survey,
	    .topics = topics,
	    .topic_count = topic_count,
	    .lore = lore,
	    .asked = mem_zero(n + 1, sizeof(*search.asked))};
	struct error *err;

	*out = (struct series_facts){.v = mem_zero(n + 1, sizeof(*out->v)), .n = n};
	thread_find(&out->thread, NULL, 0);
	err = read_commits(&search);
	if (!err)
		err = series_ask_links(&search);
	if (!err)
		err = search_take_patches(&search);
	if (!err)
		err = read_renamed(&search);
	for (enum series_way way = WAY_PATCH; !err && way <= WAY_SUBJECT; way++)
		err = series_ask_kept(&search, way);
	if (!err)
		err = series_ask_each(&search, WAY_PATCH, WAY_SUBJECT);
	if (!err)
		err = series_ask_versions(&search);
	if (!err) {
		settle(&search);
		read_answers(&search);
	}
	search_release(&search);
	if (err)
		series_facts_release(out);
	return err;
}

void series_facts_release(struct series_facts *facts)
{
	for (size_t i = 0; i < facts->n; i++) {
		free(facts->v[i].why);
		free(facts->v[i].link);
		strings_release(&facts->v[i].missing);
	}
	free(facts->v);
	free(facts->patches);
	free(facts->unasked_why);
	refusals_release(&facts->refusals);
	answer_tags_release(&facts->tags);
	thread_release(&facts->thread);
	emails_release(&facts->mails);
	*facts = (struct series_facts){.v = NULL};
}
