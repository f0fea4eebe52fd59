/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_CONFIG_H
#define SOURCE_CONFIG_H

#include "util/array.h"
#include "util/error.h"
#include "util/process.h"

#include <stdbool.h>

/*
 * Configuration is git's: read once through `git config --null --show-origin --list`, so that system, global, local and
 * worktree files, includes, `git -c` and GIT_CONFIG_COUNT all count, in git's order; --config KEY=VALUE of
 * our own command line comes last. Keys compare as git compares them: section and name without case, the part
 * between with case.
 */
struct config;

/* Every key of the section `pullprep`, for help, `init`, completion and the man page. */
struct config_key {
	const char *name;   /* "pullprep.minReleases"; "<word>" in it stands for anything */
	const char *value;  /* what it takes: "N", "REV", ... */
	const char *preset; /* the value where nothing is set, in words where it is found out; NULL: none */
	bool many;          /* may be given several times */
	const char *help;   /* one sentence */
};
extern const struct config_key config_keys[]; /* ends with .name == NULL */

/* overrides: "pullprep.mainline=origin/master" each, later ones win. Works outside any repository too. */
struct error *config_load(struct config **out, const struct strings *overrides);
/* The same in two halves (see process_begin()): what was begun is taken, or ended and released. */
struct error *config_begin(struct process *git);
struct error *config_take(struct config **out, struct process *git, const struct strings *overrides);
void config_free(struct config *config);

/* The last value, or NULL if the key is not set. A key without "=" has the value "true". Borrowed. */
const char *config_get(const struct config *config, const char *key);

/* Where that value is set: git's name of the file (".git/config"), or "--config"; NULL if it is not. Borrowed.
 */
const char *config_origin(const struct config *config, const char *key);

/* All values in order, copied into the list. */
void config_all(const struct config *config, const char *key, struct strings *out);

/* Every setting whose key begins so ("pullprep.rule."), in order: full keys, with the section and the last
 * part in small letters, their values ("true" for a key without one) and where they are set, copied into the
 * lists. */
void config_under(const struct config *config, const char *prefix, struct strings *keys,
    struct strings *values, struct strings *origins);

/* A whole number >= least; the preset if not set. An error names the key, the value and what is accepted. */
struct error *config_number(const struct config *config, const char *key, long preset, long least, long *out);

/* As git reads booleans. */
struct error *config_bool(const struct config *config, const char *key, bool preset, bool *out);

/* "branch.<name>.<key>", or NULL. Borrowed. */
const char *config_branch(const struct config *config, const char *branch, const char *key);

#endif
