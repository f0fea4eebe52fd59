/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortem.h"
#include "cmd/command.h"
#include "cmd/pastpage.h"
#include "facts/mainline.h"
#include "facts/pasttouch.h"
#include "facts/postmortemfind.h"
#include "facts/postmortemmore.h"
#include "text/postmortemjson.h"
#include "text/postmortemrecords.h"
#include "text/postmortemrisks.h"
#include "text/postmortemtools.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	const char *last, *tree, *author, *override, *rc1, *html, *template;
	bool tools, risks;
};

static const struct option options[] = {
    {"last", 0, OPTION_TEXT, "N", "the last N releases of mainline that are out",
	offsetof(struct arguments, last)},
    {"tree", 0, OPTION_TEXT, "REGEX", "only commits that came by a pull whose repository or subject matches",
	offsetof(struct arguments, tree)},
    {"author", 0, OPTION_TEXT, "REGEX", "only commits by authors (\"Name <address>\") that match",
	offsetof(struct arguments, author)},
    {"override", 0, OPTION_TEXT, "FILE", "corrections by hand of what mends what",
	offsetof(struct arguments, override)},
    {"rc1", 0, OPTION_TEXT, "REV", "what ended the merge window, where no tag says so",
	offsetof(struct arguments, rc1)},
    {"tools", 0, OPTION_FLAG, NULL, "also which changes of tools came with which changes of code",
	offsetof(struct arguments, tools)},
    {"risks", 0, OPTION_FLAG, NULL,
	"compare window commits by size, tests, review, days in linux-next (reads all their changes)",
	offsetof(struct arguments, risks)},
    {"html", 0, OPTION_TEXT, "FILE", "write a page with tables and plots; - is standard output",
	offsetof(struct arguments, html)},
    {"template", 0, OPTION_TEXT, "FILE", "the template of that page", offsetof(struct arguments, template)},
    OPTION_END,
};

/* What the command stands on. Mainline is asked for only where it is needed. */
struct ground {
	struct repo *repo;
	struct config *config;
	struct history *history;
	struct mainline mainline;
	git_oid tip; /* mainline as of the day */
	bool has_mainline;
	day_t as_of;
};

static void ground_release(struct ground *ground)
{
	history_free(ground->history);
	config_free(ground->config);
	repo_free(ground->repo);
	if (ground->has_mainline)
		mainline_release(&ground->mainline);
}

static struct error *open_ground(struct ground *ground, const struct globals *globals)
{
	struct error *err;

	*ground = (struct ground){.as_of = globals->as_of ? day_parse(globals->as_of) : day_today()};
	if (ground->as_of == DAY_NONE)
		return error_hint(error_new(ERROR_USAGE, "--as-of: '%s' is no date", globals->as_of),
		    "Write it as 2026-07-18 or 20260718.");
	err = repo_open(&ground->repo);
	if (!err)
		err = config_load(&ground->config, &globals->config);
	if (!err)
		err = history_new(&ground->history, ground->repo);
	return err;
}

static struct error *find_mainline(struct ground *ground)
{
	struct error *err = mainline_find(&ground->mainline, ground->repo, ground->config);

	if (err)
		return err;
	ground->has_mainline = true;
	return mainline_on(&ground->tip, ground->history, &ground->mainline.tip, ground->as_of);
}

/* For a range mainline only tells of fixes that came later. */
static struct error *find_mainline_if_any(struct ground *ground)
{
	struct error *err = find_mainline(ground);

	if (!err || err->code != ERROR_NOT_FOUND)
		return err;
	error_free(err);
	if (ground->has_mainline)
		mainline_release(&ground->mainline);
	ground->has_mainline = false;
	return NULL;
}

/* ---- which releases, and what of them ---- */

static struct error *read_last(const char *text, size_t *out)
{
	char *end = NULL;
	long n = strtol(text, &end, 10);

	if (*end || end == text || n < 1 || n > 1000)
		return error_hint(error_new(ERROR_USAGE, "--last: '%s' is no number of releases", text),
		    "For example: --last=8");
	*out = (size_t)n;
	return NULL;
}

/* The first word is the range, unless --last says which releases; all others are paths. */
static struct error *find_cycles(struct past_cycles *cycles, struct ground *ground,
    const struct arguments *arguments, const struct strings *words, struct strings *paths)
{
	bool range = !arguments->last && words->n;
	size_t last = 1;
	struct error *err = NULL;

	for (size_t i = range; i < words->n; i++)
		strings_add(paths, words->v[i]);
	if (range)
		return pastcycles_of_range(
		    cycles, ground->repo, ground->config, ground->history, words->v[0], arguments->rc1);
	if (arguments->rc1)
		return error_new(ERROR_USAGE, "--rc1 goes with a range PREV..RELEASE");
	if (arguments->last)
		err = read_last(arguments->last, &last);
	if (!err)
		err = find_mainline(ground);
	if (!err)
		err = pastcycles_last(
		    cycles, ground->repo, ground->config, ground->history, &ground->tip, ground->as_of, last);
	return err;
}

struct filters {
	struct pattern *tree, *author;
	struct corrections corrections;
};

static struct error *read_filters(
    struct filters *filters, struct ground *ground, const struct arguments *arguments)
{
	struct error *err = NULL;

	if (arguments->tree)
		err = pattern_new(&filters->tree, arguments->tree, "--tree");
	if (!err && arguments->author)
		err = pattern_new(&filters->author, arguments->author, "--author");
	if (!err && arguments->override)
		err = corrections_read(&filters->corrections, ground->repo, arguments->override);
	return err;
}

static void filters_release(struct filters *filters)
{
	pattern_free(filters->tree);
	pattern_free(filters->author);
	corrections_release(&filters->corrections);
}

static bool is_format(const struct globals *globals, const char *format)
{
	return !strcmp(globals->format ? globals->format : "text", format);
}

static struct error *find(struct postmortems *out, struct ground *ground, const struct arguments *arguments,
    const struct strings *words)
{
	struct past_cycles cycles = {.v = NULL};
	struct filters filters = {.tree = NULL};
	struct strings paths = STRINGS_INIT;
	struct error *err = find_cycles(&cycles, ground, arguments, words, &paths);

	if (!err)
		err = read_filters(&filters, ground, arguments);
	if (!err && !ground->has_mainline)
		err = find_mainline_if_any(ground);
	if (!err) {
		const struct postmortem_ask ask = {.cycles = &cycles,
		    .mainline = ground->has_mainline ? &ground->tip : NULL,
		    .as_of = ground->as_of,
		    .paths = &paths,
		    .tree = filters.tree,
		    .author = filters.author,
		    .corrections = arguments->override ? &filters.corrections : NULL};

		err = postmortem_find(out, ground->repo, ground->history, &ask);
	}
	filters_release(&filters);
	strings_release(&paths);
	pastcycles_release(&cycles);
	return err;
}

/* ---- what is shown ---- */

/* What is told beyond what is counted. Without mainline soak counts up to the release. Changes take longer to read than
 * all else together: those of fixes and culprits are read for pairs, those of all commits for those who ask, and for a
 * page, which tells all. */
static struct error *find_more(struct postmortems *postmortems, struct ground *ground,
    const struct globals *globals, const struct arguments *arguments)
{
	const git_oid *tip =
	    ground->has_mainline ? &ground->tip : &postmortems->v[postmortems->n - 1].cycle.release.commit;
	enum past_whom whom = arguments->risks ? PAST_ALL : PAST_BLAMED;
	bool work = is_format(globals, "text"), pairs = is_format(globals, "tsv") && !arguments->tools;
	struct classes *classes = NULL;
	struct error *err = NULL;

	if (work || pairs || arguments->risks || arguments->tools)
		err = classes_load(&classes, ground->config);
	if (!err && work)
		err = postmortem_work(postmortems, ground->repo, classes);
	if (!err && (pairs || arguments->risks))
		err = postmortem_sizes(postmortems, ground->repo, classes, whom);
	if (!err && arguments->tools)
		err = postmortem_touches(postmortems, ground->repo, classes);
	if (!err && (!is_format(globals, "json") || arguments->risks))
		err = postmortem_soak(postmortems, ground->repo, ground->history, ground->config, tip, whom);
	classes_free(classes);
	return err;
}

static struct error *show(struct postmortems *postmortems, struct ground *ground,
    const struct globals *globals, const struct arguments *arguments)
{
	struct buf out = BUF_INIT;
	struct term term;
	struct error *err = find_more(postmortems, ground, globals, arguments);

	if (err)
		return err;
	if (arguments->html)
		return pastpage_write(arguments->html, postmortems, ground->config, arguments->template);
	if (is_format(globals, "json"))
		return postmortem_json(stdout, postmortems, arguments->risks);
	if (is_format(globals, "tsv") && arguments->tools)
		return postmortem_tools_tsv(stdout, postmortems);
	if (is_format(globals, "tsv"))
		return postmortem_tsv(stdout, postmortems);
	term_init(&term, globals->color);
	postmortem_add(&out, &term, postmortems);
	if (arguments->risks)
		postmortem_add_risks(&out, &term, postmortems);
	return pager_show(&out, globals->no_pager);
}

/* A page is one form, --format another; tsv has pairs of commits, or tools. */
static struct error *check_asked(const struct arguments *arguments, const struct globals *globals)
{
	if (arguments->risks && is_format(globals, "tsv"))
		return error_hint(error_new(ERROR_USAGE, "--risks: tsv has pairs of commits, and no risks"),
		    "Leave out --format=tsv, or ask for --format=json.");
	if (arguments->html && !is_format(globals, "text"))
		return error_hint(
		    error_new(ERROR_USAGE, "--html and --format=%s ask for two things", globals->format),
		    "Leave one of them out.");
	if (arguments->html && !*arguments->html)
		return error_hint(error_new(ERROR_USAGE, "--html: no file is named"),
		    "For example: --html=page.html, or --html=- for standard output.");
	if (arguments->template && !arguments->html)
		return error_new(ERROR_USAGE, "--template goes with --html=FILE");
	return NULL;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.last = NULL};
	struct strings words = STRINGS_INIT;
	struct postmortems postmortems = {.v = NULL};
	struct ground ground = {.repo = NULL};
	struct error *err;

	err = command_arguments(&command_postmortem, globals, &arguments, argc, argv, &words);
	if (!err)
		err = check_asked(&arguments, globals);
	arguments.tools |= arguments.html != NULL;
	arguments.risks |= arguments.html != NULL;
	if (!err)
		err = open_ground(&ground, globals);
	if (!err && arguments.html)
		err = pastpage_check(arguments.html, ground.config, arguments.template);
	if (!err)
		err = find(&postmortems, &ground, &arguments, &words);
	if (!err)
		err = show(&postmortems, &ground, globals, &arguments);
	postmortems_release(&postmortems);
	ground_release(&ground);
	strings_release(&words);
	return err;
}

const struct command command_postmortem = {
    .name = "postmortem",
    .usage = "[PREV..RELEASE | --last=N] [-- PATH...]",
    .summary = "tell what broke in a release, and where it came from",
    .manual =
	"For a release, or several: which of its -rc commits mend what came in with its own merge window, "
	"which mend older releases, and which pull the culprits came by. The answer comes first, with "
	"Wilson's interval of 95 %, then what it rests on: what the -rc commits are, in all and for each "
	"-rc; what became of the window's commits until the release, and 90 and 180 days later; by batch and "
	"week of their pulls; the pulls and commits that were mended most; and what needs a look: chains of "
	"fixes, merges, ids that name nothing.\n"
	"\n"
	"PREV..RELEASE takes any revisions; a range that passes several releases is each of them, --last=N "
	"the last N that are out, no argument the last one. Which tags are releases is pullprep.release's to "
	"say. RELEASE may be an -rc or a branch: what is still under way is marked as partial. With PATHs "
	"only the commits that touch them count, each with whatever it mends; --tree and --author likewise.\n"
	"\n"
	"The window is what RC1 has and PREV lacks, -rc is what RELEASE has and RC1 lacks, merges left out, "
	"by what reaches a commit and never by date. A fix has a line Fixes: and 6 to 40 hex digits anywhere "
	"in its message. What it names is of this window, of this -rc, prior (PREV has it), unreachable (a "
	"commit that RELEASE lacks) or unresolved; a fix that names several counts once, at the newest "
	"place. An id that names nothing but quotes the subject of one commit alone is from before a rebase: "
	"it stays unresolved, and is told apart as recovered. Of commits far below PREV it is taken for "
	"granted that PREV has them. Without a single Fixes: in a release there is no data on fixes, which "
	"is not 0 %.\n"
	"\n"
	"A pull is a merge on the first-parent line; where it merges a local branch whose own line has "
	"several merges (next), those are the pulls. A merge that is named by a fix is charged to its pull. "
	"Batch: the how-manieth pull of that repository in this window; week: by the day on which mainline "
	"took it. What was mended by its own pull is counted, but left out where commits are compared. That "
	"nobody has named a commit does not make it clean.\n"
	"\n"
	"Was it the late stuff: commits of later batches against those of first ones, and what mainline took "
	"from the seventh day after PREV on against what it took before: how many of each were named or "
	"reverted, until the release. A relative risk takes events on both sides. Its interval takes each "
	"commit for itself; the commits of one pull share their fate, and the interval by pulls is that of "
	"2000 draws of whole pulls (percentiles, from 20 pulls on; what came without a merge is drawn by its "
	"day). Several releases are told together, and beside each other. With --risks also by days in "
	"linux-next, size, tests and documentation, and review (Reviewed-by:, Acked-by: or Tested-by: of "
	"somebody else than the author), each as it is and among commits of one size, for size is behind "
	"most of it.\n"
	"\n"
	"What is counted moves the answer. Linux v2.6.35 to v2.6.38, week 2 on against week 1, by reverts "
	"until the release: 3.21 [1.90, 5.43] as counted here; 1.53 [1.03, 2.27] with what a pull reverted "
	"of "
	"its own, which early pulls do most; 1.60 [1.07, 2.40] if week 2 begins 168 hours after the tag "
	"instead of on the seventh day; 1.15 [0.73, 1.79] without one pull of v2.6.37. By pulls the "
	"last "
	"three hold 1: the second is [0.71, 2.59].\n"
	"\n"
	"How soon the window's commits were named: the share that was by so many days in mainline "
	"(1 - Kaplan-Meier, with Greenwood's interval on the scale of log(-log)). What nobody has named is "
	"watched as long as fixes are known, at most until 180 days after the release, and counts as nothing "
	"else then; below each share stands how many are still watched. How long culprits of -rc fixes had "
	"been there goes by who found them: each fix counts once, from the day on which mainline took the "
	"last of its culprits of this release, else from the day on which the last older one was committed, "
	"of which mainline's day is not known.\n"
	"\n"
	"--override=FILE corrects by hand what messages got wrong. Each line: the id of a fix, and the ids "
	"of its culprits, or - if it mends nothing; # begins a comment.\n"
	"\n"
	"--tools tells of each tool in tools/ how many commits change it, how many of them change code "
	"outside tools/ too, how many series do that (commits whose mails have one stem, by their links, or "
	"one pull that is a posted series), and which fixes say that it has found them. It reads the "
	"messages and some of the trees of all commits once more, and is left out otherwise. With "
	"--format=tsv it gives a line per tool and commit instead: release, tool, why (commit, series, fix), "
	"commit, day, author, subject.\n"
	"\n"
	"--html=FILE writes a page instead, with all tables and with plots of them: no other file and no "
	"network is needed to read it, on a screen, a phone or paper. It is made from the template `report`, "
	"which --template or pullprep.templateDir replaces. It looks at the size of every commit of the "
	"window, which takes longer.\n"
	"\n"
	"--format=json: an array with an object for each release:\n"
	"\n"
	"  release, partial, practice (was Fixes: written at all), filtered, corrections\n"
	"  from, rc1, to   each with name, commit, date\n"
	"  window, rc      commits; fixes (commits with Fixes:); culprits (of these, by\n"
	"                  place: window, rc, prior, unreachable, unresolved); tags (ids\n"
	"                  behind Fixes:), culprits_by_tag, resolution (of the ids),\n"
	"                  recovered (ids, unresolved too); internal (fixes in one pull\n"
	"                  with all that they mend); reverts: raw, net (without those\n"
	"                  that apply something again, and those undone), culprits;\n"
	"                  either (fixes and reverts, each once). null: no data\n"
	"  rcs             the same for each -rc after the first, and for the release,\n"
	"                  by tag\n"
	"  pulls           merge, subject, tree, date, window, batch, week, commits,\n"
	"                  named (of these, by Fixes: or a revert of another pull until\n"
	"                  the release), merge_named (fixes that name the merge)\n"
	"  curves          how soon the window's commits were named or reverted by other\n"
	"                  pulls: until (the last day that is known), internal (commits\n"
	"                  that their own pull mended), groups: by (all, pull, week; with\n"
	"                  --risks and daily trees soak), group, commits, named, at_risk\n"
	"                  (day since mainline took them, commits still watched), steps:\n"
	"                  day, at_risk, named, share, low, high (95 %). null: no data\n"
	"  times           days that culprits of -rc fixes had been there, in all and by\n"
	"                  who found them, of this release and prior: fixes, lower,\n"
	"                  median, upper (quartiles); fixes left out: internal, root,\n"
	"                  unresolved. null: no data\n"
	"  tools           with --tools: tool, in_tree, commits (how many change it),\n"
	"                  with_code, series (the newest commit of each), fixes (ids)\n"
	"  risks           with --risks: next, size, tests, review, each with groups\n"
	"                  (group, commits, named, interval of the share, reference, risk\n"
	"                  against that, risk_by_size: among commits of one size),\n"
	"                  unknown and trend\n"
	"  comparisons     with --risks: batch and week, each by outcome (named,\n"
	"                  reverted-net, reverted-raw, reverted-within: also by the own\n"
	"                  pull): late, early, risk, risk_by_size, unknown_size\n"
	"                  (commits), clusters (pulls), clustered (interval by pulls)\n"
	"\n"
	"Columns of --format=tsv, one line per pair of a fix and a culprit, those included whose fix came up "
	"to 180 days after the release:\n"
	"\n"
	"  release, fix, culprit   the release's name, two ids; - for what was not found\n"
	"  id                      of the culprit, as it was written\n"
	"  by                      fixes, reverts, both\n"
	"  place                   of the culprit: window, rc, prior, unreachable,\n"
	"                          unresolved\n"
	"  resolution              ok, merge, root (the first commit of all),\n"
	"                          not-ancestor (the fix is not built on it), ambiguous,\n"
	"                          missing, recovered\n"
	"  when                    of the fix: window, rc, later\n"
	"  internal, corrected     yes or no\n"
	"  finder                  syzbot, kernel-test-robot, selftest, kvm-unit-tests,\n"
	"                          static-checker, person\n"
	"  stable, tracked         the fix is for stable; it speaks of a regression\n"
	"  fix_day                 on which mainline took it\n"
	"  fix_pull, fix_tree      the merge that brought it, and its repository\n"
	"  fix_author, fix_lines, fix_tests, fix_subject\n"
	"                          lines changed, per cent tests and docs of those\n"
	"                          added\n"
	"  culprit_day, culprit_pull, culprit_tree, culprit_batch, culprit_week\n"
	"  culprit_author, culprit_lines, culprit_tests\n"
	"  culprit_soak, culprit_first, culprit_releases, culprit_days\n"
	"                          match, first, releases and days as `soak` tells them\n"
	"  culprit_subject         or the one that was quoted",
    .options = options,
    .run = run,
};
