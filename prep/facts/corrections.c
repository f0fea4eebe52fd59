/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/corrections.h"

#include "facts/commitnames.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_LEAST = 7 };

/* The words of one line. */
struct words {
	struct strings words;
	size_t line;
};
struct file {
	const char *name;
	struct {
		struct words *v;
		size_t n, cap;
	} lines;
};

static struct error *hint(struct error *err)
{
	return error_hint(err,
	    "Each line is: FIX CULPRIT..., ids of 7 to 40 digits; or FIX - for a commit that "
	    "mends nothing.");
}

static bool is_id(const char *word)
{
	size_t n = strlen(word);

	return n >= DIGITS_LEAST && n <= GIT_OID_HEXSZ && strspn(word, "0123456789abcdefABCDEF") == n;
}

static struct error *check_words(const struct file *file, const struct words *line)
{
	const struct strings *words = &line->words;

	if (words->n < 2)
		return hint(error_failed("%s:%zu: '%s' stands alone", file->name, line->line, words->v[0]));
	for (size_t i = 0; i < words->n; i++)
		if (!is_id(words->v[i]) && !(i == 1 && words->n == 2 && !strcmp(words->v[i], "-")))
			return hint(error_failed(
			    "%s:%zu: '%s' is no id of a commit", file->name, line->line, words->v[i]));
	return NULL;
}

static void split_words(struct strings *out, char *line)
{
	char *rest = NULL;

	line[strcspn(line, "#\n")] = '\0';
	for (char *word = strtok_r(line, " \t\r", &rest); word; word = strtok_r(NULL, " \t\r", &rest)) {
		for (char *c = word; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		strings_add(out, word);
	}
}

static struct error *read_lines(struct file *file)
{
	FILE *stream = fopen(file->name, "r");
	struct error *err = NULL;
	char *line = NULL;
	size_t room = 0, number = 0;

	if (!stream)
		return error_errno("cannot read the corrections in %s", file->name);
	while (!err && getline(&line, &room, stream) >= 0) {
		struct words words = {.line = ++number};

		split_words(&words.words, line);
		if (!words.words.n) {
			strings_release(&words.words);
			continue;
		}
		err = check_words(file, &words);
		array_push(&file->lines, words);
	}
	if (!err && ferror(stream))
		err = error_errno("cannot read the corrections in %s", file->name);
	fclose(stream);
	free(line);
	return err;
}

static struct error *find_id(git_oid *out, const struct file *file, size_t line,
    const struct commit_name *names, size_t n, const char *id)
{
	const struct commit_name *name = commit_names_find(names, n, id);

	if (name && name->known) {
		*out = name->oid;
		return NULL;
	}
	return error_hint(
	    error_new(ERROR_NOT_FOUND, "%s:%zu: %s %s", file->name, line,
		name && name->ambiguous ? "several commits begin with" : "no commit is called", id),
	    "Correct the line, or put a # before it.");
}

static struct error *take_line(struct corrections *out, const struct file *file, const struct words *line,
    const struct commit_name *names, size_t n)
{
	struct correction correction = {.line = line->line};
	struct error *err = find_id(&correction.fix, file, line->line, names, n, line->words.v[0]);

	for (size_t i = 1; !err && i < line->words.n; i++) {
		git_oid culprit;

		if (!strcmp(line->words.v[i], "-"))
			continue;
		err = find_id(&culprit, file, line->line, names, n, line->words.v[i]);
		if (!err)
			array_push(&correction.culprits, culprit);
	}
	for (size_t i = 0; !err && i < out->n; i++)
		if (oid_equal(&out->v[i].fix, &correction.fix))
			err = error_failed("%s:%zu: %s was corrected in line %zu already", file->name,
			    line->line, line->words.v[0], out->v[i].line);
	array_push(out, correction);
	return err;
}

static int by_fix(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct correction *)a)->fix, &((const struct correction *)b)->fix);
}

struct error *corrections_read(struct corrections *out, struct repo *repo, const char *name)
{
	struct file file = {.name = name};
	ARRAY(struct commit_name) names = ARRAY_INIT;
	struct error *err = read_lines(&file);

	*out = (struct corrections){.v = NULL};
	for (size_t i = 0; !err && i < file.lines.n; i++)
		for (size_t w = 0; w < file.lines.v[i].words.n; w++)
			if (strcmp(file.lines.v[i].words.v[w], "-"))
				array_push(&names, (struct commit_name){.id = file.lines.v[i].words.v[w]});
	if (!err)
		err = commit_names_resolve(names.v, names.n, repo);
	for (size_t i = 0; !err && i < file.lines.n; i++)
		err = take_line(out, &file, &file.lines.v[i], names.v, names.n);
	if (!err && out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_fix);
	if (err)
		corrections_release(out);
	for (size_t i = 0; i < file.lines.n; i++)
		strings_release(&file.lines.v[i].words);
	array_release(&file.lines);
	array_release(&names);
	return err;
}

void corrections_release(struct corrections *corrections)
{
	for (size_t i = 0; i < corrections->n; i++)
		array_release(&corrections->v[i].culprits);
	array_release(corrections);
}

const struct correction *correction_of(const struct corrections *corrections, const git_oid *fix)
{
	struct correction key = {.fix = *fix};

	return corrections->n ? bsearch(&key, corrections->v, corrections->n, sizeof(*corrections->v), by_fix)
			      : NULL;
}
