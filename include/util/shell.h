/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_SHELL_H
#define UTIL_SHELL_H

#include "util/buf.h"

/* Adds a word to a command line as one types it, with a blank before it unless it is the first: in single quotes
 * where a shell would take it apart. */
void shell_add_word(struct buf *command, const char *word);

#endif
