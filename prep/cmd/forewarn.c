/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/forewarn.h"

#include "cmd/advice.h"
#include "publish/difference.h"
#include "publish/notes.h"
#include "publish/tag.h"
#include "source/commit.h"
#include "text/conflicts.h"
#include "text/moved.h"
#include "util/safe.h"

#include <stdlib.h>

/* Nobody looks for a base by its whole subject. */
#define SUBJECT_COLUMNS 60

static bool is_release(const struct cycle *cycle, const git_oid *commit)
{
	for (size_t i = 0; i < cycle->count; i++)
		if (git_oid_equal(&cycle->releases[i].commit, commit))
			return true;
	return false;
}

struct error *forewarn_base(
    struct strings *remarks, const struct project *project, const struct ids *starts, const git_oid *known)
{
	struct buf shown = BUF_INIT;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < starts->n && project->cycle.count; i++) {
		struct commit commit;
		char *subject;

		if (is_release(&project->cycle, &starts->v[i]) ||
		    (known && git_oid_equal(known, &starts->v[i])))
			continue;
		err = commit_read(&commit, project->repo, &starts->v[i]);
		if (err)
			break;
		subject = safe_text(commit.subject);
		buf_reset(&shown);
		safe_add_cut(&shown, subject, SUBJECT_COLUMNS);
		strings_take(remarks,
		    mem_format("it is based on %.12s (\"%s\"), which is neither a release nor an -rc",
			git_oid_tostr_s(&starts->v[i]), shown.s));
		free(subject);
		commit_release(&commit);
	}
	buf_release(&shown);
	return err;
}

void forewarn_moves(struct strings *remarks, const struct moves *moves, const char *message)
{
	struct strings lines = STRINGS_INIT;
	size_t files = moved_unmentioned(&lines, moves, message);
	struct buf text = BUF_INIT;

	if (files)
		buf_addf(&text, "the message does not mention %zu file%s that go%s or move%s:", files,
		    files == 1 ? "" : "s", files == 1 ? "es" : "", files == 1 ? "s" : "");
	for (size_t i = 0; i < lines.n; i++)
		buf_addf(&text, "\n  %s", lines.v[i]);
	if (files)
		strings_add(remarks, text.s);
	strings_release(&lines);
	buf_release(&text);
}

static struct error *read_message(
    struct buf *out, const struct project *project, const struct request *request)
{
	const char *name = strchr(request->ref + strlen("refs/"), '/') + 1, *description;
	git_oid tag;
	struct error *err;

	if (request->annotated) {
		err = tag_find(&tag, project->repo, name);
		return err ? err : tag_message(out, project->repo, &tag);
	}
	description = config_branch(project->config, name, "description");
	if (!request->tag && description)
		buf_addstr(out, description);
	return NULL;
}

struct error *forewarn_moves_of(
    struct strings *remarks, const struct project *project, const struct request *request)
{
	struct difference difference;
	struct buf message = BUF_INIT;
	struct error *err = difference_find(&difference, project, &request->start, &request->head);

	if (err)
		return err;
	if (difference.known)
		err = read_message(&message, project, request);
	if (!err && difference.known)
		forewarn_moves(remarks, &difference.moves, message.s);
	difference_release(&difference);
	buf_release(&message);
	return err;
}

void forewarn_notes(struct strings *remarks, const struct globals *globals, const struct test_merges *merges,
    const struct project *project, const char *named)
{
	size_t without = conflicts_without_note(merges);
	struct buf command = BUF_INIT;

	if (!without)
		return;
	advice_pullprep(&command, globals, "conflicts");
	advice_word(&command, named);
	advice_word(&command, "--edit");
	strings_take(remarks, mem_format("%zu conflict%s with %s ha%s no note; write %s with:  %s", without,
				  without == 1 ? "" : "s", project->mainline_name, without == 1 ? "s" : "ve",
				  without == 1 ? "it" : "them", command.s));
	buf_release(&command);
}

bool forewarn_conflicts(struct test_merges *out, struct strings *remarks, struct project *project,
    const git_oid *tip, const char *tag)
{
	struct test_merges merges = TEST_MERGES_INIT;
	struct error *err = notes_of_pull(&merges, project, tip, tag);

	if (err) {
		strings_take(remarks,
		    mem_format("whether it conflicts with %s is unknown, and the mail does not say: %s",
			project->mainline_name, err->message));
		error_free(err);
		test_merges_release(&merges);
		return false;
	}
	for (size_t i = 0; i < merges.n; i++)
		array_push(out, merges.v[i]);
	array_release(&merges);
	return true;
}
