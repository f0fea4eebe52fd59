/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/surveytests.h"

static struct error *find_credits(
    struct tests_read *read, struct repo *repo, const struct config *config, day_t until)
{
	struct error *err = test_log_read(&read->log, repo, config, read->targets.since, until);

	return err ? err : test_credits_find(&read->credits, &read->log, &read->targets, repo);
}

void tests_read_release(struct tests_read *read)
{
	test_targets_release(&read->targets);
	test_log_release(&read->log);
	array_release(&read->credits);
}

static void add_test(struct elsewhere *out, const struct test_log *log, size_t test)
{
	const struct test_commit *commit = &log->v[test];

	elsewhere_add(out, log->places.v[commit->place].name, commit->id, commit->subject);
}

static bool is_configured(const struct config *config)
{
	return config_get(config, "pullprep.testRepo");
}

struct error *commit_tests(struct elsewhere *out, struct repo *repo, const struct config *config, day_t until,
    const git_oid *oids, size_t n)
{
	struct tests_read read = {.credits = {.v = NULL}};
	struct error *err;

	if (!is_configured(config) || !n)
		return NULL;
	err = test_targets_read(&read.targets, repo, oids, n);
	if (!err)
		err = find_credits(&read, repo, config, until);
	for (size_t i = 0; !err && i < read.credits.n; i++)
		add_test(&out[read.credits.v[i].target], &read.log, read.credits.v[i].test);
	tests_read_release(&read);
	return err;
}

/* ---- topics ---- */

/* Which commits, as numbers of the targets, are the topic's. */
static void mark(bool *own, const size_t *target_of, const struct topic *topic)
{
	for (size_t i = 0; i < topic->commits.n; i++)
		if (target_of[topic->commits.v[i]] != (size_t)-1)
			own[target_of[topic->commits.v[i]]] = true;
}

/* Credits come test by test. */
static void add_tests(struct topic *topic, const struct tests_read *read, const bool *own)
{
	size_t last = (size_t)-1;

	for (size_t i = 0; i < read->credits.n; i++) {
		const struct test_credit *credit = &read->credits.v[i];

		if (own[credit->target] && credit->test != last) {
			add_test(&topic->elsewhere, &read->log, credit->test);
			last = credit->test;
		}
	}
}

static void take(
    struct survey *survey, const struct tests_read *read, const size_t *at, const size_t *target_of)
{
	for (size_t i = 0; i < read->credits.n; i++)
		add_test(&survey->commits.v[at[read->credits.v[i].target]].elsewhere, &read->log,
		    read->credits.v[i].test);
	for (size_t i = 0; i < survey->topics.n; i++) {
		bool *own = mem_zero(read->targets.n + 1, sizeof(*own));

		mark(own, target_of, &survey->topics.v[i]);
		add_tests(&survey->topics.v[i], read, own);
		free(own);
	}
}

/* The survey's commits that are no merges: their ids, where they are, and their numbers among these. */
struct patches {
	git_oid *oids;
	size_t *at, *number, n;
};

static void patches_of(struct patches *out, const struct survey *survey)
{
	size_t room = survey->commits.n + 1;

	*out = (struct patches){mem_new(room, sizeof(*out->oids)), mem_new(room, sizeof(*out->at)),
	    mem_new(room, sizeof(*out->number)), 0};
	for (size_t i = 0; i < survey->commits.n; i++) {
		out->number[i] = survey->commits.v[i].merge ? (size_t)-1 : out->n;
		if (survey->commits.v[i].merge)
			continue;
		out->at[out->n] = i;
		out->oids[out->n++] = survey->commits.v[i].oid;
	}
}

struct error *survey_tests_read(struct survey *survey, struct tests_read *read)
{
	struct project *project = survey->project;
	struct patches patches;
	struct error *err;

	*read = (struct tests_read){.credits = {.v = NULL}};
	patches_of(&patches, survey);
	err = test_targets_read(&read->targets, project->repo, patches.oids, patches.n);
	if (!err && !patches.n)
		read->targets.since = day_start(project->as_of) - TEST_CREDIT_MARGIN;
	if (!err && is_configured(project->config)) {
		err = find_credits(read, project->repo, project->config, project->as_of);
		if (!err)
			take(survey, read, patches.at, patches.number);
		survey->elsewhere = !err;
	}
	free(patches.oids);
	free(patches.at);
	free(patches.number);
	return err;
}

struct error *survey_tests(struct survey *survey)
{
	struct tests_read read;
	struct error *err;

	if (survey->elsewhere || !is_configured(survey->project->config))
		return NULL;
	survey->elsewhere = !survey->commits.n;
	if (survey->elsewhere)
		return NULL;
	err = survey_tests_read(survey, &read);
	tests_read_release(&read);
	return err;
}
