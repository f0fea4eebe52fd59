/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/next.h"

#include "source/commit.h"
#include "source/history.h"
#include "source/nextdb.h"
#include "source/refs.h"
#include "source/trunk.h"

#include <string.h>

#define NEXT_GLOB "next-*"

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct next_tree *)a)->name, ((const struct next_tree *)b)->name);
}

/* --- tags --- */

/* The civil date in a name: its last run of eight digits, if that is a date. */
static day_t date_in(const char *name)
{
	day_t day = DAY_NONE;

	while (*name) {
		size_t digits = strspn(name, "0123456789");

		if (digits == 8) {
			char text[9];

			memcpy(text, name, 8);
			text[8] = '\0';
			if (day_parse(text) != DAY_NONE)
				day = day_parse(text);
		}
		name += digits ? digits : 1;
	}
	return day;
}

static void add_tag(struct next_trees *out, const char *name, const git_oid *commit)
{
	day_t day = date_in(name);

	if (day == DAY_NONE || oid_is_zero(commit))
		return;
	if (day > out->as_of)
		out->later++;
	else
		array_push(out, (struct next_tree){.name = mem_dup(name), .day = day, .commit = *commit});
}

/* The tags; and a branch that is called like an integration branch, the likeliest first: what stands in where
 * there are no tags. One question costs half of two. */
static struct error *load_tags(struct next_trees *out, struct repo *repo)
{
	static const char tags[] = "refs/tags/";
	char *pattern = mem_format("%s%s", tags, out->where);
	const char *const patterns[] = {pattern, "refs/remotes/*/for-next", "refs/remotes/*/next",
	    "refs/heads/for-next", "refs/heads/next", NULL};
	struct refs refs = REFS_INIT;
	struct error *err = refs_list(repo, &refs, patterns);

	for (size_t i = 0; !err && i < refs.n; i++) {
		const char *name = refs.v[i].name;

		if (!strncmp(name, tags, strlen(tags)))
			add_tag(out, name + strlen(tags), &refs.v[i].commit);
		else if (!out->stand_in) /* sorted by name: local ones come first */
			out->stand_in = mem_dup(strchr(name + strlen("refs/"), '/') + 1);
	}
	refs_release(&refs);
	free(pattern);
	return err;
}

struct error *next_is_for(bool *out, struct repo *repo, const git_oid *commit)
{
	static const char *const signs[] = {"MAINTAINERS", "arch/", "mm/", NULL};
	struct error *err = NULL;

	*out = true;
	for (size_t i = 0; !err && *out && signs[i]; i++)
		err = commit_has_entry(out, repo, commit, signs[i]);
	return err;
}

/* --- an integration branch --- */

/* One step of the branch's first-parent line. */
struct step {
	node_t node;
	day_t day;
	int32_t
	    mainline; /* newest position of mainline's line that it merged; -1: it is no merge of mainline */
};

struct line {
	struct history *history;
	struct trunk *trunk;
	ARRAY(struct step) steps; /* newest first */
	int32_t base;             /* where it leaves mainline */
};

/* If every merged head stands on mainline's own line, this is a merge of mainline. */
static struct error *merged_mainline(struct line *line, struct step *step)
{
	size_t count = history_at(line->history, step->node)->parent_count;
	struct error *err = NULL;

	step->mainline = -1;
	for (size_t i = 1; !err && i < count; i++) {
		node_t head = history_parents(line->history, step->node)[i];
		int32_t position;

		err = trunk_meet(line->trunk, head, &position);
		if (err || position < 0 || trunk_at(line->trunk, (size_t)position) != head) {
			step->mainline = -1;
			return err;
		}
		if (step->mainline < 0 || position < step->mainline)
			step->mainline = position;
	}
	return err;
}

static struct error *walk_line(struct line *line, const git_oid *tip)
{
	node_t node = history_node(line->history, tip);
	struct error *err = trunk_meet(line->trunk, node, &line->base);
	node_t end = !err && line->base >= 0 ? trunk_at(line->trunk, (size_t)line->base) : NODE_NONE;

	while (!err && node != NODE_NONE && node != end) {
		struct step step = {.node = node};

		err = history_load(line->history, node);
		if (!err)
			err = merged_mainline(line, &step);
		if (err)
			break;
		step.day = day_of_time(history_at(line->history, node)->time);
		array_push(&line->steps, step);
		node = history_at(line->history, node)->parent_count ? history_parents(line->history, node)[0]
								     : NODE_NONE;
	}
	return err;
}

/* Oldest first: each day ends up with its newest step, and with the newest mainline that was merged by then.
 */
static void days_of(struct next_trees *out, const struct line *line)
{
	int32_t base = line->base;

	for (size_t i = line->steps.n; i-- > 0;) {
		const struct step *step = line->steps.v + i;
		struct next_tree *tree = NULL;
		int y, m, d;

		if (step->mainline >= 0) {
			if (step->mainline < base || base < 0)
				base = step->mainline;
			continue;
		}
		if (step->day > out->as_of)
			out->later++;
		if (step->day > out->as_of || base < 0)
			continue;
		for (size_t k = out->n; k-- > 0 && !tree;)
			if (out->v[k].day == step->day)
				tree = out->v + k;
		if (!tree) {
			day_split(step->day, &y, &m, &d);
			array_push(out, (struct next_tree){.name = mem_format("next-%04d%02d%02d", y, m, d),
					    .day = step->day});
			tree = out->v + out->n - 1;
		}
		tree->commit = history_at(line->history, step->node)->oid;
		tree->branch_base = history_at(line->history, trunk_at(line->trunk, (size_t)base))->oid;
	}
	out->at_least = true;
}

static struct error *load_branch(struct next_trees *out, struct repo *repo, const git_oid *mainline)
{
	struct line line = {.history = NULL};
	git_oid tip;
	struct error *err = repo_commit(repo, out->where, &tip);

	if (err) {
		error_context(err, "pullprep.nextBranch");
		return error_hint(
		    err, "Set it to the integration branch that stands for linux-next, or unset it.");
	}
	err = history_new(&line.history, repo);
	if (!err) {
		line.trunk = trunk_new(line.history, history_node(line.history, mainline));
		err = walk_line(&line, &tip);
	}
	if (!err)
		days_of(out, &line);
	array_release(&line.steps);
	trunk_free(line.trunk);
	history_free(line.history);
	return err;
}

/* --- all of them --- */

struct error *next_load(struct next_trees *out, struct repo *repo, const struct config *config,
    const git_oid *mainline, day_t as_of)
{
	const char *branch = config_get(config, "pullprep.nextBranch"),
		   *db = config_get(config, "pullprep.nextDb");
	const char *glob = config_get(config, "pullprep.next");
	struct error *err;

	*out = (struct next_trees){.as_of = as_of};
	if (branch && !*branch)
		branch = NULL;
	if (branch && db)
		return error_hint(error_failed("both pullprep.nextBranch and pullprep.nextDb are set"),
		    "Unset one of them: linux-next can come from one place only.");
	out->kind = db ? NEXT_DB : branch ? NEXT_BRANCH : NEXT_TAGS;
	out->where = mem_dup(db ? db : branch ? branch : glob ? glob : NEXT_GLOB);
	if (db)
		err = nextdb_list(out, db, as_of);
	else if (branch)
		err = load_branch(out, repo, mainline);
	else
		err = load_tags(out, repo);
	if (!err && out->kind == NEXT_TAGS && !out->n)
		err = next_is_for(&out->is_kernel, repo, mainline);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_name);
	return err;
}

void next_release(struct next_trees *next)
{
	for (size_t i = 0; i < next->n; i++)
		free(next->v[i].name);
	array_release(next);
	free(next->where);
	free(next->stand_in);
	next->where = next->stand_in = NULL;
}

const struct next_tree *next_oldest(const struct next_trees *next)
{
	for (size_t i = 0; i < next->n; i++)
		if (!next->v[i].left_out)
			return next->v + i;
	return NULL;
}

const struct next_tree *next_newest(const struct next_trees *next)
{
	for (size_t i = next->n; i-- > 0;)
		if (!next->v[i].left_out)
			return next->v + i;
	return NULL;
}

size_t next_count(const struct next_trees *next)
{
	size_t count = 0;

	for (size_t i = 0; i < next->n; i++)
		count += !next->v[i].left_out;
	return count;
}

int next_silent(const struct next_trees *next)
{
	const struct next_tree *newest = next_newest(next);

	return newest ? day_weekdays(newest->day + 1, next->as_of) : -1;
}

/* --- what to say when there are few, or none --- */

#define LINUX_NEXT "https://git.kernel.org/pub/scm/linux/kernel/git/next/linux-next.git"

/* The tags of the day's year; early in a year also of the one before, where the cycle began. */
static char *fetch_command(day_t day)
{
	struct buf command = BUF_INIT;
	int y, m, d;

	day_split(day, &y, &m, &d);
	buf_addstr(&command, "git fetch " LINUX_NEXT);
	for (int year = m <= 2 ? y - 1 : y; year <= y; year++)
		buf_addf(&command, " 'refs/tags/next-%04d*:refs/tags/next-%04d*'", year, year);
	return buf_detach(&command);
}

/* linux-next skips a day now and then (90 in a hundred weekdays had one in 2019..2026): fewer than 6 in 10
 * are not its doing. */
static bool few(size_t tags, int expected)
{
	return (int)tags * 10 < expected * 6;
}

/* Trees of those days, the first not counted in. */
static size_t count_between(const struct next_trees *next, day_t after, day_t until)
{
	size_t count = 0;

	for (size_t i = 0; i < next->n; i++)
		count += !next->v[i].left_out && next->v[i].day > after && next->v[i].day <= until;
	return count;
}

char *next_sparse(const struct next_trees *next)
{
	const struct next_tree *newest = next_newest(next);
	char *text, *command;
	size_t recent;
	int expected, days = 28;

	if (!newest || next->kind != NEXT_TAGS)
		return NULL;
	recent = count_between(next, newest->day - days, newest->day);
	expected = day_weekdays(newest->day - days + 1, newest->day);
	if (!few(recent, expected)) {
		days = newest->day - next_oldest(next)->day + 1;
		recent = next_count(next);
		expected = day_weekdays(next_oldest(next)->day, newest->day);
		if (!few(recent, expected))
			return NULL;
	}
	command = fetch_command(newest->day);
	text = mem_format(
	    "%zu tag%s in %d days, about %d expected: releases are counted over the tags that are here\n"
	    "Get the rest with:  %s",
	    recent, recent == 1 ? "" : "s", days, expected, command);
	free(command);
	return text;
}

/* No tags: linux-next's for the kernel; elsewhere an integration branch is likelier. */
static void add_ways(struct error *err, const struct next_trees *next)
{
	char *command = fetch_command(next->as_of);

	if (next->later)
		error_hint(err,
		    "There are %zu after that day: look from a later one with --as-of, or get older ones.",
		    next->later);
	if (next->is_kernel) {
		error_hint(err, "Get them with:  %s", command);
		error_hint(err, "or point pullprep.nextBranch at an integration branch, or pullprep.nextDb "
				"at a next-analysis database.");
	} else if (next->stand_in) {
		error_hint(err, "If %s is the integration branch:  git config pullprep.nextBranch %s",
		    next->stand_in, next->stand_in);
	} else {
		error_hint(err, "Point pullprep.nextBranch at an integration branch, or pullprep.nextDb at a "
				"next-analysis database.");
	}
	free(command);
}

struct error *next_nothing(const struct next_trees *next)
{
	struct error *err;
	struct buf when = BUF_INIT;

	if (next->later) {
		buf_addstr(&when, " up to ");
		day_add_iso(&when, next->as_of);
	}
	if (next->kind == NEXT_TAGS) {
		err = error_failed("no %s tags%s in this repository, so nothing can be said about linux-next",
		    next->where, when.s);
		if (strcmp(next->where, NEXT_GLOB))
			error_hint(err, "pullprep.next says which tags are linux-next's: is '%s' right?",
			    next->where);
		add_ways(err, next);
	} else if (next->kind == NEXT_BRANCH) {
		err =
		    error_failed("%s has nothing beyond mainline%s, so nothing can be said about linux-next",
			next->where, when.s);
		error_hint(err, next->later ? "Look from a later day with --as-of."
					    : "Is pullprep.nextBranch the integration branch?");
	} else {
		err = error_failed("no files next-YYYYMMDD%s in %s, so nothing can be said about linux-next",
		    when.s, next->where);
		error_hint(err, "Name a next-analysis database with --next-db=DIR or pullprep.nextDb.");
	}
	buf_release(&when);
	return err;
}
