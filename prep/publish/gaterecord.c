/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/gaterecord.h"

#include "publish/notewrite.h"

#include <string.h>

/* Each failed attempt is another writer's success, so this is only for those who never stop. */
enum { ATTEMPTS = 100 };

/* All lines stay but the gate's own. */
static void keep_lines(struct buf *out, const struct buf *old, const struct gate_result *new)
{
	for (size_t at = 0, length; at < old->len; at += length + 1) {
		const char *line = old->s + at, *end = memchr(line, '\n', old->len - at);
		struct gate_result result;
		bool keep = true;

		length = end ? (size_t)(end - line) : old->len - at;
		if (gate_line_read(&result, line, length)) {
			keep = strcmp(result.gate, new->gate) || !oid_equal(&result.tree, &new->tree);
			gate_result_release(&result);
		}
		if (keep) {
			buf_add(out, line, length);
			buf_addch(out, '\n');
		}
	}
}

static struct error *begin_text(
    struct buf *out, struct repo *repo, const struct note_ref *base, const struct gate_result *new)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < base->n; i++) {
		struct buf old = BUF_INIT;

		if (!oid_equal(&base->v[i].object, &new->tree))
			continue;
		err = repo_read(repo, &base->v[i].blob, NULL, &old);
		keep_lines(out, &old, new);
		buf_release(&old);
	}
	return err;
}

/* One attempt. */
static struct error *write_once(
    bool *moved, bool *first, struct repo *repo, const struct gate_result *result, const char *message)
{
	struct note_text note = {result->tree, BUF_INIT};
	struct note_ref base;
	struct error *err = note_ref_read(&base, repo, GATES_REF);

	if (err)
		return err;
	*first = oid_is_zero(&base.tip);
	err = begin_text(&note.text, repo, &base, result);
	gate_line_add(&note.text, result);
	if (!err)
		err = note_write(moved, repo, GATES_REF, &base, &note, 1, message);
	buf_release(&note.text);
	note_ref_release(&base);
	return err;
}

struct error *gate_record(bool *first, struct repo *repo, const struct gate_result *result)
{
	char *message = mem_format(
	    "pullprep: %s %s %s", result->topic, result->passed ? "passed" : "failed", result->gate);
	struct error *err = NULL;
	bool moved = true;

	for (int i = 0; !err && moved && i < ATTEMPTS; i++)
		err = write_once(&moved, first, repo, result, message);
	if (!err && moved)
		err = error_hint(
		    error_failed("%s was written to by others %d times meanwhile", GATES_REF, ATTEMPTS),
		    "Do it again when they are done.");
	free(message);
	return error_context(err, "no result of gate %s is recorded", result->gate);
}
