/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_MISSING_H
#define CMD_MISSING_H

#include "cmd/command.h"

/* `series --missing-tests`: nothing is asked of an archive. least: lines of code that ask for a test. */
struct error *missing_run(const struct globals *globals, const struct strings *names, long least);

#endif
