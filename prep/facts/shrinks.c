/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/shrinks.h"

#include "facts/moves.h"

#include <stdlib.h>
#include <string.h>

static int by_lines(const void *a, const void *b)
{
	const struct shrink *x = a, *y = b;

	return x->lines != y->lines ? (x->lines < y->lines) - (x->lines > y->lines)
				    : strcmp(x->path, y->path);
}

void shrinks_find(struct shrinks *out, const struct changed_files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		const struct changed_file *file = &files->v[i];

		if (file->status == 'M' && !file->binary && file->lines.removed > file->lines.added)
			array_push(out, (struct shrink){.path = mem_dup(file->path),
					    .lines = (long)(file->lines.removed - file->lines.added)});
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_lines);
}

void shrinks_release(struct shrinks *shrinks)
{
	for (size_t i = 0; i < shrinks->n; i++)
		free(shrinks->v[i].path);
	array_release(shrinks);
}

bool shrink_mentioned(const struct shrink *shrink, const char *message)
{
	const char *slash = strrchr(shrink->path, '/'), *name = slash ? slash + 1 : shrink->path;
	const char *dot = strrchr(name, '.');
	char *stem = mem_dupn(name, dot ? (size_t)(dot - name) : strlen(name));
	char *directory = mem_dupn(shrink->path, slash ? (size_t)(slash - shrink->path) : 0);
	bool mentioned = message_names(message, name) ||
			 (strlen(stem) >= SHRINK_STEM && message_names(message, stem)) ||
			 (strchr(directory, '/') && message_names_directory(message, directory));

	free(stem);
	free(directory);
	return mentioned;
}
