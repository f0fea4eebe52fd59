/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/elsewhere.h"

#include "cmd/asking.h"
#include "cmd/command.h"
#include "source/serverurl.h"
#include "util/pager.h"
#include "util/url.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define NEXT_URL "https://git.kernel.org/pub/scm/linux/kernel/git/next/linux-next.git"

struct arguments {
	struct asking asking;
	const char *day;
};

static const struct option options[] = {
    {"day", 0, OPTION_TEXT, "DATE", "ask for linux-next of that day, and not for the newest",
	offsetof(struct arguments, day)},
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    OPTION_END,
};

/* Who is asked of one thing. */
struct server {
	char *url, *host; /* NULL: nobody */
};

struct job {
	const struct globals *globals;
	struct project project;
	struct survey survey;
	struct fetch *fetch;
	struct server next_server, regressions_server;
	bool one_day;
	struct next_day next;
	struct in_next_facts in_next;
	struct regressions regressions;
	struct own_work own;
	struct regressed regressed;
};

/* ---- who is asked ---- */

/* What is preset is the kernel's: others are asked only where they are named. */
static struct error *find_server(
    struct server *out, const struct job *job, const char *key, const char *preset)
{
	bool wanted = config_get(job->project.config, key);
	struct error *err = wanted ? NULL : next_is_for(&wanted, job->project.repo, &job->project.mainline);

	if (!err && wanted)
		err = server_url(&out->url, job->project.config, key, preset);
	if (!err && out->url)
		out->host = url_host(out->url);
	return err;
}

static struct error *start_asking(struct job *job, const struct asking *asking)
{
	struct fetch_policy policy = {.offline = asking->offline, .refresh = asking->refresh};
	struct error *err = find_server(&job->next_server, job, "pullprep.next.url", NEXT_URL);

	if (!err)
		err = find_server(&job->regressions_server, job, "pullprep.regressions.url", REGRESSIONS_URL);
	if (!err)
		err = lore_max_age(&policy.max_age, job->project.config);
	if (!err)
		err = fetch_new(&job->fetch, job->project.config, &policy);
	return err;
}

/* ---- linux-next ---- */

static struct error *read_day(day_t *out, const struct project *project, const char *text)
{
	*out = text ? day_parse(text) : project->as_of;
	if (*out == DAY_NONE)
		return error_hint(error_new(ERROR_USAGE, "--day: '%s' is no date", text),
		    "Write it as 2026-07-18 or 20260718.");
	if (*out > project->as_of)
		return error_hint(
		    error_new(ERROR_USAGE, "--day: %s is later than the day as of which all is seen", text),
		    "Nothing is known of days to come.");
	return NULL;
}

static struct error *find_in_next(struct job *job, const char *text)
{
	const char *tree = config_get(job->project.config, "pullprep.nextTree");
	const char *url = job->next_server.url;
	day_t day;
	struct error *err = read_day(&day, &job->project, text);

	if (err)
		return err;
	if (!job->survey.topics.n) {
		job->next.why = mem_dup("there are no topics to look for in it");
		return NULL;
	}
	job->one_day = text;
	err = text ? next_day_ask(&job->next, job->fetch, url, day)
		   : next_day_ask_newest(&job->next, job->fetch, url, day);
	if (!err && job->next.state == NEXT_DAY_FOUND)
		err =
		    in_next_find(&job->in_next, &job->survey, &job->next.heads, tree && *tree ? tree : NULL);
	return err;
}

/* ---- regressions ---- */

/* In a partial clone, history may be missing that the answer depends on. */
static struct error *unless_missing(struct regressions *regressions, struct error *err)
{
	if (!err || err->code != ERROR_MISSING)
		return err;
	regressions->state = REGRESSIONS_UNKNOWN;
	regressions->why = mem_dup(err->message);
	error_free(err);
	return NULL;
}

static struct error *find_regressed(struct job *job)
{
	struct error *err = regressions_ask(&job->regressions, job->fetch, job->regressions_server.url);

	if (err || job->regressions.state != REGRESSIONS_FOUND)
		return err;
	err = own_work_find(&job->own, &job->project);
	if (!err)
		err = regressed_find(&job->regressed, &job->survey, &job->own, &job->regressions);
	return unless_missing(&job->regressions, err);
}

/* ---- the command ---- */

static struct error *find(struct job *job, const struct arguments *arguments, const struct strings *names)
{
	struct error *err = project_open(&job->project, &job->globals->config, job->globals->as_of);

	if (!err)
		err = survey_named(&job->survey, &job->project, names);
	if (!err)
		err = start_asking(job, &arguments->asking);
	if (!err)
		err = find_in_next(job, arguments->day);
	if (!err)
		err = find_regressed(job);
	return err;
}

static struct error *show(const struct job *job)
{
	const struct elsewhere_view view = {.survey = &job->survey,
	    .next_host = job->next_server.host,
	    .next = &job->next,
	    .one_day = job->one_day,
	    .in_next = &job->in_next,
	    .regressions_host = job->regressions_server.host,
	    .regressions = &job->regressions,
	    .regressed = &job->regressed,
	    .own = &job->own};
	struct buf out = BUF_INIT;
	struct term term;

	if (job->globals->format && strcmp(job->globals->format, "text"))
		return elsewhere_records(stdout, job->globals->format, &view);
	term_init(&term, job->globals->color);
	elsewhere_add_text(&out, &term, &view);
	return pager_show(&out, job->globals->no_pager);
}

static void server_release(struct server *server)
{
	free(server->url);
	free(server->host);
}

static void job_release(struct job *job)
{
	regressed_release(&job->regressed);
	array_release(&job->own);
	regressions_release(&job->regressions);
	in_next_release(&job->in_next);
	next_day_release(&job->next);
	server_release(&job->next_server);
	server_release(&job->regressions_server);
	fetch_free(job->fetch);
	survey_release(&job->survey);
	project_release(&job->project);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.day = NULL};
	struct strings names = STRINGS_INIT;
	struct job job = {.globals = globals};
	struct error *err = command_arguments(&command_elsewhere, globals, &arguments, argc, argv, &names);

	if (!err)
		err = asking_check(&arguments.asking);
	if (!err)
		err = find(&job, &arguments, &names);
	if (!err)
		err = show(&job);
	job_release(&job);
	strings_release(&names);
	return err;
}

const struct command command_elsewhere = {
    .name = "elsewhere",
    .usage = "[--day=DATE] [TOPIC... | RANGE]",
    .summary = "show what servers know: linux-next, open regressions",
    .manual = "For those who do not have linux-next's tags: at which commits a release took each tree is "
	      "asked of the "
	      "cgit that pullprep.next.url names, and told is which topics are in it. That goes by ids: what "
	      "was rebased "
	      "since is not in it. A tree whose commit is not here can only be told of where it was taken at "
	      "a topic's tip, "
	      "so that much may be unknown; pullprep.nextTree names the tree that your topics go to, where "
	      "that cannot be "
	      "found out. The newest release up to the as-of day is asked for, at most ten weekdays back.\n"
	      "\n"
	      "Then the open regressions that the kernel's tracker knows (pullprep.regressions.url), as far "
	      "as they name "
	      "patches of the topics, or yours in mainline since the release before the last one: those "
	      "whose author or "
	      "committer is user.email, and what came by your own pulls from pullprep.url. A range of "
	      "releases that holds "
	      "such commits is a maybe. What the as-of day did not know yet is left out, as far as the "
	      "tracker dates it.\n"
	      "\n"
	      "What is preset is asked of the kernel's repository alone, others name their servers. What "
	      "cannot be asked is "
	      "unknown, with the reason, and no failure. Answers are kept: see cache.\n"
	      "\n"
	      "Columns of --format=tsv, first a line per topic, then one per regression:\n"
	      "\n"
	      "  about    next, regression\n"
	      "  topic    its name; of a regression the one whose commit it names\n"
	      "  commit   the topic's tip; the commit that the regression names\n"
	      "  state    in, not, mainline (which has it), unknown; of a regression\n"
	      "           named, maybe, unknown\n"
	      "  day      of the release; on which the regression was filed\n"
	      "  tree     the one that has the topic, or would; where the regression was\n"
	      "           seen: mainline, next, stable\n"
	      "  at       commit at which that tree was taken; what the reporter wrote\n"
	      "  have     how many of the topic's patches are in it; how many of the\n"
	      "           commits asked about the regression may be against\n"
	      "  of       how many there are\n"
	      "  subject  of the regression\n"
	      "  url      its page\n"
	      "  fix      commit that mends it, or will\n"
	      "  why      what made it unknown",
    .options = options,
    .run = run,
};
