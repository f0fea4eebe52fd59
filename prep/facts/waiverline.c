/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/waiverline.h"

#include "source/noteline.h"
#include "source/repo.h"
#include "util/instant.h"
#include "util/mem.h"
#include "util/squeeze.h"

#include <stdlib.h>
#include <string.h>

enum { FIELD_KIND, FIELD_RULE, FIELD_COMMIT, FIELD_PATCH, FIELD_TIME, FIELD_AUTHOR, FIELD_REASON, FIELDS };

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

static bool fill(struct waiver *out, char *const *fields)
{
	bool drop = !strcmp(fields[FIELD_KIND], "drop");
	struct waiver waiver = {.reason = NULL};

	if ((!drop && strcmp(fields[FIELD_KIND], "waive") != 0) || !waiver_rule_is_name(fields[FIELD_RULE]) ||
	    !note_line_id(&waiver.commit, fields[FIELD_COMMIT]) ||
	    !instant_parse(&waiver.time, fields[FIELD_TIME]) ||
	    (strcmp(fields[FIELD_PATCH], "-") != 0 && !note_line_id(&waiver.patch, fields[FIELD_PATCH])))
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
	char *fields[FIELDS], *copy = note_line_cut(line, length, fields, FIELDS);
	bool good = copy && fill(out, fields);

	free(copy);
	return good;
}

void waiver_line_add(struct buf *out, const struct waiver *waiver)
{
	buf_addf(out, "%s\t%s\t", waiver->reason ? "waive" : "drop", waiver->rule);
	buf_add_oid(out, &waiver->commit, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	if (oid_is_zero(&waiver->patch))
		buf_addch(out, '-');
	else
		buf_add_oid(out, &waiver->patch, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	instant_add(out, waiver->time);
	note_line_add_text(out, waiver->author);
	note_line_add_text(out, waiver->reason);
	buf_addch(out, '\n');
}

void waiver_release(struct waiver *waiver)
{
	free(waiver->rule);
	free(waiver->author);
	free(waiver->reason);
}
