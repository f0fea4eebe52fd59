/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/waiverline.h"

#include "source/repo.h"
#include "util/instant.h"
#include "util/mem.h"
#include "util/squeeze.h"

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
	    !read_id(&waiver.commit, fields[FIELD_COMMIT]) ||
	    !instant_parse(&waiver.time, fields[FIELD_TIME]) ||
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
	instant_add(out, waiver->time);
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
