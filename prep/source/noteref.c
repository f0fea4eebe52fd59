/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/noteref.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

struct error *note_ref_tip(git_oid *out, struct repo *repo, const char *ref)
{
	const char *const query[] = {"rev-parse", "--verify", "--quiet", ref, NULL};
	struct buf answer = BUF_INIT, words = BUF_INIT;
	int status;
	struct error *err = repo_git_status(repo, &answer, &words, &status, query);

	memset(out, 0, sizeof(*out));
	buf_trim(&words);
	if (!err && !status && git_oid_fromstrn(out, answer.s, GIT_OID_HEXSZ) < 0)
		err = error_failed("git rev-parse answered '%s' for %s", answer.s, ref);
	else if (!err && status && words.len)
		err = error_hint(error_failed("%s cannot be read: git says: %s", ref, words.s),
		    "What it was is in its reflog, `git reflog %s`; put it back, or remove it, with git "
		    "update-ref.",
		    ref);
	buf_release(&answer);
	buf_release(&words);
	return err;
}

/* "ab/cd/ef..." with its slashes after every two digits, as many as there are. */
static bool read_path(git_oid *out, const char *path)
{
	char hex[GIT_OID_HEXSZ + 1];
	size_t n = 0;

	for (const char *c = path; *c; c++) {
		if (*c == '/' && (c - path) % 3 == 2)
			continue;
		if (n == GIT_OID_HEXSZ || !strchr("0123456789abcdef", *c))
			return false;
		hex[n++] = *c;
	}
	hex[n] = '\0';
	return n == GIT_OID_HEXSZ && !git_oid_fromstr(out, hex);
}

/* "MODE blob ID", a TAB and the path. */
static void add_entry(struct note_ref *out, const char *line)
{
	static const char kind[] = " blob ";
	const char *path = strchr(line, '\t'), *blob = strstr(line, kind);
	struct note_entry entry;

	if (!path || !blob || blob > path || !read_path(&entry.object, path + 1) ||
	    git_oid_fromstrn(&entry.blob, blob + strlen(kind), GIT_OID_HEXSZ) < 0)
		return;
	entry.path = mem_dup(path + 1);
	array_push(out, entry);
}

struct error *note_ref_read(struct note_ref *out, struct repo *repo, const char *ref)
{
	struct buf answer = BUF_INIT;
	struct error *err;
	char *tip;

	*out = (struct note_ref){.v = NULL};
	err = note_ref_tip(&out->tip, repo, ref);
	if (err || oid_is_zero(&out->tip))
		return err;
	tip = oid_text(&out->tip);
	err = repo_git(repo, &answer, "ls-tree", "-r", "-z", "--full-tree", tip, NULL);
	if (err) {
		error_context(err, "%s holds no notes", ref);
		error_hint(err, "See what it is with `git show %s`; it is removed by:  git update-ref -d %s",
		    ref, ref);
	}
	for (size_t at = 0; !err && at < answer.len; at += strlen(answer.s + at) + 1)
		add_entry(out, answer.s + at);
	free(tip);
	buf_release(&answer);
	if (err)
		note_ref_release(out);
	return err;
}

void note_ref_release(struct note_ref *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		free(notes->v[i].path);
	array_release(notes);
}
