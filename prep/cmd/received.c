/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/received.h"

#include "cmd/advice.h"
#include "cmd/judgedtag.h"
#include "publish/signature.h"
#include "source/aside.h"
#include "source/fetchaside.h"
#include "source/mailfile.h"
#include "source/remotetalk.h"
#include "text/judged.h"
#include "text/postednotes.h"
#include "text/received.h"
#include "text/soak.h"
#include "util/pager.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ID_DIGITS = 12 };

/* All that is received and judged, and who owns it. */
struct job {
	const struct globals *globals;
	const struct received_wish *wish;
	struct emails mails;
	const struct email *mail; /* NULL: URL and ref were named */
	struct asked asked;       /* the mail's */
	const char *url, *ref;    /* borrowed */
	struct project project;
	struct aside aside;
	struct fetched fetched;
	struct survey survey;
	struct judged_tag tag;
	char *tag_name, *signer;
	struct brought brought;
	struct request_facts facts;
	struct judgement judgement;
};

/* ---- what is named ---- */

static bool is_path(const char *word)
{
	return *word == '/' || !strncmp(word, "./", 2) || !strncmp(word, "../", 3);
}

/* "https://host/path", "git@host:path", "host:path". */
static bool is_url(const char *word)
{
	size_t host = strcspn(word, ":/");

	return strstr(word, "://") || (host && word[host] == ':' && word[host + 1]);
}

bool received_named(struct received_wish *out, const struct strings *what)
{
	const char *first = what->n ? what->v[0] : "";

	if (what->n == 1 && (!strcmp(first, "-") || is_path(first)))
		out->mail = first;
	else if ((what->n == 2 && (is_url(first) || is_path(first))) ||
		 (what->n == 1 && strstr(first, "://"))) {
		out->url = first;
		out->ref = what->n == 2 ? what->v[1] : NULL;
	}
	return out->mail || out->url;
}

bool received_is_file(const char *name)
{
	struct stat status;

	return !stat(name, &status) && !S_ISDIR(status.st_mode);
}

/* ---- the mail ---- */

static struct error *nothing_asked(enum asked_found found, const char *shown)
{
	struct error *err;

	if (found == ASKED_QUOTED)
		return error_hint(
		    error_failed("the mail in %s only quotes a pull request: it is a reply", shown),
		    "Give the mail that it answers.");
	if (found == ASKED_SEVERAL)
		return error_hint(error_failed("the mail in %s asks for several pulls at once", shown),
		    "Judge each of them with:  pullprep check URL REF");
	err = error_failed(
	    "no pull request in %s: nothing says \"are available in the Git repository at:\"", shown);
	return error_hint(err,
	    "If it is a cover letter, the requests are replies to it; else:  pullprep check "
	    "URL REF");
}

/* Of several mails in an mbox, the one that asks for something. */
static struct error *choose_mail(struct job *job, const char *shown)
{
	enum asked_found worst = ASKED_NOTHING;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < job->mails.n; i++) {
		struct asked asked;
		enum asked_found found = asked_read(&asked, job->mails.v[i].text);

		if (found == ASKED_FOUND && job->mail) {
			asked_release(&asked);
			err = error_hint(error_failed("%s holds several pull requests, \"%s\" and \"%s\"",
					     shown, job->mail->subject ? job->mail->subject : "",
					     job->mails.v[i].subject ? job->mails.v[i].subject : ""),
			    "Give one of them.");
		} else if (found == ASKED_FOUND) {
			job->mail = &job->mails.v[i];
			job->asked = asked;
		} else if (found != ASKED_NOTHING) {
			worst = found;
		}
	}
	return err || job->mail ? err : nothing_asked(worst, shown);
}

/* A word that is no URL could be a remote's name here, or a path. */
static struct error *read_mail(struct job *job)
{
	const char *shown = strcmp(job->wish->mail, "-") ? job->wish->mail : "standard input";
	struct error *err = mailfile_read(&job->mails, job->wish->mail);

	if (!err)
		err = choose_mail(job, shown);
	if (err)
		return err;
	job->url = job->asked.url;
	job->ref = job->asked.ref;
	if (is_url(job->url))
		return NULL;
	return error_hint(error_failed("the mail in %s names '%s', which is no URL that others can pull from",
			      shown, job->url),
	    "If you know what is meant:  pullprep check URL REF");
}

/* ---- what it asks for ---- */

/* The commits may be here already, by whatever way. */
static struct error *advise(struct error *err, const struct job *job)
{
	struct buf command = BUF_INIT;
	git_oid tip;
	struct error *missing =
	    job->asked.tip ? repo_commit(job->project.repo, job->asked.tip, &tip) : error_failed("none");

	if (!missing) {
		char *range = mem_format("%s..%.*s", job->project.mainline_name, ID_DIGITS, job->asked.tip);

		advice_pullprep(&command, job->globals, "check");
		advice_word(&command, range);
		error_hint(err, "What the mail asks for is here already; judge that with:  %s", command.s);
		free(range);
	}
	error_free(missing);
	buf_release(&command);
	return err;
}

static struct error *fetch(struct job *job)
{
	const struct fetch_wish wish = {
	    .config = job->project.config, .url = job->url, .name = job->ref, .of_stranger = job->mail};
	struct error *err = aside_enter_large(&job->aside, job->project.repo);

	if (!err)
		err = fetch_aside(&job->fetched, job->project.repo, &wish);
	return err ? advise(err, job) : NULL;
}

/* "for-linus" of "refs/tags/for-linus". */
static const char *short_name(const char *ref)
{
	static const char *const prefixes[] = {"refs/tags/", "refs/heads/", "refs/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncmp(ref, prefixes[i], strlen(prefixes[i])))
			return ref + strlen(prefixes[i]);
	return ref;
}

static struct error *nothing_new(const struct job *job)
{
	char *shown = remote_shown(job->url);
	struct error *err = error_new(ERROR_NOT_FOUND, "nothing to judge: %s has all of %s of %s already",
	    job->project.mainline_name, job->fetched.ref, shown);

	free(shown);
	return error_hint(err, "As it was before it was pulled:  --as-of=YYYY-MM-DD");
}

/* One topic, by the name of the ref; what has nothing to do with mainline is refused before. */
static struct error *survey(struct job *job)
{
	char *from = oid_text(&job->project.mainline), *to = oid_text(&job->fetched.commit);
	char *range = mem_format("%s..%s", from, to);
	struct strings revisions = {.v = &range, .n = 1};
	struct error *err =
	    brought_find(&job->brought, &job->project, &job->fetched.commit, job->mail ? &job->asked : NULL);

	if (!err)
		err = survey_range(&job->survey, &job->project, &revisions);
	if (!err && !job->survey.topics.v[0].commits.n)
		err = nothing_new(job);
	if (!err) {
		free(job->survey.topics.v[0].name);
		job->survey.topics.v[0].name = mem_dup(short_name(job->fetched.ref));
		err = survey_soak(&job->survey);
	}
	free(range);
	free(from);
	free(to);
	return err;
}

/* The name in the object, "tag NAME", which is part of what was signed. */
static struct error *read_tag_name(struct job *job)
{
	struct buf raw = BUF_INIT;
	struct error *err = repo_read(job->project.repo, &job->fetched.object, NULL, &raw);
	const char *at = err ? NULL : strstr(raw.s, "\ntag ");

	if (at)
		job->tag_name = mem_dupn(at + 5, strcspn(at + 5, "\n"));
	buf_release(&raw);
	return err;
}

static struct error *read_tag(struct job *job)
{
	const struct received_tag received = {.name = short_name(job->fetched.ref),
	    .tag = job->fetched.tag,
	    .annotated = job->fetched.annotated,
	    .object = job->fetched.object,
	    .commit = job->fetched.commit};
	struct error *err = job->fetched.annotated ? read_tag_name(job) : NULL;

	if (!err)
		err = judged_tag_received(&job->tag, &job->project, &received);
	if (!err && job->tag.facts.state == TAG_IS_SIGNED)
		job->signer = signature_signer(&job->fetched.object);
	return err;
}

static void hold_against(struct job *job)
{
	job->facts = (struct request_facts){.ref = job->ref ? job->ref : "HEAD",
	    .full_ref = job->fetched.ref,
	    .commit = job->fetched.commit,
	    .tag_name = job->tag_name,
	    .brought = &job->brought};
	if (job->mail) {
		job->facts.mail = job->mail->subject || job->mail->from;
		job->facts.subject = job->mail->subject;
		job->facts.asked = &job->asked;
		job->facts.text = job->mail->text;
		job->facts.message = job->fetched.annotated ? job->tag.facts.message : NULL;
	}
}

static struct error *judge(struct job *job)
{
	static const size_t topic;
	const struct judged_what what = {.survey = &job->survey,
	    .topics = &topic,
	    .topic_count = 1,
	    .batch = BATCH_COUNT,
	    .tag = &job->tag.facts,
	    .request = &job->facts};

	hold_against(job);
	return judgement_make(&job->judgement, &what, &job->wish->rules);
}

/* ---- what to say ---- */

static struct error *add_head(struct buf *out, const struct term *term, struct job *job)
{
	const struct topic *topic = &job->survey.topics.v[0];
	char *shown = remote_shown(job->url);
	struct error *err = job->tag.difference.known ? NULL : survey_ratio(&job->survey);
	const struct received received = {.subject = job->mail ? job->mail->subject : NULL,
	    .from = job->mail ? job->mail->from : NULL,
	    .date = job->mail ? job->mail->date : NULL,
	    .url = shown,
	    .ref = job->ref,
	    .tag = &job->tag.facts,
	    .signer = job->signer,
	    .survey = &job->survey,
	    .topic = topic,
	    .ratio = job->tag.difference.known ? &job->tag.difference.ratio : &topic->ratio};

	if (!err)
		received_add_text(out, term, &received);
	free(shown);
	return err;
}

static struct error *show(struct job *job)
{
	const struct project *project = &job->project;
	const struct judgement *judgement = &job->judgement;
	struct buf out = BUF_INIT;
	struct term term;
	struct error *err;

	if (job->globals->format && strcmp(job->globals->format, "text")) {
		soak_warn(&project->next, &job->survey.notes);
		posted_warn(judgement->pull.posted);
		return judged_records(stdout, job->globals->format, &judgement->findings);
	}
	if (job->wish->quiet && !findings_count(&judgement->findings, FINDING_ERROR))
		return NULL;
	term_init(&term, job->globals->color);
	err = job->wish->quiet ? NULL : add_head(&out, &term, job);
	if (err) {
		buf_release(&out);
		return err;
	}
	if (!job->wish->quiet)
		soak_add_notes(&out, &term, &project->next, &job->survey.notes);
	if (!job->wish->quiet && !next_count(&project->next))
		buf_addstr(&out,
		    "No linux-next data: how long commits were there is not judged (pullprep soak).\n\n");
	if (!job->wish->quiet)
		posted_add_note(&out, &term, judgement->pull.posted);
	judged_add_text(
	    &out, &term, &judgement->pull, &judgement->findings, rule_wish_least(&job->wish->rules));
	judged_add_summary(&out, &judgement->pull, &judgement->findings, rule_wish_least(&job->wish->rules));
	return pager_show(&out, job->globals->no_pager);
}

static void job_release(struct job *job)
{
	judgement_release(&job->judgement);
	brought_release(&job->brought);
	judged_tag_release(&job->tag);
	free(job->tag_name);
	free(job->signer);
	survey_release(&job->survey);
	fetched_release(&job->fetched);
	aside_leave(&job->aside);
	project_release(&job->project);
	asked_release(&job->asked);
	emails_release(&job->mails);
}

struct error *received_check(const struct globals *globals, const struct received_wish *wish)
{
	struct job job = {.globals = globals,
	    .wish = wish,
	    .url = wish->url,
	    .ref = wish->ref,
	    .tag = JUDGED_TAG_INIT,
	    .judgement = JUDGEMENT_INIT};
	struct error *err = wish->mail ? read_mail(&job) : NULL;

	if (!err)
		err = project_open(&job.project, &globals->config, globals->as_of);
	if (!err)
		err = fetch(&job);
	if (!err)
		err = survey(&job);
	if (!err)
		err = read_tag(&job);
	if (!err)
		err = judge(&job);
	if (!err)
		err = show(&job);
	if (!err)
		err = judgement_error(&job.judgement);
	job_release(&job);
	return err;
}
