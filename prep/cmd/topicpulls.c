/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/topicpulls.h"

#include <stdlib.h>
#include <string.h>

/* What whoever pulls the next topic may have already, beside mainline. */
struct sent {
	const char *name; /* of its tag */
	git_oid commit;
	const struct topic *topic; /* NULL: a batch's */
};
struct sents {
	struct sent *v;
	size_t n, cap;
};
struct making {
	const struct planned *planned;
	const struct topic_pulls_wish *wish;
	struct topic_pulls *out;
	struct strings names; /* of `sent` */
	struct sents sent;
};

static const struct topic *topic_of(const struct making *making, const struct topic_pull *pull)
{
	return &making->planned->survey.topics.v[pull->topic];
}

/* ---- tags ---- */

static struct error *find_tag(struct batch_tag *out, const struct making *making, const struct topic *topic)
{
	const struct project *project = &making->planned->project;
	enum batch batch = making->wish->batch;
	char *name = NULL;
	struct error *err = names_topic_tag(&name, project->config, &project->cycle, batch, topic->name);

	if (!err)
		err = error_hint(batch_tag_find(out, project, name, batch == BATCH_FIXES),
		    "A topic's tag is named by pullprep.topicTagName.");
	free(name);
	return err;
}

static struct error *refuse_clash(
    const struct making *making, const struct topic_pull *a, const struct topic_pull *b)
{
	struct error *err = error_failed("%s and %s would have the same tag, %s", topic_of(making, a)->name,
	    topic_of(making, b)->name, a->tag.name);

	return error_hint(err, "pullprep.topicTagName names a topic's tag: put %%t into it, which is the "
			       "topic's name with '-' for '/'; or rename a branch.");
}

/* What the newest tag holds is sent; of fixes more may follow. */
static bool is_untagged(const struct topic_pull *pull)
{
	return git_oid_is_zero(&pull->tag.commit) || (pull->tag.pulled && pull->tag.next);
}

static struct error *find_head(struct making *making, struct topic_pull *pull)
{
	const struct topic *topic = topic_of(making, pull);
	struct error *err = find_tag(&pull->tag, making, topic);

	for (size_t i = 0; !err && i < making->out->n; i++)
		if (!strcmp(making->out->v[i].tag.name, pull->tag.name))
			err = refuse_clash(making, &making->out->v[i], pull);
	pull->head = making->wish->tagged ? pull->tag.commit : topic->tip;
	return err;
}

static struct error *refuse_untagged(const struct making *making)
{
	struct strings untagged = STRINGS_INIT;
	struct buf names = BUF_INIT;
	struct error *err = NULL;

	for (size_t i = 0; i < making->out->n; i++)
		if (is_untagged(&making->out->v[i]))
			strings_add(&untagged, topic_of(making, &making->out->v[i])->name);
	for (size_t i = 0; i < untagged.n; i++)
		buf_addf(&names, " %s", untagged.v[i]);
	if (untagged.n)
		err = error_new(ERROR_NOT_FOUND, "%zu of the %zu topics of the %s batch ha%s no tag yet:%s",
		    untagged.n, making->out->n, batch_name[making->wish->batch], untagged.n == 1 ? "s" : "ve",
		    names.s);
	if (untagged.n)
		error_hint(err, "Make them with:  pullprep tag --per-topic %s%s",
		    batch_name[making->wish->batch], untagged.n < making->out->n ? " --again" : "");
	strings_release(&untagged);
	buf_release(&names);
	return err;
}

/* ---- what is sent already ---- */

static struct error *add_sent(struct making *making, const char *tag)
{
	char *ref = mem_format("refs/tags/%s", tag);
	struct sent sent = {.name = NULL};
	struct error *err = repo_commit(making->planned->project.repo, ref, &sent.commit);

	free(ref);
	if (err) {
		error_free(err); /* a tag of something else brings no commits */
		return NULL;
	}
	strings_add(&making->names, tag);
	array_push(&making->sent, sent);
	return NULL;
}

/* Other batches' tags, and those of single topics of other batches that one of this batch contains. */
static struct error *find_sent(struct making *making)
{
	const struct planned *planned = making->planned;
	const char *tags[] = {planned->first.tag, planned->first.second_tag, planned->first.fixes_tag};
	struct error *err = NULL;

	for (size_t i = 0; !err && i < sizeof(tags) / sizeof(*tags); i++)
		if (tags[i] && (enum batch)i != making->wish->batch)
			err = add_sent(making, tags[i]);
	for (size_t i = 0; !err && i < planned->survey.topics.n; i++) {
		const struct topic *topic = &planned->survey.topics.v[i];
		bool contained = false;
		struct batch_tag tag;

		if (planned->verdicts[i].batch == making->wish->batch)
			continue;
		for (size_t j = 0; j < making->out->n; j++)
			contained = contained ||
				    strings_has(&topic_of(making, &making->out->v[j])->contains, topic->name);
		if (!contained)
			continue;
		err = find_tag(&tag, making, topic);
		if (!err && !git_oid_is_zero(&tag.commit))
			err = add_sent(making, tag.name);
		if (!err)
			batch_tag_release(&tag);
	}
	for (size_t i = 0; i < making->sent.n; i++)
		making->sent.v[i].name = making->names.v[i];
	return err;
}

/* ---- where each starts ---- */

/* All that comes before it, in the order of pulling. */
static void list_before(const struct making *making, const struct topic_pull *pull, struct sents *before)
{
	for (size_t i = 0; i < making->sent.n; i++)
		array_push(before, making->sent.v[i]);
	for (const struct topic_pull *other = making->out->v; other < pull; other++) {
		const struct sent sent = {other->tag.name, other->head, topic_of(making, other)};

		array_push(before, sent);
	}
}

static bool is_own(const struct survey *survey, const struct topic *topic, const git_oid *commit)
{
	for (size_t i = 0; i < topic->commits.n; i++)
		if (git_oid_equal(&survey->commits.v[topic->commits.v[i]].oid, commit))
			return true;
	return false;
}

static bool is_tip(const git_oid *start, const struct sents *before)
{
	for (size_t i = 0; i < before->n; i++)
		if (git_oid_equal(&before->v[i].commit, start))
			return true;
	return false;
}

/* The first of them that holds the start: the topic whose own commit it is, if that can be seen. */
static struct error *find_holder(
    const struct sent **out, const struct making *making, const struct sents *before, const git_oid *start)
{
	const struct project *project = &making->planned->project;
	struct error *err = NULL;
	bool found = false;

	*out = NULL;
	for (size_t i = 0; i < before->n; i++)
		if (before->v[i].topic && is_own(&making->planned->survey, before->v[i].topic, start)) {
			*out = &before->v[i];
			return NULL;
		}
	for (size_t i = 0; !err && !found && i < before->n; i++) {
		err = pullstart_holds(&found, project->history, &before->v[i].commit, start);
		*out = found ? &before->v[i] : NULL;
	}
	return err;
}

/* Which of those before it must be pulled first: those whose tips are starts, and the first that holds
 * another start. */
static struct error *name_starts(
    const struct making *making, struct topic_pull *pull, const struct sents *before)
{
	struct error *err = NULL;

	for (size_t i = 0; i < before->n; i++)
		if (ids_has(&pull->starts, &before->v[i].commit) &&
		    !strings_has(&pull->stands_on, before->v[i].name))
			strings_add(&pull->stands_on, before->v[i].name);
	for (size_t i = 0; !err && i < pull->starts.n; i++) {
		const git_oid *start = &pull->starts.v[i];
		const struct sent *holder = NULL;

		if (!ids_has(&pull->bases, start) && !is_tip(start, before))
			err = find_holder(&holder, making, before, start);
		if (holder && !strings_has(&pull->shares, holder->name))
			strings_add(&pull->shares, holder->name);
	}
	return err;
}

static bool are_same(const struct ids *a, const struct ids *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!ids_has(b, &a->v[i]))
			return false;
	return a->n == b->n;
}

/* One commit for all starts; where that must be made, it is made aside. */
static struct error *join_starts(struct making *making, struct topic_pull *pull)
{
	struct repo *repo = making->planned->project.repo;
	struct aside *aside = &making->out->aside;
	struct error *err = NULL;

	pull->selection.base = making->wish->start;
	if (pull->as_wished)
		return NULL;
	if (pull->starts.n > 1 && !aside->directory)
		err = aside_enter(aside, repo);
	return err ? err
		   : pullstart_join(&pull->selection.base, repo, making->planned->project.history,
			 &pull->starts, &pull->head);
}

static struct error *find_start(struct making *making, struct topic_pull *pull, struct ids *brought)
{
	struct history *history = making->planned->project.history;
	struct sents before = {.v = NULL};
	struct ids having = {.v = NULL}, wished = {.v = NULL}, without = {.v = NULL};
	struct error *err;

	list_before(making, pull, &before);
	array_push(&having, making->wish->start);
	err = pullstart_find(&wished, NULL, history, &pull->head, &having);
	array_push(&having, making->planned->project.mainline);
	if (!err)
		err = pullstart_find(&without, NULL, history, &pull->head, &having);
	for (size_t i = 0; i < before.n; i++)
		array_push(&having, before.v[i].commit);
	if (!err)
		err = pullstart_find(&pull->starts, brought, history, &pull->head, &having);
	if (!err && !pull->starts.n)
		err = error_hint(error_failed("%s and %s have no commit in common",
				     topic_of(making, pull)->name, making->wish->start_name),
		    "Say where the pulls start with --base=REV.");
	for (size_t i = 0; !err && i < pull->starts.n; i++)
		if (ids_has(&without, &pull->starts.v[i]))
			array_push(&pull->bases, pull->starts.v[i]);
	if (!err)
		err = name_starts(making, pull, &before);
	pull->as_wished = are_same(&wished, &pull->starts);
	array_release(&before);
	array_release(&having);
	array_release(&wished);
	array_release(&without);
	return err;
}

/* ---- what it brings ---- */

static bool brings_all(const struct ids *brought, const struct survey *survey, const struct topic *topic)
{
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[topic->commits.v[i]];

		if (!commit->merge && !ids_has(brought, &commit->oid))
			return false;
	}
	return topic->patches > 0;
}

static struct error *refuse_extra(
    const struct making *making, const struct topic_pull *pull, const git_oid *commit)
{
	const struct survey *survey = &making->planned->survey;
	const struct topic *topic = topic_of(making, pull), *owner = NULL;
	enum batch batch = BATCH_COUNT;
	struct error *err;

	for (size_t i = 0; i < survey->topics.n && !owner; i++)
		if (is_own(survey, &survey->topics.v[i], commit)) {
			owner = &survey->topics.v[i];
			batch = making->planned->verdicts[i].batch;
		}
	err = error_failed("%s would bring %.12s, which is %s%s, and would not come before it", topic->name,
	    git_oid_tostr_s(commit), owner ? "of the topic " : "not its own", owner ? owner->name : "");
	if (batch == making->wish->batch)
		error_hint(err, "List %s before it: pullprep split --edit", owner->name);
	else if (owner)
		error_hint(err, "Put both into one batch: pullprep split --edit");
	return error_hint(err, "Or send the batch as one pull: without --per-topic.");
}

/* Nothing but its own, and fixes that it contains. */
static struct error *check_brought(
    const struct making *making, struct topic_pull *pull, const struct ids *brought)
{
	const struct planned *planned = making->planned;
	const struct survey *survey = &planned->survey;
	struct selection *selection = &pull->selection;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < survey->topics.n; i++)
		if (i != pull->topic && planned->verdicts[i].batch == BATCH_FIXES &&
		    making->wish->batch != BATCH_FIXES && brings_all(brought, survey, &survey->topics.v[i]))
			array_push(&selection->topics, i);
	for (size_t i = 0; !err && !making->wish->tagged && i < brought->n; i++) {
		bool expected = false;

		for (size_t j = 0; j < selection->topics.n && !expected; j++)
			expected = is_own(survey, &survey->topics.v[selection->topics.v[j]], &brought->v[i]);
		if (!expected)
			err = refuse_extra(making, pull, &brought->v[i]);
	}
	pull->patches = brought->n;
	if (!err && !brought->n)
		err = error_hint(error_failed("%s holds nothing beyond %s and the topics before it",
				     topic_of(making, pull)->name, making->wish->start_name),
		    "Name another start with --base=REV, or drop the topic with pullprep split --edit.");
	return err;
}

static struct error *find_range(struct making *making, struct topic_pull *pull)
{
	struct ids brought = {.v = NULL};
	struct error *err = find_start(making, pull, &brought);

	array_push(&pull->selection.topics, pull->topic);
	pull->selection.tip = pull->head;
	if (!err) {
		pull->selection.base_name = mem_dup(making->wish->start_name);
		err = join_starts(making, pull);
	}
	if (!err)
		err = check_brought(making, pull, &brought);
	array_release(&brought);
	return err;
}

/* ---- all of them ---- */

static void release_pull(struct topic_pull *pull)
{
	batch_tag_release(&pull->tag);
	selection_release(&pull->selection);
	array_release(&pull->starts);
	array_release(&pull->bases);
	strings_release(&pull->stands_on);
	strings_release(&pull->shares);
}

static struct error *find_all(struct making *making)
{
	const struct planned *planned = making->planned;
	struct topic_pulls *out = making->out;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < planned->survey.topics.n; i++) {
		struct topic_pull pull = {.topic = planned->order[i]};

		if (planned->verdicts[pull.topic].batch != making->wish->batch ||
		    !planned->survey.topics.v[pull.topic].commits.n)
			continue;
		err = find_head(making, &pull);
		if (err)
			release_pull(&pull);
		else
			array_push(out, pull);
	}
	if (!err && !out->n)
		err =
		    error_hint(error_failed("no topic is in the batch '%s'", batch_name[making->wish->batch]),
			"pullprep split shows what is where and why; pullprep split --edit changes it.");
	if (!err && making->wish->tagged)
		err = refuse_untagged(making);
	if (!err)
		err = find_sent(making);
	for (size_t i = 0; !err && i < out->n; i++)
		err = find_range(making, &out->v[i]);
	return err;
}

struct error *topic_pulls_find(
    struct topic_pulls *out, const struct planned *planned, const struct topic_pulls_wish *wish)
{
	struct making making = {.planned = planned, .wish = wish, .out = out};
	struct error *err;

	*out = (struct topic_pulls){.v = NULL};
	err = find_all(&making);
	strings_release(&making.names);
	array_release(&making.sent);
	if (err)
		topic_pulls_release(out);
	return err;
}

void topic_pulls_leave(struct topic_pulls *pulls)
{
	aside_leave(&pulls->aside);
}

void topic_pulls_release(struct topic_pulls *pulls)
{
	topic_pulls_leave(pulls);
	for (size_t i = 0; i < pulls->n; i++)
		release_pull(&pulls->v[i]);
	array_release(pulls);
}
