/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tagging.h"

#include "cmd/forewarn.h"
#include "publish/batchmoved.h"
#include "publish/child.h"
#include "publish/difference.h"
#include "publish/editor.h"
#include "publish/file.h"
#include "publish/tag.h"
#include "text/draft.h"
#include "text/moved.h"
#include "text/plain.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Long enough to find the token and type a passphrase twice; a signer that is still not done waits for
 * nobody. Seconds. */
#define SIGN_DEADLINE 600

static struct repo *repo_of(const struct tagging *tagging)
{
	return tagging->planned->project.repo;
}

static const struct topic *topic_at(const struct tagging *tagging, size_t i)
{
	return &tagging->planned->survey.topics.v[tagging->selection->topics.v[i]];
}

/* ---- the name ---- */

/* Where another name comes from. */
static const char *other_name(const struct tagging *tagging)
{
	return tagging->topic ? "another pattern in pullprep.topicTagName" : "another name with --name=NAME";
}

/* A name that a pulled tag has is free again only by the maintainer's own hand. */
static struct error *hint_pulled(struct error *err, const struct tagging *tagging, const char *name)
{
	return error_hint(err, "Take %s; one that is used again and again is free after:  git tag -d %s",
	    other_name(tagging), name);
}

static struct error *refuse_again(const struct tagging *tagging, const struct batch_tag *tag)
{
	struct error *err = error_failed("%s has pulled the tag %s already, so it is not replaced",
	    tagging->planned->project.mainline_name, tag->name);

	return tag->next ? error_hint(err, "Leave --again out: the next tag is %s.", tag->next)
			 : hint_pulled(err, tagging, tag->name);
}

static struct error *refuse_existing(const struct tagging *tagging, const struct batch_tag *tag)
{
	bool same = git_oid_equal(&tag->commit, &tagging->selection->tip);
	struct error *err;

	if (tag->pulled)
		return hint_pulled(error_failed("the tag %s exists already, and %s has pulled it", tag->name,
				       tagging->planned->project.mainline_name),
		    tagging, tag->name);
	err = error_failed(
	    "the tag %s exists already, on %s", tag->name, same ? "the very same commit" : "another commit");
	return error_hint(err, "Replace it with --again, which keeps its message as the draft, or take %s.",
	    other_name(tagging));
}

struct error *tagging_name(struct tagging *tagging, const struct batch_tag *found)
{
	if (found->pulled && tagging->again)
		return refuse_again(tagging, found);
	if (found->pulled && found->next) {
		tagging->name = mem_dup(found->next);
		return NULL;
	}
	tagging->name = mem_dup(found->name);
	tagging->existing = found->object;
	tagging->tagged = found->commit;
	if (git_oid_is_zero(&found->object) || tagging->again || tagging->dry_run)
		return NULL;
	return refuse_existing(tagging, found);
}

/* ---- the draft ---- */

/* What a tag says must be known: an object that is missing stops it, no data at all is said. */
struct error *tagging_check_soak(const struct tagging *tagging)
{
	const struct survey *survey = &tagging->planned->survey;
	size_t unknown = 0;

	for (size_t i = 0; i < tagging->selection->topics.n; i++) {
		const struct topic *topic = topic_at(tagging, i);

		for (size_t j = 0; j < topic->commits.n; j++) {
			const struct commit_facts *commit = &survey->commits.v[topic->commits.v[j]];

			unknown += !commit->merge && commit->soak.match == MATCH_UNKNOWN;
		}
	}
	if (!unknown || !tagging->planned->project.next.n)
		return NULL;
	return error_hint(
	    error_new(ERROR_MISSING,
		"how long %zu commits were in linux-next is not known: objects are missing", unknown),
	    "git fsck names them; in a partial clone get them with git fetch --refetch.");
}

bool tagging_has_message(const struct tagging *tagging)
{
	return tagging->message_file || (tagging->again && !git_oid_is_zero(&tagging->existing));
}

static struct error *render(struct tagging *tagging)
{
	const struct planned *planned = tagging->planned;
	const struct drafting drafting = {
	    .survey = &planned->survey,
	    .verdicts = planned->verdicts,
	    .rules = &planned->rules,
	    .selection = tagging->selection,
	    .batch = tagging->batch,
	    .version = names_version(&planned->project.cycle, tagging->batch),
	    .tag = tagging->name,
	    .topic = tagging->topic,
	    .findings = tagging->findings,
	};

	return drafting_message(&tagging->message, &tagging->advice, &drafting, tagging->template);
}

/* The old tag's message is the draft: says if it is of other commits. */
static struct error *draft_again(struct tagging *tagging)
{
	size_t come = 0, gone = 0;
	struct error *err = tag_message(&tagging->message, repo_of(tagging), &tagging->existing);

	if (!err && tagging->message.len && !git_oid_is_zero(&tagging->tagged))
		err = batch_changes(
		    &come, &gone, &tagging->planned->survey, &tagging->tagged, &tagging->selection->tip);
	if (!err && (come || gone))
		tagging->stale = mem_format("draft is of the old tag: %zu commit%s come, %zu %s gone since",
		    come, come == 1 ? " has" : "s have", gone, gone == 1 ? "has" : "have");
	return err;
}

/* What cannot be known leaves nothing to mention. */
static struct error *find_moves(struct tagging *tagging)
{
	struct difference difference;
	struct error *err = difference_find(
	    &difference, &tagging->planned->project, &tagging->selection->base, &tagging->selection->tip);

	if (err && err->code == ERROR_MISSING) {
		error_free(err);
		return NULL;
	}
	if (err)
		return err;
	tagging->moves = difference.moves;
	difference.moves = (struct moves){.v = NULL};
	difference_release(&difference);
	return NULL;
}

struct error *tagging_draft(struct tagging *tagging)
{
	struct error *err = find_moves(tagging);

	if (err)
		return err;
	if (tagging->message_file)
		err = error_hint(
		    error_context(file_read(&tagging->message, tagging->message_file), "--message"),
		    "Name a file that can be read, or leave --message out to get a draft.");
	else if (tagging->again && !git_oid_is_zero(&tagging->existing))
		err = draft_again(tagging);
	if (!err && !tagging->message.len && !tagging->message_file)
		err = render(tagging);
	if (!err)
		draft_clean(&tagging->message);
	return err;
}

/* ---- the message ---- */

/* The message is on the disk from here on, so that no failure loses it. */
static struct error *keep(struct tagging *tagging, const struct buf *text)
{
	struct error *err =
	    file_create(&tagging->path, tagging->keep_in, tagging->name, "message", text->s, text->len);

	return error_hint(error_context(err, "the message cannot be kept, so no tag was made"),
	    "Make room or a way for it: it must be on the disk before git gets it.");
}

static void forget(struct tagging *tagging)
{
	free(tagging->path);
	tagging->path = NULL;
}

/* Takes back what the editor left. Where it left no file, what it was given is kept. */
static struct error *read_edited(struct tagging *tagging)
{
	struct buf edited = BUF_INIT;
	struct error *err = file_read(&edited, tagging->path), *lost;

	if (!err) {
		buf_release(&tagging->message);
		tagging->message = edited;
		draft_clean(&tagging->message);
		return NULL;
	}
	buf_release(&edited);
	if (err->code != ERROR_NOT_FOUND)
		return err;
	error_free(err);
	err = error_failed("the editor left no message: its file is gone");
	lost = file_replace(tagging->path, tagging->message.s, tagging->message.len);
	if (lost) {
		error_hint(err, "Begin anew with the same command.");
		forget(tagging);
	} else {
		error_hint(err, "The draft that it was given is there again.");
	}
	error_free(lost);
	return err;
}

struct tag_facts tagging_facts(const struct tagging *tagging)
{
	return (struct tag_facts){.name = tagging->name,
	    .commit = tagging->selection->tip,
	    .state = TAG_IS_SIGNED, /* or it is not made */
	    .words = "",
	    .message = tagging->message.s,
	    .version = names_version(&tagging->planned->project.cycle, tagging->batch),
	    .moves = &tagging->moves};
}

static void add_moves(struct buf *text, const struct tagging *tagging)
{
	struct strings lines = STRINGS_INIT;

	if (moved_unmentioned(&lines, &tagging->moves, tagging->message.s))
		buf_addstr(text, "#\n# It does not mention what goes or moves:\n");
	for (size_t i = 0; i < lines.n; i++)
		buf_addf(text, "#   %s\n", lines.v[i]);
	strings_release(&lines);
}

/* What pullers look for first. */
static void remark_on_moves(const struct tagging *tagging)
{
	struct strings remarks = STRINGS_INIT;

	forewarn_moves(&remarks, &tagging->moves, tagging->message.s);
	for (size_t i = 0; i < remarks.n; i++)
		warning(
		    "%s%s%s", tagging->topic ? tagging->name : "", tagging->topic ? ": " : "", remarks.v[i]);
	strings_release(&remarks);
}

/* Texts of one or several lines each. */
static void add_texts(struct buf *out, const struct strings *texts)
{
	if (texts->n)
		buf_addstr(out, "#\n");
	for (size_t i = 0; i < texts->n; i++)
		for (const char *line = texts->v[i]; *line; line += strspn(line, "\n")) {
			size_t length = strcspn(line, "\n");

			buf_addf(out, "# %.*s\n", (int)length, line);
			line += length;
		}
}

static void add_instructions(struct buf *text, const struct tagging *tagging)
{
	draft_add_instructions(text,
	    "The message of the tag stands above. Lines that start with '#' stay in it;\n"
	    "what is below this line does not. An empty message makes no tag.\n");
	if (tagging->stale)
		buf_addf(text, "#\n# The %s.\n", tagging->stale);
	buf_addf(text, "#\n# Tag %s on %.12s:\n", tagging->name, git_oid_tostr_s(&tagging->selection->tip));
	for (size_t i = 0; i < tagging->selection->topics.n; i++)
		buf_addf(text, "#   %s (%zu commits)\n", topic_at(tagging, i)->name,
		    topic_at(tagging, i)->commits.n);
	add_moves(text, tagging);
	if (tagging->objections)
		buf_addf(text, "#\n# Upstream may object: %s\n", tagging->objections);
	add_texts(text, &tagging->advice.lettered);
	add_texts(text, &tagging->advice.wordless);
}

static struct error *edit(struct tagging *tagging)
{
	struct buf text = BUF_INIT;
	struct error *err;

	buf_add(&text, tagging->message.s, tagging->message.len);
	buf_addch(&text, '\n');
	add_instructions(&text, tagging);
	err = keep(tagging, &text);
	if (!err)
		err = error_hint(
		    editor_open(repo_of(tagging), tagging->path), "or leave it out with --no-edit.");
	if (!err)
		err = interrupt_error();
	if (!err)
		err = read_edited(tagging);
	if (!err && tagging->message.len)
		err = file_replace(tagging->path, tagging->message.s, tagging->message.len);
	buf_release(&text);
	return err;
}

/* What the maintainer wrote stays as it is; but others will read it on their terminals. */
static void remark_on_controls(const struct tagging *tagging)
{
	char *line = NULL;
	size_t number = plain_first_odd(tagging->message.s, tagging->message.len, &line);
	struct buf shown = BUF_INIT;

	if (number) {
		safe_add_cut(&shown, line, 60);
		warning("line %zu of the message%s%s holds control characters, or is no UTF-8: %s", number,
		    tagging->topic ? " of " : "", tagging->topic ? tagging->name : "", shown.s);
	}
	buf_release(&shown);
	free(line);
}

static struct error *refuse_empty(struct tagging *tagging)
{
	struct error *err = error_failed("the message is empty, so no tag was made");

	if (tagging->path)
		unlink(tagging->path);
	forget(tagging);
	return error_hint(err,
	    tagging->message_file ? "Write it into the file of --message, or leave that out to get a draft."
	    : tagging->no_edit
		? "The template 'tag' gives nothing: mend it, or write a message into a file and name it "
		  "with --message=FILE."
		: "Begin anew with the same command, or take the draft as it is with --no-edit.");
}

struct error *tagging_settle(struct tagging *tagging)
{
	struct error *err = tagging->no_edit ? NULL : edit(tagging);

	if (!err && !tagging->message.len)
		return refuse_empty(tagging);
	if (!err && !tagging->path)
		err = keep(tagging, &tagging->message);
	if (err)
		return err;
	err = draft_check(&tagging->message, tagging->path);
	tagging->flawed = err != NULL;
	if (!err) {
		remark_on_controls(tagging);
		remark_on_moves(tagging);
	}
	return err ? err : interrupt_error();
}

/* ---- the tag ---- */

struct error *tagging_make(struct tagging *tagging)
{
	const struct project *project = &tagging->planned->project;
	struct tag_plan plan = {.name = tagging->name,
	    .tip = tagging->selection->tip,
	    .message_path = tagging->path,
	    .message = &tagging->message,
	    .replace = tagging->again};
	struct buf words = BUF_INIT;
	long deadline;
	git_oid made;
	struct error *err =
	    config_number(project->config, "pullprep.signDeadline", SIGN_DEADLINE, 1, &deadline);

	plan.deadline = (int)deadline;
	if (!err)
		err = tag_make(&made, &words, project->repo, project->config, &plan);
	if (!err)
		tagging->made = made;
	if (!err && words.len)
		warning("%s: %s", tagging->name, words.s);
	buf_release(&words);
	return err;
}

struct error *tagging_undo(struct tagging *tagging, struct error *why)
{
	if (git_oid_is_zero(&tagging->made))
		return why;
	why = tag_restore(why, repo_of(tagging), tagging->name, &tagging->existing, &tagging->made);
	memset(&tagging->made, 0, sizeof(tagging->made));
	return why;
}

void tagging_done(struct tagging *tagging)
{
	unlink(tagging->path);
	forget(tagging);
}

void tagging_release(struct tagging *tagging)
{
	buf_release(&tagging->message);
	draft_advice_release(&tagging->advice);
	moves_release(&tagging->moves);
	free(tagging->name);
	free(tagging->stale);
	forget(tagging);
}
