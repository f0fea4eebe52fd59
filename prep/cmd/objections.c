/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/objections.h"

#include "check/rules.h"
#include "publish/file.h"
#include "text/objections.h"

#include <stdio.h>
#include <stdlib.h>

static bool has_topic(const struct objections *objections, size_t topic)
{
	for (size_t i = 0; i < objections->n; i++)
		if (objections->topics[i] == topic)
			return true;
	return false;
}

void objections_unknown(struct error *err)
{
	if (err)
		warning("what upstream may object to is unknown, and so are reasons of waivers: %s",
		    err->message);
	error_free(err);
}

void objections_find(
    struct objections *out, struct survey *survey, const size_t *topics, size_t n, enum batch batch)
{
	struct judged_what what = {.survey = survey, .batch = batch};
	const struct rule_wish all = {.only = NULL};
	struct error *err;

	out->topics = mem_new(n + 1, sizeof(*out->topics));
	for (size_t i = 0; i < n; i++)
		if (what.survey->topics.v[topics[i]].commits.n && !has_topic(out, topics[i]))
			out->topics[out->n++] = topics[i];
	what.topics = out->topics;
	what.topic_count = out->n;
	err = judgement_make(&out->judgement, &what, &all);
	out->known = !err;
	objections_unknown(err);
}

void objections_add_tag(struct objections *objections, const struct tag_facts *tag)
{
	if (objections->known)
		objections_unknown(judgement_add_tag(&objections->judgement, tag));
}

void objections_release(struct objections *objections)
{
	judgement_release(&objections->judgement);
	free(objections->topics);
}

char *objections_counts(const struct objections *objections)
{
	struct buf counts = BUF_INIT;

	objections_add_counts(&counts, &objections->judgement.findings);
	if (counts.len)
		return buf_detach(&counts);
	buf_release(&counts);
	return NULL;
}

bool objections_beyond_tags(const struct objections *objections)
{
	const struct findings *findings = &objections->judgement.findings;

	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].level >= FINDING_WARNING && !findings->v[i].waived &&
		    rules_table[rules_index(findings->v[i].rule)].kind != RULE_TAG)
			return true;
	return false;
}

void objections_tell(const struct objections *objections, const char *command)
{
	struct buf text = BUF_INIT;
	struct term term;
	char *counts = objections_counts(objections);

	if (!counts)
		return;
	term_init(&term, "never"); /* which looks at standard output, and this is not */
	objections_add_errors(&text, &term, &objections->judgement.pull, &objections->judgement.findings);
	if (text.len)
		error_free(file_show(
		    stderr, text.s, text.len)); /* a closed stderr is no reason to fail: the status tells */
	warning("upstream may object: %s%s%s", counts, command ? "; see  " : "", command ? command : "");
	buf_release(&text);
	free(counts);
}
