/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_GATES_H
#define TEXT_GATES_H

#include "facts/gated.h"
#include "text/record.h"
#include "util/term.h"

#include <stdio.h>

/* Which topic passed which gate, when, and on which tree: as people and programs see it. All is borrowed. */
struct gate_row {
	const char *topic;
	struct gate_state state;
};
struct gate_rows {
	struct gate_row *v;
	size_t n, cap;
};

void gates_add_text(struct buf *out, const struct term *term, const struct gate_rows *rows);

/* One line for each that passed, of those topics: "kvm/queue  gate ABC passed on 2022-03-22 on tree 0123456789ab", then
 * an empty line. all: one per topic of the survey, or NULL. */
void gates_add_passed(struct buf *out, const struct term *term, const struct survey *survey,
    const size_t *topics, size_t n, const struct topic_gates *all);

/* All rows as records; format "tsv" or "json". */
extern const char *const gates_columns[];
struct error *gates_records(FILE *out, const char *format, const struct gate_rows *rows);

/*
 * In a record on a topic, as its last field: "ABC:passed:2022-03-22:TREE(40 digits) lab:none", the results' names
 * being those of `pullprep gate`. all: one per topic; where it is NULL, no gates are configured, and no field is
 * written.
 */
void gates_record(struct records *records, const struct topic_gates *all, size_t topic);

/* Warns of lines in the notes that are no results. */
void gates_warn_odd(const struct gate_results *results);

#endif
