/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/plancheck.h"

#include "plan/ancestry.h"

#include <string.h>

/* "line 3: ", where there is a line to be told. */
static struct error *at_line(struct error *err, const struct plan_line *line)
{
	return line->told ? error_context(err, "line %zu", line->told) : err;
}

static bool names(const char *name, const struct topic *topic)
{
	return !strcmp(name, topic->name) || strings_has(&topic->aliases, name);
}

static const struct topic *find_topic(const struct topic *topics, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (names(name, &topics[i]))
			return &topics[i];
	return NULL;
}

static struct error *check_topic(const struct plan_line *line, const struct topic *topic)
{
	struct buf tip = BUF_INIT;
	struct error *err;

	if (!topic)
		return error_hint(at_line(error_failed("there is no topic %s", line->topic), line),
		    "Take the line out, or judge anew with:  pullprep split --write");
	if (!plan_line_moved(line, topic))
		return NULL;
	buf_add_oid(&tip, &topic->tip, 12);
	err = error_failed("%s has moved from %s to %s", line->topic, line->tip, tip.s);
	buf_release(&tip);
	return error_hint(at_line(err, line), "Judge it anew with:  pullprep split --write");
}

struct error *planfile_check_line(const struct plan_line *line, const struct topic *topics, size_t n)
{
	return check_topic(line, find_topic(topics, n, line->topic));
}

static struct error *check_pair(
    const struct plan_line *outer, const struct plan_line *inner, const struct topic *contained, bool strict)
{
	char *where = inner->told ? mem_format(" (line %zu)", inner->told) : mem_dup("");
	struct error *err = NULL;

	if (contained->commits.n && batch_later(inner->batch, outer->batch))
		err = error_failed("%s is %s, but contains %s, which is %s%s", outer->topic,
		    batch_name[outer->batch], inner->topic, batch_name[inner->batch], where);
	else if (strict && inner->batch == outer->batch && inner->number > outer->number)
		err = error_failed(
		    "%s contains %s, which is listed only after it%s", outer->topic, inner->topic, where);
	free(where);
	return error_hint(at_line(err, outer),
	    "A topic can be neither in an earlier batch than one it contains, nor listed before it.");
}

/* lines: by topic. */
static struct error *check_ancestry(const struct plan_line *line, const struct plan_line *const *lines,
    const struct containment *c, const struct topic *topics)
{
	size_t outer = containment_topic(c, line->topic);
	struct error *err = NULL;

	if (lines[outer] != line) {
		err = error_failed(
		    "%s has line %zu already, as %s", line->topic, lines[outer]->number, lines[outer]->topic);
		return error_hint(at_line(err, line), "Both are names of one commit: keep one of the lines.");
	}
	for (size_t inner = 0; !err && inner < c->n; inner++)
		if (lines[inner] && containment_has(c, outer, inner))
			err = check_pair(
			    line, lines[inner], &topics[inner], containment_strict(c, outer, inner));
	return err;
}

struct error *planfile_check_ancestry(const struct planfile *plan, const struct topic *topics, size_t n)
{
	struct containment c;
	const struct plan_line **lines;
	struct error *err = NULL;

	containment_make(&c, topics, n);
	lines = planfile_lines(plan, &c);
	for (size_t i = 0; !err && i < plan->n; i++)
		err = check_ancestry(&plan->v[i], lines, &c, topics);
	free(lines);
	containment_release(&c);
	return err;
}

struct error *planfile_check(const struct planfile *plan, const struct topic *topics, size_t n)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < plan->n; i++)
		err = planfile_check_line(&plan->v[i], topics, n);
	return err ? err : planfile_check_ancestry(plan, topics, n);
}

const struct topic *planfile_renamed(
    const struct planfile *plan, const struct plan_line *line, const struct topic *topics, size_t n)
{
	if (find_topic(topics, n, line->topic))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (!plan_line_moved(line, &topics[i]) && !planfile_line(plan, &topics[i]))
			return &topics[i];
	return NULL;
}
