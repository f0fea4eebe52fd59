/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TESTREPOS_H
#define FACTS_TESTREPOS_H

#include "facts/project.h"

/*
 * Names that tests elsewhere mention, in the repositories of facts/testplaces.h (kvm-unit-tests, LTP, xfstests). A
 * name of the interface to programs counts as tested there if a file of HEAD's has it as a word; of a header, the
 * path that programs include it by ("linux/kvm.h"). Commits there are facts/testcredit.h's matter.
 */

/* Adds to `untested` those of `names` that none of the repositories mentions, in their order; all of them
 * where none is configured. ERROR_FAILED names the setting that is no repository. */
struct error *test_repos_find(
    struct strings *untested, const struct project *project, const struct strings *names);

#endif
