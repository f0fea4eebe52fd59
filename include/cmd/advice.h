/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_ADVICE_H
#define CMD_ADVICE_H

#include "cmd/command.h"
#include "source/config.h"
#include "util/buf.h"

/*
 * Commands that people are told to give next. They must do what is meant as they are printed, from where the
 * user stands: each word is quoted where a shell would take it apart, and the global options that say where
 * and when (-C, --config, --as-of) are repeated.
 */
void advice_pullprep(struct buf *command, const struct globals *globals, const char *name);
void advice_git(struct buf *command, const struct globals *globals, const char *name);
/* "git push REMOTE", to be followed by refs: pullprep.remote, or the public URL without a password. */
void advice_push(struct buf *command, const struct globals *globals, const struct config *config);

void advice_word(struct buf *command, const char *word);                        /* with a blank before it */
void advice_option(struct buf *command, const char *option, const char *value); /* nothing if value is NULL */

#endif
