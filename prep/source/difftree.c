/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/difftree.h"

#include <ctype.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>

/* The NUL-terminated text at *at, which then moves behind it; NULL if its end is not there. */
static const char *take_text(const struct buf *in, size_t *at)
{
	const char *text = in->s + *at, *end = *at < in->len ? memchr(text, '\0', in->len - *at) : NULL;

	if (end)
		*at += (size_t)(end - text) + 1;
	return end ? text : NULL;
}

/* A number or "-", and the TAB behind it. */
static bool take_count(const char **at, long *count, bool *binary)
{
	char *end;

	*binary = **at == '-';
	*count = 0;
	if (*binary) {
		(*at)++;
	} else {
		if (!isdigit((unsigned char)**at))
			return false;
		*count = strtol(*at, &end, 10);
		*at = end;
	}
	return *(*at)++ == '\t';
}

/* "ADDED TAB REMOVED TAB PATH NUL", or for a moved file with an empty path and "OLD NUL NEW NUL" behind it.
 */
static enum difftree_kind take_file(
    const struct buf *in, const char *text, size_t *at, struct difftree_file *file)
{
	*file = (struct difftree_file){.status = 0};
	if (!take_count(&text, &file->added, &file->binary) ||
	    !take_count(&text, &file->removed, &file->binary))
		return DIFFTREE_BAD;
	if (!*text) {
		file->status = 'R';
		text = take_text(in, at);
		if (text)
			text = take_text(in, at);
		if (!text)
			return DIFFTREE_PART;
	}
	file->path = text;
	file->length = strlen(text);
	return DIFFTREE_FILE;
}

enum difftree_kind difftree_record(const struct buf *in, size_t *used, struct difftree_record *out)
{
	size_t at = *used, mark = strlen(DIFFTREE_MARK);
	enum difftree_kind kind;
	const char *text;

	if (at < in->len && in->s[at] == DIFFTREE_MARK[0]) {
		if (in->len - at < mark)
			return DIFFTREE_PART;
		*used = at + mark;
		return memcmp(in->s + at, DIFFTREE_MARK, mark) ? DIFFTREE_BAD : DIFFTREE_MARKED;
	}
	text = take_text(in, &at);
	if (!text)
		return DIFFTREE_PART;
	if (strchr(text, '\t'))
		kind = take_file(in, text, &at, &out->file);
	else if (strlen(text) == GIT_OID_HEXSZ && !git_oid_fromstr(&out->commit, text))
		kind = DIFFTREE_COMMIT;
	else
		kind = DIFFTREE_BAD;
	if (kind != DIFFTREE_PART)
		*used = at;
	return kind;
}

struct error *difftree_not_understood(void)
{
	return error_hint(error_failed("git diff-tree printed what is not understood here"),
	    "pullprep needs git 2.38 or later; `git --version` tells which one this is.");
}

char *difftree_object(const char *words)
{
	while (*words) {
		size_t length = strspn(words, "0123456789abcdef");

		if (length == GIT_OID_HEXSZ)
			return mem_dupn(words, length);
		words += length ? length : 1;
	}
	return NULL;
}

/* ":MODE MODE ID ID STATUS NUL PATH NUL", with both paths for a moved file: the status of each file, in git's
 * order. */
static struct error *take_statuses(const struct buf *in, size_t *at, struct buf *statuses)
{
	while (*at < in->len && in->s[*at] == ':') {
		const char *text = take_text(in, at), *status = text ? strrchr(text, ' ') : NULL;

		if (!status || !take_text(in, at) || (status[1] == 'R' && !take_text(in, at)))
			return difftree_not_understood();
		buf_addch(statuses, status[1]);
	}
	return NULL;
}

struct error *difftree_read(
    const struct buf *in, void (*visit)(void *context, const struct difftree_file *file), void *context)
{
	struct difftree_record record;
	struct buf statuses = BUF_INIT;
	size_t at = 0, i = 0;
	struct error *err = take_statuses(in, &at, &statuses);

	for (; !err && at < in->len; i++) {
		if (difftree_record(in, &at, &record) != DIFFTREE_FILE || i >= statuses.len ||
		    (statuses.s[i] == 'R') != (record.file.status == 'R')) {
			err = difftree_not_understood();
		} else {
			record.file.status = statuses.s[i];
			visit(context, &record.file);
		}
	}
	if (!err && i != statuses.len)
		err = difftree_not_understood();
	buf_release(&statuses);
	return err;
}

static struct error *failed(const char *words, const char *from, const char *to)
{
	char *object = difftree_object(words);
	struct error *err;

	if (!object)
		return error_failed("git cannot count the lines between %s and %s: %s", from, to, words);
	err = error_new(ERROR_MISSING,
	    "the lines between %s and %s cannot be counted: the repository lacks object %s, or it is corrupt",
	    from, to, object);
	error_hint(
	    err, "git fsck tells what is wrong; in a partial clone get it with:  git cat-file -e %s", object);
	free(object);
	return err;
}

struct error *difftree_files(struct repo *repo, const git_oid *from, const git_oid *to,
    void (*visit)(void *context, const struct difftree_file *file), void *context)
{
	char *old = oid_text(from), *new = oid_text(to);
	const char *const args[] = {DIFFTREE_ARGS, "--raw", old, new, NULL};
	struct buf out = BUF_INIT, words = BUF_INIT;
	struct error *err;
	int status;

	err = repo_git_status(repo, &out, &words, &status, args);
	buf_trim(&words);
	if (!err && status)
		err = failed(words.s, old, new);
	else if (!err)
		err = difftree_read(&out, visit, context);
	free(old);
	free(new);
	buf_release(&out);
	buf_release(&words);
	return err;
}
