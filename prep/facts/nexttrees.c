/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/nexttrees.h"

#include <string.h>

static const char blanks[] = " \t\r\n";

/* The next word of the line, NULL at its end. */
static char *word(const char **at)
{
	size_t blank = strspn(*at, " \t\r"), n = strcspn(*at + blank, blanks);
	char *text = n ? mem_dupn(*at + blank, n) : NULL;

	*at += blank + n;
	return text;
}

/* A line's first word and its last, NULL where it has not two. */
static void read_line(const char *line, char **first, char **last)
{
	char *next;

	*first = word(&line);
	*last = NULL;
	while ((next = word(&line))) {
		free(*last);
		*last = next;
	}
}

static const char *next_line(const char *line)
{
	line += strcspn(line, "\n");
	return *line ? line + 1 : NULL;
}

static void add_tree(struct next_sources *out, const char *name, const char *where)
{
	size_t n = strcspn(where, "#");
	const char *branch = where[n] ? where + n + 1 : "";

	array_push(out, (struct next_source){.name = mem_dup(name),
			    .url = mem_dupn(where, n),
			    .branch = mem_dup(*branch ? branch : "master")});
}

static void add_id(struct next_sources *out, const char *name, const char *id)
{
	git_oid commit;

	if (strlen(id) != GIT_OID_HEXSZ || git_oid_fromstr(&commit, id) < 0)
		return;
	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].name, name)) {
			out->v[i].merged = true;
			out->v[i].commit = commit;
		}
}

void next_sources_parse(struct next_sources *out, const char *trees, const char *ids)
{
	char *first, *last;

	*out = (struct next_sources){.v = NULL};
	for (const char *line = trees; line; line = next_line(line)) {
		read_line(line, &first, &last);
		if (last && strchr(last, '/'))
			add_tree(out, first, last);
		free(first);
		free(last);
	}
	for (const char *line = ids; line; line = next_line(line)) {
		read_line(line, &first, &last);
		if (last)
			add_id(out, first, last);
		free(first);
		free(last);
	}
}

void next_sources_release(struct next_sources *sources)
{
	for (size_t i = 0; i < sources->n; i++) {
		free(sources->v[i].name);
		free(sources->v[i].url);
		free(sources->v[i].branch);
	}
	array_release(sources);
}
