/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/rules.h"

#include "cmd/names.h"
#include "cmd/planned.h"
#include "facts/ancestry.h"
#include "facts/windows.h"
#include "publish/batchtag.h"
#include "source/refs.h"

#include <string.h>

enum { SECOND_BATCH_DAY = 9, WINDOW_MOST = 60 };

static struct error *read_number(
    const struct config *config, const char *key, long preset, long least, long most, long *out)
{
	struct error *err = config_number(config, key, preset, least, out);

	if (err || *out <= most)
		return err;
	err =
	    error_failed("%s is %ld, but it must be a whole number from %ld to %ld", key, *out, least, most);
	return error_hint(err, "Set it with:  git config %s %ld", key, preset);
}

static struct error *read_thresholds(struct split_rules *rules, const struct config *config)
{
	static const struct {
		const char *key;
		long preset, least, most;
		size_t offset;
	} thresholds[] = {
	    {"pullprep.batches", 2, 1, 2, offsetof(struct split_rules, batches)},
	    {"pullprep.minReleases", 3, 1, 1000, offsetof(struct split_rules, min_releases)},
	    {"pullprep.riskyLines", 500, 1, 1000000000, offsetof(struct split_rules, risky_lines)},
	    {"pullprep.riskyAreas", 4, 1, 1000000, offsetof(struct split_rules, risky_areas)},
	    {"pullprep.testedShare", 30, 0, 100, offsetof(struct split_rules, tested_share)},
	};
	struct error *err = NULL;

	for (size_t i = 0; !err && i < sizeof(thresholds) / sizeof(*thresholds); i++)
		err = read_number(config, thresholds[i].key, thresholds[i].preset, thresholds[i].least,
		    thresholds[i].most, (long *)((char *)rules + thresholds[i].offset));
	return err;
}

/* As configured, else as this maintainer's second pulls were merged before, else day 9. */
static struct error *find_second_day(struct split_rules *rules, const struct project *project)
{
	const char *url = config_get(project->config, "pullprep.url");
	int median = WINDOWS_NONE;
	struct error *err = NULL;
	long day;

	if (url && !config_get(project->config, "pullprep.secondBatchDay"))
		err = windows_second_day(&median, project, url);
	if (!err)
		err = read_number(project->config, "pullprep.secondBatchDay",
		    median == WINDOWS_NONE ? SECOND_BATCH_DAY : median, 0, WINDOW_MOST, &day);
	if (!err)
		rules->second_day = (int)day;
	return err;
}

static day_t newest_rc1(const struct cycle *cycle)
{
	for (size_t i = cycle->count; i-- > 0;)
		if (cycle->releases[i].rc == 1)
			return cycle->releases[i].day;
	return DAY_NONE;
}

/*
 * Is this tag that batch of this window? Its name says so if it has the version in it; a name that is used
 * again and again counts only if the tag was made since the last window closed, and not at all if the other
 * batch would have the same.
 */
static struct error *is_batch(
    bool *out, const struct project *project, enum batch batch, const struct ref *tag)
{
	const char *pattern = config_get(project->config, "pullprep.tagName");
	char *other = NULL;
	struct error *err = names_tag(&other, project->config, &project->cycle,
	    batch == BATCH_FIRST ? BATCH_SECOND : BATCH_FIRST, NULL);

	*out = !err && strcmp(tag->name + strlen("refs/tags/"), other) != 0;
	if (pattern && !strstr(pattern, "%v"))
		*out = *out && day_of_time(tag->tagger) > newest_rc1(&project->cycle);
	free(other);
	return err;
}

/* The topics that the tag holds: one walk for those that mainline lacks. */
static struct error *find_held(struct strings *out, const struct survey *survey, const git_oid *tag)
{
	struct project *project = survey->project;
	struct ancestry ancestry;
	struct error *err = ancestry_find(&ancestry, project->history, tag, 1, &project->mainline, 1);

	if (err)
		return err;
	for (size_t i = 0; !err && i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[i];
		bool held = ancestry_has(&ancestry, &topic->tip);

		/* one that mainline has, too, is held if the tag is newer; there are few of these */
		if (!held && !topic->commits.n)
			err = repo_is_ancestor(project->repo, &held, &topic->tip, tag);
		if (!err && held)
			strings_add(out, topic->name);
	}
	ancestry_release(&ancestry);
	return err;
}

/* Fixes are sent more than once, and their tags numbered: the newest one counts. */
static struct error *find_newest(char **name, const struct project *project, enum batch batch)
{
	struct batch_tag tag;
	struct error *err;

	if (batch != BATCH_FIXES)
		return NULL;
	err = batch_tag_find(&tag, project, *name, true);
	if (err)
		return err;
	free(*name);
	*name = mem_dup(tag.name);
	batch_tag_release(&tag);
	return NULL;
}

/* The tag of that batch of this window: its name (NULL if there is none) and its commit. */
static struct error *find_tag(char **name, git_oid *commit, const struct project *project, enum batch batch)
{
	char *wanted = NULL, *ref;
	struct refs refs = REFS_INIT;
	struct error *err;

	*name = NULL;
	if (!project->cycle.version)
		return NULL;
	err = names_tag(&wanted, project->config, &project->cycle, batch, NULL);
	if (err)
		return err;
	err = find_newest(&wanted, project, batch);
	if (err) {
		free(wanted);
		return err;
	}
	ref = mem_format("refs/tags/%s", wanted);
	err = refs_list(project->repo, &refs, (const char *const[]){ref, NULL});
	for (size_t i = 0; !err && i < refs.n && !*name; i++) {
		bool found = false;

		if (!strcmp(refs.v[i].name, ref))
			err = is_batch(&found, project, batch, &refs.v[i]);
		if (!err && found) {
			*commit = refs.v[i].commit;
			*name = mem_dup(wanted);
		}
	}
	refs_release(&refs);
	free(wanted);
	free(ref);
	return err;
}

static struct error *find_tagged(
    char **tag, struct strings *holds, const struct survey *survey, enum batch batch)
{
	git_oid commit;
	struct error *err = find_tag(tag, &commit, survey->project, batch);

	return err || !*tag ? err : find_held(holds, survey, &commit);
}

static struct error *find_tags(
    struct split_rules *out, struct first_batch *first, const struct survey *survey)
{
	struct error *err = find_tagged(&first->tag, &first->holds, survey, BATCH_FIRST);

	if (!err && first->tag && out->batches > 1)
		err = find_tagged(&first->second_tag, &first->second_holds, survey, BATCH_SECOND);
	if (!err)
		err = find_tagged(&first->fixes_tag, &first->fixes_holds, survey, BATCH_FIXES);
	out->first_tagged = first->tag;
	out->first_tag = first->tag;
	out->first_holds = &first->holds;
	out->second_tagged = first->second_tag;
	out->second = (struct tagged_batch){first->second_tag, &first->second_holds};
	out->fixes = (struct tagged_batch){first->fixes_tag, &first->fixes_holds};
	return err;
}

struct error *rules_find(struct split_rules *out, struct first_batch *first, const struct survey *survey)
{
	const struct project *project = survey->project;
	const struct next_tree *newest = next_newest(&project->next);
	struct error *err;

	*out = (struct split_rules){.next_data = newest,
	    .next_newest = newest ? newest->day : DAY_NONE,
	    .next_silent = next_silent(&project->next)};
	err = read_thresholds(out, project->config);
	if (!err)
		err = find_second_day(out, project);
	if (!err)
		err = find_tags(out, first, survey);
	return err;
}

void first_batch_release(struct first_batch *first)
{
	free(first->tag);
	free(first->second_tag);
	free(first->fixes_tag);
	strings_release(&first->holds);
	strings_release(&first->second_holds);
	strings_release(&first->fixes_holds);
}
