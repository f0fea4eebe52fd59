/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/batch.h"

#include "publish/commitids.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

/* So many commits are named in an error, the rest counted; and so many columns of their subjects. */
#define NAMED   5
#define COLUMNS 60

bool selection_takes_fixes(enum batch batch, const struct cycle *cycle, const struct split_rules *rules)
{
	return batch != BATCH_FIXES && batch == split_fixes_ride(cycle, rules);
}

/* ---- tip and base ---- */

/* Does the assembled branch hold all that is wanted, and else only fixes? */
static struct error *is_assembled(bool *out, const struct survey *survey, const struct verdict *verdicts,
    const struct ids *wanted, const struct selection_wish *wish)
{
	const git_oid *before = oid_is_zero(&wish->before) ? NULL : &wish->before;
	struct ids held = {.v = NULL}, fixes = {.v = NULL};
	struct error *err = commit_ids_between(
	    &held, survey->project->repo, &wish->branch_tip, &survey->project->mainline, before);

	for (size_t i = 0; i < survey->topics.n; i++)
		if (verdicts[i].batch == BATCH_FIXES)
			commit_ids_add_own(&fixes, survey, &survey->topics.v[i]);
	ids_sort(&fixes);
	*out = !err;
	for (size_t i = 0; *out && i < wanted->n; i++)
		*out = ids_has(&held, &wanted->v[i]);
	for (size_t i = 0; *out && i < held.n; i++)
		*out = ids_has(wanted, &held.v[i]) || ids_has(&fixes, &held.v[i]);
	array_release(&held);
	array_release(&fixes);
	return err;
}

/* The one topic whose tip holds all of the batch, or NULL. */
static const struct topic *only_topic(const struct selection *out, const struct survey *survey)
{
	const struct topic *topics = survey->topics.v;

	for (size_t i = 0; i < out->topics.n; i++) {
		const struct topic *topic = &topics[out->topics.v[i]];
		size_t held = 0;

		for (size_t j = 0; j < out->topics.n; j++)
			held += j != i && strings_has(&topic->contains, topics[out->topics.v[j]].name);
		if (held == out->topics.n - 1)
			return topic;
	}
	return NULL;
}

static struct error *refuse_stale(const struct selection_wish *wish)
{
	struct error *err = error_failed(
	    "%s, as which the %s batch was assembled, does not hold exactly what is in the batch now",
	    wish->branch, batch_name[wish->batch]);

	return error_hint(err,
	    "Assemble it again with:  pullprep assemble %s   or name the tip with --tip=REV",
	    batch_name[wish->batch]);
}

static struct error *refuse_many(
    const struct selection *out, const struct survey *survey, const struct selection_wish *wish)
{
	struct buf names = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < out->topics.n; i++)
		buf_addf(&names, " %s", survey->topics.v[out->topics.v[i]].name);
	err = error_failed("the %s batch has %zu topics, and a tag needs one tip:%s", batch_name[wish->batch],
	    out->topics.n, names.s);
	error_hint(err,
	    "Merge them with:  pullprep assemble %s\n"
	    "or into a branch with git merge --no-ff, then:  pullprep tag %s --tip=BRANCH",
	    batch_name[wish->batch], batch_name[wish->batch]);
	buf_release(&names);
	return err;
}

static struct error *find_tip(struct selection *out, const struct survey *survey,
    const struct verdict *verdicts, const struct ids *wanted, const struct selection_wish *wish)
{
	const struct topic *only = only_topic(out, survey);
	bool assembled = false;
	struct error *err = NULL;

	if (wish->tip)
		return error_hint(
		    error_context(repo_commit(survey->project->repo, wish->tip, &out->tip), "--tip"),
		    "Name the commit or branch into which you merged the topics.");
	if (!oid_is_zero(&wish->branch_tip))
		err = is_assembled(&assembled, survey, verdicts, wanted, wish);
	if (err)
		return err;
	if (assembled)
		out->tip = wish->branch_tip;
	else if (!only)
		return wish->branch_ours ? refuse_stale(wish) : refuse_many(out, survey, wish);
	else
		out->tip = only->tip;
	if (!assembled && wish->branch_ours)
		strings_take(&out->remarks,
		    mem_format(
			"%s does not hold exactly what is in the batch now, so the tag is on %s itself; to "
			"have it merged: pullprep assemble %s",
			wish->branch, only->name, batch_name[wish->batch]));
	return NULL;
}

/* Does the tip hold the batch before, which mainline lacks as yet? */
static struct error *stands_on_before(bool *out, const struct selection *selection,
    const struct survey *survey, const struct selection_wish *wish)
{
	struct error *err = NULL;
	bool pulled = false;

	*out = false;
	if (oid_is_zero(&wish->before))
		return NULL;
	err = repo_is_ancestor(survey->project->repo, &pulled, &wish->before, &survey->project->mainline);
	if (!err && !pulled)
		err = repo_is_ancestor(survey->project->repo, out, &wish->before, &selection->tip);
	return err;
}

static struct error *find_base(
    struct selection *out, const struct survey *survey, const struct selection_wish *wish)
{
	struct repo *repo = survey->project->repo;
	const char *configured = config_get(survey->project->config, "pullprep.base");
	char *mainline, *tip;
	struct buf answer = BUF_INIT;
	struct error *err;

	if (!wish->base) {
		bool stands = false;

		err = stands_on_before(&stands, out, survey, wish);
		if (err)
			return err;
		if (stands) {
			out->base = wish->before;
			out->base_name = mem_format("the first batch (%s)", wish->before_name);
			out->base_found = true;
			return NULL;
		}
	}
	if (wish->base || configured) {
		const char *revision = wish->base ? wish->base : configured;

		out->base_name = mem_format("%s (%s)", wish->base ? "--base" : "pullprep.base", revision);
		return error_hint(error_context(repo_commit(repo, revision, &out->base), "%s",
				      wish->base ? "--base" : "pullprep.base"),
		    wish->base ? "Name the commit where the pull starts, or leave --base out."
			       : "Correct it with:  git config pullprep.base REV   or name another with "
				 "--base=REV.");
	}
	out->base_found = true;
	mainline = oid_text(&survey->project->mainline);
	tip = oid_text(&out->tip);
	out->base_name = mem_format("the merge base with %s", survey->project->mainline_name);
	err = repo_git(repo, &answer, "merge-base", mainline, tip, NULL);
	if (err || git_oid_fromstrn(&out->base, answer.s, GIT_OID_HEXSZ) < 0) {
		error_free(err);
		err = error_failed(
		    "the tip %.12s and %s have no commit in common", tip, survey->project->mainline_name);
		error_hint(err, "Say where the pull starts with --base=REV.");
	}
	buf_release(&answer);
	free(mainline);
	free(tip);
	return err;
}

/* ---- exactly these commits ---- */

static void add_named(struct buf *out, const struct survey *survey, const struct ids *ids)
{
	for (size_t i = 0; i < ids->n && i < NAMED; i++) {
		char *hex = oid_text(&ids->v[i]);
		struct buf subject = BUF_INIT;
		struct error *err = repo_git(survey->project->repo, &subject, "log", "-1",
		    "--no-show-signature", "--no-color", "--format=%s", hex, "--", NULL);

		char *masked;

		error_free(err);
		buf_trim(&subject);
		masked = safe_text(subject.s);
		buf_addf(out, "\n%.12s ", hex);
		safe_add_cut(out, masked, COLUMNS);
		free(masked);
		free(hex);
		buf_release(&subject);
	}
	if (ids->n > NAMED)
		buf_addf(out, "\nand %zu more", ids->n - NAMED);
}

/* The topic of the survey whose own commit this is, or NULL. */
static const struct topic *owner_of(const struct survey *survey, const git_oid *id)
{
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[i];

		for (size_t j = 0; j < topic->commits.n; j++)
			if (git_oid_equal(&survey->commits.v[topic->commits.v[j]].oid, id))
				return topic;
	}
	return NULL;
}

static struct error *refuse_missing(
    const struct selection *out, const struct survey *survey, const struct ids *missing)
{
	struct buf text = BUF_INIT;
	struct error *err;

	add_named(&text, survey, missing);
	err = error_failed("the tip %.12s lacks %zu commit%s of the batch:%s", git_oid_tostr_s(&out->tip),
	    missing->n, missing->n == 1 ? "" : "s", text.s);
	error_hint(
	    err, "Merge the topics into the tip, or move them to another batch: pullprep split --edit");
	buf_release(&text);
	return err;
}

/* What the base has would be in the message, and in nothing that is pulled. */
static struct error *refuse_already(
    const struct selection *out, const struct survey *survey, const struct ids *already)
{
	struct buf text = BUF_INIT;
	struct error *err;

	add_named(&text, survey, already);
	err = error_failed("%s holds %zu commit%s of the batch already:%s", out->base_name, already->n,
	    already->n == 1 ? "" : "s", text.s);
	error_hint(err,
	    "Start before %s with another --base=REV, or move the topic out of this batch: "
	    "pullprep split --edit",
	    already->n == 1 ? "it" : "them");
	buf_release(&text);
	return err;
}

static struct error *refuse_extra(const struct selection *out, const struct survey *survey,
    const struct ids *extra, const struct ids *mainline)
{
	const struct topic *owner = owner_of(survey, &extra->v[0]);
	size_t old = 0;
	struct buf text = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < extra->n; i++)
		old += !ids_has(mainline, &extra->v[i]);
	add_named(&text, survey, extra);
	err = error_failed("beyond %s the tip has %zu commit%s that %s not of the batch:%s", out->base_name,
	    extra->n, extra->n == 1 ? "" : "s", extra->n == 1 ? "is" : "are", text.s);
	if (old == extra->n)
		error_hint(err, "Mainline has them already: the topics stand on a newer commit than the "
				"base. Name the newest "
				"one with --base=REV or pullprep.base.");
	else if (owner)
		error_hint(err,
		    "%.12s is of the topic %s: leave it out of the tip, put it into the batch with "
		    "pullprep split --edit, or start behind it with --base=REV.",
		    git_oid_tostr_s(&extra->v[0]), owner->name);
	else
		error_hint(err, "Make the tip from the batch's topics only.");
	buf_release(&text);
	return err;
}

/* Adds those of the batch's commits that the tip brings to mainline, but not beyond the base. */
static void add_already(
    struct ids *already, const struct ids *batch, const struct ids *brought, const struct ids *beyond_base)
{
	for (size_t i = 0; i < batch->n; i++)
		if (ids_has(brought, &batch->v[i]) && !ids_has(beyond_base, &batch->v[i]))
			array_push(already, batch->v[i]);
}

/*
 * Beyond the base there must be all that the wanted topics have beyond mainline, and nothing else but what is
 * allowed, and then wholly: fixes that ride along.
 */
static struct error *check_commits(
    struct selection *out, const struct survey *survey, const struct ids *wanted, const struct ids *allowed)
{
	struct ids beyond_base = {.v = NULL}, beyond_mainline = {.v = NULL}, extra = {.v = NULL},
		   missing = {.v = NULL}, already = {.v = NULL};
	struct repo *repo = survey->project->repo;
	/* A base that nobody named is one of several perhaps: what is mainline's is not the tip's. */
	struct error *err = commit_ids_between(
	    &beyond_base, repo, &out->tip, &out->base, out->base_found ? &survey->project->mainline : NULL);

	if (!err)
		err = commit_ids_between(&beyond_mainline, repo, &out->tip, &survey->project->mainline, NULL);
	for (size_t i = 0; !err && i < beyond_base.n; i++)
		if (!ids_has(wanted, &beyond_base.v[i]) && !ids_has(allowed, &beyond_base.v[i]))
			array_push(&extra, beyond_base.v[i]);
	for (size_t i = 0; !err && i < wanted->n; i++)
		if (!ids_has(&beyond_mainline, &wanted->v[i]) && !ids_has(&beyond_base, &wanted->v[i]))
			array_push(&missing, wanted->v[i]);
	if (!err) {
		add_already(&already, wanted, &beyond_mainline, &beyond_base);
		add_already(&already, allowed, &beyond_mainline, &beyond_base);
	}
	if (!err && missing.n)
		err = refuse_missing(out, survey, &missing);
	if (!err && already.n)
		err = refuse_already(out, survey, &already);
	if (!err && extra.n)
		err = refuse_extra(out, survey, &extra, &beyond_mainline);
	if (!err && !beyond_base.n)
		err = error_hint(error_failed("the tip holds nothing beyond %s", out->base_name),
		    "Name another base with --base=REV.");
	array_release(&beyond_base);
	array_release(&beyond_mainline);
	array_release(&extra);
	array_release(&missing);
	array_release(&already);
	return err;
}

/* ---- the topics ---- */

static bool holds_all(const struct ids *commits, const struct ids *of)
{
	for (size_t i = 0; i < of->n; i++)
		if (!ids_has(commits, &of->v[i]))
			return false;
	return of->n > 0;
}

/*
 * Fixes that the tip holds are part of the batch; those that could ride and do not are mentioned, unless
 * their own tag holds them.
 */
static struct error *add_riding(struct selection *out, const struct survey *survey,
    const struct verdict *verdicts, const size_t *order, bool may_ride, struct ids *allowed,
    const struct selection_wish *wish)
{
	struct ids held = {.v = NULL}, sent = {.v = NULL};
	struct error *err =
	    commit_ids_between(&held, survey->project->repo, &out->tip, &survey->project->mainline, NULL);

	if (!err && !git_oid_is_zero(&wish->fixes_tagged))
		err = commit_ids_between(
		    &sent, survey->project->repo, &wish->fixes_tagged, &survey->project->mainline, NULL);
	for (size_t i = 0; !err && i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[order[i]];
		struct ids own = {.v = NULL};

		if (verdicts[order[i]].batch != BATCH_FIXES || wish->batch == BATCH_FIXES)
			continue;
		commit_ids_add_own(&own, survey, topic);
		if (holds_all(&held, &own)) {
			array_push(&out->topics, order[i]);
			commit_ids_add_own(allowed, survey, topic);
		} else if (may_ride && own.n && !holds_all(&sent, &own)) {
			strings_take(&out->remarks,
			    mem_format(
				"%s could ride with this batch: merge it into the tip, or send it alone with "
				"pullprep tag fixes",
				topic->name));
		}
		array_release(&own);
	}
	ids_sort(allowed);
	array_release(&held);
	array_release(&sent);
	return err;
}

static struct error *refuse_none(enum batch batch)
{
	struct error *err = error_failed("no topic is in the batch '%s'", batch_name[batch]);

	return error_hint(
	    err, "pullprep split shows what is where and why; pullprep split --edit changes it.");
}

struct error *selection_make(struct selection *out, const struct survey *survey,
    const struct verdict *verdicts, const size_t *order, const struct split_rules *rules,
    const struct selection_wish *wish)
{
	bool may_ride = selection_takes_fixes(wish->batch, &survey->project->cycle, rules);
	struct ids wanted = {.v = NULL}, allowed = {.v = NULL};
	struct error *err;

	*out = (struct selection){.base_name = NULL};
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[order[i]];

		if (verdicts[order[i]].batch != wish->batch || !topic->commits.n)
			continue;
		array_push(&out->topics, order[i]);
		commit_ids_add_own(&wanted, survey, topic);
	}
	ids_sort(&wanted);
	err = out->topics.n ? find_tip(out, survey, verdicts, &wanted, wish) : refuse_none(wish->batch);
	if (!err)
		err = find_base(out, survey, wish);
	if (!err)
		err = add_riding(out, survey, verdicts, order, may_ride, &allowed, wish);
	if (!err)
		err = check_commits(out, survey, &wanted, &allowed);
	array_release(&wanted);
	array_release(&allowed);
	if (err)
		selection_release(out);
	return err;
}

void selection_release(struct selection *selection)
{
	array_release(&selection->topics);
	strings_release(&selection->remarks);
	free(selection->base_name);
	selection->base_name = NULL;
}
