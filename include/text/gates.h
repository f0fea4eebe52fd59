/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_GATES_H
#define TEXT_GATES_H

#include "facts/gates.h"
#include "util/term.h"

#include <stdio.h>

/* Which topic passed which gate, when, and on which tree: as people and programs see it. All is borrowed. */
struct gate_row {
	const char *topic, *gate;
	git_oid tree; /* of the topic's tip */
	/* The newest result on that tree; else the newest for the topic on another one; NULL: none. */
	const struct gate_result *result;
	bool before; /* it is of another tree */
};
struct gate_rows {
	struct gate_row *v;
	size_t n, cap;
};

void gates_add_text(struct buf *out, const struct term *term, const struct gate_rows *rows);

/* The same as records; format "tsv" or "json". */
extern const char *const gates_columns[];
struct error *gates_records(FILE *out, const char *format, const struct gate_rows *rows);

#endif
