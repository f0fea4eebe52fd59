/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gateline.h"

#include "source/noteline.h"
#include "source/repo.h"
#include "util/instant.h"
#include "util/mem.h"
#include "util/squeeze.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIELD_KIND,
	FIELD_GATE,
	FIELD_TREE,
	FIELD_COMMIT,
	FIELD_TIME,
	FIELD_AUTHOR,
	FIELD_TOPIC,
	FIELD_WHY,
	FIELD_LOG,
	FIELDS
};

#define NAME_MOST 64

static const char alphanumeric[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool gate_is_name(const char *name)
{
	size_t length = strlen(name);

	if (!length || length > NAME_MOST || !strchr(alphanumeric, *name) ||
	    !strchr(alphanumeric, name[length - 1]))
		return false;
	for (; *name; name++)
		if (!strchr(alphanumeric, *name) && !strchr("-_.", *name))
			return false;
	return true;
}

static char *optional(const char *field)
{
	return strcmp(field, "-") != 0 ? squeeze(field) : NULL;
}

static bool fill(struct gate_result *out, char *const *fields)
{
	struct gate_result result = {.passed = !strcmp(fields[FIELD_KIND], "pass")};

	if ((!result.passed && strcmp(fields[FIELD_KIND], "fail") != 0) ||
	    !gate_is_name(fields[FIELD_GATE]) || !note_line_id(&result.tree, fields[FIELD_TREE]) ||
	    !note_line_id(&result.commit, fields[FIELD_COMMIT]) ||
	    !instant_parse(&result.time, fields[FIELD_TIME]))
		return false;
	result.author = squeeze(fields[FIELD_AUTHOR]);
	result.topic = squeeze(fields[FIELD_TOPIC]);
	if (!result.author || !result.topic) {
		gate_result_release(&result);
		return false;
	}
	result.gate = mem_dup(fields[FIELD_GATE]);
	result.why = optional(fields[FIELD_WHY]);
	result.log = optional(fields[FIELD_LOG]);
	*out = result;
	return true;
}

bool gate_line_read(struct gate_result *out, const char *line, size_t length)
{
	char *fields[FIELDS], *copy = note_line_cut(line, length, fields, FIELDS);
	bool good = copy && fill(out, fields);

	free(copy);
	return good;
}

void gate_line_add(struct buf *out, const struct gate_result *result)
{
	buf_addf(out, "%s\t%s\t", result->passed ? "pass" : "fail", result->gate);
	buf_add_oid(out, &result->tree, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	buf_add_oid(out, &result->commit, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	instant_add(out, result->time);
	note_line_add_text(out, result->author);
	note_line_add_text(out, result->topic);
	note_line_add_text(out, result->why);
	note_line_add_text(out, result->log);
	buf_addch(out, '\n');
}

void gate_result_release(struct gate_result *result)
{
	free(result->gate);
	free(result->author);
	free(result->topic);
	free(result->why);
	free(result->log);
}
