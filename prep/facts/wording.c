/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/wording.h"

#include "facts/ancestry.h"
#include "facts/mergetext.h"
#include "facts/posted.h"
#include "facts/reach.h"
#include "facts/signoffs.h"
#include "facts/trailers.h"
#include "source/commit.h"
#include "source/trunk.h"

#include <string.h>
#include <strings.h>

/* ---- sign-offs, as .mailmap has them ---- */

/* Who is asked about: identities of commits whose sign-offs did not match as they are. */
struct doubt {
	size_t commit;
	struct signoffs signoffs;
};
struct doubts {
	struct doubt *v;
	size_t n, cap;
};

/* Can it be written as git reads it? */
static bool is_plain(const char *name, const char *email)
{
	return *email && !strpbrk(name, "<>\n") && !strpbrk(email, "<>\n ");
}

static void ask(struct buf *input, const char *name, const char *email)
{
	if (is_plain(name, email))
		buf_addf(input, "%s <%s>\n", name, email);
}

/* The next answer for an identity that was asked about: it takes the place of the old one. */
static void take_answer(char **name, char **email, const struct strings *lines, size_t *at)
{
	const char *line, *open;

	if (!is_plain(*name, *email) || *at >= lines->n)
		return;
	line = lines->v[(*at)++];
	open = strrchr(line, '<');
	if (!open)
		return;
	free(*name);
	free(*email);
	*name = mem_dupn(line, open > line ? (size_t)(open - line) - 1 : 0);
	*email = mem_dupn(open + 1, strcspn(open + 1, ">"));
}

/* The commit's people and those who signed off, in one order for question and answer. */
static void ask_about(
    struct buf *input, const struct survey *survey, const struct wording *wordings, const struct doubt *doubt)
{
	const struct commit_facts *commit = &survey->commits.v[doubt->commit];
	const struct wording *wording = &wordings[doubt->commit];

	ask(input, commit->author_name, commit->author_email);
	ask(input, wording->committer_name, wording->committer_email);
	for (size_t i = 0; i < doubt->signoffs.n; i++)
		ask(input, doubt->signoffs.v[i].name, doubt->signoffs.v[i].email);
}

static void judge_mapped(const struct survey *survey, struct wording *wordings, struct doubt *doubt,
    const struct strings *lines, size_t *at)
{
	const struct commit_facts *commit = &survey->commits.v[doubt->commit];
	struct wording *wording = &wordings[doubt->commit];
	char *author = mem_dup(commit->author_name), *author_email = mem_dup(commit->author_email),
	     *committer = mem_dup(wording->committer_name),
	     *committer_email = mem_dup(wording->committer_email);

	take_answer(&author, &author_email, lines, at);
	take_answer(&committer, &committer_email, lines, at);
	for (size_t i = 0; i < doubt->signoffs.n; i++)
		take_answer(&doubt->signoffs.v[i].name, &doubt->signoffs.v[i].email, lines, at);
	wording->signed_author |= signoffs_by(&doubt->signoffs, author, author_email);
	wording->signed_committer |= signoffs_by(&doubt->signoffs, committer, committer_email);
	free(author);
	free(author_email);
	free(committer);
	free(committer_email);
}

static struct error *ask_mailmap(
    const struct survey *survey, struct wording *wordings, const struct doubts *doubts)
{
	static const char *const args[] = {"check-mailmap", "--stdin", NULL};
	struct buf input = BUF_INIT, answer = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err = NULL;
	size_t at = 0;

	for (size_t i = 0; i < doubts->n; i++)
		ask_about(&input, survey, wordings, &doubts->v[i]);
	if (input.len)
		err = repo_gitv_input(survey->project->repo, &answer, args, input.s, input.len);
	if (!err)
		strings_split(&lines, answer.s, '\n');
	for (size_t i = 0; !err && i < doubts->n; i++)
		judge_mapped(survey, wordings, &doubts->v[i], &lines, &at);
	strings_release(&lines);
	buf_release(&answer);
	buf_release(&input);
	return err;
}

/* ---- what Fixes: lines mean ---- */

struct mention {
	struct fixes_line *line;
	size_t commit;
};
struct mentions {
	struct mention *v;
	size_t n, cap;
};

static void mention_all(struct mentions *out, struct wording *wording, size_t commit)
{
	for (size_t i = 0; i < wording->fixes.n; i++)
		if (wording->fixes.v[i].id && strlen(wording->fixes.v[i].id) <= GIT_OID_HEXSZ)
			array_push(out, (struct mention){&wording->fixes.v[i], commit});
}

/* What git says of each id, with `suffix` behind it; one line each. */
static struct error *ask_git(
    struct strings *lines, const struct mentions *mentions, struct repo *repo, const char *suffix)
{
	static const char *const args[] = {
	    "cat-file", "--batch-check=%(objecttype) %(objectname)", "--buffer", NULL};
	struct buf input = BUF_INIT, answer = BUF_INIT;
	struct error *err = NULL;

	for (size_t i = 0; i < mentions->n; i++)
		buf_addf(&input, "%s%s\n", mentions->v[i].line->id, suffix);
	if (input.len)
		err = repo_gitv_input(repo, &answer, args, input.s, input.len);
	if (!err)
		strings_split(lines, answer.s, '\n');
	buf_release(&answer);
	buf_release(&input);
	return err;
}

/* Where no commit is meant git says "missing", also of what several ids begin with: it has to be asked again.
 */
static struct error *find_ambiguous(const struct mentions *mentions, struct repo *repo)
{
	struct strings lines = STRINGS_INIT;
	struct mentions unknown = ARRAY_INIT;
	struct error *err;

	for (size_t i = 0; i < mentions->n; i++)
		if (mentions->v[i].line->target == FIXES_UNKNOWN)
			array_push(&unknown, mentions->v[i]);
	err = ask_git(&lines, &unknown, repo, "");
	for (size_t i = 0; !err && i < unknown.n && i < lines.n; i++)
		if (strstr(lines.v[i], " ambiguous"))
			unknown.v[i].line->target = FIXES_AMBIGUOUS;
	strings_release(&lines);
	array_release(&unknown);
	return err;
}

/* Abbreviations that begin several objects' ids, but one commit's, mean that commit. */
static struct error *resolve(const struct mentions *mentions, struct repo *repo)
{
	struct strings lines = STRINGS_INIT;
	struct error *err = ask_git(&lines, mentions, repo, "^{commit}");

	for (size_t i = 0; !err && i < mentions->n; i++) {
		struct fixes_line *line = mentions->v[i].line;
		const char *said = i < lines.n ? lines.v[i] : "";

		line->target = FIXES_UNKNOWN;
		if (!strncmp(said, "commit ", 7) && !git_oid_fromstr(&line->oid, said + 7))
			line->target = FIXES_FOUND;
	}
	strings_release(&lines);
	return err ? err : find_ambiguous(mentions, repo);
}

static struct error *read_target(struct fixes_line *line, const struct survey *survey, size_t commit)
{
	struct commit target;
	struct error *err = commit_read(&target, survey->project->repo, &line->oid);

	if (err)
		return err;
	line->target_subject = mem_dup(target.subject);
	line->itself = oid_equal(&line->oid, &survey->commits.v[commit].oid);
	commit_release(&target);
	return NULL;
}

/* Which of the commits mainline has, or the topics at hand. */
static struct error *place(bool *below, bool *merged, const git_oid *oids, size_t n,
    const struct survey *survey, const struct ancestry *unmerged)
{
	struct project *project = survey->project;
	git_oid *rest = mem_new(n + 1, sizeof(*rest));
	bool *has = mem_zero(n + 1, sizeof(*has));
	size_t asked = 0;
	struct error *err;

	for (size_t i = 0; i < n; i++)
		if (!ancestry_has(unmerged, &oids[i]))
			rest[asked++] = oids[i];
	err = reach_find(project->history, &project->mainline, rest, asked, has);
	asked = 0;
	for (size_t i = 0; !err && i < n; i++) {
		bool above = ancestry_has(unmerged, &oids[i]);

		merged[i] = !above && has[asked];
		below[i] = above || has[asked];
		asked += !above;
	}
	free(rest);
	free(has);
	return err;
}

/* Where mainline has not got it: another topic's commit, or a later one, is no ancestor. */
static bool is_below(
    const git_oid *commit, const git_oid *target, bool placed, const struct ancestry *unmerged)
{
	if (!placed || !ancestry_has(unmerged, target))
		return placed;
	return ancestry_has(unmerged, commit) && ancestry_leads(unmerged, commit, target);
}

static struct error *place_targets(
    const struct mentions *mentions, const struct survey *survey, const struct ancestry *unmerged)
{
	git_oid *oids = mem_new(mentions->n + 1, sizeof(*oids));
	bool *below = mem_zero(mentions->n + 1, sizeof(*below)),
	     *merged = mem_zero(mentions->n + 1, sizeof(*merged));
	struct error *err = NULL;
	size_t n = 0;

	for (size_t i = 0; !err && i < mentions->n; i++)
		if (mentions->v[i].line->target == FIXES_FOUND) {
			oids[n++] = mentions->v[i].line->oid;
			err = read_target(mentions->v[i].line, survey, mentions->v[i].commit);
		}
	if (!err)
		err = place(below, merged, oids, n, survey, unmerged);
	n = 0;
	for (size_t i = 0; !err && i < mentions->n; i++)
		if (mentions->v[i].line->target == FIXES_FOUND) {
			mentions->v[i].line->below = is_below(
			    &survey->commits.v[mentions->v[i].commit].oid, &oids[n], below[n], unmerged);
			n++;
		}
	free(oids);
	free(below);
	free(merged);
	return err;
}

/* ---- what was merged ---- */

/* Only what stands on mainline's own line is mainline: a branch that it has merged is somebody's. */
static struct error *is_on_line(bool *out, struct trunk *trunk, struct history *history, const git_oid *oid)
{
	node_t node = history_node(history, oid);
	struct error *err = history_load(history, node);

	*out = false;
	if (!err)
		err = trunk_reach(trunk, history_at(history, node)->time);
	for (size_t i = 0; !err && !*out && i < trunk_length(trunk); i++)
		*out = trunk_at(trunk, i) == node;
	return err;
}

static struct error *place_merges(
    struct wording *wordings, const struct survey *survey, const struct ancestry *unmerged)
{
	struct history *history = survey->project->history;
	struct trunk *trunk = trunk_new(history, history_node(history, &survey->project->mainline));
	struct ids ids = {.v = NULL}; /* each merge, and what it merged */
	bool *below, *merged;
	struct error *err;
	size_t at = 0;

	for (size_t i = 0; i < survey->commits.n; i++) {
		if (survey->commits.v[i].merge)
			array_push(&ids, survey->commits.v[i].oid);
		for (size_t k = 0; k < wordings[i].others.n; k++)
			array_push(&ids, wordings[i].others.v[k]);
	}
	below = mem_zero(ids.n + 1, sizeof(*below));
	merged = mem_zero(ids.n + 1, sizeof(*merged));
	err = place(below, merged, ids.v, ids.n, survey, unmerged);
	for (size_t i = 0; !err && i < survey->commits.n; i++) {
		struct wording *wording = &wordings[i];

		if (survey->commits.v[i].merge)
			wording->own = !merged[at++];
		for (size_t k = 0; !err && k < wording->others.n; k++, at++)
			if (merged[at] && !wording->of_mainline)
				err = is_on_line(&wording->of_mainline, trunk, history, &ids.v[at]);
	}
	trunk_free(trunk);
	array_release(&ids);
	free(below);
	free(merged);
	return err;
}

static struct error *find_unmerged(struct ancestry *out, const struct survey *survey)
{
	git_oid *tips = mem_new(survey->topics.n + 1, sizeof(*tips));
	struct error *err;

	for (size_t i = 0; i < survey->topics.n; i++)
		tips[i] = survey->topics.v[i].tip;
	err = ancestry_find(
	    out, survey->project->history, tips, survey->topics.n, &survey->project->mainline, 1);
	free(tips);
	return err;
}

/* ---- reading ---- */

static bool has_line(const char *message, const char *key)
{
	for (const char *line = message; *line;) {
		if (!strncasecmp(line + strspn(line, " \t"), key, strlen(key)))
			return true;
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return false;
}

static void read_patch(struct wording *out, const struct commit *commit, struct doubts *doubts, size_t index)
{
	struct doubt doubt = {.commit = index};
	struct trailers trailers;

	trailers_parse(&trailers, commit->message);
	out->stable = trailers.stable;
	trailers_release(&trailers);
	out->link = has_line(commit->message, "link:") || has_line(commit->message, "message-id:");
	fixes_lines_parse(&out->fixes, commit->message);
	signoffs_parse(&doubt.signoffs, commit->message);
	out->signed_author = signoffs_by(&doubt.signoffs, commit->author_name, commit->author_email);
	out->signed_committer = signoffs_by(&doubt.signoffs, commit->committer_name, commit->committer_email);
	if (doubt.signoffs.n && !(out->signed_author && out->signed_committer))
		array_push(doubts, doubt);
	else
		signoffs_release(&doubt.signoffs);
}

static struct error *read_one(
    struct wording *out, const struct survey *survey, size_t index, struct doubts *doubts)
{
	struct commit commit;
	struct error *err = commit_read(&commit, survey->project->repo, &survey->commits.v[index].oid);

	if (err)
		return err;
	out->message = mem_dup(commit.message);
	out->committer_name = mem_dup(commit.committer_name);
	out->committer_email = mem_dup(commit.committer_email);
	out->tree = commit.tree;
	if (commit.parent_count > 1) {
		for (size_t i = 1; i < commit.parent_count; i++)
			array_push(&out->others, commit.parents[i]);
		out->reason = message_of_merge(commit.message);
	} else {
		out->posted = posted_of(commit.message);
		read_patch(out, &commit, doubts, index);
	}
	commit_release(&commit);
	return NULL;
}

static void doubts_release(struct doubts *doubts)
{
	for (size_t i = 0; i < doubts->n; i++)
		signoffs_release(&doubts->v[i].signoffs);
	array_release(doubts);
}

struct error *wording_find(struct wording **out, const struct survey *survey)
{
	size_t n = survey->commits.n;
	struct wording *wordings = mem_zero(n + 1, sizeof(*wordings));
	struct ancestry unmerged = {.history = NULL};
	struct doubts doubts = ARRAY_INIT;
	struct mentions mentions = ARRAY_INIT;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < n; i++)
		err = read_one(&wordings[i], survey, i, &doubts);
	for (size_t i = 0; !err && i < n; i++)
		mention_all(&mentions, &wordings[i], i);
	if (!err)
		err = ask_mailmap(survey, wordings, &doubts);
	if (!err)
		err = resolve(&mentions, survey->project->repo);
	if (!err)
		err = find_unmerged(&unmerged, survey);
	if (!err)
		err = place_targets(&mentions, survey, &unmerged);
	if (!err)
		err = place_merges(wordings, survey, &unmerged);
	if (unmerged.history)
		ancestry_release(&unmerged);
	doubts_release(&doubts);
	array_release(&mentions);
	if (err) {
		wording_free(wordings, n);
		wordings = NULL;
	}
	*out = wordings;
	return err;
}

void wording_free(struct wording *wordings, size_t n)
{
	for (size_t i = 0; wordings && i < n; i++) {
		free(wordings[i].message);
		free(wordings[i].committer_name);
		free(wordings[i].committer_email);
		free(wordings[i].reason);
		free(wordings[i].posted);
		array_release(&wordings[i].others);
		fixes_lines_release(&wordings[i].fixes);
	}
	free(wordings);
}
