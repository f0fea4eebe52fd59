/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/remote.h"
#include "cmd/advice.h"
#include "cmd/asking.h"
#include "cmd/judge.h"
#include "cmd/planned.h"
#include "cmd/prepush.h"
#include "cmd/publicurl.h"
#include "cmd/received.h"
#include "cmd/tagged.h"
#include "publish/tag.h"
#include "source/lsremote.h"
#include "source/refs.h"
#include "text/findings.h"
#include "util/pager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	bool remote, quiet, pre_push;
	const char *name, *plan, *level;
	struct strings only, except;
	struct asking asking;
};

static const struct option options[] = {
    {"remote", 0, OPTION_FLAG, NULL, "look whether the public repository has the tag",
	offsetof(struct arguments, remote)},
    {"only", 0, OPTION_LIST, "RULE", "ask these rules only; repeatable", offsetof(struct arguments, only)},
    {"except", 0, OPTION_LIST, "RULE", "do not ask these rules; repeatable",
	offsetof(struct arguments, except)},
    {"level", 0, OPTION_TEXT, "error|warning|info",
	"tell what is of this level or worse; people are told no remarks otherwise",
	offsetof(struct arguments, level)},
    {"quiet", 0, OPTION_FLAG, NULL, "tell errors only, and nothing if there are none",
	offsetof(struct arguments, quiet)},
    {"pre-push", 0, OPTION_FLAG, NULL, "as git's pre-push hook: judge what is pushed for a pull",
	offsetof(struct arguments, pre_push)},
    {"name", 0, OPTION_TEXT, "NAME", "with --remote: the batch's tag (pullprep.tagName)",
	offsetof(struct arguments, name)},
    {"plan", 0, OPTION_TEXT, "FILE", "the plan to go by", offsetof(struct arguments, plan)},
    ASKING_OPTIONS(offsetof(struct arguments, asking)),
    OPTION_END,
};

/* All that a check is made of. */
struct job {
	const struct globals *globals;
	struct arguments arguments;
	struct repo *repo;           /* borrowed from what was opened: */
	const struct config *config; /* (also borrowed) */
	const char *batch;           /* NULL: a tag was named */
	char *tag, *ref;
	const char *url; /* public */
	char *push_url;  /* where one pushes to; NULL: the same, or not known */
	char *public_name, *pushed_name, *unknown;
	struct buf make, push, force;
	struct remote_facts facts;
	struct findings findings;
};

/* ---- the tag, here ---- */

/* When a tag object was made, if it is here: "tagger NAME <ADDRESS> SECONDS ZONE". */
static day_t day_made(struct repo *repo, const git_oid *object)
{
	struct buf raw = BUF_INIT;
	const char *tagger, *seconds = NULL;
	day_t day = DAY_NONE;
	struct error *err = repo_read(repo, object, NULL, &raw);

	tagger = err ? NULL : strstr(raw.s, "\ntagger ");
	if (tagger) {
		char *line = mem_dupn(tagger + 1, strcspn(tagger + 1, "\n"));

		seconds = strrchr(line, '>');
		if (seconds && seconds[1] == ' ')
			day = day_of_time(strtoll(seconds + 2, NULL, 10));
		free(line);
	}
	error_free(err);
	buf_release(&raw);
	return day;
}

static struct error *look_here(struct job *job)
{
	struct remote_tag *here = &job->facts.here;
	struct buf type = BUF_INIT;
	struct error *err = tag_find(&here->object, job->repo, job->tag);

	here->there = !err && !git_oid_is_zero(&here->object);
	if (err || !here->there)
		return err;
	err = repo_git(job->repo, &type, "cat-file", "-t", job->ref, NULL);
	if (!err) {
		buf_trim(&type);
		here->annotated = !strcmp(type.s, "tag");
		err = repo_commit(job->repo, job->ref, &here->commit);
	}
	buf_release(&type);
	return err;
}

/* ---- the tag, there ---- */

static struct error *ask(struct remote_tag *out, const struct job *job, const char *url, bool stranger)
{
	struct remote_question question = {
	    .config = job->config, .url = url, .tags = true, .stranger = stranger};
	struct remote_refs refs;
	const struct remote_ref *found;
	struct error *err = remote_deadline(&question.deadline, job->config);

	if (!err)
		err = remote_ask(&refs, &question);
	if (err)
		return err;
	found = remote_find(&refs, job->ref);
	out->there = found;
	out->made = DAY_NONE;
	if (found) {
		out->annotated = found->annotated;
		out->object = found->object;
		out->commit = found->peeled;
		if (found->annotated)
			out->made = day_made(job->repo, &found->object);
	}
	remote_refs_release(&refs);
	return NULL;
}

/* Where `git push` goes by pullprep.remote, if that is another place. */
static struct error *find_push_url(struct job *job)
{
	const char *remote = config_get(job->config, "pullprep.remote");
	const char *const args[] = {"remote", "get-url", "--push", "--", remote, NULL};
	struct buf url = BUF_INIT, words = BUF_INIT;
	int status;
	struct error *err;

	if (!remote)
		return NULL;
	err = repo_git_status(job->repo, &url, &words, &status, args);
	buf_trim(&url);
	if (!err && status)
		err = error_hint(error_failed("pullprep.remote is '%s', but there is no such remote", remote),
		    "git remote -v lists those there are.");
	if (!err && strcmp(url.s, job->url) != 0)
		job->push_url = buf_detach(&url);
	buf_release(&url);
	buf_release(&words);
	return err;
}

/* Nothing known of the push side makes no answer wrong, it only makes it shorter. */
static void look_where_pushed(struct job *job)
{
	struct remote_facts *facts = &job->facts;
	struct error *err;

	if (!job->push_url)
		return;
	facts->has_push_side = true;
	job->pushed_name = remote_shown(job->push_url);
	facts->pushed.name = job->pushed_name;
	err = ask(&facts->pushed, job, job->push_url, false);
	if (err)
		facts->unknown = job->unknown = mem_dup(err->message);
	error_free(err);
}

static struct error *look_there(struct job *job)
{
	struct error *err = ask(&job->facts.public, job, job->url, true);

	job->public_name = remote_shown(job->url);
	job->facts.public.name = job->public_name;
	if (err)
		return error_context(err, "whether %s is public is unknown", job->tag);
	if (!job->facts.here.there || !job->facts.public.there ||
	    !oid_equal(&job->facts.here.object, &job->facts.public.object))
		look_where_pushed(job);
	return NULL;
}

/* ---- what to do ---- */

static void find_commands(struct job *job)
{
	const char *remote = config_get(job->config, "pullprep.remote");
	struct buf *pushes[] = {&job->push, &job->force};

	if (job->batch) {
		advice_pullprep(&job->make, job->globals, "tag");
		advice_word(&job->make, job->batch);
		advice_option(&job->make, "name", job->arguments.name);
		advice_option(&job->make, "plan", job->arguments.plan);
		if (job->facts.here.there)
			advice_word(&job->make, "--again");
	} else if (job->facts.here.there) {
		char *commit = mem_format("%s^{}", job->ref);

		advice_git(&job->make, job->globals, "tag");
		advice_word(&job->make, "-s");
		advice_word(&job->make, "--force");
		advice_word(&job->make, job->tag);
		advice_word(&job->make, commit);
		free(commit);
	} else {
		advice_git(&job->make, job->globals, "tag");
		advice_word(&job->make, "--list");
	}
	job->facts.make_command = job->make.s;
	for (size_t i = 0; i < sizeof(pushes) / sizeof(*pushes); i++) {
		advice_git(pushes[i], job->globals, "push");
		if (pushes[i] == &job->force)
			advice_word(pushes[i], "--force");
		advice_word(pushes[i], remote ? remote : job->url);
		advice_word(pushes[i], job->ref);
	}
	job->facts.push_command = job->push.s;
	job->facts.force_command = job->force.s;
}

static struct error *show(const struct job *job)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (job->globals->format && strcmp(job->globals->format, "text"))
		return findings_records(stdout, job->globals->format, &job->findings);
	term_init(&term, job->globals->color);
	buf_addf(&out, "%s%s%s at %s: ", term_paint(&term, PAINT_BOLD), job->tag, term_end(&term),
	    job->public_name);
	if (job->findings.n) {
		findings_add_counts(&out, &job->findings);
		buf_addstr(&out, "\n\n");
		findings_add_text(&out, &term, &job->findings);
	} else {
		buf_addstr(&out, "it is there, as tag object ");
		buf_add_oid(&out, &job->facts.here.object, 12);
		buf_addstr(&out, " on commit ");
		buf_add_oid(&out, &job->facts.here.commit, 12);
		buf_addch(&out, '\n');
	}
	return pager_show(&out, job->globals->no_pager);
}

static struct error *check(struct job *job)
{
	struct error *err = public_url(&job->url, job->config);

	job->facts.tag = job->tag;
	job->ref = mem_format("refs/tags/%s", job->tag);
	if (!err)
		err = look_here(job);
	if (!err)
		err = find_push_url(job);
	if (!err)
		err = look_there(job);
	if (err)
		return err;
	find_commands(job);
	check_remote(&job->findings, &job->facts);
	err = show(job);
	if (!err && findings_count(&job->findings, FINDING_ERROR))
		err = error_new(ERROR_FINDINGS, "the tag is not public");
	return err;
}

static void job_release(struct job *job)
{
	free(job->tag);
	free(job->ref);
	free(job->push_url);
	free(job->public_name);
	free(job->pushed_name);
	free(job->unknown);
	buf_release(&job->make);
	buf_release(&job->push);
	buf_release(&job->force);
	findings_release(&job->findings);
}

/* ---- the two ways to name it ---- */

static struct error *check_batch(struct job *job, struct globals *globals, enum batch batch)
{
	struct planned planned;
	struct batch_tag tag;
	struct error *err = planned_open(&planned, globals, job->arguments.plan);

	if (err)
		return err;
	job->repo = planned.project.repo;
	job->config = planned.project.config;
	job->batch = batch_name[batch];
	err = tagged_find(&tag, &planned, batch, job->arguments.name);
	if (!err) {
		job->tag = mem_dup(tag.name);
		batch_tag_release(&tag);
		err = check(job);
	}
	planned_release(&planned);
	return err;
}

/* "NAME", "tags/NAME" or "refs/tags/NAME". */
static struct error *check_tag(struct job *job, struct globals *globals, const char *name)
{
	static const char *const prefixes[] = {"refs/", "tags/"};
	struct repo *repo = NULL;
	struct config *config = NULL;
	struct error *err = repo_open(&repo);

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			name += strlen(prefixes[i]);
	if (!err)
		err = config_load(&config, &globals->config);
	if (!err) {
		job->repo = repo;
		job->config = config;
		job->tag = mem_dup(name);
		err = check(job);
	}
	config_free(config);
	repo_free(repo);
	return err;
}

static struct error *look_at_remote(struct job *job, struct globals *globals, const struct strings *names)
{
	struct error *no_batch, *err;
	enum batch batch;

	if (names->n != 1)
		return error_hint(error_new(ERROR_USAGE, "check --remote takes one batch, or one tag"),
		    "pullprep check --remote first|second|fixes   or   pullprep check --remote TAG");
	no_batch = planned_batch(names->v[0], &batch);
	err = no_batch ? check_tag(job, globals, names->v[0]) : check_batch(job, globals, batch);
	error_free(no_batch);
	return err;
}

/* A name may be both: what is a revision or topic here goes before a file. */
static struct error *judge(const struct job *job, struct globals *globals, const struct strings *what)
{
	const struct arguments *arguments = &job->arguments;
	const struct rule_wish rules = {.only = &arguments->only,
	    .except = &arguments->except,
	    .level = arguments->level,
	    .errors_only = arguments->quiet,
	    .asking = arguments->pre_push ? NULL : &arguments->asking};
	const struct judge_wish wish = {
	    .what = what, .plan = arguments->plan, .rules = rules, .quiet = arguments->quiet};
	struct received_wish received = {.rules = rules, .quiet = arguments->quiet};
	bool file = what->n == 1 && received_is_file(what->v[0]);
	struct error *err;

	if (arguments->name)
		return error_new(ERROR_USAGE, "--name is for check --remote");
	if (arguments->pre_push && what->n)
		return error_new(ERROR_USAGE, "check --pre-push takes no '%s'", what->v[0]);
	if (arguments->pre_push)
		return prepush_judge(globals, &wish);
	if (received_named(&received, what))
		return received_check(globals, &received);
	err = judge_wished(globals, &wish);
	if (err && err->code == ERROR_NOT_FOUND && file) {
		error_free(err);
		received.mail = what->v[0];
		return received_check(globals, &received);
	}
	if (file && (!err || err->code == ERROR_FINDINGS))
		warning("'%s' is taken for what has that name here; the mail in the file is judged with:  "
			"pullprep "
			"check ./%s",
		    what->v[0], what->v[0]);
	return err;
}

/* The hook goes by the cache alone, so that a push waits for nobody. */
static struct error *check_asking(const struct arguments *arguments)
{
	const struct asking *asking = &arguments->asking;

	if ((asking->offline || asking->refresh) && (arguments->remote || arguments->pre_push))
		return error_new(ERROR_USAGE,
		    "--offline and --refresh are for the archive of mails, which check %s does not ask",
		    arguments->remote ? "--remote" : "--pre-push");
	return asking_check(asking);
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct job job = {.globals = globals,
	    .make = BUF_INIT,
	    .push = BUF_INIT,
	    .force = BUF_INIT,
	    .facts = {.tag = NULL},
	    .findings = FINDINGS_INIT};
	struct strings rest = STRINGS_INIT;
	struct error *err = command_arguments(&command_check, globals, &job.arguments, argc, argv, &rest);

	if (!err)
		err = check_asking(&job.arguments);
	if (!err && job.arguments.remote)
		err = look_at_remote(&job, globals, &rest);
	else if (!err)
		err = judge(&job, globals, &rest);
	strings_release(&job.arguments.only);
	strings_release(&job.arguments.except);
	job_release(&job);
	strings_release(&rest);
	return err;
}

const struct command command_check = {
    .name = "check",
    .usage = "[RANGE|TOPIC...|BATCH|MAIL|-|URL REF] | --remote BATCH|TAG",
    .summary = "find what upstream would refuse, before it is sent",
    .manual =
	"Judges commits, merges and topics by the rules that `pullprep rules` lists: all topics, those that "
	"are "
	"named, those that the plan puts into a batch, or a range of commits. Topic by topic, worst first, "
	"each "
	"finding names the commit, says what is the case and what to do; remarks (level info) are counted, "
	"and told with "
	"--level=info, --only and the formats for machines. Nothing is said of how long commits "
	"were in linux-next where there is no data on that, or mainline has them already.\n"
	"\n"
	"Where a batch is judged and its tag is here, not pulled yet, the tag and its message are, too.\n"
	"\n"
	"Fixes (a well-formed Fixes: or a revert of a commit that mainline has, or Cc: stable) are exempt "
	"from "
	"the rules that `pullprep rules` says so of.\n"
	"\n"
	"Of a request that somebody else sent, a mail is judged (- is standard input; a path such as ./mail "
	"is "
	"one in any case, another name where it is neither revision nor topic), or a URL and a ref: a "
	"puller's "
	"view. What it asks for is fetched into a directory aside, not longer than pullprep.fetchDeadline "
	"nor more than pullprep.fetchMost; "
	"nobody is asked for a password, no ref is written, and nothing of it stays. Neither topics nor a "
	"plan "
	"are needed, but mainline, and linux-next's tags to tell how long it was there. After who asks for "
	"what, "
	"whose signature it has, how many days its commits were in linux-next and how much of it is tests, "
	"its "
	"commits and its tag are judged as one's own are, and what the mail says (tip, base, shortlog, "
	"diffstat, "
	"message) is held against what is there: the rules of kind request. A mail may be encoded, signed, "
	"or "
	"one in an mbox. From a mail only URLs of other machines are taken: git://, https://, ssh:// and "
	"their kin.\n"
	"\n"
	"Where pullprep.lore.url is set, that archive is asked what was posted of the commits (see series), "
	"and the rules "
	"on that are judged; what it cannot be asked is told once, and no finding. What is said of a whole "
	"series is said of "
	"its first commit. What tag, mail, status and the hook say of it they have from the cache, and open "
	"no connection.\n"
	"\n"
	"Where pullprep.gate is set, what a topic has passed is told below the findings (see gate).\n"
	"\n"
	"The exit status is 1 if there is a finding of level error that nobody waived. Columns of "
	"--format=tsv, one line per finding:\n"
	"\n"
	"  level    error, warning, info\n"
	"  rule     its name\n"
	"  commit   id, 40 digits; - where it is on none\n"
	"  topic    its name, or the range; or the batch's tag, or linux-next; of a\n"
	"           received request, the ref as it is asked for\n"
	"  waived   has the maintainer recorded why it is fine: yes or no\n"
	"  message  what is the case, of the commit or topic\n"
	"\n"
	"--pre-push is what the hook asks that `pullprep init --hook` installs: of the refs that git is "
	"about to "
	"push, a batch's tag or branch (by its name there: pullprep.tagName, pullprep.branchName) has its "
	"batch "
	"judged as with --quiet, a topic's own tag (pullprep.topicTagName) its topic. Exit status 1 keeps "
	"git "
	"from pushing anything. What else is pushed, and what is deleted, passes unseen.\n"
	"\n"
	"--remote asks the public repository, pullprep.url, whether it has the batch's tag, or the tag that "
	"is "
	"named, as the same annotated tag object that is here. It is asked as a stranger would ask, without "
	"passwords and url.*.insteadOf, and not longer than pullprep.remoteDeadline. Where it does not have "
	"it, the place is asked that pullprep.remote pushes to, since a mirror may lag behind it, which is a "
	"warning. The exit status is 128 if the public repository cannot be asked. Columns of --format=tsv "
	"then "
	"are:\n"
	"\n"
	"  level    error, warning, info\n"
	"  rule     tag-not-public\n"
	"  about    the tag\n"
	"  text     what is, and what to do\n"
	"  command  one that mends it",
    .options = options,
    .run = run,
};
