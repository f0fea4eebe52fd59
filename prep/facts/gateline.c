/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/gateline.h"

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

static bool read_id(git_oid *out, const char *text)
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(text) != GIT_OID_HEXSZ || strspn(text, digits) != GIT_OID_HEXSZ)
		return false;
	return !git_oid_fromstr(out, text);
}

/* Cuts the line into its fields; false if there are more or fewer, or one is empty. */
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

static char *optional(const char *field)
{
	return strcmp(field, "-") != 0 ? squeeze(field) : NULL;
}

static bool fill(struct gate_result *out, char *const *fields)
{
	struct gate_result result = {.passed = !strcmp(fields[FIELD_KIND], "pass")};

	if ((!result.passed && strcmp(fields[FIELD_KIND], "fail") != 0) ||
	    !gate_is_name(fields[FIELD_GATE]) || !read_id(&result.tree, fields[FIELD_TREE]) ||
	    !read_id(&result.commit, fields[FIELD_COMMIT]) ||
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

static void add_text(struct buf *out, const char *text)
{
	char *one = text ? squeeze(text) : NULL;

	buf_addf(out, "\t%s", one ? one : "-");
	free(one);
}

void gate_line_add(struct buf *out, const struct gate_result *result)
{
	buf_addf(out, "%s\t%s\t", result->passed ? "pass" : "fail", result->gate);
	buf_add_oid(out, &result->tree, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	buf_add_oid(out, &result->commit, GIT_OID_HEXSZ);
	buf_addch(out, '\t');
	instant_add(out, result->time);
	add_text(out, result->author);
	add_text(out, result->topic);
	add_text(out, result->why);
	add_text(out, result->log);
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
