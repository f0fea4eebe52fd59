/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/requestpull.h"
#include "text/draft.h"
#include "util/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * git request-pull as it is. Nothing is gathered that the script does not gather: its children write to our
 * standard output and error themselves, with the user's configuration and replacement refs, on a terminal as
 * on one. What is done once in C and once in shell is told beside it.
 */
struct run {
	const struct request_pull *wish;
	struct request_end end;
	char *base, *head, *tip; /* commits of START and END; END as a full ref or an id */
	char *object;            /* what END is: a tag object or the commit */
	char *pretty;            /* as it is shown */
	int version;             /* 2039 for git 2.39 */
	int status;
	struct error *err; /* git could not be run */
};

enum { VERSION_SIGNATURES = 2040, VERSION_FIRST_MATCH = 2050 };

#define RULE "----------------------------------------------------------------"

/* Its standard output; its standard error is ours. Its exit status. */
static int capture(struct run *run, struct buf *out, const char *const *args)
{
	const char *argv[10] = {"git"};
	struct process p = PROCESS_INIT;
	int status;

	for (size_t i = 0; i + 2 < sizeof(argv) / sizeof(*argv) && args[i]; i++)
		argv[i + 1] = args[i];
	p.argv = argv;
	p.errors_pass = true;
	if (!run->err)
		run->err = process_run(&p);
	status = run->err ? 128 : p.status;
	buf_add(out, p.out.s, p.out.len);
	process_release(&p);
	return status;
}

/* "$(git ...)": newlines at the end go. NULL if there is nothing. */
static char *answer(struct run *run, const char *const *args)
{
	struct buf out = BUF_INIT;
	char *text;

	capture(run, &out, args);
	while (out.len && out.s[out.len - 1] == '\n')
		buf_setlen(&out, out.len - 1);
	text = out.len ? mem_dup(out.s) : NULL;
	buf_release(&out);
	return text;
}

/* A child that writes to our standard output; true if its exit status is 0. */
static bool show(struct run *run, const char *const *args)
{
	const char *argv[10] = {"git"};
	int status = 128;

	for (size_t i = 0; i + 2 < sizeof(argv) / sizeof(*argv) && args[i]; i++)
		argv[i + 1] = args[i];
	if (!run->err)
		run->err = process_interact(argv, &status);
	return !run->err && !status;
}

#define ARGS(...)                                                                                            \
	(const char *const[])                                                                                \
	{                                                                                                    \
		__VA_ARGS__, NULL                                                                            \
	}

static bool die(struct run *run, const char *words, const char *name)
{
	if (!run->err)
		fprintf(stderr, "fatal: %s: %s\n", words, name);
	run->status = 1;
	return false;
}

static void find_version(struct run *run)
{
	char *text = answer(run, ARGS("version"));
	int major = 0, minor = 0;

	if (text && sscanf(text, "git version %d.%d", &major, &minor) == 2)
		run->version = major * 1000 + minor;
	free(text);
}

/* ---- what is asked for ---- */

/* The second word of each line. */
static char *second_words(const char *lines)
{
	struct strings list = STRINGS_INIT;
	struct buf out = BUF_INIT;

	strings_split(&list, lines ? lines : "", '\n');
	for (size_t i = 0; i < list.n; i++) {
		const char *blank = strchr(list.v[i], ' ');

		buf_addf(&out, "%s%s", i ? "\n" : "", blank ? blank + 1 : list.v[i]);
	}
	strings_release(&list);
	if (!out.len)
		return NULL;
	return buf_detach(&out);
}

/* END may be a ref in several ways; if it is the end of several refs' names, all of them are "the" name,
 * which then is that of no commit. */
static bool find_head(struct run *run)
{
	const char *local = run->end.local;
	char *lines, *commit;

	run->tip = answer(run, ARGS("symbolic-ref", "-q", local));
	if (!run->tip) {
		lines = answer(run, ARGS("show-ref", "--heads", "--tags", local));
		run->tip = second_words(lines);
		free(lines);
	}
	if (!run->tip)
		run->tip = answer(run, ARGS("rev-parse", "--quiet", "--verify", local));
	if (!run->tip)
		return die(run, "Not a valid revision", local);
	commit = mem_format("%s^0", run->tip);
	run->head = answer(run, ARGS("rev-parse", "--verify", "--quiet", commit));
	free(commit);
	if (!run->head)
		return die(run, "Ambiguous revision", local);
	run->object = answer(run, ARGS("rev-parse", "--verify", "--quiet", run->tip));
	return true;
}

static bool find_start(struct run *run)
{
	char *commit = mem_format("%s^0", run->wish->start);

	run->base = answer(run, ARGS("rev-parse", "--verify", "--quiet", commit));
	free(commit);
	return run->base || die(run, "Not a valid revision", run->wish->start);
}

/* ---- is it there ---- */

struct match {
	char *object, *found; /* the object of the last ref of that name; the ref that is on the commit */
};

static void keep(char **kept, const char *text, size_t length)
{
	free(*kept);
	*kept = mem_dupn(text, length);
}

/*
 * A line "ID <blank> REF", with REF^{} for what a tag object is on. False: look no further. Until git 2.50
 * all lines are looked at, and the last that fits counts; since then the first.
 */
static bool match_line(
    const struct run *run, struct match *match, const char *line, const char *wanted, bool first)
{
	size_t id = strcspn(line, " \t"), gap = strspn(line + id, " \t"), length;
	const char *ref = line + id + gap;
	size_t end = strlen(wanted);

	if (!id || !gap)
		return true;
	length = strcspn(ref, "^");
	if (strlen(wanted) == id && !strncmp(line, wanted, id)) {
		keep(&match->object, line, id);
		keep(&match->found, line, id);
		if (first)
			return false;
	}
	if (length < end || strncmp(ref + length - end, wanted, end) ||
	    (length > end && ref[length - end - 1] != '/'))
		return true;
	if (!ref[length])
		keep(&match->object, line, id);
	if (strlen(run->head) == id && !strncmp(line, run->head, id)) {
		keep(&match->found, ref, length);
		return !first;
	}
	return true;
}

static struct match look_there(struct run *run)
{
	const char *wanted = *run->end.remote ? run->end.remote : "HEAD";
	struct match match = {NULL, NULL};
	struct strings lines = STRINGS_INIT;
	struct buf out = BUF_INIT;

	capture(run, &out, ARGS("ls-remote", run->wish->url));
	strings_split(&lines, out.s, '\n');
	for (size_t i = 0; i < lines.n; i++)
		if (!match_line(run, &match, lines.v[i], wanted, run->version >= VERSION_FIRST_MATCH))
			break;
	strings_release(&lines);
	buf_release(&out);
	if (match.found && !match.object)
		match.object = mem_dup(run->head);
	return match;
}

static void judge(struct run *run)
{
	const char *wanted = *run->end.remote ? run->end.remote : "HEAD", *url = run->wish->url;
	struct match match = look_there(run);
	char *tag = mem_format("refs/tags/%s", run->pretty);

	if (run->err) {
		run->status = 1;
	} else if (!match.found) {
		fprintf(stderr, "warn: No match for commit %s found at %s\n", run->head, url);
		run->status = 1;
	} else if (!run->object || strcmp(run->object, match.object)) {
		fprintf(stderr, "warn: %s found at %s but points to a different object\n", run->tip, url);
		run->status = 1;
	}
	if (run->status && !run->err)
		fprintf(stderr, "warn: Are you sure you pushed '%s' there?\n", wanted);
	if (match.found && !strcmp(match.found, tag)) {
		free(run->pretty);
		run->pretty = mem_dup(tag + strlen("refs/"));
	}
	free(tag);
	free(match.object);
	free(match.found);
}

/* ---- the text ---- */

/* Up to the first line that begins a signature, as far as this git knows them. */
static size_t find_signature(const struct run *run, const char *text, size_t length)
{
	static const char armour[] = "-----BEGIN PGP ";

	if (run->version >= VERSION_SIGNATURES)
		return draft_signature(text, length);
	for (size_t at = 0; at < length;) {
		const char *newline = memchr(text + at, '\n', length - at);

		if (length - at >= sizeof(armour) - 1 && !memcmp(text + at, armour, sizeof(armour) - 1))
			return at;
		at = newline ? (size_t)(newline - text) + 1 : length;
	}
	return length;
}

/* What is after the first empty line. */
static void show_tag(struct run *run)
{
	struct buf raw = BUF_INIT;
	const char *text;

	capture(run, &raw, ARGS("cat-file", "tag", run->tip));
	text = strstr(raw.s, "\n\n");
	if (text) {
		text += 2;
		fwrite(text, 1, find_signature(run, text, (size_t)(raw.s + raw.len - text)), stdout);
	}
	puts("\n" RULE);
	buf_release(&raw);
}

/* It looks for the description of whatever END is; only a branch has one. */
static bool show_description(struct run *run)
{
	const char *name = strncmp(run->tip, "refs/heads/", 11) ? run->tip : run->tip + 11;
	char *key = mem_format("branch.%s.description", name);
	struct buf text = BUF_INIT;
	bool shown = true;

	if (!capture(run, &text, ARGS("config", key))) {
		printf("(from the branch description for %s local branch)\n\n", name);
		shown = show(run, ARGS("config", key));
		if (shown)
			puts(RULE);
	}
	buf_release(&text);
	free(key);
	return shown;
}

static bool show_heading(struct run *run, const char *merge_base, const char *url)
{
	if (!show(run,
		ARGS("show", "-s",
		    "--format=The following changes since commit %H:\n\n  %s (%ci)\n\nare available in the "
		    "Git repository at:\n",
		    merge_base)))
		return false;
	printf("  %s %s\n", url ? url : "", run->pretty);
	return show(
	    run, ARGS("show", "-s", "--format=\nfor you to fetch changes up to %H:\n\n  %s (%ci)\n\n" RULE,
		     run->head));
}

static bool show_lists(struct run *run, const char *merge_base)
{
	char *without = mem_format("^%s", run->base), *range = mem_format("%s..%s", merge_base, run->head);
	bool shown = show(run, ARGS("shortlog", without, run->head)) &&
		     (run->wish->patch ? show(run, ARGS("diff", "-M", "--stat", "--summary", "-p", range))
				       : show(run, ARGS("diff", "-M", "--stat", "--summary", range)));

	free(without);
	free(range);
	return shown;
}

static bool show_text(struct run *run, const char *merge_base)
{
	char *url = answer(run, ARGS("ls-remote", "--get-url", run->wish->url)), *type = NULL;
	bool shown = show_heading(run, merge_base, url);

	if (shown)
		type = answer(run, ARGS("cat-file", "-t", run->tip));
	if (type && !strcmp(type, "tag"))
		show_tag(run);
	shown = shown && show_description(run) && show_lists(run, merge_base);
	free(url);
	free(type);
	return shown;
}

/* ---- all of it ---- */

static const char *without(const char *name, const char *prefix)
{
	return strncmp(name, prefix, strlen(prefix)) ? name : name + strlen(prefix);
}

static void make(struct run *run)
{
	struct buf out = BUF_INIT;
	char *merge_base;

	find_version(run);
	run->pretty = mem_dup(without(without(run->end.remote, "refs/"), "heads/"));
	if (!find_start(run) || !find_head(run))
		return;
	if (capture(run, &out, ARGS("merge-base", run->base, run->head))) {
		if (!run->err)
			fprintf(stderr, "fatal: No commits in common between %s and %s\n", run->wish->start,
			    run->tip);
		run->status = 1;
		buf_release(&out);
		return;
	}
	buf_trim(&out);
	merge_base = buf_detach(&out);
	judge(run);
	if (!show_text(run, merge_base))
		run->status = 1;
	free(merge_base);
}

struct error *request_pull_as_git(int *status, const struct request_pull *wish)
{
	struct run run = {.wish = wish, .end = request_end_split(wish->end)};
	struct buf directory = BUF_INIT;

	setenv("GIT_PAGER", "", 1);
	run.status = capture(&run, &directory, ARGS("rev-parse", "--git-dir"));
	if (!run.status && (!wish->start || !*wish->start || !wish->url || !*wish->url)) {
		puts("usage: git request-pull [options] start url [end]\n\n"
		     "    -p                    show patch text as well\n");
		run.status = 1;
	} else if (!run.status) {
		make(&run);
	}
	*status = run.status;
	buf_release(&directory);
	request_end_release(&run.end);
	free(run.base);
	free(run.head);
	free(run.tip);
	free(run.object);
	free(run.pretty);
	return run.err;
}
