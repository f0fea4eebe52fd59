/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_PASTPAGE_H
#define CMD_PASTPAGE_H

#include "facts/postmortem.h"
#include "source/config.h"

/*
 * Writes post-mortems as a page by the template `report` (publish/templates.h), or by template_file if it is not
 * NULL. file: where, "-" is standard output; what is there already is replaced wholly or not at all.
 */
struct error *pastpage_write(const char *file, const struct postmortems *postmortems,
    const struct config *config, const char *template_file);

/* Could it be written, as far as can be told beforehand? */
struct error *pastpage_check(const char *file, const struct config *config, const char *template_file);

#endif
