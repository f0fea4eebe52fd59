/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd/command.h"
#include "util/buf.h"

/* Help as text for people, at most 80 columns wide, written from the tables of commands, options and
 * configuration keys. */
void help_overview(struct buf *out);
void help_command(struct buf *out, const struct command *command);
void help_configuration(struct buf *out);

#endif
