/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/surveytests.h"

/* Everything that is read for it. */
struct reading {
	struct test_targets targets;
	struct test_log log;
	struct test_credits credits;
};

static struct error *read_all(struct reading *reading, struct repo *repo, const struct config *config,
    day_t until, const git_oid *oids, size_t n)
{
	struct error *err = test_targets_read(&reading->targets, repo, oids, n);

	if (!err)
		err = test_log_read(&reading->log, repo, config, reading->targets.since, until);
	return err ? err : test_credits_find(&reading->credits, &reading->log, &reading->targets, repo);
}

static void reading_release(struct reading *reading)
{
	test_targets_release(&reading->targets);
	test_log_release(&reading->log);
	array_release(&reading->credits);
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
	struct reading reading = {.credits = {.v = NULL}};
	struct error *err;

	if (!is_configured(config) || !n)
		return NULL;
	err = read_all(&reading, repo, config, until, oids, n);
	for (size_t i = 0; !err && i < reading.credits.n; i++)
		add_test(&out[reading.credits.v[i].target], &reading.log, reading.credits.v[i].test);
	reading_release(&reading);
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
static void add_tests(struct topic *topic, const struct reading *reading, const bool *own)
{
	size_t last = (size_t)-1;

	for (size_t i = 0; i < reading->credits.n; i++) {
		const struct test_credit *credit = &reading->credits.v[i];

		if (own[credit->target] && credit->test != last) {
			add_test(&topic->elsewhere, &reading->log, credit->test);
			last = credit->test;
		}
	}
}

static void take(
    struct survey *survey, const struct reading *reading, const size_t *at, const size_t *target_of)
{
	for (size_t i = 0; i < reading->credits.n; i++)
		add_test(&survey->commits.v[at[reading->credits.v[i].target]].elsewhere, &reading->log,
		    reading->credits.v[i].test);
	for (size_t i = 0; i < survey->topics.n; i++) {
		bool *own = mem_zero(reading->targets.n + 1, sizeof(*own));

		mark(own, target_of, &survey->topics.v[i]);
		add_tests(&survey->topics.v[i], reading, own);
		free(own);
	}
}

struct error *survey_tests(struct survey *survey)
{
	struct project *project = survey->project;
	struct reading reading = {.credits = {.v = NULL}};
	git_oid *oids;
	size_t *at, *target_of, n = 0;
	struct error *err = NULL;

	if (survey->elsewhere || !is_configured(project->config))
		return NULL;
	oids = mem_new(survey->commits.n + 1, sizeof(*oids));
	at = mem_new(survey->commits.n + 1, sizeof(*at));
	target_of = mem_new(survey->commits.n + 1, sizeof(*target_of));
	for (size_t i = 0; i < survey->commits.n; i++) {
		target_of[i] = survey->commits.v[i].merge ? (size_t)-1 : n;
		if (survey->commits.v[i].merge)
			continue;
		at[n] = i;
		oids[n++] = survey->commits.v[i].oid;
	}
	if (n)
		err = read_all(&reading, project->repo, project->config, project->as_of, oids, n);
	if (!err)
		take(survey, &reading, at, target_of);
	survey->elsewhere = !err;
	reading_release(&reading);
	free(oids);
	free(at);
	free(target_of);
	return err;
}
