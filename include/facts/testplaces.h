/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TESTPLACES_H
#define FACTS_TESTPLACES_H

#include "source/config.h"
#include "source/repo.h"
#include "util/process.h"

/*
 * The repositories of tests that pullprep.testRepo names: on this machine, by absolute paths, "~/..." or from the
 * top of the work tree. git itself reads them, so that they may be bare, linked work trees or of sha256.
 */
struct test_place {
	char *value;     /* as it is configured */
	char *directory; /* where that is */
	/* How people call it: the last part of the path, without ".git" ("kvm-unit-tests"); the whole value where
	 * two places would be called the same. What has a meaning in plans and records (blanks, control
	 * characters, ',', ':', ';', '=') is '_' in it. */
	char *name;
};
struct test_places {
	struct test_place *v;
	size_t n, cap;
};

void test_places_list(struct test_places *out, const struct repo *repo, const struct config *config);
void test_places_release(struct test_places *places);

/*
 * Runs `git ARGS` (NULL-terminated) there, with nobody to ask for passwords or for objects that a partial clone
 * lacks. The caller has initialised `process`, may have set its input, and releases it. An exit status above
 * `accepted` is an error that names the setting and quotes git, as is one that takes longer than a minute or
 * answers more than 512 MiB.
 */
struct error *test_place_git(
    struct process *process, const struct test_place *place, int accepted, const char *const *args);

#endif
