/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/survey.h"

#include "facts/figures.h"
#include "facts/gather.h"
#include "facts/range.h"
#include "facts/risk.h"
#include "facts/topics.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 60 };

/* As it was written, unless that is as long as a list of ids. */
static char *name_of_range(const struct strings *revisions, size_t commits)
{
	struct buf name = BUF_INIT;

	for (size_t i = 0; i < revisions->n; i++)
		buf_addf(&name, "%s%s", i ? " " : "", revisions->v[i]);
	if (name.len > NAME_MOST) {
		buf_reset(&name);
		buf_addf(&name, "%zu commits", commits);
	}
	return buf_detach(&name);
}

struct error *survey_range(struct survey *out, struct project *project, const struct strings *revisions)
{
	struct topic topic = {
	    .kind = TOPIC_RANGE, .first = SOAK_NONE, .latest_first = SOAK_NONE, .merged_on = DAY_NONE};
	struct range range;
	struct error *err = range_find(&range, project, revisions);

	*out = (struct survey){.project = project};
	if (err)
		return err;
	topic.tip = range.tip;
	topic.name = name_of_range(revisions, range.n);
	for (size_t i = 0; i < range.n; i++)
		array_push(&topic.commits, gather_add(out, &range.v[i]));
	array_push(&out->topics, topic);
	err = gather_commits(out, NULL);
	gather_counts(out, &out->topics.v[0]);
	range_release(&range);
	if (err)
		survey_release(out);
	return err;
}

struct error *survey_topics(struct survey *out, struct project *project, const struct strings *only)
{
	return topics_find(out, project, only);
}

/* Is each of the names a topic's or a branch's, not a commit's or a range's? */
static struct error *are_branches(struct project *project, const struct strings *names, bool *answer)
{
	struct error *err = NULL;

	*answer = true;
	for (size_t i = 0; !err && *answer && i < names->n; i++) {
		char *ref = NULL;

		*answer = !strstr(names->v[i], "..") && names->v[i][0] != '^' && names->v[i][0] != '-';
		if (*answer)
			err = repo_full_ref(project->repo, names->v[i], &ref);
		*answer = *answer && ref && strncmp(ref, "refs/tags/", 10) && strcmp(names->v[i], "HEAD");
		free(ref);
	}
	return err;
}

/* Is none of them an expression, like HEAD~1 or A..B? */
static bool are_plain(const struct strings *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (strstr(names->v[i], "..") || strpbrk(names->v[i], "^~:@"))
			return false;
	return true;
}

/* May each be a topic's name that is no ref, as pullprep.gather makes them? HEAD and ranges never are. */
static bool may_be_gathered(const struct project *project, const struct strings *names)
{
	const char *gather = config_get(project->config, "pullprep.gather");

	for (size_t i = 0; i < names->n; i++)
		if (strstr(names->v[i], "..") || strpbrk(names->v[i], "^~:") || !strcmp(names->v[i], "HEAD"))
			return false;
	return gather && *gather;
}

/* Those that mainline has taken are of no interest where commits are counted. */
static void leave_out_merged(struct survey *survey)
{
	size_t n = 0;

	for (size_t i = 0; i < survey->topics.n; i++)
		if (survey->topics.v[i].merged_as && !survey->topics.v[i].commits.n)
			topic_release(&survey->topics.v[i]);
		else
			survey->topics.v[n++] = survey->topics.v[i];
	survey->topics.n = n;
}

struct error *survey_named(struct survey *out, struct project *project, const struct strings *names)
{
	bool branches;
	struct error *err = are_branches(project, names, &branches);

	*out = (struct survey){.project = project};
	if (err)
		return err;
	if (branches) {
		err = survey_topics(out, project, names);
		if (!names->n)
			leave_out_merged(out);
		return err;
	}
	if (may_be_gathered(project, names)) {
		err = survey_topics(out, project, names);
		if (!err || err->code != ERROR_NOT_FOUND)
			return err;
		error_free(err);
	}
	err = survey_range(out, project, names);
	/* A name that is nothing was meant for a topic's: that error knows the nearest ones. */
	if (err && err->code == ERROR_NOT_FOUND && are_plain(names)) {
		error_free(err);
		return survey_topics(out, project, names);
	}
	return err;
}

/* The survey's non-merge commits: their ids, and where they are. */
struct patches {
	git_oid *oids;
	size_t *at;
	size_t n;
};

static void patches_of(const struct survey *survey, struct patches *out)
{
	*out = (struct patches){.oids = mem_new(survey->commits.n + 1, sizeof(*out->oids)),
	    .at = mem_new(survey->commits.n + 1, sizeof(*out->at))};
	for (size_t i = 0; i < survey->commits.n; i++)
		if (!survey->commits.v[i].merge) {
			out->oids[out->n] = survey->commits.v[i].oid;
			out->at[out->n++] = i;
		}
}

static void patches_release(struct patches *patches)
{
	free(patches->oids);
	free(patches->at);
}

/* A stale mainline is mended by fetching it from where it comes from. */
static void add_refresh(struct soak_notes *notes, const struct project *project)
{
	static const char remotes[] = "refs/remotes/";
	const char *ref = project->mainline_ref;
	bool remote = ref && !strncmp(ref, remotes, strlen(remotes));
	char *said = notes->stale;

	if (!said)
		return;
	if (remote)
		notes->stale = mem_format("%s\nBring it up to date with:  git fetch %.*s", said,
		    (int)strcspn(ref + strlen(remotes), "/"), ref + strlen(remotes));
	else
		notes->stale =
		    mem_format("%s\nBring %s up to date, or let pullprep.mainline name the remote's branch",
			said, project->mainline_name);
	free(said);
}

/* Leaves those alone. */
static void narrow(struct patches *patches, const bool *wanted)
{
	size_t n = 0;

	for (size_t i = 0; i < patches->n; i++)
		if (wanted[patches->at[i]]) {
			patches->oids[n] = patches->oids[i];
			patches->at[n++] = patches->at[i];
		}
	patches->n = n;
}

static struct error *find_soak(struct survey *survey, const struct patches *patches)
{
	struct project *project = survey->project;
	struct soak *soaks = mem_zero(patches->n + 1, sizeof(*soaks));
	struct error *err = NULL;

	soak_notes_release(&survey->notes);
	if (project->next.n)
		err = soak_find(project->repo, project->history, &project->next, &project->mainline,
		    patches->oids, patches->n, soaks, &survey->notes);
	add_refresh(&survey->notes, project);
	for (size_t i = 0; !err && project->next.n && i < patches->n; i++) {
		struct commit_facts *commit = &survey->commits.v[patches->at[i]];

		commit->soak = soaks[i];
		commit->in_mainline = soaks[i].newest == NEWEST_MAINLINE || soaks[i].taken != DAY_NONE;
	}
	free(soaks);
	return err;
}

struct error *survey_soak(struct survey *survey)
{
	struct patches patches;
	struct error *err;

	if (survey->soaked)
		return NULL;
	patches_of(survey, &patches);
	err = find_soak(survey, &patches);
	for (size_t i = 0; !err && i < survey->topics.n; i++)
		figures_of_soak(survey, &survey->topics.v[i]);
	survey->soaked = !err;
	patches_release(&patches);
	return err;
}

struct error *survey_soak_of(struct survey *survey, const bool *wanted)
{
	struct patches patches;
	struct error *err = NULL;

	if (survey->soaked)
		return NULL;
	patches_of(survey, &patches);
	narrow(&patches, wanted);
	if (patches.n)
		err = find_soak(survey, &patches);
	patches_release(&patches);
	return err;
}

struct error *survey_ratio(struct survey *survey)
{
	struct project *project = survey->project;
	struct patches patches;
	struct ratio *ratios;
	struct error *err;

	patches_of(survey, &patches);
	ratios = mem_zero(patches.n + 1, sizeof(*ratios));
	err = ratio_commits(project->repo, project->classes, patches.oids, patches.n, ratios);
	for (size_t i = 0; !err && i < patches.n; i++)
		survey->commits.v[patches.at[i]].ratio = ratios[i];
	for (size_t i = 0; !err && i < survey->topics.n; i++)
		figures_of_ratio(survey, &survey->topics.v[i]);
	free(ratios);
	patches_release(&patches);
	return err;
}

struct error *survey_risk(struct survey *survey)
{
	struct strings shared = STRINGS_INIT;
	struct error *err = risk_shared_paths(&shared, survey->project);

	if (!err)
		err = risk_measure(survey, &shared);
	strings_release(&shared);
	return err;
}

void topic_release(struct topic *topic)
{
	free(topic->name);
	free(topic->ref);
	strings_release(&topic->aliases);
	strings_release(&topic->contains);
	array_release(&topic->commits);
	free(topic->text);
	free(topic->url);
	free(topic->posted);
	free(topic->description);
	cover_letters_release(&topic->letters);
	free(topic->dormant);
	free(topic->foreign);
	free(topic->merged_as);
	elsewhere_release(&topic->elsewhere);
	strings_release(&topic->risk.areas);
	strings_release(&topic->risk.shared);
}

void survey_release(struct survey *survey)
{
	for (size_t i = 0; i < survey->commits.n; i++) {
		free(survey->commits.v[i].subject);
		free(survey->commits.v[i].author_name);
		free(survey->commits.v[i].author_email);
		elsewhere_release(&survey->commits.v[i].elsewhere);
	}
	for (size_t i = 0; i < survey->topics.n; i++)
		topic_release(&survey->topics.v[i]);
	array_release(&survey->commits);
	array_release(&survey->topics);
	strings_release(&survey->older);
	soak_notes_release(&survey->notes);
	*survey = (struct survey){.project = survey->project};
}

const struct topic *survey_topic(const struct survey *survey, const char *name)
{
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[i];

		if (!strcmp(topic->name, name) || strings_has(&topic->aliases, name) ||
		    (topic->ref && !strcmp(topic->ref, name)))
			return topic;
	}
	return NULL;
}
