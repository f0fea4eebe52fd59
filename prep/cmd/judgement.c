/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/judgement.h"

#include "cmd/markwaived.h"
#include "cmd/rulelevels.h"
#include "facts/soakearly.h"
#include "facts/surveytests.h"

#include <stdlib.h>

size_t *judgement_topics(size_t *count, const struct planned *planned, enum batch batch)
{
	const struct survey *survey = &planned->survey;
	size_t *topics = mem_new(survey->topics.n + 1, sizeof(*topics));

	*count = 0;
	for (size_t i = 0; i < survey->topics.n; i++) {
		size_t topic = planned->order ? planned->order[i] : i;

		if (planned->verdicts[topic].batch == batch && survey->topics.v[topic].commits.n)
			topics[(*count)++] = topic;
	}
	return topics;
}

/* ---- what is known of it ---- */

static bool wants_any(const struct judgement *judgement, const char *const *rules)
{
	for (; *rules; rules++)
		if (rules_wants(&judgement->settings, *rules))
			return true;
	return false;
}

static struct error *find_acks(struct judgement *judgement, const struct judged_what *what)
{
	char *email;
	struct error *err;

	if (!config_get(what->survey->project->config, "pullprep.scope"))
		return NULL;
	email = acks_own_email(what->survey->project->repo);
	err = acks_find(&judgement->acks, what->survey, what->topics, what->topic_count, email);
	if (!err)
		judgement->pull.acks = &judgement->acks;
	free(email);
	return err;
}

/* Of a range nobody says that it is one's own. */
static struct error *find_taken(struct judgement *judgement, const struct judged_what *what)
{
	struct error *err;

	if (!what->topic_count || what->survey->topics.v[what->topics[0]].kind == TOPIC_RANGE)
		return NULL;
	err = next_taken_find(&judgement->taken, what->survey->project);
	judgement->pull.taken = judgement->taken.asked ? &judgement->taken : NULL;
	return err;
}

static struct error *find_gates(struct judgement *judgement, const struct survey *survey)
{
	struct error *err = gated_find(&judgement->gated, survey);

	judgement->pull.gates = judgement->gated.topics;
	return err;
}

/*
 * Where errors alone are asked for, who came in time need not be looked at any further: fixes, which are never
 * late, and what linux-next had when the window opened. Before it opens there is no error to be found.
 */
static struct error *find_soak_errors(struct survey *survey)
{
	const struct cycle *cycle = &survey->project->cycle;
	bool *wanted = mem_zero(survey->commits.n + 1, sizeof(*wanted)), *early = NULL;
	struct error *err = NULL;

	for (size_t i = 0; i < survey->commits.n; i++)
		wanted[i] = cycle->phase == PHASE_WINDOW && !survey->commits.v[i].fix;
	if (cycle->phase == PHASE_WINDOW)
		err = soak_early(&early, survey, wanted, cycle->opens);
	for (size_t i = 0; !err && early && i < survey->commits.n; i++)
		wanted[i] = wanted[i] && !early[i];
	if (!err)
		err = survey_soak_of(survey, wanted);
	free(early);
	free(wanted);
	return err;
}

static struct error *find_soak(struct judgement *judgement, struct survey *survey)
{
	static const char *const in_time[] = {"never-in-next", "late-in-next", NULL},
				 *const all_else[] = {"committed-in-window", "modified-in-next", "short-soak",
				     "rebased", "left-next", NULL};
	struct error *err = NULL;

	if (wants_any(judgement, all_else) ||
	    (wants_any(judgement, in_time) && judgement->settings.least < FINDING_ERROR))
		err = survey_soak(survey);
	else if (wants_any(judgement, in_time) && !survey->soaked)
		err = find_soak_errors(survey);
	judgement->pull.soak = !err && (wants_any(judgement, in_time) || wants_any(judgement, all_else)) &&
			       next_count(&survey->project->next);
	return err;
}

/* What mainline does is of interest where somebody does otherwise. */
static struct error *find_practice(struct judgement *judgement, const struct survey *survey)
{
	static const char *const of_signoffs[] = {"sob-author", "sob-committer", NULL},
				 *const of_time[] = {"never-in-next", "late-in-next", NULL},
				 *const of_merges[] = {"empty-merge", "back-merge", NULL};
	bool signoffs = wants_any(judgement, of_signoffs), in_time = wants_any(judgement, of_time);
	bool patches = false, merges = false;

	for (size_t i = 0; i < survey->commits.n; i++) {
		const struct commit_facts *commit = &survey->commits.v[i];
		const struct wording *wording = &judgement->wordings[i];

		if (commit->merge)
			merges = true;
		else if (signoffs && (!wording->signed_author || !wording->signed_committer))
			patches = true;
		else if (in_time && commit->soak.match != MATCH_UNKNOWN)
			patches = true;
	}
	return practice_find(
	    &judgement->pull.practice, survey->project, patches, merges && wants_any(judgement, of_merges));
}

/* Tests elsewhere are looked for where something wants one. */
static struct error *find_tests(const struct judgement *judgement, struct survey *survey)
{
	bool features = rules_wants(&judgement->settings, "feature-without-test"),
	     fixes = rules_wants(&judgement->settings, "fix-without-test"), wanted = false;

	for (size_t i = 0; judgement->extents && i < survey->commits.n; i++)
		wanted |=
		    (features && judgement->extents[i].untested.n) || (fixes && survey->commits.v[i].fix);
	return wanted ? survey_tests(survey) : NULL;
}

/* After the words of the commits. */
static struct error *find_posted(
    struct judgement *judgement, const struct judged_what *what, const struct asking *asking)
{
	const struct posted_question question = {
	    what->survey, judgement->wordings, what->topics, what->topic_count, asking};
	struct error *err = judged_posted_find(&judgement->posted, &question);

	judgement->pull.posted = judgement->posted.asked ? &judgement->posted.facts : NULL;
	return err;
}

/* Only what the rules that are asked need. */
static struct error *find_facts(
    struct judgement *judgement, const struct judged_what *what, const struct asking *asking)
{
	static const char *const of_extent[] = {"feature-without-test", "uapi-without-docs",
	    "fix-without-test", "tool-and-kernel", "second-week-feature", "outside-scope", NULL},
				 *const of_ground[] = {"base", "merge-bases", "hand-made-merge", NULL};
	const struct rule_settings *settings = &judgement->settings;
	struct survey *survey = what->survey;
	struct error *err = find_soak(judgement, survey);

	if (!err)
		err = wording_find(&judgement->wordings, survey);
	if (!err)
		err = find_practice(judgement, survey);
	if (!err && wants_any(judgement, of_extent))
		err = extent_find(&judgement->extents, survey);
	if (!err)
		err = find_tests(judgement, survey);
	if (!err && rules_wants(settings, "tree-not-in-next"))
		err = find_taken(judgement, what);
	if (!err && rules_wants(settings, "outside-scope"))
		err = find_acks(judgement, what);
	if (!err && rules_wants(settings, "duplicate-patch"))
		err = duplicates_find(&judgement->duplicates, survey);
	if (!err && rules_wants(settings, "gate-missing"))
		err = find_gates(judgement, survey);
	if (!err && wants_any(judgement, of_ground))
		err = grounds_find(&judgement->grounds, survey, rules_wants(settings, "hand-made-merge"));
	if (!err && rules_want_trait(settings, RULE_OF_LORE))
		err = find_posted(judgement, what, asking);
	return err;
}

/* ---- the judgement ---- */

enum finding_level rule_wish_least(const struct rule_wish *wish)
{
	return wish->level || (wish->only && wish->only->n) ? FINDING_INFO : FINDING_WARNING;
}

static struct error *read_settings(
    struct judgement *judgement, const struct config *config, const struct rule_wish *wish)
{
	struct error *err = rule_levels_read(&judgement->settings, config);

	if (!err)
		err = rule_levels_narrow(&judgement->settings, config, wish->only, wish->except, wish->level);
	if (!err && wish->errors_only)
		judgement->settings.least = FINDING_ERROR;
	return err;
}

struct error *judgement_make(
    struct judgement *out, const struct judged_what *what, const struct rule_wish *wish)
{
	struct error *err = read_settings(out, what->survey->project->config, wish);

	out->pull.survey = what->survey;
	out->pull.topics = what->topics;
	out->pull.topic_count = what->topic_count;
	out->pull.batch = what->batch;
	out->pull.tag = what->tag;
	out->pull.request = what->request;
	if (!err)
		err = find_facts(out, what, wish->asking);
	if (err)
		return err;
	out->pull.wordings = out->wordings;
	out->pull.extents = out->extents;
	out->pull.duplicates = out->duplicates;
	out->pull.grounds = out->grounds;
	rules_judge(&out->findings, &out->pull, &out->settings);
	err = waived_mark(&out->findings, what->survey);
	if (!err)
		findings_worst_first(&out->findings);
	return err;
}

struct error *judgement_add_tag(struct judgement *judgement, const struct tag_facts *tag)
{
	const struct pull pull = {
	    .survey = judgement->pull.survey, .batch = judgement->pull.batch, .tag = tag};
	struct findings found = FINDINGS_INIT;
	struct error *err;

	rules_judge(&found, &pull, &judgement->settings);
	err = waived_mark(&found, judgement->pull.survey);
	for (size_t i = 0; i < found.n; i++)
		findings_add(&judgement->findings, found.v[i]);
	array_release(&found);
	return err;
}

void judgement_add_lore_advice(
    struct buf *out, const struct judgement *judgement, const struct config *config)
{
	if (!config_get(config, "pullprep.lore.url") && rules_want_trait(&judgement->settings, RULE_OF_LORE))
		buf_addstr(out, "To judge what was posted, too: git config pullprep.lore.url " LORE_URL "\n");
}

struct error *judgement_error(const struct judgement *judgement)
{
	size_t errors = findings_count(&judgement->findings, FINDING_ERROR);

	return errors ? error_new(ERROR_FINDINGS, "%zu error%s", errors, errors == 1 ? "" : "s") : NULL;
}

void judgement_release(struct judgement *judgement)
{
	const struct survey *survey = judgement->pull.survey;

	wording_free(judgement->wordings, survey ? survey->commits.n : 0);
	extent_free(judgement->extents, survey ? survey->commits.n : 0);
	acks_release(&judgement->acks);
	next_takens_release(&judgement->taken);
	free(judgement->duplicates);
	grounds_free(judgement->grounds, survey ? survey->topics.n : 0);
	gated_release(&judgement->gated);
	judged_posted_release(&judgement->posted);
	findings_release(&judgement->findings);
	rule_settings_release(&judgement->settings);
}
