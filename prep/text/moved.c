/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/moved.h"

#include "util/buf.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

/* What both paths begin with, up to a slash. */
static size_t common_start(const char *a, const char *b)
{
	size_t length = 0;

	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			length = i + 1;
	return length;
}

/* And end with, from a slash on; not reaching into the first `start` bytes of either. */
static size_t common_end(const char *a, const char *b, size_t start)
{
	size_t na = strlen(a), nb = strlen(b), length = 0;

	for (size_t i = 1; i <= na - start && i <= nb - start && a[na - i] == b[nb - i]; i++)
		if (a[na - i] == '/')
			length = i;
	return length;
}

/* "drivers/{a => b}/x.c" */
static void add_rename(struct buf *out, const char *from, const char *to)
{
	size_t start = common_start(from, to), end = common_end(from, to, start);
	bool braces = start || end;

	safe_add(out, from, start);
	buf_addstr(out, braces ? "{" : "");
	safe_add(out, from + start, strlen(from) - start - end);
	buf_addstr(out, " => ");
	safe_add(out, to + start, strlen(to) - start - end);
	buf_addstr(out, braces ? "}" : "");
	safe_add(out, from + strlen(from) - end, end);
}

static bool is_together(const struct move *a, const struct move *b)
{
	return a->gone && a->gone == b->gone && !strncmp(a->path, b->path, a->gone);
}

/* Behind the last of those that go with the directory of v[first]. */
static size_t end_of(const struct moves *moves, size_t first)
{
	size_t end = first + 1;

	while (end < moves->n && is_together(&moves->v[first], &moves->v[end]))
		end++;
	return end;
}

static void add_directory(struct buf *out, const struct moves *moves, size_t first, size_t end)
{
	size_t renamed = 0;

	for (size_t i = first; i < end; i++)
		renamed += moves->v[i].to != NULL;
	buf_addstr(out, !renamed ? "deleted " : renamed == end - first ? "renamed " : "deleted or renamed ");
	safe_add(out, moves->v[first].path, moves->v[first].gone);
	buf_addf(out, "/ (%zu files)", end - first);
}

static void add_file(struct buf *out, const struct move *move)
{
	buf_addstr(out, move->to ? "renamed " : "deleted ");
	if (move->to)
		add_rename(out, move->path, move->to);
	else
		safe_add(out, move->path, strlen(move->path));
}

/* What is listed, and how many files that is. */
struct listing {
	struct strings *lines;
	size_t files, shown;
};

static void list(struct listing *listing, struct buf *line, size_t files)
{
	listing->files += files;
	if (listing->lines->n < MOVED_SHOWN) {
		strings_add(listing->lines, line->s);
		listing->shown += files;
	}
	buf_release(line);
}

/* v[first] to v[end - 1] go together: they are one line unless the message mentions one of them. */
static void list_together(
    struct listing *listing, const struct moves *moves, size_t first, size_t end, const char *message)
{
	bool *said = mem_zero(end - first, sizeof(*said));
	struct buf line = BUF_INIT;
	size_t count = 0;

	for (size_t i = first; i < end; i++) {
		said[i - first] = moves_mentioned(moves, i, message);
		count += said[i - first];
	}
	if (!count && end - first > 1) {
		add_directory(&line, moves, first, end);
		list(listing, &line, end - first);
		first = end;
	}
	for (size_t i = first; i < end; i++)
		if (!said[i - first]) {
			add_file(&line, &moves->v[i]);
			list(listing, &line, 1);
		}
	free(said);
}

size_t moved_unmentioned(struct strings *out, const struct moves *moves, const char *message)
{
	struct strings lines = STRINGS_INIT;
	struct listing listing = {.lines = &lines};
	size_t more;

	for (size_t i = 0, end; i < moves->n; i = end) {
		end = end_of(moves, i);
		list_together(&listing, moves, i, end, message);
	}
	for (size_t i = 0; i < lines.n; i++)
		strings_add(out, lines.v[i]);
	more = listing.files - listing.shown;
	if (more)
		strings_take(out, mem_format("and %zu more file%s", more, more == 1 ? "" : "s"));
	strings_release(&lines);
	return listing.files;
}
