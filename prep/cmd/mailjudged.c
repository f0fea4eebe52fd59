/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/mailjudged.h"

#include "publish/tag.h"
#include "text/reasons.h"

#include <stdlib.h>
#include <string.h>

/* ---- a batch ---- */

/* Those of the batch, and fixes that ride with it. */
static struct error *find_topics(
    size_t **out, size_t *n, const struct planned *planned, enum batch batch, const git_oid *head)
{
	const struct survey *survey = &planned->survey;
	struct error *err = NULL;

	*out = judgement_topics(n, planned, batch); /* has room for all topics */
	for (size_t i = 0; !err && batch != BATCH_FIXES && i < survey->topics.n; i++) {
		bool held = false;

		if (planned->verdicts[i].batch != BATCH_FIXES || !survey->topics.v[i].commits.n)
			continue;
		err = repo_is_ancestor(planned->project.repo, &held, &survey->topics.v[i].tip, head);
		if (held)
			(*out)[(*n)++] = i;
	}
	return err;
}

/* err: why the tag could not be read, or NULL. */
static void judge_tag(struct mail_judged *judged, struct error *err)
{
	if (!err && judged->tag.there)
		objections_add_tag(&judged->objections, &judged->tag.facts);
	objections_unknown(err);
}

void mail_judge_batch(
    struct mail_judged *out, struct planned *planned, enum batch batch, const char *name, const git_oid *head)
{
	size_t *topics = NULL, n = 0;
	struct error *err = find_topics(&topics, &n, planned, batch, head);

	out->survey = &planned->survey;
	if (!err) {
		objections_find(&out->objections, &planned->survey, topics, n, batch);
		err = judged_tag_find(&out->tag, planned, batch, name);
	}
	judge_tag(out, err);
	free(topics);
}

/* ---- any tag or branch ---- */

static struct error *read_range(
    struct mail_judged *out, struct project *project, const struct request *request)
{
	char *start = oid_text(&request->start), *head = oid_text(&request->head),
	     *mainline = oid_text(&project->mainline);
	struct strings revisions = STRINGS_INIT;
	struct error *err;

	strings_take(&revisions, mem_format("%s..%s", start, head));
	strings_take(&revisions, mem_format("^%s", mainline));
	err = survey_range(&out->own, project, &revisions);
	out->ranged = !err;
	if (!err && out->own.topics.n) {
		free(out->own.topics.v[0].name);
		out->own.topics.v[0].name = mem_dup(request->shown);
	}
	out->survey = &out->own;
	strings_release(&revisions);
	free(start);
	free(head);
	free(mainline);
	return err;
}

static struct error *read_tag(
    struct mail_judged *out, const struct project *project, const struct request *request)
{
	struct judged_tag_wish wish = {
	    .name = request->ref + strlen("refs/tags/"), .commit = request->head, .base = request->start};
	struct error *err = tag_find(&wish.object, project->repo, wish.name);

	return err ? err : judged_tag_read(&out->tag, project, &wish);
}

void mail_judge_pull(struct mail_judged *out, struct project *project, const struct request *request)
{
	const size_t only = 0;
	struct error *err = read_range(out, project, request);

	if (!err) {
		objections_find(&out->objections, &out->own, &only, out->own.topics.n ? 1 : 0, BATCH_COUNT);
		if (request->tag)
			err = read_tag(out, project, request);
	}
	judge_tag(out, err);
}

void mail_judged_release(struct mail_judged *judged)
{
	objections_release(&judged->objections);
	judged_tag_release(&judged->tag);
	if (judged->ranged)
		survey_release(&judged->own);
}

/* ---- reasons ---- */

struct value *mail_judged_reasons(const struct findings *findings, const struct survey *survey,
    const size_t *topics, size_t n, const struct request *request)
{
	struct waived_reasons reasons = {.v = NULL};
	struct strings sentences = STRINGS_INIT;
	struct value *list = value_list();

	waived_reasons_find(&reasons, findings, survey, topics, n);
	reasons_missing(&sentences, &reasons, survey, request->body.s);
	for (size_t i = 0; i < sentences.n; i++)
		value_add(list, value_text(sentences.v[i]));
	strings_release(&sentences);
	waived_reasons_release(&reasons);
	return list;
}

bool mail_judged_gives(const struct findings *findings, const struct survey *survey, const size_t *topics,
    size_t n, const char *body)
{
	struct waived_reasons reasons = {.v = NULL};
	struct strings sentences = STRINGS_INIT;
	bool all;

	waived_reasons_find(&reasons, findings, survey, topics, n);
	reasons_missing(&sentences, &reasons, survey, body);
	all = !sentences.n;
	strings_release(&sentences);
	waived_reasons_release(&reasons);
	return all;
}
