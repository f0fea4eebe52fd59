/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_ASKING_H
#define CMD_ASKING_H

#include "source/lore.h"
#include "util/option.h"

#include <stddef.h>

/* How servers are asked: options of every command that may ask one. */
struct asking {
	bool offline, refresh;
};

/* Two rows of a command's table of options; offset: that of the struct asking among its arguments. */
#define ASKING_OPTIONS(offset)                                                                               \
	{"offline", 0, OPTION_FLAG, NULL, "open no connection: what the cache does not have is unknown",     \
	    (offset) + offsetof(struct asking, offline)},                                                    \
	{                                                                                                    \
		"refresh", 0, OPTION_FLAG, NULL, "ask again, whatever the cache has",                        \
		    (offset) + offsetof(struct asking, refresh)                                              \
	}

/* ERROR_USAGE if both are given. */
struct error *asking_check(const struct asking *asking);

/* lore_open(), checked. */
struct error *asking_lore(struct lore **out, const struct config *config, const struct asking *asking);

#endif
