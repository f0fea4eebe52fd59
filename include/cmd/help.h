/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd/command.h"
#include "util/buf.h"

/* Help as text for people, written from the tables of commands and options. */
void help_overview(struct buf *out);
void help_command(struct buf *out, const struct command *command);

#endif
