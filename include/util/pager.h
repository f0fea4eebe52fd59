/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_PAGER_H
#define UTIL_PAGER_H

#include "util/buf.h"
#include "util/error.h"

#include <stdbool.h>

/*
 * Pages standard output as git does: only on a terminal, through `git var GIT_PAGER` (so GIT_PAGER,
 * core.pager and PAGER count), with LESS=FRX and LV=-c unless they are set. A pager of "cat" or "" is none.
 * Call it after term_init() and before the first byte is written; pager_finish() closes standard output and
 * waits for the pager.
 */
struct error *pager_start(void);

/* Writes the text to standard output, through the pager unless `plain`, and releases it. */
struct error *pager_show(struct buf *text, bool plain);

/* Flushes and closes standard output; a full disk or a closed pipe is an error here at the latest. */
struct error *pager_finish(void);

#endif
