/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/record.h"

#include "util/buf.h"
#include "util/safe.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void records_start(struct records *records, FILE *out, enum record_format format, const char *const *columns)
{
	int fd = fileno(out);

	*records = (struct records){
	    .out = out, .format = format, .columns = columns, .terminal = fd >= 0 && isatty(fd)};
	if (format == RECORD_JSON)
		fputc('[', out);
}

/* What stands between the last value and the next: TAB, or the comma and the column's name. */
static void begin_value(struct records *records)
{
	if (records->format == RECORD_TSV) {
		if (records->column)
			fputc('\t', records->out);
	} else {
		if (!records->column)
			fputs(records->rows ? ",\n{" : "\n{", records->out);
		else
			fputs(", ", records->out);
		fprintf(records->out, "\"%s\": ", records->columns[records->column]);
	}
	records->column++;
}

/* JSON has only valid UTF-8: other bytes become U+FFFD. */
static void write_json_text(const struct records *records, const char *text)
{
	struct buf valid = BUF_INIT;
	size_t length = strlen(text);
	json_t *json;

	for (size_t i = 0, used; i < length; i += used) {
		if (safe_decode(text + i, length - i, &used) < 0)
			buf_addstr(&valid, "\xef\xbf\xbd");
		else
			buf_add(&valid, text + i, used);
	}
	json = json_stringn(valid.s, valid.len);
	json_dumpf(json, records->out, JSON_ENCODE_ANY | (records->terminal ? JSON_ENSURE_ASCII : 0));
	json_decref(json);
	buf_release(&valid);
}

void record_text(struct records *records, const char *text)
{
	struct buf field = BUF_INIT;

	if (!text || !*text) {
		record_none(records);
		return;
	}
	begin_value(records);
	if (records->format == RECORD_JSON) {
		write_json_text(records, text);
		return;
	}
	safe_add_tsv(&field, text);
	if (records->terminal) {
		char *masked = safe_text(field.s);

		fputs(masked, records->out);
		free(masked);
	} else {
		fwrite(field.s, 1, field.len, records->out);
	}
	buf_release(&field);
}

void record_number(struct records *records, long number)
{
	begin_value(records);
	fprintf(records->out, "%ld", number);
}

void record_bool(struct records *records, bool value)
{
	begin_value(records);
	if (records->format == RECORD_JSON)
		fputs(value ? "true" : "false", records->out);
	else
		fputs(value ? "yes" : "no", records->out);
}

void record_day(struct records *records, day_t day)
{
	struct buf text = BUF_INIT;

	if (day == DAY_NONE) {
		record_none(records);
		return;
	}
	day_add_iso(&text, day);
	record_text(records, text.s);
	buf_release(&text);
}

void record_oid(struct records *records, const git_oid *oid)
{
	char text[GIT_OID_HEXSZ + 1];

	record_text(records, git_oid_tostr(text, sizeof(text), oid));
}

void record_elsewhere(struct records *records, const struct elsewhere *elsewhere)
{
	struct buf text = BUF_INIT;

	elsewhere_add_brief(&text, elsewhere);
	record_text(records, text.s);
	buf_release(&text);
}

void record_none(struct records *records)
{
	begin_value(records);
	fputs(records->format == RECORD_JSON ? "null" : "-", records->out);
}

void record_end(struct records *records)
{
	fputs(records->format == RECORD_JSON ? "}" : "\n", records->out);
	records->column = 0;
	records->rows++;
}

void record_list(struct records *records, struct records *inner, const char *const *columns)
{
	begin_value(records);
	*inner = (struct records){
	    .out = records->out, .format = RECORD_JSON, .columns = columns, .terminal = records->terminal};
	fputc('[', inner->out);
}

void record_list_end(struct records *inner)
{
	fputs(inner->rows ? "\n]" : "]", inner->out);
}

struct error *records_finish(struct records *records)
{
	if (records->format == RECORD_JSON)
		fputs(records->rows ? "\n]\n" : "]\n", records->out);
	if (fflush(records->out))
		return error_new(errno == EPIPE ? ERROR_PIPE : ERROR_FAILED, "cannot write the records: %s",
		    strerror(errno));
	return NULL;
}
