/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assembletopics.h"

#include "publish/batch.h"

#include <stdlib.h>

/* The branch that --continue names is, with one topic merged, a topic itself by default. */
static bool is_resumed(const struct assemble_topics_wish *wish, const struct topic *topic)
{
	return !oid_is_zero(&wish->resume) && oid_equal(&topic->tip, &wish->resume) && !topic->patches;
}

struct error *assemble_topics_list(struct assemble_topics *out, const struct assemble_topics_wish *wish)
{
	const struct survey *survey = wish->survey;
	struct error *err;

	*out = (struct assemble_topics){.may_bring = mem_zero(survey->topics.n + 1, sizeof(*out->may_bring))};
	for (size_t i = 0; i < survey->topics.n; i++) {
		const size_t index = wish->order[i];
		const struct topic *topic = &survey->topics.v[index];
		enum batch batch = wish->verdicts[index].batch;

		out->may_bring[index] = batch == BATCH_FIXES || batch == wish->batch;
		if (batch == wish->batch && topic->commits.n && !is_resumed(wish, topic))
			array_push(out, index);
	}
	if (out->n)
		return NULL;
	err = error_failed("no topic is in the batch '%s'", batch_name[wish->batch]);
	return error_hint(
	    err, "pullprep split shows what is where and why; pullprep split --edit changes it.");
}

static bool is_contained(
    const struct assemble_topics *topics, const struct survey *survey, const struct topic *inner)
{
	for (size_t i = 0; i < topics->n; i++)
		if (strings_has(&survey->topics.v[topics->v[i]].contains, inner->name))
			return true;
	return false;
}

/* What was not sent goes along if the base has all of mainline on which it stands. */
static struct error *add_if_it_fits(struct assemble_topics *topics, struct strings *remarks,
    const struct assemble_topics_wish *wish, const struct assemble_base *base, size_t index)
{
	const struct topic *topic = &wish->survey->topics.v[index];
	bool sent = false, fits = false;
	struct error *err = NULL;

	if (!oid_is_zero(&wish->fixes_tagged))
		err = repo_is_ancestor(wish->survey->project->repo, &sent, &topic->tip, &wish->fixes_tagged);
	if (!err && !sent)
		err = assemble_base_holds(&fits, wish->survey, topic, &base->commit);
	if (err || sent)
		return err;
	if (fits)
		array_push(topics, index);
	else
		strings_take(remarks,
		    mem_format(
			"%s does not ride with this batch: it stands on newer commits of mainline than %s; "
			"send it alone with: pullprep assemble fixes",
			topic->name, base->name));
	return NULL;
}

struct error *assemble_topics_add_fixes(struct assemble_topics *topics, struct strings *remarks,
    const struct assemble_topics_wish *wish, const struct assemble_base *base)
{
	const struct survey *survey = wish->survey;
	bool may_ride = selection_takes_fixes(wish->batch, &survey->project->cycle, wish->rules);
	struct error *err = NULL;

	for (size_t i = 0; !err && wish->batch != BATCH_FIXES && i < survey->topics.n; i++) {
		const size_t index = wish->order[i];
		const struct topic *topic = &survey->topics.v[index];

		if (wish->verdicts[index].batch != BATCH_FIXES || !topic->patches)
			continue;
		if (is_contained(topics, survey, topic))
			array_push(topics, index);
		else if (may_ride)
			err = add_if_it_fits(topics, remarks, wish, base, index);
	}
	return err;
}

void assemble_topics_release(struct assemble_topics *topics)
{
	array_release(topics);
	free(topics->may_bring);
	topics->may_bring = NULL;
}
