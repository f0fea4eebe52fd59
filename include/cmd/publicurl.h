/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PUBLICURL_H
#define CMD_PUBLICURL_H

#include "source/config.h"

/*
 * pullprep.url, the public repository that upstream pulls from, as it may stand in a mail. An error that says
 * what to configure if it is not set, holds what no mail may, or is the name of a remote, which says nothing
 * to others. Borrowed from the configuration.
 */
struct error *public_url(const char **out, const struct config *config);

#endif
