/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/scope.h"

#include <fnmatch.h>
#include <string.h>

static bool is_below(const char *path, size_t length, const char *directory)
{
	size_t n = strlen(directory);

	while (n && directory[n - 1] == '/')
		n--;
	return length >= n && !memcmp(path, directory, n) && (length == n || path[n] == '/');
}

static bool matches(const char *path, size_t length, const char *glob)
{
	char *text = mem_dupn(path, length);
	bool match = !fnmatch(glob, text, 0);

	free(text);
	return match;
}

bool scope_has(const struct strings *scope, const char *path, size_t length)
{
	for (size_t i = 0; i < scope->n; i++)
		if (strpbrk(scope->v[i], "*?[") ? matches(path, length, scope->v[i])
						: is_below(path, length, scope->v[i]))
			return true;
	return !scope->n;
}
