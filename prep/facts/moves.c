/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/moves.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- what git finds ---- */

/* The NUL-terminated text from *at on, or NULL at the end. */
static const char *take(const struct buf *list, size_t *at)
{
	const char *text = list->s + *at;

	if (*at >= list->len)
		return NULL;
	*at += strlen(text) + 1;
	return text;
}

/* Records of --name-status -z: "D", path; "R087", old path, new path. */
static void read_moves(struct moves *out, const struct buf *list)
{
	const char *status;

	for (size_t at = 0; (status = take(list, &at));) {
		const char *path = take(list, &at);
		const char *to = path && *status == 'R' ? take(list, &at) : NULL;

		if (path && (to || *status == 'D'))
			array_push(out, (struct move){.path = mem_dup(path), .to = mem_dup(to)});
	}
}

static int compare_moves(const void *a, const void *b)
{
	return strcmp(((const struct move *)a)->path, ((const struct move *)b)->path);
}

/* ---- directories that go as a whole ---- */

/* Length of the directories that both paths are in, with the slash. */
static size_t common_directory(const char *a, const char *b)
{
	size_t length = 0;

	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			length = i + 1;
	return length;
}

/* No file that stays is nearer than `shared`, nor the one that this one becomes: the next directory further
 * down goes as a whole. */
static void find_gone(struct move *move, size_t shared)
{
	size_t same = move->to ? common_directory(move->path, move->to) : 0;
	const char *slash = strchr(move->path + (same > shared ? same : shared), '/');

	move->gone = slash ? (size_t)(slash - move->path) : 0;
}

/*
 * Both lists are sorted, so of the files that stay the one that has most directories in common with a moved
 * one is next to it, before or behind.
 */
static void find_directories(struct moves *moves, const struct buf *files)
{
	const char *before = "", *file;
	size_t waiting = 0; /* the first move that has not met the next file that stays */
	size_t next = 0;    /* the first move that has not been met itself */

	for (size_t at = 0; (file = take(files, &at));) {
		if (next < moves->n && !strcmp(file, moves->v[next].path)) {
			moves->v[next].gone = common_directory(before, file);
			next++;
			continue;
		}
		for (; waiting < next; waiting++) {
			struct move *move = &moves->v[waiting];
			size_t behind = common_directory(file, move->path);

			find_gone(move, behind > move->gone ? behind : move->gone);
		}
		before = file;
	}
	for (; waiting < next; waiting++)
		find_gone(&moves->v[waiting], moves->v[waiting].gone);
}

struct error *moves_find(struct moves *out, struct repo *repo, const git_oid *from, const git_oid *to)
{
	char *old = oid_text(from), *new = oid_text(to);
	struct buf list = BUF_INIT, files = BUF_INIT;
	struct error *err = repo_git(repo, &list, "diff-tree", "-r", "-z", "-M", "--name-status",
	    "--diff-filter=DR", "--ignore-submodules=none", "--no-relative", old, new, NULL);

	*out = (struct moves){.v = NULL};
	if (!err)
		read_moves(out, &list);
	if (!err && out->n) {
		qsort(out->v, out->n, sizeof(*out->v), compare_moves);
		err = repo_git(repo, &files, "ls-tree", "-r", "-z", "--name-only", "--full-tree", old, NULL);
	}
	if (!err && out->n)
		find_directories(out, &files);
	if (err)
		moves_release(out);
	buf_release(&list);
	buf_release(&files);
	free(old);
	free(new);
	return err;
}

/* ---- what a message says of them ---- */

static bool is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* Does a name end there? A dot does not end it if the name could go on behind it. */
static bool ends(const char *end)
{
	return !is_name_byte(*end) && !(*end == '.' && is_name_byte(end[1]));
}

/* Whole, not as a part of another name; directories may stand before it. */
static bool says_at(const char *message, const char *at, size_t length)
{
	return (at == message || !(is_name_byte(at[-1]) || at[-1] == '.')) && ends(at + length);
}

static bool says(const char *message, const char *name, size_t length)
{
	for (const char *at = message; length && (at = strstr(at, name)); at++)
		if (says_at(message, at, length))
			return true;
	return false;
}

static bool says_file(const char *message, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return says(message, name, strlen(name));
}

/* The directory itself, not one file or directory in it: that does not tell what becomes of the others. */
static bool says_directory(const char *message, const char *path, size_t length)
{
	for (const char *at = message; (at = strstr(at, path)); at += length) {
		const char *end = at + length;

		if (says_at(message, at, length) && (*end != '/' || ends(end + 1)))
			return true;
	}
	return false;
}

bool message_names(const char *message, const char *name)
{
	return says(message, name, strlen(name));
}

bool message_names_directory(const char *message, const char *path)
{
	return says_directory(message, path, strlen(path));
}

bool moves_mentioned(const struct moves *moves, size_t which, const char *message)
{
	const struct move *move = &moves->v[which];
	bool said = says_file(message, move->path) || (move->to && says_file(message, move->to));

	for (size_t end = move->gone; !said && end && move->path[end] == '/';) {
		char *directory = mem_dupn(move->path, end);
		const char *next = strchr(move->path + end + 1, '/');

		said = says_directory(message, directory, end);
		free(directory);
		end = next ? (size_t)(next - move->path) : 0;
	}
	return said;
}

void moves_release(struct moves *moves)
{
	struct move *move;

	array_each (move, moves) {
		free(move->path);
		free(move->to);
	}
	array_release(moves);
}
