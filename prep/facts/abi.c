/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/abi.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PATHS "include/uapi", ":(glob)arch/*/include/uapi/**", "Documentation/ABI"

/* The name that "+#define NAME _IOW(..." defines, or NULL. Owned by the caller. */
static char *defined_ioctl(const char *line, size_t length)
{
	static const char define[] = "define";
	const char *at = line + 1, *end = line + length, *name;

	while (at < end && isblank((unsigned char)*at))
		at++;
	if (at == end || *at++ != '#')
		return NULL;
	while (at < end && isblank((unsigned char)*at))
		at++;
	if ((size_t)(end - at) < sizeof(define) || memcmp(at, define, sizeof(define) - 1))
		return NULL;
	for (at += sizeof(define) - 1; at < end && isblank((unsigned char)*at);)
		at++;
	for (name = at; at < end && (isalnum((unsigned char)*at) || *at == '_');)
		at++;
	length = (size_t)(at - name);
	while (at < end && isblank((unsigned char)*at))
		at++;
	if (!length || end - at < 4 || memcmp(at, "_IO", 3))
		return NULL;
	for (at += 3; at < end && (isalnum((unsigned char)*at) || *at == '_');)
		at++;
	return at < end && *at == '(' ? mem_dupn(name, length) : NULL;
}

static void add_once(struct strings *list, const char *text)
{
	if (!strings_has(list, text))
		strings_add(list, text);
}

/* Those of `all` that are not among `others`. */
static void keep_other(struct strings *out, const struct strings *all, const struct strings *others)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strings_has(others, all->v[i]))
			strings_add(out, all->v[i]);
}

static void read_ioctls(struct abi *out, const struct buf *patch)
{
	struct strings added = STRINGS_INIT, removed = STRINGS_INIT;

	for (const char *line = patch->s; *line;) {
		size_t length = strcspn(line, "\n");
		char *name = *line == '+' || *line == '-' ? defined_ioctl(line, length) : NULL;

		if (name)
			add_once(*line == '+' ? &added : &removed, name);
		free(name);
		line += length + (line[length] == '\n');
	}
	keep_other(&out->new_ioctls, &added, &removed);
	keep_other(&out->gone_ioctls, &removed, &added);
	strings_release(&added);
	strings_release(&removed);
}

struct error *abi_find(struct abi *out, struct repo *repo, const git_oid *from, const git_oid *to)
{
	char *old = oid_text(from), *new = oid_text(to);
	struct buf names = BUF_INIT, patch = BUF_INIT;
	struct error *err;

	*out = (struct abi){.files = STRINGS_INIT};
	err = repo_git(repo, &names, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new, "--",
	    PATHS, NULL);
	for (size_t at = 0; !err && at < names.len; at += strlen(names.s + at) + 1)
		strings_add(&out->files, names.s + at);
	if (!err && out->files.n)
		err = repo_git(repo, &patch, "diff-tree", "-r", "-p", "-U0", "--no-renames", "--no-color",
		    "--no-ext-diff", "--no-textconv", old, new, "--", PATHS, NULL);
	if (!err)
		read_ioctls(out, &patch);
	buf_release(&names);
	buf_release(&patch);
	free(old);
	free(new);
	if (err)
		abi_release(out);
	return err;
}

void abi_release(struct abi *abi)
{
	strings_release(&abi->files);
	strings_release(&abi->new_ioctls);
	strings_release(&abi->gone_ioctls);
}
