/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/rules.h"

#include "check/judging.h"
#include "util/array.h"

#include <fnmatch.h>
#include <string.h>

const char *const rule_kind_name[RULE_KINDS] = {
    [RULE_COMMIT] = "commit",
    [RULE_MERGE] = "merge",
    [RULE_TOPIC] = "topic",
    [RULE_TAG] = "tag",
    [RULE_TREE] = "tree",
    [RULE_REQUEST] = "request",
};

/* ---- names and levels ---- */

size_t rules_count(void)
{
	size_t n = 0;

	while (rules_table[n].name)
		n++;
	return n;
}

size_t rules_index(const char *name)
{
	size_t i = 0;

	while (rules_table[i].name && strcmp(rules_table[i].name, name))
		i++;
	return i;
}

const char *rule_level_name(int level)
{
	return level == RULE_OFF ? "off" : finding_level_name[level];
}

bool rule_level_parse(const char *text, int *level)
{
	for (int i = RULE_OFF; i < FINDING_LEVELS; i++)
		if (!strcmp(text, rule_level_name(i))) {
			*level = i;
			return true;
		}
	return false;
}

/* ---- settings ---- */

void rule_settings_add(struct rule_settings *settings, size_t rule, char *glob, int level)
{
	array_push(settings, (struct rule_setting){rule, glob, RULE_LEVEL, level});
}

void rule_settings_add_threshold(struct rule_settings *settings, size_t rule, char *glob, long threshold)
{
	array_push(settings, (struct rule_setting){rule, glob, RULE_THRESHOLD, threshold});
}

/* The last of those for some topics that is for this one, then the last of those for all. */
static long value_of(
    const struct rule_settings *settings, enum rule_value which, size_t rule, const char *topic, long preset)
{
	for (size_t i = settings->n; i-- > 0;) {
		const struct rule_setting *setting = &settings->v[i];

		if (setting->rule == rule && setting->which == which && setting->glob && topic &&
		    !fnmatch(setting->glob, topic, 0))
			return setting->value;
	}
	for (size_t i = settings->n; i-- > 0;) {
		const struct rule_setting *setting = &settings->v[i];

		if (setting->rule == rule && setting->which == which && !setting->glob)
			return setting->value;
	}
	return preset;
}

int rule_settings_level(const struct rule_settings *settings, size_t rule, const char *topic)
{
	if (settings->left_out && settings->left_out[rule])
		return RULE_OFF;
	return (int)value_of(settings, RULE_LEVEL, rule, topic, rules_table[rule].level);
}

long rule_settings_threshold(const struct rule_settings *settings, size_t rule, const char *topic)
{
	return value_of(settings, RULE_THRESHOLD, rule, topic, rules_table[rule].threshold);
}

bool rules_wants(const struct rule_settings *settings, const char *name)
{
	size_t rule = rules_index(name);

	if (settings->left_out && settings->left_out[rule])
		return false;
	for (size_t i = 0; i < settings->n; i++)
		if (settings->v[i].rule == rule && settings->v[i].which == RULE_LEVEL &&
		    settings->v[i].value >= settings->least && settings->v[i].value != RULE_OFF)
			return true;
	return rules_table[rule].level != RULE_OFF && rules_table[rule].level >= settings->least;
}

bool rules_want_trait(const struct rule_settings *settings, enum rule_trait trait)
{
	for (size_t i = 0; rules_table[i].name; i++)
		if ((rules_table[i].traits & trait) && rules_wants(settings, rules_table[i].name))
			return true;
	return false;
}

bool rule_settings_is_off(const struct rule_settings *settings, size_t rule)
{
	for (size_t i = 0; i < settings->n; i++)
		if (settings->v[i].rule == rule && settings->v[i].which == RULE_LEVEL &&
		    settings->v[i].glob && settings->v[i].value != RULE_OFF)
			return false;
	return rule_settings_level(settings, rule, NULL) == RULE_OFF;
}

void rule_settings_release(struct rule_settings *settings)
{
	for (size_t i = 0; i < settings->n; i++)
		free(settings->v[i].glob);
	array_release(settings);
	free(settings->left_out);
	settings->left_out = NULL;
}

/* ---- asking ---- */

static void ask_of_commits(struct judging *judging)
{
	const struct survey *survey = judging->pull->survey;

	for (size_t i = 0; i < judging->topic->commits.n; i++) {
		size_t index = judging->topic->commits.v[i];

		judging->commit = &survey->commits.v[index];
		judging->commit_index = index;
		judging->wording = judging->pull->wordings ? &judging->pull->wordings[index] : NULL;
		if (judging->commit->merge == (judging->rule->kind == RULE_MERGE))
			judging->rule->judge(judging);
	}
	judging->commit = NULL;
	judging->wording = NULL;
}

static void ask_of_topic(struct judging *judging, const struct rule_settings *settings)
{
	for (size_t i = 0; rules_table[i].name; i++) {
		judging->rule = &rules_table[i];
		judging->level = rule_settings_level(settings, i, judging->topic->name);
		judging->threshold = rule_settings_threshold(settings, i, judging->topic->name);
		if (!judging->rule->judge || judging->level == RULE_OFF || judging->rule->kind >= RULE_TAG)
			continue;
		if (judging->rule->kind == RULE_TOPIC)
			judging->rule->judge(judging);
		else
			ask_of_commits(judging);
	}
}

static void ask_of_kind(struct judging *judging, const struct rule_settings *settings, enum rule_kind kind)
{
	for (size_t i = 0; rules_table[i].name; i++) {
		judging->rule = &rules_table[i];
		judging->level = rule_settings_level(settings, i, NULL);
		judging->threshold = rule_settings_threshold(settings, i, NULL);
		if (judging->rule->kind == kind && judging->rule->judge && judging->level != RULE_OFF)
			judging->rule->judge(judging);
	}
}

/* Moves a topic's findings over, worst first. */
static void settle(struct findings *out, struct findings *found, int least)
{
	for (int level = FINDING_LEVELS - 1; level >= 0; level--)
		for (size_t i = 0; i < found->n; i++)
			if (found->v[i].rule && (int)found->v[i].level == level && level >= least) {
				findings_add(out, found->v[i]);
				found->v[i] = (struct finding){.rule = NULL};
			}
	findings_release(found);
}

/* What is of no topic. commit: NULL for none. */
static void judge_whole(struct findings *out, const struct pull *pull, const struct rule_settings *settings,
    enum rule_kind kind, const char *about, const git_oid *commit)
{
	struct findings found = FINDINGS_INIT;
	struct judging judging = {.pull = pull, .about = about, .about_commit = commit, .out = &found};

	ask_of_kind(&judging, settings, kind);
	settle(out, &found, settings->least);
}

void rules_judge(struct findings *out, const struct pull *pull, const struct rule_settings *settings)
{
	if (pull->request)
		judge_whole(out, pull, settings, RULE_REQUEST, pull->request->ref, &pull->request->commit);
	if (pull->tag)
		judge_whole(out, pull, settings, RULE_TAG, pull->tag->name, &pull->tag->commit);
	if (pull->taken)
		judge_whole(out, pull, settings, RULE_TREE, "linux-next", NULL);
	for (size_t i = 0; i < pull->topic_count; i++) {
		struct findings found = FINDINGS_INIT;
		struct judging judging = {.pull = pull,
		    .topic = &pull->survey->topics.v[pull->topics[i]],
		    .topic_index = pull->topics[i],
		    .out = &found};

		ask_of_topic(&judging, settings);
		settle(out, &found, settings->least);
	}
}
