/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/seriesrecords.h"

#include "cmd/asking.h"
#include "cmd/command.h"
#include "cmd/missing.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_LEAST = 100 }; /* of code that ask for a test, where nobody says how many */

struct arguments {
	bool cover;
	struct asking asking;
	bool missing_tests;
	long lines; /* -1: not said */
};

static const struct option options[] = {
    {"cover", 0, OPTION_FLAG, NULL, "show the text of cover letters", offsetof(struct arguments, cover)},
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    {"missing-tests", 0, OPTION_FLAG, NULL, "instead, list the series that ask for a test and have none",
	offsetof(struct arguments, missing_tests)},
    {"lines", 0, OPTION_NUMBER, "N", "with --missing-tests: lines of code that ask for one (default: 100)",
	offsetof(struct arguments, lines)},
    OPTION_END,
};

struct job {
	const struct globals *globals;
	struct project project;
	struct survey survey;
	size_t *topics;
	struct lore *lore;
	struct series_facts facts;
};

static struct error *find(struct job *job, const struct arguments *arguments, const struct strings *names)
{
	struct error *err = project_open(&job->project, &job->globals->config, job->globals->as_of);

	if (!err)
		err = survey_named(&job->survey, &job->project, names);
	if (!err)
		err = asking_lore(&job->lore, job->project.config, &arguments->asking);
	if (err)
		return err;
	job->topics = mem_new(job->survey.topics.n + 1, sizeof(*job->topics));
	for (size_t i = 0; i < job->survey.topics.n; i++)
		job->topics[i] = i;
	return series_find(&job->facts, &job->survey, job->topics, job->survey.topics.n, job->lore);
}

static struct error *show_records(const struct series_view *view, const char *format)
{
	if (view->facts->unasked)
		warning("whether there are other versions of %zu series is unknown: %s", view->facts->unasked,
		    view->facts->unasked_why);
	return series_records(stdout, format, view);
}

static struct error *show(const struct job *job, const struct arguments *arguments)
{
	const struct series_view view = {.survey = &job->survey,
	    .facts = &job->facts,
	    .topics = job->topics,
	    .topic_count = job->survey.topics.n,
	    .url = lore_url(job->lore),
	    .letters = arguments->cover};
	struct buf out = BUF_INIT;
	struct term term;

	if (job->globals->format && strcmp(job->globals->format, "text"))
		return show_records(&view, job->globals->format);
	term_init(&term, job->globals->color);
	if (!view.topic_count)
		buf_addstr(&out, "No topics: there is nothing to ask for.\n");
	series_add_text(&out, &term, &view);
	return pager_show(&out, job->globals->no_pager);
}

static struct error *run_series(
    const struct globals *globals, const struct arguments *arguments, const struct strings *names)
{
	struct job job = {.globals = globals};
	struct error *err = find(&job, arguments, names);

	if (!err)
		err = show(&job, arguments);
	series_facts_release(&job.facts);
	lore_free(job.lore);
	free(job.topics);
	survey_release(&job.survey);
	project_release(&job.project);
	return err;
}

static struct error *check_arguments(const struct arguments *arguments)
{
	if (arguments->lines >= 0 && !arguments->missing_tests)
		return error_hint(error_new(ERROR_USAGE, "--lines is for --missing-tests"),
		    "List what has no test with:  pullprep series --missing-tests --lines=%ld",
		    arguments->lines);
	if (arguments->cover && arguments->missing_tests)
		return error_hint(error_new(ERROR_USAGE, "--cover does not go with --missing-tests"),
		    "--missing-tests asks no archive; see cover letters with:  pullprep series --cover");
	return asking_check(&arguments->asking);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.lines = -1};
	struct strings names = STRINGS_INIT;
	struct error *err = command_arguments(&command_series, globals, &arguments, argc, argv, &names);

	if (!err)
		err = check_arguments(&arguments);
	if (!err && arguments.missing_tests)
		err = missing_run(globals, &names, arguments.lines < 0 ? LINES_LEAST : arguments.lines);
	else if (!err)
		err = run_series(globals, &arguments, &names);
	strings_release(&names);
	return err;
}

const struct command command_series = {
    .name = "series",
    .usage = "[TOPIC... | RANGE] [--missing-tests [--lines=N]]",
    .summary = "show what was posted of each commit, and what the list said",
    .manual =
	"Asks an archive of mailing lists (pullprep.lore.url, by default https://lore.kernel.org) for "
	"the mails that the "
	"commits were: by the link in their messages, else by patch id, else by subject and author. "
	"Shown are the series with their "
	"versions, how long they were on the list, the answers, review tags that were given and are "
	"missing in the commit, reports by "
	"robots, and, as a guess, objections that nobody answered. What could not be asked is unknown, "
	"and not \"never posted\"; so is a patch that stands only within another mail.\n"
	"\n"
	"Answers are kept: see cache.\n"
	"\n"
	"With --missing-tests no archive is asked. Listed are the series here that ask for a test and "
	"have none. A series is the commits of a topic whose messages link mails of one posting; those "
	"without a link are one more. It asks for a test if its commits that are no fixes add a name to "
	"the interface to programs (a uapi header, an ioctl, a capability, a system call) that no "
	"repository of pullprep.testRepo mentions, or change --lines lines of class code or more, unless "
	"all names that they add are mentioned there. It has one if one of its commits changes a file of "
	"class tests, or if a commit of these repositories was written for it, see ratio. Tests that do "
	"not say where they were posted count for all series of their topic.\n"
	"\n"
	"The other way round, commits of these repositories are listed that name a mail of which no "
	"commit is here: not on mainline nor on any local or remote-tracking branch, as far back as a "
	"year before the oldest test that is looked at. That is a guess: what the mail is about is not "
	"known. Mails that the tests themselves were are left out: Message-ID: and patch.msgid.link; and "
	"Link:, where most of at least 20 commits there have one.\n"
	"\n"
	"Columns of --format=tsv, one line per commit that is no merge, the oldest first:\n"
	"\n"
	"  topic       its topic\n"
	"  commit      id, 40 digits\n"
	"  state       posted, never, unknown\n"
	"  by          what it was found by: link, patch id, subject\n"
	"  message_id  the mail that it was\n"
	"  version     of the series that was applied\n"
	"  part        its number in it\n"
	"  parts       how many there are\n"
	"  posted      day\n"
	"  days        from then to the commit\n"
	"  answers     mails by others to the part or the cover letter\n"
	"  reports     of these by robots that found something\n"
	"  missing     how many review tags were given and are not in the commit\n"
	"  newest      newest version that has it\n"
	"  title       of the series\n"
	"  why         what made it unknown\n"
	"  cover       the cover letter's mail\n"
	"  objections  how many nobody answered, on it or the whole series: a guess\n"
	"  tags        those that are missing, \"; \" between two\n"
	"\n"
	"--format=json has the same, and of what was posted besides:\n"
	"\n"
	"  cover_text          the cover letter, without what tools write below it\n"
	"  rfc                 it was a request for comments\n"
	"  tells_changes       letter or patches say what changed since the one before\n"
	"  same_cover          the letter is that of the version before\n"
	"  weekday_hours       hours since that version, without Saturdays and Sundays\n"
	"  partial_recipients  who got some of its parts only, \", \" between two\n"
	"  versions            all that are known, oldest first: version, rfc, resend,\n"
	"                      posted, message_id, title, parts, archived (how many\n"
	"                      parts are in the archive), applied\n"
	"  replies             to the part and the cover letter, by whomever: from, day,\n"
	"                      message_id, subject, part (0: the cover letter), robot\n"
	"                      (its name), report (whether it found something)\n"
	"  missing_tags        tag, who\n"
	"  objected            from, day, message_id, version, part, words: a guess\n"
	"\n"
	"Columns of --missing-tests --format=tsv, one line per series, then per test:\n"
	"\n"
	"  what        untested; unknown, where an object is missing; stray, for a test\n"
	"              whose other side is not here\n"
	"  topic       its topic\n"
	"  commit      the oldest of the series, 40 digits\n"
	"  commits     how many they are\n"
	"  lines       of code, added and removed by those that are no fixes\n"
	"  adds        names that nobody mentions, with a blank between\n"
	"  repository  of a stray test\n"
	"  test        its commit there\n"
	"  mails       that it names, with a blank between\n"
	"  subject     of the commit, or of the test",
    .options = options,
    .run = run,
};
