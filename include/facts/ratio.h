/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_RATIO_H
#define FACTS_RATIO_H

#include "source/classes.h"
#include "source/repo.h"

#include <stdbool.h>

/*
 * How much of a change is tests and documentation. Lines are those of `git log --numstat -M100%`: an
 * unchanged moved file counts as nothing, a binary file counts as a file without lines. git itself counts
 * them (two children side by side, for two cores), so the figures are git's by construction; user
 * configuration (diff.algorithm, renames, ...) is pinned.
 */
struct lines {
	long added, removed;
};

struct ratio {
	bool known; /* false: an object was missing; nothing else may be read then */
	struct lines lines[CLASS_COUNT];
	long files[CLASS_COUNT]; /* changed ones, binaries among them; not those that only moved */
};

/* A sum starts as (struct ratio){.known = true}; an unknown part makes it unknown. */
void ratio_add(struct ratio *sum, const struct ratio *part);
long ratio_added(const struct ratio *ratio);   /* over all classes */
long ratio_changed(const struct ratio *ratio); /* added + removed */
/* Tests and docs among the added (or changed) lines, rounded down; -1 where there are no such lines or
 * nothing is known. */
int ratio_share_added(const struct ratio *ratio);
int ratio_share_changed(const struct ratio *ratio);
/* The same of one class. */
int ratio_class_added(const struct ratio *ratio, enum path_class class);
int ratio_class_changed(const struct ratio *ratio, enum path_class class);

/*
 * For each of the n non-merge commits its ratio. Commits whose objects are missing get known = false; one
 * warning on stderr names the objects.
 */
struct error *ratio_commits(
    struct repo *repo, const struct classes *classes, const git_oid *commits, size_t n, struct ratio *out);

/* One file of a difference between two trees. */
struct changed_file {
	char *path; /* the new one for a rename */
	enum path_class class;
	char status; /* 'A', 'D', 'M', 'T', 'R' (moved, unchanged) */
	bool binary;
	struct lines lines;
};
struct changed_files {
	struct changed_file *v;
	size_t n, cap;
};
#define CHANGED_FILES_INIT                                                                                   \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}
void changed_files_release(struct changed_files *files);

/*
 * The final difference from..to (commits or trees), file by file, counted in the same way and added to `out`.
 * ERROR_MISSING names the object that the repository lacks.
 */
struct error *ratio_difference(struct repo *repo, const struct classes *classes, const git_oid *from,
    const git_oid *to, struct changed_files *out);
void ratio_of_files(const struct changed_files *files, struct ratio *out);

#endif
