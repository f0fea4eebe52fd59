/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr, memmem */
#include "facts/toolname.h"

#include "util/mem.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Directories that hold several tools, the deepest first. */
static const char *const shelves[] = {
    "tools/testing/selftests/", "tools/power/x86/", "tools/testing/", "tools/power/", "tools/"};

char *tool_of_path(const char *path, size_t length)
{
	for (size_t i = 0; i < sizeof(shelves) / sizeof(*shelves); i++) {
		size_t shelf = strlen(shelves[i]);
		const char *slash;

		if (length <= shelf || memcmp(path, shelves[i], shelf))
			continue;
		slash = memchr(path + shelf, '/', length - shelf);
		return mem_dupn(path, slash ? (size_t)(slash - path) : shelf - 1);
	}
	return NULL;
}

/* ---- what a message says ---- */

static const char *const found[] = {
    "found", "caught", "detected", "reported", "exposed", "triggered", "uncovered", "spotted", "noticed"};
static const char *const means[] = {"by", "with", "using", "through", "running"};

enum { WORDS = 5 /* that may stand between and around them */ };

static bool is_one_of(const char *word, size_t length, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == length && !strncasecmp(list[i], word, length))
			return true;
	return false;
}

/* Does the line end in "found by", "caught while running the"? */
static bool says_found(const char *line, size_t length)
{
	bool by_means = false;
	int words = 0;

	for (size_t end = length; end && words < WORDS; end--) {
		size_t start = end;

		while (start && isalpha((unsigned char)line[start - 1]))
			start--;
		if (start == end)
			continue;
		words++;
		if (is_one_of(line + start, end - start, means, sizeof(means) / sizeof(*means)))
			by_means = true;
		else if (is_one_of(line + start, end - start, found, sizeof(found) / sizeof(*found)))
			return by_means;
		end = start + 1;
	}
	return false;
}

/* The path may be followed by anything that ends a sentence. */
static size_t path_length(const char *path, const char *end)
{
	size_t n = 0;

	while (path + n < end && (isalnum((unsigned char)path[n]) || strchr("/._-+", path[n])))
		n++;
	while (n && strchr(".-", path[n - 1]))
		n--;
	return n;
}

/* The last name may be a file or a directory; a file has a dot. */
static char *tool_of_words(const char *path, size_t length)
{
	size_t last = length;
	char *name, *tool;

	while (last && path[last - 1] != '/')
		last--;
	name = mem_format("%.*s%s", (int)length, path, memchr(path + last, '.', length - last) ? "" : "/");
	tool = tool_of_path(name, strlen(name));
	free(name);
	return tool;
}

static char *credited_in(const char *line, const char *end)
{
	static const char start[] = "tools/";
	const char *at = line;

	while ((at = memmem(at, (size_t)(end - at), start, strlen(start)))) {
		bool whole = at == line || !(isalnum((unsigned char)at[-1]) || strchr("/._-", at[-1]));
		size_t n = path_length(at, end);

		if (whole && n > strlen(start) && says_found(line, (size_t)(at - line)))
			return tool_of_words(at, n);
		at += strlen(start);
	}
	return NULL;
}

char *tool_credited(const char *message)
{
	for (const char *line = message; *line;) {
		size_t length = strcspn(line, "\n");
		char *tool = credited_in(line, line + length);

		if (tool)
			return tool;
		line += length + (line[length] == '\n');
	}
	return NULL;
}
