/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CMD_WAIVEEDIT_H
#define CMD_WAIVEEDIT_H

#include "publish/waive.h"
#include "text/waivers.h"

/*
 * Waivers in the maintainer's editor, a line for each: commit (12 digits), rule, reason. A reason that reads
 * otherwise afterwards is changed, a line that is gone drops its waiver; lines that begin with '#' do not
 * count.
 */

/*
 * Adds what the maintainer changed. The text is in *path (owned by the caller; NULL if there was an error
 * before), pullprep/waivers.edit in the git directory, or waivers.2.edit if that is there already: to be
 * removed when the changes are written; it stays otherwise. A line that is
 * none of those that were given, or is there twice or without a reason, is an error that names it.
 */
struct error *waiveedit_run(
    struct waive_changes *out, char **path, struct repo *repo, const struct waived_list *list);

/* The pure part: what `text` says of the list. */
struct error *waiveedit_parse(struct waive_changes *out, const struct waived_list *list, const char *text);

#endif
