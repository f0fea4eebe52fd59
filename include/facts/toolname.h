/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_TOOLNAME_H
#define FACTS_TOOLNAME_H

#include <stddef.h>

/*
 * The tools of a source tree that keeps them in tools/: "tools/perf", "tools/power/x86/turbostat",
 * "tools/testing/selftests/kvm". What stands beside them in a directory that holds several goes by that
 * directory's name: tools/mkimage.c is of "tools". Pure; what is returned is the caller's.
 */

/* The tool that a path belongs to; NULL for what is not below tools/. */
char *tool_of_path(const char *path, size_t length);

/* The tool that a message says has found something: a line in which "found by", "caught with", "detected
 * using" or the like stands before a path below tools/. NULL if it says no such thing. */
char *tool_credited(const char *message);

#endif
