/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/soak.h"
#include "cmd/command.h"
#include "facts/statsfind.h"
#include "facts/survey.h"
#include "source/nextdb.h"
#include "text/stats.h"
#include "util/pager.h"

#include <stddef.h>
#include <string.h>

struct arguments {
	const char *next_db;
	bool stats;
};

static const struct option options[] = {
    {"next-db", 0, OPTION_TEXT, "DIR",
	"take linux-next from a next-analysis database; ids then need no repository",
	offsetof(struct arguments, next_db)},
    {"stats", 0, OPTION_FLAG, NULL, "the statistics that linux-next's maintainer mails after a merge window",
	offsetof(struct arguments, stats)},
    OPTION_END,
};

static bool all_ids(const struct strings *words)
{
	for (size_t i = 0; i < words->n; i++) {
		size_t length = strlen(words->v[i]);

		if (length < 7 || length > 40 || strspn(words->v[i], "0123456789abcdefABCDEF") != length)
			return false;
	}
	return words->n > 0;
}

/* A survey of ids that no repository needs to have: what the database says of them is all there is. */
static struct error *survey_ids(struct survey *survey, struct project *project, const struct strings *ids)
{
	struct topic topic = {.name = mem_dup("ids")};
	struct error *err = NULL;

	survey->project = project;
	for (size_t i = 0; !err && i < ids->n; i++) {
		struct commit_facts commit = {.subject = mem_dup("")};

		err = nextdb_resolve(&project->next, ids->v[i], &commit.oid);
		array_push(&topic.commits, survey->commits.n);
		array_push(&survey->commits, commit);
	}
	topic.patches = ids->n;
	array_push(&survey->topics, topic);
	return err;
}

static struct error *soak_of_ids(struct survey *survey, struct project *project)
{
	size_t n = survey->commits.n;
	git_oid *oids = mem_new(n, sizeof(*oids));
	struct soak *soak = mem_new(n, sizeof(*soak));
	struct error *err;

	for (size_t i = 0; i < n; i++)
		oids[i] = survey->commits.v[i].oid;
	err = soak_find(project->repo, project->history, &project->next,
	    project->repo ? &project->mainline : NULL, oids, n, soak, &survey->notes);
	for (size_t i = 0; !err && i < n; i++)
		survey->commits.v[i].soak = soak[i];
	free(oids);
	free(soak);
	return err;
}

/* The ground without a repository: configuration and database only. */
static struct error *open_database(struct project *project, const struct globals *globals)
{
	struct error *err;

	memset(project, 0, sizeof(*project));
	project->as_of = globals->as_of ? day_parse(globals->as_of) : day_today();
	if (project->as_of == DAY_NONE)
		return error_new(
		    ERROR_USAGE, "--as-of takes a date like 2026-07-18, not '%s'", globals->as_of);
	err = config_load(&project->config, &globals->config);
	if (!err && !config_get(project->config, "pullprep.nextDb"))
		err = error_new(ERROR_NOT_FOUND, "no database");
	if (!err)
		err = next_load(&project->next, NULL, project->config, NULL, project->as_of);
	return err;
}

/* Inside a repository, or, where a database is named and there is none, outside. */
static struct error *open_ground(struct project *project, const struct globals *globals)
{
	struct error *err = project_open(project, &globals->config, globals->as_of), *second;

	if (!err || err->code != ERROR_NOT_FOUND)
		return err;
	second = open_database(project, globals);
	if (second && second->code == ERROR_NOT_FOUND) {
		project_release(project);
		error_free(second);
		return err;
	}
	error_free(err);
	return second;
}

static struct error *look(struct survey *survey, struct project *project, const struct strings *what)
{
	struct error *err;

	if (!project->next.n)
		return next_nothing(&project->next);
	if (project->next.kind == NEXT_DB && all_ids(what)) {
		err = survey_ids(survey, project, what);
		return err ? err : soak_of_ids(survey, project);
	}
	if (!project->repo)
		return error_hint(error_new(ERROR_USAGE, "outside a repository soak takes commit ids"),
		    "For example: pullprep soak --next-db=DIR 1a2b3c4d5e6f");
	err = survey_named(survey, project, what);
	return err ? err : survey_soak(survey);
}

static struct error *show(const struct globals *globals, const struct survey *survey)
{
	struct project *project = survey->project;
	struct buf out = BUF_INIT;
	struct term term;
	struct error *err;
	long least;

	if (globals->format && strcmp(globals->format, "text")) {
		soak_warn(&project->next, &survey->notes);
		return soak_records(stdout, globals->format, survey);
	}
	err = config_number(project->config, "pullprep.minReleases", 3, 1, &least);
	if (err)
		return err;
	term_init(&term, globals->color);
	soak_add_notes(&out, &term, &project->next, &survey->notes);
	if (!survey->topics.n)
		buf_addf(
		    &out, "No topics: no local branch has anything that %s lacks.\n", project->mainline_name);
	for (size_t i = 0; i < survey->topics.n; i++) {
		if (i)
			buf_addch(&out, '\n');
		soak_add_topic(&out, &term, survey, survey->topics.v + i, least);
	}
	return pager_show(&out, globals->no_pager);
}

/* --- --stats --- */

static struct error *show_stats(
    const struct globals *globals, const struct stats *stats, const struct survey *survey)
{
	struct buf out = BUF_INIT;
	struct term term;

	soak_warn(&survey->project->next, &survey->notes);
	if (globals->format && strcmp(globals->format, "text"))
		return stats_records(stdout, globals->format, stats, survey);
	term_init(&term, globals->color);
	stats_add_text(&out, &term, stats, survey);
	return pager_show(&out, globals->no_pager);
}

/* [NEXT-TAG] RANGE. Objects that were missing are said together with those that soak missed. */
static struct error *statistics(
    struct survey *survey, struct project *project, const struct globals *globals, const struct strings *what)
{
	struct strings range = STRINGS_INIT, missing = STRINGS_INIT;
	struct stats stats = {.base = NULL};
	struct error *err;

	if (what->n < 1 || what->n > 2)
		return error_hint(error_new(ERROR_USAGE, "--stats takes a daily tree, or none, and a range"),
		    "For example: pullprep soak --stats next-20251201 v6.18..v6.19-rc1");
	err = stats_find(&stats, project, what->n > 1 ? what->v[0] : NULL, what->v[what->n - 1], &missing);
	if (!err)
		strings_add(&range, what->v[what->n - 1]);
	if (!err)
		err = survey_range(survey, project, &range);
	if (!err)
		err = survey_soak(survey);
	for (size_t i = 0; !err && i < missing.n; i++)
		if (!strings_has(&survey->notes.unknown, missing.v[i]))
			strings_add(&survey->notes.unknown, missing.v[i]);
	if (!err)
		err = show_stats(globals, &stats, survey);
	stats_release(&stats);
	strings_release(&range);
	strings_release(&missing);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.next_db = NULL};
	struct strings what = STRINGS_INIT;
	struct project project = {.repo = NULL};
	struct survey survey = {.project = NULL};
	struct error *err;

	err = command_arguments(&command_soak, globals, &arguments, argc, argv, &what);
	if (!err && arguments.next_db) {
		strings_take(&globals->config, mem_format("pullprep.nextDb=%s", arguments.next_db));
		strings_add(&globals->config, "pullprep.nextBranch=");
	}
	if (!err)
		err = open_ground(&project, globals);
	if (!err && arguments.stats) {
		err = statistics(&survey, &project, globals, &what);
	} else {
		if (!err)
			err = look(&survey, &project, &what);
		if (!err)
			err = show(globals, &survey);
	}
	survey_release(&survey);
	project_release(&project);
	strings_release(&what);
	return err;
}

const struct command command_soak = {
    .name = "soak",
    .usage = "[RANGE | TOPIC... | ID...] | --stats [NEXT-TAG] RANGE",
    .summary = "show how long commits have been in linux-next",
    .manual = "For each commit: the daily trees that held it, or another commit with the same patch id, "
	      "beyond what mainline held "
	      "that day. A histogram by releases and one by days, then the commits that need attention: "
	      "never there, changed since "
	      "(the older version was there, this patch was not), first there after the merge window opened, "
	      "in fewer than "
	      "pullprep.minReleases releases, gone from the newest one, there only under another id.\n"
	      "\n"
	      "Without arguments all topics are looked at. With --next-db or pullprep.nextDb commit ids may "
	      "be given, inside a "
	      "repository or outside.\n"
	      "\n"
	      "Columns of --format=tsv, one line per commit that is no merge, newest first:\n"
	      "\n"
	      "  commit     id, 40 digits\n"
	      "  match      same, rebased (only other ids with its patch), modified (its\n"
	      "             subject by its author, another patch), never, unknown (no data)\n"
	      "  first      earliest release that held it or its patch\n"
	      "  days       days from then to the as-of date, or to the day mainline took it\n"
	      "  releases   number of releases that held it or its patch\n"
	      "  own_first  earliest release that held this very id\n"
	      "  last       latest release that held it or its patch\n"
	      "  newest     is the newest release one of them: yes, no, or mainline (which\n"
	      "             has it)\n"
	      "  was        with modified: the first release that held the older version\n"
	      "  subject\n"
	      "\n"
	      "--stats prints the statistics of a range A..B that linux-next's maintainer mails after each "
	      "merge window (A the release, B the -rc1), in his layout: how many of its commits one daily "
	      "tree held, by id, else by patch id, else by subject line; the first words, authors and "
	      "committers that are most frequent among those it did not hold, and among those of that tree "
	      "that are not in B. Merges are not counted; both sides are relative to A; what has matched one "
	      "commit matches no other; percent is rounded down; people are as .mailmap has them. NEXT-TAG "
	      "is by default the first daily tree that holds A. Below it, for the whole range, the histogram "
	      "by days.\n"
	      "\n"
	      "Columns of --stats --format=tsv:\n"
	      "\n"
	      "  next       the daily tree\n"
	      "  list       total; extra-word, extra-author, extra-committer (of the range, not\n"
	      "             in the tree), left-word, left-author, left-committer (of the tree,\n"
	      "             not in the range): at most ten, the most frequent first; days\n"
	      "  name       in total: commits, next, same_id, same_patch, same_subject,\n"
	      "             matched, percent, extra, left; in the lists: the word or address;\n"
	      "             in days: a number of days, or never, changed, unknown\n"
	      "  count      how many commits, or the percentage",
    .options = options,
    .run = run,
};
