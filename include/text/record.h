/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_RECORD_H
#define TEXT_RECORD_H

#include "facts/elsewhere.h"
#include "util/date.h"
#include "util/error.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stdio.h>

/*
 * Records for machines: the same rows as TSV (no header line; TAB, LF, CR and backslash as \t \n \r \\; '-'
 * for nothing) or as a JSON array of objects (null for nothing). The column names are promised in the man
 * page.
 *
 *	static const char *const columns[] = {"commit", "releases", NULL};
 *	records_start(&records, stdout, RECORD_TSV, columns);
 *	record_oid(&records, &oid); record_number(&records, 3); record_end(&records);
 *	err = records_finish(&records);
 */
enum record_format { RECORD_TSV, RECORD_JSON };

struct records {
	FILE *out;
	enum record_format format;
	const char *const *columns;
	size_t column, rows;
	bool terminal; /* somebody looks at it: control characters are masked, which in a pipe or file stay as
			  they are */
};

void records_start(struct records *records, FILE *out, enum record_format format, const char *const *columns);
void record_text(struct records *records, const char *text); /* NULL: nothing */
void record_number(struct records *records, long number);
void record_bool(struct records *records, bool value); /* yes/no; true/false in JSON */
void record_day(struct records *records, day_t day);   /* ISO 8601; DAY_NONE: nothing */
void record_oid(struct records *records, const git_oid *oid);
/* "kvm-unit-tests:2 ltp:1", or nothing */
void record_elsewhere(struct records *records, const struct elsewhere *elsewhere);
void record_none(struct records *records);
void record_end(struct records *records);
/*
 * A list of records as a value, in JSON only: `inner` takes its rows as any records do.
 *
 *	record_list(&records, &inner, columns);
 *	record_day(&inner, day); record_end(&inner);
 *	record_list_end(&inner);
 */
void record_list(struct records *records, struct records *inner, const char *const *columns);
void record_list_end(struct records *inner);
struct error *records_finish(struct records *records); /* an error of writing, if there was one */

#endif
