/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/abi.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PATHS  "include/uapi", ":(glob)arch/*/include/uapi/**", "Documentation/ABI", TABLES
#define TABLES ":(glob)arch/**/syscall*.tbl", ":(glob)scripts/syscall*.tbl"

enum kind { KIND_IOCTL, KIND_CAPABILITY, KIND_SYSCALL, KINDS };

/* ---- one line of a difference, without its sign ---- */

struct cursor {
	const char *at, *end;
};

static void skip_blanks(struct cursor *line)
{
	while (line->at < line->end && isblank((unsigned char)*line->at))
		line->at++;
}

static bool skip(struct cursor *line, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(line->end - line->at) < n || memcmp(line->at, word, n) != 0)
		return false;
	line->at += n;
	return true;
}

/* Letters, digits and underscores. */
static char *take_name(struct cursor *line)
{
	const char *start = line->at;

	while (line->at < line->end && (isalnum((unsigned char)*line->at) || *line->at == '_'))
		line->at++;
	return mem_dupn(start, (size_t)(line->at - start));
}

static bool is_ioctl(struct cursor value)
{
	if (!skip(&value, "_IO"))
		return false;
	free(take_name(&value));
	return skip(&value, "(");
}

/* "KVM_CAP_X", "DRM_CLIENT_CAP_X", "CAP_BPF" */
static bool is_capability(const char *name)
{
	const char *at = strncmp(name, "CAP_", 4) != 0 ? strstr(name, "_CAP_") : name;

	return at && isalnum((unsigned char)at[strlen(at) - 1]) && strcmp(name, "CAP_LAST_CAP") != 0;
}

/* The name that `#define NAME VALUE` defines, if that is anything of these kinds; or NULL. A name that has
 * arguments is none. */
static char *defined(enum kind *kind, struct cursor line)
{
	static const char number[] = "__NR_";
	char *name;

	skip_blanks(&line);
	if (!skip(&line, "#"))
		return NULL;
	skip_blanks(&line);
	if (!skip(&line, "define") || line.at == line.end || !isblank((unsigned char)*line.at))
		return NULL;
	skip_blanks(&line);
	name = take_name(&line);
	if (*name && line.at < line.end && isblank((unsigned char)*line.at)) {
		skip_blanks(&line);
		if (is_ioctl(line)) {
			*kind = KIND_IOCTL;
			return name;
		}
		if (line.at < line.end && !strncmp(name, number, strlen(number)) &&
		    strcmp(name, "__NR_syscalls") != 0) {
			*kind = KIND_SYSCALL;
			memmove(name, name + strlen(number), strlen(name + strlen(number)) + 1);
			return name;
		}
		if (line.at < line.end && is_capability(name)) {
			*kind = KIND_CAPABILITY;
			return name;
		}
	}
	free(name);
	return NULL;
}

/* The system call of a table's line, "454	common	futex_wake	sys_futex_wake"; or NULL. */
static char *listed(struct cursor line)
{
	char *name;

	if (line.at == line.end || !isdigit((unsigned char)*line.at))
		return NULL;
	for (int words = 0; words < 2; words++) {
		free(take_name(&line));
		if (line.at == line.end || !isblank((unsigned char)*line.at))
			return NULL;
		skip_blanks(&line);
	}
	name = take_name(&line);
	if (*name)
		return name;
	free(name);
	return NULL;
}

/* ---- all of them ---- */

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

/* What the lines of one sign define, by kind. */
struct names {
	struct strings of[KINDS];
};

static void read_line(struct names *out, struct cursor line, bool table)
{
	enum kind kind = KIND_SYSCALL;
	char *name = table ? listed(line) : defined(&kind, line);

	if (name)
		add_once(&out->of[kind], name);
	free(name);
}

/* "diff --git a/arch/x86/entry/syscalls/syscall_64.tbl b/..." */
static bool is_of_table(struct cursor line)
{
	static const char end[] = ".tbl";
	size_t n = strlen(end);

	return (size_t)(line.end - line.at) > n && !memcmp(line.end - n, end, n);
}

static void read_names(struct abi *out, const struct buf *patch)
{
	struct names added = {.of = {STRINGS_INIT}}, removed = {.of = {STRINGS_INIT}};
	bool table = false, body = false;

	for (const char *at = patch->s; *at;) {
		struct cursor line = {at, at + strcspn(at, "\n")};

		if (skip(&line, "diff --git ")) {
			table = is_of_table(line);
			body = false;
		} else if (skip(&line, "@@")) {
			body = true;
		} else if (body && skip(&line, "+")) {
			read_line(&added, line, table);
		} else if (body && skip(&line, "-")) {
			read_line(&removed, line, table);
		}
		at = line.end + (*line.end == '\n');
	}
	keep_other(&out->new_ioctls, &added.of[KIND_IOCTL], &removed.of[KIND_IOCTL]);
	keep_other(&out->gone_ioctls, &removed.of[KIND_IOCTL], &added.of[KIND_IOCTL]);
	keep_other(&out->new_capabilities, &added.of[KIND_CAPABILITY], &removed.of[KIND_CAPABILITY]);
	keep_other(&out->new_syscalls, &added.of[KIND_SYSCALL], &removed.of[KIND_SYSCALL]);
	for (size_t i = 0; i < KINDS; i++) {
		strings_release(&added.of[i]);
		strings_release(&removed.of[i]);
	}
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
		read_names(out, &patch);
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
	strings_release(&abi->new_capabilities);
	strings_release(&abi->new_syscalls);
}
