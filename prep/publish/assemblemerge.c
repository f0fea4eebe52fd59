/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/assemblemerge.h"

#include "publish/child.h"
#include "publish/editor.h"
#include "publish/file.h"
#include "source/mergetree.h"
#include "text/draft.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATHS_TOLD = 10, SUBJECTS_TOLD = 30 };

static struct project *project_of(const struct assemble_merge *merge)
{
	return merge->survey->project;
}

/* ---- conflicts ---- */

/* The topic of those merged so far whose own commit it is, or NULL. */
static const struct topic *owner_of(const struct assemble_merge *merge, const git_oid *commit)
{
	for (size_t i = 0; i < merge->merged_count; i++) {
		const struct topic *topic = &merge->survey->topics.v[merge->merged[i]];

		for (size_t k = 0; k < topic->commits.n; k++)
			if (oid_equal(&merge->survey->commits.v[topic->commits.v[k]].oid, commit))
				return topic;
	}
	return NULL;
}

/* Whose commits that the topic lacks touch the path: names, or the base's. */
static struct error *find_others(struct strings *out, const struct assemble_merge *merge, const char *path)
{
	char *into = oid_text(&merge->into), *tip = oid_text(&merge->topic->tip);
	char *spec = mem_format(":(top,literal)%s", path);
	const char *const args[] = {"rev-list", "--no-merges", into, "--not", tip, "--", spec, NULL};
	struct strings lines = STRINGS_INIT;
	struct buf answer = BUF_INIT;
	bool base = false;
	struct error *err = repo_gitv(project_of(merge)->repo, &answer, args);

	strings_split(&lines, answer.s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++) {
		const struct topic *topic;
		git_oid id;

		if (git_oid_fromstr(&id, lines.v[i]) < 0)
			continue;
		topic = owner_of(merge, &id);
		base = base || !topic;
		if (topic && !strings_has(out, topic->name))
			strings_add(out, topic->name);
	}
	if (base)
		strings_take(out, mem_format("the base %s", merge->base_name));
	strings_release(&lines);
	buf_release(&answer);
	free(into);
	free(tip);
	free(spec);
	return err;
}

static struct error *add_path(
    struct buf *out, const struct assemble_merge *merge, const struct merge_conflict *conflict)
{
	struct strings others = STRINGS_INIT;
	struct error *err = find_others(&others, merge, conflict->path);
	char *path = safe_text(conflict->path);

	buf_addf(out, "\n%s (%s)", path, conflict->kind);
	for (size_t i = 0; i < others.n; i++)
		buf_addf(out, "%s%s", i ? ", " : ": also changed by ", others.v[i]);
	free(path);
	strings_release(&others);
	return err;
}

static struct error *refuse_conflict(const struct assemble_merge *merge, const struct merge *made)
{
	struct buf paths = BUF_INIT;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < made->conflicts.n && i < PATHS_TOLD; i++)
		err = add_path(&paths, merge, &made->conflicts.v[i]);
	if (made->conflicts.n > PATHS_TOLD)
		buf_addf(&paths, "\nand %zu more", made->conflicts.n - PATHS_TOLD);
	if (!err)
		err = error_failed("%s does not merge cleanly into %s:%s", merge->topic->name,
		    merge->manner->branch, paths.s);
	buf_release(&paths);
	return err;
}

static struct error *make_tree(git_oid *tree, const struct assemble_merge *merge, bool *conflict)
{
	struct merge made = MERGE_INIT;
	struct error *err = merge_make(&made, project_of(merge)->repo, &merge->into, &merge->topic->tip);

	if (err)
		return error_context(err, "merging %s", merge->topic->name);
	*tree = made.tree;
	*conflict = !made.clean;
	if (!made.clean)
		err = refuse_conflict(merge, &made);
	merge_release(&made);
	return err;
}

/* ---- words ---- */

static void add_help(struct buf *text, const struct assemble_merge *merge)
{
	const struct topic *topic = merge->topic;
	struct buf help = BUF_INIT;
	char *name = safe_text(topic->name);
	size_t told = 0;

	buf_addf(&help,
	    "Say below the subject what %s does, and why it is to be pulled; an empty text is\n"
	    "no merge. What is below this line is cut off; lines that start with '#' above it stay.\n"
	    "The words can also be kept with:  git branch --edit-description %s\n\n"
	    "%s has %zu commit%s:\n",
	    name, name, name, topic->patches, topic->patches == 1 ? "" : "s");
	for (size_t i = 0; i < topic->commits.n && told < SUBJECTS_TOLD; i++) {
		const struct commit_facts *commit = &merge->survey->commits.v[topic->commits.v[i]];
		char *subject = safe_text(commit->subject);

		if (!commit->merge && ++told)
			buf_addf(&help, "  %s\n", subject);
		free(subject);
	}
	if (told < topic->patches)
		buf_addf(&help, "  and %zu more\n", topic->patches - told);
	draft_add_instructions(text, help.s);
	free(name);
	buf_release(&help);
}

/* Is there anything behind the first paragraph? */
static bool has_body(const struct buf *message)
{
	const char *body = strstr(message->s, "\n\n");

	return body && body[strspn(body, " \t\n")];
}

static struct error *take_edited(struct buf *message, const char *path, const struct topic *topic)
{
	struct buf edited = BUF_INIT;
	struct error *err = file_read(&edited, path);

	draft_clean(&edited);
	if (!err && memchr(edited.s, '\0', edited.len))
		err = error_failed("the message of %s's merge holds a NUL byte", topic->name);
	if (!err && !has_body(&edited)) {
		err = error_failed("the merge of %s has no words that say what it does and why", topic->name);
		error_hint(err, "Describe it with:  git branch --edit-description %s", topic->name);
	}
	if (!err) {
		buf_reset(message);
		buf_add(message, edited.s, edited.len);
	}
	buf_release(&edited);
	return err;
}

static struct error *edit(struct buf *message, const struct assemble_merge *merge)
{
	struct repo *repo = project_of(merge)->repo;
	char *directory = mem_format("%s/pullprep", repo_common_dir(repo)), *path = NULL;
	struct buf text = BUF_INIT;
	struct error *err;

	buf_addf(&text, "%s\n\n\n", message->s);
	add_help(&text, merge);
	err = file_create(&path, directory, merge->topic->name, "merge", text.s, text.len);
	if (!err)
		err = editor_open(repo, path);
	if (!err)
		err = interrupt_error();
	if (!err)
		err = take_edited(message, path, merge->topic);
	if (path)
		unlink(path);
	free(path);
	free(directory);
	buf_release(&text);
	return err;
}

static struct error *make_message(struct buf *out, const struct assemble_merge *merge)
{
	struct project *project = project_of(merge);
	char *words = merge_words(merge->topic);
	struct error *err = merge_subject(out, project, merge->manner, merge->topic);

	if (!err && words) {
		struct buf body = BUF_INIT;

		buf_addstr(&body, words);
		draft_clean(&body);
		buf_addf(out, "\n\n%s", body.s);
		buf_release(&body);
	} else if (!err && merge->may_edit) {
		err = edit(out, merge);
	}
	if (!err)
		err = merge_message_finish(out, project->repo, merge->manner, merge->topic, &merge->into);
	free(words);
	return err;
}

/* ---- the commit ---- */

static bool is_utf8(const struct buf *text)
{
	size_t used;

	for (size_t at = 0; at < text->len; at += used)
		if (safe_decode(text->s + at, text->len - at, &used) < 0)
			return false;
	return true;
}

static struct error *commit(
    git_oid *out, const struct assemble_merge *merge, const git_oid *tree, const struct buf *message)
{
	char *into = oid_text(&merge->into), *tip = oid_text(&merge->topic->tip), *hex = oid_text(tree);
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf answer = BUF_INIT;
	struct error *err;

	if (is_utf8(message)) { /* whatever the maintainer's own editor writes elsewhere */
		array_push(&args, "-c");
		array_push(&args, "i18n.commitEncoding=UTF-8");
	}
	array_push(&args, "commit-tree");
	if (merge->sign)
		array_push(&args, "-S");
	array_push(&args, "-p");
	array_push(&args, into);
	array_push(&args, "-p");
	array_push(&args, tip);
	array_push(&args, hex);
	array_push(&args, NULL);
	err = repo_gitv_input(project_of(merge)->repo, &answer, args.v, message->s, message->len);
	buf_trim(&answer);
	if (!err && git_oid_fromstr(out, answer.s) < 0)
		err = error_failed("git commit-tree answered '%s'", answer.s);
	if (err && strstr(err->message, "tell me who you are"))
		error_hint(
		    err, "Set them with:  git config user.name NAME   and   git config user.email ADDRESS");
	else if (err && merge->sign)
		error_hint(err, "commit.gpgSign asks for signed commits: git signs with user.signingKey, "
				"gpg.format and gpg.program.");
	array_release(&args);
	buf_release(&answer);
	free(into);
	free(tip);
	free(hex);
	return error_context(err, "merging %s", merge->topic->name);
}

struct error *assemble_merge_make(git_oid *out, const struct assemble_merge *merge, bool *conflict)
{
	struct buf message = BUF_INIT;
	git_oid tree;
	struct error *err = make_tree(&tree, merge, conflict);

	if (!err)
		err = make_message(&message, merge);
	if (!err)
		err = interrupt_error();
	if (!err)
		err = commit(out, merge, &tree, &message);
	buf_release(&message);
	return err;
}
