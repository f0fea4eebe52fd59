/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/waiverline.h"

#include "source/repo.h"
#include "util/date.h"
#include "util/mem.h"
#include "util/squeeze.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELD_KIND, FIELD_RULE, FIELD_COMMIT, FIELD_PATCH, FIELD_TIME, FIELD_AUTHOR, FIELD_REASON, FIELDS };

static bool read_id(git_oid *out, const char *text)
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(text) != GIT_OID_HEXSZ || strspn(text, digits) != GIT_OID_HEXSZ)
		return false;
	return !git_oid_fromstr(out, text);
}

/* "2022-03-22T09:30:00Z" */
static bool read_time(int64_t *out, const char *text)
{
	static const char shape[] = "0000-00-00T00:00:00Z";
	char date[sizeof("2022-03-22")];
	int hour, minute, second;
	day_t day;

	if (strlen(text) != strlen(shape))
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '0' ? !strchr("0123456789", text[i]) : text[i] != shape[i])
			return false;
	memcpy(date, text, sizeof(date) - 1);
	date[sizeof(date) - 1] = '\0';
	day = day_parse(date);
	if (day == DAY_NONE || sscanf(text + sizeof(date), "%2d:%2d:%2d", &hour, &minute, &second) != 3)
		return false;
	*out = day_start(day) + (hour * 60 + minute) * 60 + second;
	return hour < 24 && minute < 60 && second < 60;
}

static void add_time(struct buf *out, int64_t time)
{
	day_t day = day_of_time(time);
	int second = (int)(time - day_start(day));

	day_add_iso(out, day);
	buf_addf(out, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60);
}

bool waiver_rule_is_name(const char *rule)
{
	bool letter = false;

	if (*rule < 'a' || *rule > 'z')
		return false;
	for (; *rule; rule++) {
		bool dash = *rule == '-' && letter;

		letter = (*rule >= 'a' && *rule <= 'z') || (*rule >= '0' && *rule <= '9');
		if (!letter && !dash)
			return false;
	}
	return letter;
}

/* Cuts the line into its fields; false if there are more or fewer. */
static bool cut(char *line, char **fields)
{
	size_t n = 0;

	for (char *field; (field = strsep(&line, "\t"));) {
		if (n == FIELDS || !*field)
			return false;
		fields[n++] = field;
	}
	return n == FIELDS;
}

static bool fill(struct waiver *out, char *const *fields)
{
	bool drop = !strcmp(fields[FIELD_KIND], "drop");
	struct waiver waiver = {.reason = NULL};

	if ((!drop && strcmp(fields[FIELD_KIND], "waive") != 0) || !waiver_rule_is_name(fields[FIELD_RULE]) ||
	    !read_id(&waiver.commit, fields[FIELD_COMMIT]) || !read_time(&waiver.time, fields[FIELD_TIME]) ||
	    (strcmp(fields[FIELD_PATCH], "-") != 0 && !read_id(&waiver.patch, fields[FIELD_PATCH])))
		return false;
	if (!drop) {
		waiver.reason = squeeze(fields[FIELD_REASON]);
		if (!waiver.reason)
			return false;
	}
	waiver.author = squeeze(fields[FIELD_AUTHOR]);
	if (!waiver.author) {
		free(waiver.reason);
		return false;
	}
	waiver.rule = mem_dup(fields[FIELD_RULE]);
	*out = waiver;
	return true;
}

bool waiver_line_read(struct waiver *out, const char *line, size_t length)
{
	char *fields[FIELDS], *copy;
	bool good;

	if (length && line[length - 1] == '\r')
		length--;
	if (memchr(line, '\0', length))
		return false;
	copy = mem_dupn(line, length);
	good = cut(copy, fields) && fill(out, fields);
	free(copy);
	return good;
}

void waiver_line_add(struct buf *out, const struct waiver *waiver)
{
	char *author = squeeze(waiver->author), *reason = waiver->reason ? squeeze(waiver->reason) : NULL;

	buf_addf(out, "%s\t%s\t", waiver->reason ? "waive" : "drop", waiver->rule);
	buf_add_oid(out, &waiver->commit, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	if (oid_is_zero(&waiver->patch))
		buf_addch(out, '-');
	else
		buf_add_oid(out, &waiver->patch, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	add_time(out, waiver->time);
	buf_addf(out, "\t%s\t%s\n", author ? author : "-", reason ? reason : "-");
	free(author);
	free(reason);
}

void waiver_release(struct waiver *waiver)
{
	free(waiver->rule);
	free(waiver->author);
	free(waiver->reason);
}
