/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memfd_create */
#include "source/attributes.h"

#include "source/commit.h"
#include "source/tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define NAME  ".gitattributes"
#define MACRO "[attr]"
#define BLANK " \t\r"

struct source {
	char *directory; /* "" for the root, else without a slash at its end */
	git_oid blob;
};

struct attributes {
	struct repo *repo;
	struct tree_reader *reader;
	git_oid tree; /* whose files these are; zero: of none yet */
	struct {
		struct source *v;
		size_t n, cap;
	} sources;
	bool changed; /* since the file was made */
	int file;     /* in memory, so that nothing is left of it; -1: none */
	char path[32];
};

struct attributes *attributes_new(struct repo *repo)
{
	struct attributes *attributes = mem_zero(1, sizeof(*attributes));

	attributes->repo = repo;
	attributes->reader = tree_reader_new(repo);
	attributes->file = -1;
	return attributes;
}

void attributes_free(struct attributes *attributes)
{
	if (!attributes)
		return;
	for (size_t i = 0; i < attributes->sources.n; i++)
		free(attributes->sources.v[i].directory);
	array_release(&attributes->sources);
	tree_reader_free(attributes->reader);
	if (attributes->file >= 0)
		close(attributes->file);
	free(attributes);
}

/* ---- which files ---- */

static void drop(struct attributes *attributes, const char *directory)
{
	for (size_t i = 0; i < attributes->sources.n; i++)
		if (!strcmp(attributes->sources.v[i].directory, directory)) {
			free(attributes->sources.v[i].directory);
			attributes->sources.v[i] = attributes->sources.v[--attributes->sources.n];
			return;
		}
}

static bool take_change(void *context, const struct tree_change *change)
{
	struct attributes *attributes = context;
	const size_t length = strlen(NAME);
	struct source source = {.blob = change->new_id};

	if (change->length < length || memcmp(change->path + change->length - length, NAME, length) ||
	    (change->length > length && change->path[change->length - length - 1] != '/'))
		return true;
	source.directory = change->length == length
			       ? mem_dup("")
			       : mem_format("%.*s", (int)(change->length - length - 1), change->path);
	attributes->changed = true;
	drop(attributes, source.directory);
	if ((change->new_mode & 0170000) == 0100000) /* git follows no link there */
		array_push(&attributes->sources, source);
	else
		free(source.directory);
	return true;
}

/* What a directory's file says counts more than what those above it say. */
static int compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct source *)a)->directory, ((const struct source *)b)->directory);
}

/* ---- as one file ---- */

/* As git reads it in quotes. */
static void add_quoted(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"' || text[i] == '\\')
			buf_addch(out, '\\');
		if (text[i] == '\n')
			buf_addstr(out, "\\n");
		else
			buf_addch(out, text[i]);
	}
}

/* A name that stands for itself where a pattern is expected. */
static void add_literal(struct buf *out, const char *directory)
{
	struct buf pattern = BUF_INIT;

	for (; *directory; directory++) {
		if (strchr("*?[\\", *directory))
			buf_addch(&pattern, '\\');
		buf_addch(&pattern, *directory);
	}
	add_quoted(out, pattern.s, pattern.len);
	buf_release(&pattern);
}

/* Where a pattern in quotes ends: at the closing one, or at the line's end. */
static size_t quoted_length(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length && text[i] != '"')
		i += text[i] == '\\' && i + 1 < length ? 2 : 1;
	return i;
}

/* A line of a directory's file, which may define no macros and exclude nothing. */
static void add_line(struct buf *out, const char *directory, const char *line, size_t length)
{
	bool quoted;
	size_t pattern;

	while (length && strchr(BLANK, *line))
		line++, length--;
	quoted = length && *line == '"';
	if (quoted)
		line++, length--;
	if (!length || *line == '!' || (!quoted && *line == '#') ||
	    (length > strlen(MACRO) && !strncmp(line, MACRO, strlen(MACRO))))
		return;
	for (pattern = 0; !quoted && pattern < length && !strchr(BLANK, line[pattern]);)
		pattern++;
	if (quoted)
		pattern = quoted_length(line, length);
	buf_addch(out, '"');
	add_literal(out, directory);
	if (*line == '/')
		line++, length--, pattern--;
	else if (!memchr(line, '/', pattern))
		buf_addstr(out, "/**");
	buf_addch(out, '/');
	if (quoted)
		buf_add(out, line, pattern);
	else
		add_quoted(out, line, pattern);
	buf_addch(out, '"');
	pattern += quoted && pattern < length;
	buf_add(out, line + pattern, length - pattern);
	buf_addch(out, '\n');
}

static void add_lines(struct buf *out, const char *directory, const char *text, size_t length)
{
	static const char mark[] = "\xef\xbb\xbf";
	const char *end = text + length;

	if (length >= strlen(mark) && !memcmp(text, mark, strlen(mark)))
		text += strlen(mark);
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t line = (size_t)((stop ? stop : end) - text);

		if (*directory) {
			add_line(out, directory, text, line);
		} else {
			buf_add(out, text, line);
			buf_addch(out, '\n');
		}
		text += line + 1;
	}
}

static void add_file(struct buf *out, const char *path)
{
	struct buf text = BUF_INIT;
	FILE *file = fopen(path, "r");
	char part[BUFSIZ];
	size_t n;

	while (file && (n = fread(part, 1, sizeof(part), file)))
		buf_add(&text, part, n);
	if (file)
		fclose(file);
	add_lines(out, "", text.s, text.len);
	buf_release(&text);
}

/* git's core.attributesFile, or where it looks without; one that cannot be read is none, as for git. */
static struct error *add_users(struct buf *out, struct repo *repo)
{
	const char *const query[] = {"config", "--type=path", "--get", "core.attributesFile", NULL};
	const char *home = getenv("HOME"), *place = getenv("XDG_CONFIG_HOME");
	struct buf path = BUF_INIT;
	int status = 0;
	struct error *err = repo_git_status(repo, &path, NULL, &status, query);

	buf_trim(&path);
	if (!err && status && place && *place)
		buf_addf(&path, "%s/git/attributes", place);
	else if (!err && status && home)
		buf_addf(&path, "%s/.config/git/attributes", home);
	if (!err && path.len)
		add_file(out, path.s);
	buf_release(&path);
	return err;
}

static struct error *write_file(struct attributes *attributes, const struct buf *text)
{
	if (attributes->file >= 0)
		close(attributes->file);
	attributes->file = memfd_create("attributes", 0);
	if (attributes->file < 0)
		return error_errno("cannot make a file in memory");
	for (size_t at = 0; at < text->len;) {
		ssize_t wrote = write(attributes->file, text->s + at, text->len - at);

		if (wrote < 0 && errno != EINTR)
			return error_errno("cannot write a file in memory");
		at += wrote > 0 ? (size_t)wrote : 0;
	}
	snprintf(attributes->path, sizeof(attributes->path), "/dev/fd/%d", attributes->file);
	return NULL;
}

static struct error *make_file(struct attributes *attributes)
{
	struct buf text = BUF_INIT;
	struct error *err = add_users(&text, attributes->repo);

	if (attributes->sources.n)
		qsort(attributes->sources.v, attributes->sources.n, sizeof(*attributes->sources.v),
		    compare_sources);
	for (size_t i = 0; !err && i < attributes->sources.n; i++) {
		struct buf blob = BUF_INIT;

		err = repo_read(attributes->repo, &attributes->sources.v[i].blob, NULL, &blob);
		add_lines(&text, attributes->sources.v[i].directory, blob.s, blob.len);
		buf_release(&blob);
	}
	if (!err)
		err = write_file(attributes, &text);
	attributes->changed = err != NULL;
	buf_release(&text);
	return err;
}

struct error *attributes_of(const char **path, struct attributes *attributes, const git_oid *commit)
{
	struct commit read;
	bool stopped;
	struct error *err = commit_read(&read, attributes->repo, commit);

	*path = NULL;
	if (err)
		return err;
	err = tree_changes(
	    attributes->reader, &attributes->tree, &read.tree, NULL, take_change, attributes, &stopped);
	if (!err)
		attributes->tree = read.tree;
	if (!err && (attributes->changed || attributes->file < 0))
		err = make_file(attributes);
	if (!err)
		*path = attributes->path;
	commit_release(&read);
	return err;
}
