/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/planheader.h"

#include "util/mem.h"

#include <string.h>

/* What the lines begin with, in their order; those that end in LF are that as a whole. */
static const char *const header[] = {
    "# pullprep ",
    "# base: ",
    "# window: ",
    "# as of: ",
    "#\n",
    "# The first word of a line is yours to change: first, second, fixes, hold, drop.\n",
    "# So is the order within a batch. A comment right above a line says why, and\n",
    "# reaches the mail:  # because: REASON\n",
    "# What follows the tip is rewritten by pullprep, as is this comment.\n",
};
enum { HEADER_MARK, HEADER_BASE, HEADER_WINDOW, HEADER_AS_OF, HEADER_HOW };
enum { HEADER_LINES = sizeof(header) / sizeof(*header) };
static const char blanks[] = " \t\r";
static const char plan_mark[] = ": plan", version_mark[] = ": plan for ";

char *planheader_version(const struct cycle *cycle)
{
	if (!cycle->version)
		return NULL;
	return mem_format("%s%s", cycle->release_prefix ? cycle->release_prefix : "", cycle->version);
}

static void add_window(struct buf *out, const struct cycle *cycle)
{
	if (cycle->phase == PHASE_UNKNOWN || cycle->opens == DAY_NONE) {
		buf_addstr(out, "not known");
		return;
	}
	buf_addstr(out, cycle->phase == PHASE_WINDOW ? "open since "
			: cycle->forecast            ? "opens about "
						     : "opens ");
	day_add_iso(out, cycle->opens);
	if (cycle->phase == PHASE_WINDOW)
		buf_addf(out, ", day %d", cycle->day);
}

void planheader_add(struct buf *out, const struct cycle *cycle, const char *base)
{
	char *version = planheader_version(cycle);

	buf_addf(out, "%s" VERSION "%s%s", header[HEADER_MARK], version ? version_mark : plan_mark,
	    version ? version : "");
	buf_addf(out, "\n%s%s\n%s", header[HEADER_BASE], base ? base : "-", header[HEADER_WINDOW]);
	add_window(out, cycle);
	buf_addf(out, "\n%s", header[HEADER_AS_OF]);
	day_add_iso(out, cycle->as_of);
	buf_addch(out, '\n');
	for (size_t i = HEADER_HOW; i < HEADER_LINES; i++)
		buf_addstr(out, header[i]);
	buf_addch(out, '\n');
	free(version);
}

static size_t trimmed(const char *line)
{
	size_t length = strlen(line);

	while (length && strchr(blanks, line[length - 1]))
		length--;
	return length;
}

static void take_version(char **version, const char *line, size_t length)
{
	const char *mark = strstr(line, version_mark);
	size_t before = mark ? (size_t)(mark - line) + strlen(version_mark) : length;

	if (!*version && before < length)
		*version = mem_dupn(line + before, length - before);
}

bool planheader_take(const char *line, size_t *next, char **version)
{
	size_t length = trimmed(line);

	for (size_t i = *next; i < (*next ? HEADER_LINES : 1); i++) {
		size_t known = strcspn(header[i], "\n");

		if (header[i][known] ? length != known || strncmp(line, header[i], known)
				     : strncmp(line, header[i], known) != 0)
			continue;
		if (i == HEADER_MARK && !strstr(line, plan_mark))
			continue;
		if (i == HEADER_MARK)
			take_version(version, line, length);
		*next = i + 1;
		return true;
	}
	return false;
}
