/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriesfind.h"

#include "facts/posted.h"
#include "facts/seriesquery.h"
#include "source/commit.h"
#include "source/patchid.h"
#include "util/date.h"

#include <string.h>

#define ALL ((size_t)-1)

enum { FEW = 8 }; /* answers that are hardly enough to go by */

/* How a commit is asked for. */
enum way { BY_LINK, BY_PATCH, BY_SUBJECT, WAYS };

/* What has been asked of a commit. */
struct asked {
	struct commit text; /* as it was read */
	git_oid patch, renamed;
	bool wanted;      /* it is to be found */
	char *stem;       /* of the mail that its message names; NULL: it names none */
	bool of_series;   /* all mails of its series have that stem */
	size_t asker;     /* the commit whose link was asked for, for all with this stem */
	bool tried[WAYS]; /* or there is nothing to ask for */
	char *why;        /* of the first question that stayed open */
};

struct job {
	struct series_facts *out;
	const struct survey *survey;
	const size_t *topics;
	size_t topic_count;
	struct lore *lore;
	struct asked *asked; /* by commit */
	struct {
		struct patch_ids *asked; /* git finds them while the archive is asked; NULL: they are there */
		git_oid *oids;
		size_t *at; /* which commits they are */
		size_t n;
	} wanted;
	size_t asked_for;  /* how many of them */
	bool for_versions; /* what stays open now concerns other versions, and no commit */
	bool matched;      /* with all mails that are there */
};

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

/* ---- what is here ---- */

/* The commits' patch ids. */
static struct error *take_patches(struct job *job)
{
	git_oid *ids = mem_new(job->wanted.n + 1, sizeof(*ids));
	struct error *err = job->wanted.asked ? patch_ids_end(job->wanted.asked, ids) : NULL;

	for (size_t i = 0; !err && job->wanted.asked && i < job->wanted.n; i++)
		job->asked[job->wanted.at[i]].patch = ids[i];
	job->wanted.asked = NULL;
	free(ids);
	return err;
}

/* `from`: the first mail that is new; the patches of those before it are known. */
static struct error *look_again(struct series_facts *facts, size_t from)
{
	size_t n = facts->mails.n - from;
	const char **texts = mem_new(n + 1, sizeof(*texts));
	struct error *err;

	thread_release(&facts->thread);
	thread_find(&facts->thread, facts->mails.v, facts->mails.n);
	facts->patches = mem_grow(facts->patches, facts->mails.n + 1, sizeof(*facts->patches));
	for (size_t i = 0; i < n; i++)
		texts[i] = facts->thread.subjects[from + i].patch && !facts->thread.subjects[from + i].answer
			       ? facts->mails.v[from + i].text
			       : NULL;
	err = patch_ids_of_texts(texts, n, facts->patches + from);
	free(texts);
	return err;
}

static struct series_commit known_of(const struct job *job, size_t commit)
{
	const struct asked *asked = &job->asked[commit];

	return (struct series_commit){.link = job->out->v[commit].link,
	    .subject = asked->text.subject,
	    .author_email = asked->text.author_email,
	    .message = asked->text.message,
	    .committed = asked->text.committed,
	    .patch = asked->patch,
	    .renamed = asked->renamed};
}

/* How many of the topic's commits have their patch in each posting. */
static void count_together(size_t *together, const struct job *job, const struct topic *topic)
{
	const struct series_facts *facts = job->out;

	memset(together, 0, facts->thread.n * sizeof(*together));
	for (size_t i = 0; i < topic->commits.n; i++) {
		struct series_commit commit = known_of(job, topic->commits.v[i]);

		for (size_t k = 0; job->asked[topic->commits.v[i]].wanted && k < facts->thread.n; k++)
			together[k] += posting_patch(&facts->thread, facts->patches, k, &commit) > 0;
	}
}

static void match_topic(struct job *job, const struct topic *topic, size_t *together)
{
	count_together(together, job, topic);
	for (size_t i = 0; i < topic->commits.n; i++) {
		struct series_commit commit = known_of(job, topic->commits.v[i]);
		struct series_of *of = &job->out->v[topic->commits.v[i]];

		if (!job->asked[topic->commits.v[i]].wanted)
			continue;
		commit.together = together;
		series_match(&of->match, &job->out->thread, job->out->patches, &commit);
		of->state = of->match.found ? SERIES_FOUND : SERIES_UNKNOWN;
	}
}

static void match_all(struct job *job)
{
	size_t *together = mem_new(job->out->thread.n + 1, sizeof(*together));

	for (size_t t = 0; t < job->topic_count; t++)
		match_topic(job, &job->survey->topics.v[job->topics[t]], together);
	job->matched = true;
	free(together);
}

/* ---- asking ---- */

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

/* Why it could not be told. */
static void take_reason(struct job *job, const struct lore_answer *answer, size_t commit)
{
	if (job->for_versions) {
		job->out->unasked++;
		free(job->out->unasked_why);
		job->out->unasked_why = mem_dup(answer->why);
	} else if (!job->asked[commit].why) {
		job->asked[commit].why = mem_dup(answer->why);
	}
}

static void take_answers(struct job *job, const struct lore_answer *answers, const struct round *round)
{
	const struct raw_mails **found = mem_new(round->questions.n, sizeof(struct raw_mails *));
	struct emails *mails = &job->out->mails;
	size_t before = mails->n, count = 0;

	for (size_t i = 0; i < round->questions.n; i++) {
		if (answers[i].state == LORE_FOUND)
			found[count++] = &answers[i].mails;
		else if (answers[i].state == LORE_UNKNOWN)
			take_reason(job, &answers[i], round->commits.v[i]);
	}
	mails_add(mails, found, count);
	leave_out_later(mails, before, job->survey->project->asked);
	free(found);
}

static struct error *ask(struct job *job, const struct round *round)
{
	size_t n = round->questions.n, before = job->out->mails.n;
	struct lore_answer *answers;
	struct error *err;

	if (!n)
		return NULL;
	answers = mem_zero(n, sizeof(*answers));
	err = lore_ask(job->lore, answers, round->questions.v, n);
	if (!err)
		take_answers(job, answers, round);
	lore_answers_release(answers, n);
	free(answers);
	if (!err && job->out->mails.n > before) {
		job->matched = false;
		err = look_again(job->out, before);
	}
	if (!err)
		err = take_patches(job);
	if (!err && !job->matched)
		match_all(job);
	return err;
}

static bool is_open(const struct job *job, size_t commit)
{
	return job->asked[commit].wanted && job->out->v[commit].state != SERIES_FOUND;
}

static void find_stems(struct job *job)
{
	for (size_t i = 0; i < job->out->n; i++) {
		const char *link = job->asked[i].wanted ? job->out->v[i].link : NULL;

		job->asked[i].stem = link ? posted_stem(link, &job->asked[i].of_series) : NULL;
		job->asked[i].tried[BY_LINK] = !link;
		job->asked[i].asker = i;
	}
}

/* One stem is one series, which is asked for once. */
static void add_link(struct job *job, struct round *round, size_t commit)
{
	const char *stem = job->asked[commit].stem;

	for (size_t i = 0; i < job->out->n; i++)
		if (job->asked[i].stem && !strcmp(job->asked[i].stem, stem)) {
			job->asked[i].tried[BY_LINK] = true;
			job->asked[i].asker = commit;
		}
	round_add(round, LORE_THREAD, mem_dup(job->out->v[commit].link), commit);
}

static char *query_for(const struct job *job, size_t commit, bool by_patch)
{
	const struct series_commit known = known_of(job, commit);
	day_t authored = day_of_time(job->asked[commit].text.authored);

	return by_patch ? query_by_patch(&known, authored) : query_by_subject(&known, authored);
}

static void add_question(struct job *job, struct round *round, size_t commit, enum way way)
{
	char *query;

	if (way == BY_LINK) {
		add_link(job, round, commit);
		return;
	}
	job->asked[commit].tried[way] = true;
	query = query_for(job, commit, way == BY_PATCH);
	if (query)
		round_add(round, LORE_SEARCH_THREADS, query, commit);
	else if (way == BY_SUBJECT && !job->asked[commit].why)
		job->asked[commit].why = mem_dup("its subject has no word that could be searched for");
}

static bool is_to_ask(const struct job *job, size_t commit, enum way way)
{
	return is_open(job, commit) && !job->asked[commit].tried[way];
}

/* How many questions so many open commits take, if each goes on to bring as many of them as it did. Where that is more than one
 * only half as many are asked at once, since some series are larger. */
static size_t expected(const struct job *job, size_t open)
{
	size_t found = 0, count;

	for (size_t i = 0; i < job->out->n; i++)
		found += job->out->v[i].state == SERIES_FOUND;
	if (found <= job->asked_for)
		return open;
	count = (open * job->asked_for + found - 1) / found;
	return (count + 1) / 2;
}

static bool has_way_left(const struct job *job, size_t commit, enum way first, enum way last)
{
	for (enum way way = first; way <= last; way++)
		if (is_to_ask(job, commit, way))
			return true;
	return false;
}

/* At most so many of the topic's, and far from each other: those side by side are mostly of one series. */
static void pick(struct picks *out, const struct job *job, const struct topic *topic, enum way first,
    enum way last, size_t most)
{
	struct picks open = ARRAY_INIT;
	size_t n;

	for (size_t i = 0; i < topic->commits.n; i++)
		if (has_way_left(job, topic->commits.v[i], first, last))
			array_push(&open, topic->commits.v[i]);
	n = expected(job, open.n);
	n = n < most ? n : most;
	for (size_t i = 0; i < n; i++)
		array_push(out, open.v[(2 * i + 1) * open.n / (2 * n)]);
	array_release(&open);
}

static struct error *ask_picked(struct job *job, const struct picks *picked, enum way way)
{
	struct round round = {.texts = STRINGS_INIT};
	struct error *err;

	for (size_t i = 0; i < picked->n; i++)
		if (is_to_ask(job, picked->v[i], way))
			add_question(job, &round, picked->v[i], way);
	if (way != BY_SUBJECT) /* those were counted by their patches */
		job->asked_for += round.questions.n;
	err = ask(job, &round);
	round_release(&round);
	return err;
}

/*
 * Of each topic one commit first, then two, four and eight, then as many as these say are needed: the first that is found
 * mostly brings the others of its series with it. One that is not found in the first way is asked for in the next one
 * before any other is.
 */
static struct error *ask_each(struct job *job, enum way first, enum way last)
{
	struct error *err = NULL;
	bool more = true;

	for (size_t most = 1; !err && more; most = most < FEW ? 2 * most : ALL) {
		struct picks picked = ARRAY_INIT;

		for (size_t t = 0; t < job->topic_count; t++)
			pick(&picked, job, &job->survey->topics.v[job->topics[t]], first, last, most);
		more = picked.n;
		for (enum way way = first; !err && more && way <= last; way++)
			err = ask_picked(job, &picked, way);
		array_release(&picked);
	}
	return err;
}

/* What is open for the one that was asked for is open for all of its series. */
static void share_reasons(struct job *job)
{
	for (size_t i = 0; i < job->out->n; i++) {
		const struct asked *asker = &job->asked[job->asked[i].asker];

		if (job->asked[i].stem && !job->asked[i].why && asker->why)
			job->asked[i].why = mem_dup(asker->why);
	}
}

static bool is_kept(const struct job *job, size_t commit, enum way way)
{
	char *text =
	    way == BY_LINK ? mem_dup(job->out->v[commit].link) : query_for(job, commit, way == BY_PATCH);
	const struct lore_question question = {way == BY_LINK ? LORE_THREAD : LORE_SEARCH_THREADS, text};
	bool kept = text && lore_may_have(job->lore, &question);

	free(text);
	return kept;
}

/* What the cache has costs nobody anything, and is asked for at once. */
static struct error *ask_kept(struct job *job, enum way way)
{
	struct picks kept = ARRAY_INIT;
	struct error *err;

	for (size_t i = 0; i < job->out->n; i++)
		if (is_to_ask(job, i, way) && is_kept(job, i, way))
			array_push(&kept, i);
	err = kept.n ? ask_picked(job, &kept, way) : NULL;
	array_release(&kept);
	return err;
}

static struct error *ask_links(struct job *job)
{
	struct picks sure = ARRAY_INIT;
	struct error *err;

	find_stems(job);
	for (size_t i = 0; i < job->out->n; i++)
		if (job->asked[i].of_series)
			array_push(&sure, i);
	err = ask_picked(job, &sure, BY_LINK);
	if (!err)
		err = ask_kept(job, BY_LINK);
	if (!err)
		err = ask_each(job, BY_LINK, BY_LINK);
	if (!err)
		share_reasons(job);
	array_release(&sure);
	return err;
}

/* ---- other versions ---- */

static struct error *ask_versions(struct job *job)
{
	struct series_facts *facts = job->out;
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
	job->for_versions = true;
	err = ask(job, &round);
	round_release(&round);
	return err;
}

/* ---- the whole ---- */

/* What was not applied as it was posted may have been posted with renames, which git format-patch finds. */
static struct error *read_renamed(struct job *job)
{
	struct series_facts *facts = job->out;
	git_oid *oids = mem_new(facts->n + 1, sizeof(*oids)), *ids = mem_zero(facts->n + 1, sizeof(*ids));
	size_t *at = mem_new(facts->n + 1, sizeof(*at)), n = 0;
	struct error *err;

	for (size_t i = 0; i < facts->n; i++)
		if (job->asked[i].wanted && !(facts->v[i].match.found && facts->v[i].match.same_patch)) {
			oids[n] = job->survey->commits.v[i].oid;
			at[n++] = i;
		}
	err = patch_ids_renamed(job->survey->project->repo, oids, n, ids);
	for (size_t i = 0; !err && i < n; i++)
		if (!oid_is_zero(&ids[i]) && !oid_equal(&ids[i], &job->asked[at[i]].patch)) {
			job->asked[at[i]].renamed = ids[i];
			job->matched = false;
		}
	if (!err && !job->matched)
		match_all(job);
	free(oids);
	free(ids);
	free(at);
	return err;
}

static struct error *read_commit(struct job *job, size_t commit)
{
	struct asked *asked = &job->asked[commit];
	const git_oid *oid = &job->survey->commits.v[commit].oid;
	struct error *err;

	if (job->survey->commits.v[commit].merge || asked->wanted)
		return NULL;
	asked->wanted = true;
	job->wanted.oids[job->wanted.n] = *oid;
	job->wanted.at[job->wanted.n++] = commit;
	err = commit_read(&asked->text, job->survey->project->repo, oid);
	if (!err)
		job->out->v[commit].link = posted_mail(asked->text.message);
	return err;
}

static struct error *read_commits(struct job *job)
{
	struct error *err = NULL;

	job->wanted.oids = mem_new(job->out->n + 1, sizeof(*job->wanted.oids));
	job->wanted.at = mem_new(job->out->n + 1, sizeof(*job->wanted.at));
	for (size_t t = 0; t < job->topic_count; t++) {
		const struct topic *topic = &job->survey->topics.v[job->topics[t]];

		for (size_t i = 0; !err && i < topic->commits.n; i++)
			err = read_commit(job, topic->commits.v[i]);
	}
	if (!err)
		err = patch_ids_begin(
		    &job->wanted.asked, job->survey->project->repo, job->wanted.oids, job->wanted.n);
	return err;
}

/* What stayed open: never posted only where nothing was left unasked. */
static void settle(struct job *job)
{
	for (size_t i = 0; i < job->out->n; i++) {
		struct series_of *of = &job->out->v[i];

		if (!is_open(job, i))
			continue;
		of->state = job->asked[i].why ? SERIES_UNKNOWN : SERIES_NEVER;
		of->why = job->asked[i].why;
		job->asked[i].why = NULL;
	}
}

static void read_answers(struct job *job)
{
	struct series_facts *facts = job->out;

	answer_tags_find(&facts->tags, &facts->thread);
	refusals_find(&facts->refusals, &facts->thread, &facts->tags);
	for (size_t i = 0; i < facts->n; i++) {
		struct series_of *of = &facts->v[i];
		struct series_commit commit = known_of(job, i);

		if (of->state != SERIES_FOUND)
			continue;
		series_missing_tags(&of->missing, &facts->thread, &facts->tags, &of->match, &commit);
		series_count_answers(&facts->thread, &of->match, &of->answers, &of->reports);
	}
}

struct error *series_find(struct series_facts *out, const struct survey *survey, const size_t *topics,
    size_t topic_count, struct lore *lore)
{
	size_t n = survey->commits.n;
	struct job job = {.out = out,
	    .survey = survey,
	    .topics = topics,
	    .topic_count = topic_count,
	    .lore = lore,
	    .asked = mem_zero(n + 1, sizeof(*job.asked))};
	struct error *err;

	*out = (struct series_facts){.v = mem_zero(n + 1, sizeof(*out->v)), .n = n};
	thread_find(&out->thread, NULL, 0);
	err = read_commits(&job);
	if (!err)
		err = ask_links(&job);
	if (!err)
		err = take_patches(&job);
	if (!err)
		err = read_renamed(&job);
	for (enum way way = BY_PATCH; !err && way <= BY_SUBJECT; way++)
		err = ask_kept(&job, way);
	if (!err)
		err = ask_each(&job, BY_PATCH, BY_SUBJECT);
	if (!err)
		err = ask_versions(&job);
	if (!err) {
		settle(&job);
		read_answers(&job);
	}
	for (size_t i = 0; i < n; i++) {
		commit_release(&job.asked[i].text);
		free(job.asked[i].stem);
		free(job.asked[i].why);
	}
	free(job.asked);
	error_free(take_patches(&job));
	free(job.wanted.oids);
	free(job.wanted.at);
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
