/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SCOPE_H
#define FACTS_SCOPE_H

#include "util/array.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The maintainer's own part of the tree, from pullprep.scope: directories or files ("arch/x86/kvm",
 * "arch/x86/kvm/"), or globs over whole paths in which '*' matches '/' too ("*kvm*"). Without any, everything
 * is.
 */
bool scope_has(const struct strings *scope, const char *path, size_t length);

#endif
