/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MAN_PAGE_H
#define MAN_PAGE_H

#include "util/buf.h"

/*
 * The man page pullprep(1) in mdoc, written from the tables that also feed help and completion: commands with
 * their options and manual texts, global options, configuration keys, exit codes. `make` keeps it as
 * build/pullprep.1.
 */
void man_page(struct buf *out);

#endif
