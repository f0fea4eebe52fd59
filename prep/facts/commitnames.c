/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/commitnames.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_MOST = 10 };

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct commit_name *)a)->id, ((const struct commit_name *)b)->id);
}

/* One line of the answer: an id, or "WHAT-WAS-ASKED missing". */
static void take_answer(struct commit_name *name, const char *line)
{
	name->known = strlen(line) == GIT_OID_HEXSZ && git_oid_fromstr(&name->oid, line) == 0;
}

static bool is_doubtful(const struct commit_name *name)
{
	return !name->known && strlen(name->id) <= SHORT_MOST;
}

/* What objects there are whose ids begin as one of the doubtful ones, as "TYPE ID" each. */
static struct error *list_alike(
    struct strings *out, struct repo *repo, const struct commit_name *names, size_t n)
{
	const char *const types[] = {"cat-file", "--batch-check=%(objecttype) %(objectname)", NULL};
	struct strings words = STRINGS_INIT;
	ARRAY(const char *) args = ARRAY_INIT;
	struct buf ids = BUF_INIT, answer = BUF_INIT;
	struct error *err;

	for (size_t i = 0; i < n; i++)
		if (is_doubtful(&names[i]))
			strings_take(&words, mem_format("--disambiguate=%s", names[i].id));
	array_push(&args, "rev-parse");
	for (size_t i = 0; i < words.n; i++)
		array_push(&args, words.v[i]);
	array_push(&args, NULL);
	err = words.n ? repo_gitv(repo, &ids, args.v) : NULL;
	if (!err && ids.len)
		err = repo_gitv_input(repo, &answer, types, ids.s, ids.len);
	strings_split(out, answer.s, '\n');
	strings_release(&words);
	array_release(&args);
	buf_release(&ids);
	buf_release(&answer);
	return err;
}

/*
 * git says "missing" of ids that several commits have as it does of those that none has. Longer ids are not
 * asked for: that two of a million commits share 11 digits is one in 35.
 */
static struct error *find_ambiguous(struct commit_name *names, size_t n, struct repo *repo)
{
	static const char type[] = "commit ";
	struct strings alike = STRINGS_INIT;
	struct error *err = list_alike(&alike, repo, names, n);

	for (size_t i = 0; !err && i < n; i++) {
		const char *first = NULL;

		for (size_t k = 0; is_doubtful(&names[i]) && k < alike.n; k++) {
			const char *line = alike.v[k];

			if (strncmp(line, type, strlen(type)) ||
			    strncmp(line + strlen(type), names[i].id, strlen(names[i].id)))
				continue;
			names[i].ambiguous = names[i].ambiguous || (first && strcmp(first, line));
			first = line;
		}
	}
	strings_release(&alike);
	return err;
}

struct error *commit_names_resolve(struct commit_name *names, size_t n, struct repo *repo)
{
	const char *const args[] = {"cat-file", "--batch-check=%(objectname)", "--buffer", NULL};
	struct buf input = BUF_INIT, answer = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err = NULL;
	size_t at = 0;

	if (!n)
		return NULL;
	qsort(names, n, sizeof(*names), by_id);
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(names[i].id, names[i - 1].id))
			buf_addf(&input, "%s^{commit}\n", names[i].id);
	err = repo_gitv_input(repo, &answer, args, input.s, input.len);
	if (!err)
		strings_split(&lines, answer.s, '\n');
	for (size_t i = 0; !err && i < n; i++) {
		at += i && strcmp(names[i].id, names[i - 1].id);
		if (at < lines.n)
			take_answer(&names[i], lines.v[at]);
		else
			err = error_failed("git cat-file told of %zu ids, and more were asked", lines.n);
	}
	if (!err)
		err = find_ambiguous(names, n, repo);
	strings_release(&lines);
	buf_release(&input);
	buf_release(&answer);
	return err;
}

const struct commit_name *commit_names_find(const struct commit_name *names, size_t n, const char *id)
{
	struct commit_name key = {.id = id};

	return n ? bsearch(&key, names, n, sizeof(*names), by_id) : NULL;
}
