/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_WAIVERS_H
#define TEXT_WAIVERS_H

#include "facts/waivers.h"
#include "util/term.h"

#include <stdio.h>

/*
 * Waivers as people and programs see them: each with the commit that it is shown for, which may be another
 * one than it was recorded on, with the same patch.
 */
struct waived {
	git_oid commit;
	char *subject; /* owned; NULL: the commit is not in this repository */
	const struct waiver *waiver;
};
struct waived_list {
	struct waived *v;
	size_t n, cap;
};
void waived_list_release(struct waived_list *list);

/* `abcdef123456 ("subject")`, the subject masked. */
void waived_add_commit(struct buf *out, const struct waived *waived);

/* All of them, or "Nothing is waived."; `none` says it in other words where they were asked for by commit. */
void waivers_add_text(
    struct buf *out, const struct term *term, const struct waived_list *list, const char *none);

/* The same as records; format "tsv" or "json". */
extern const char *const waivers_columns[];
struct error *waivers_records(FILE *out, const char *format, const struct waived_list *list);

#endif
