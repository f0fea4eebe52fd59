/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/prepush.h"

#include "cmd/names.h"
#include "facts/survey.h"
#include "publish/file.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TAGS  "refs/tags/"
#define HEADS "refs/heads/"

static const enum batch sent[] = {BATCH_FIRST, BATCH_SECOND, BATCH_FIXES};
enum { SENT = sizeof(sent) / sizeof(*sent) };

/* ---- what git tells ---- */

/* Cuts the last word off the line. */
static char *last_word(char *line)
{
	char *blank = strrchr(line, ' ');

	if (blank)
		*blank = '\0';
	return blank ? blank + 1 : NULL;
}

/* The first word may hold blanks, as `HEAD@{2 days ago}` does: so from the end. */
static struct error *read_line(struct strings *refs, char *line)
{
	char *whole = mem_dup(line), *ref = NULL, *id = NULL;
	struct error *err = NULL;

	if (last_word(line))
		ref = last_word(line);
	if (ref)
		id = last_word(line);
	if (!id)
		err = error_hint(error_failed("'%s' is not what git tells a pre-push hook", whole),
		    "check --pre-push is for that hook; install it with:  pullprep init --hook");
	else if (id[strspn(id, "0")] &&
		 (!strncmp(ref, TAGS, strlen(TAGS)) || !strncmp(ref, HEADS, strlen(HEADS))))
		strings_add(refs, ref);
	free(whole);
	return err;
}

static struct error *read_refs(struct strings *refs)
{
	struct buf text = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err;

	if (isatty(STDIN_FILENO))
		return error_hint(error_new(ERROR_USAGE, "check --pre-push is for git's pre-push hook"),
		    "Install it with:  pullprep init --hook");
	err = file_read(&text, "-");
	strings_split(&lines, text.s, '\n');
	for (size_t i = 0; !err && i < lines.n; i++)
		if (*lines.v[i])
			err = read_line(refs, lines.v[i]);
	strings_release(&lines);
	buf_release(&text);
	return err;
}

/* ---- whose names these are ---- */

/* What they are compared with; "*" stands for a version that is not looked for yet. */
struct known {
	const struct config *config;
	const struct cycle *cycle;
};

/* A name that cannot be made is nobody's. Of fixes the tags are numbered, see publish/batchtag.h. */
static bool is_named(char *pattern, struct error *err, const char *name, bool numbered)
{
	char *more = err ? NULL : mem_format("%s-[0-9]*", pattern);
	bool same = !err && (!fnmatch(pattern, name, 0) || (numbered && !fnmatch(more, name, 0)));

	error_free(err);
	free(more);
	free(pattern);
	return same;
}

static bool is_tag(const char *ref)
{
	return !strncmp(ref, TAGS, strlen(TAGS));
}

static bool is_batch(const struct known *known, const char *ref, enum batch batch)
{
	char *pattern = NULL;
	struct error *err = is_tag(ref) ? names_tag(&pattern, known->config, known->cycle, batch, "*")
					: names_branch(&pattern, known->config, known->cycle, batch);

	return is_named(
	    pattern, err, ref + strlen(is_tag(ref) ? TAGS : HEADS), is_tag(ref) && batch == BATCH_FIXES);
}

static bool is_topic(const struct known *known, const char *ref, enum batch batch, const char *topic)
{
	char *pattern = NULL;
	struct error *err;

	if (!is_tag(ref))
		return false;
	err = names_topic_tag(&pattern, known->config, known->cycle, batch, topic);
	return is_named(pattern, err, ref + strlen(TAGS), batch == BATCH_FIXES);
}

/* Leaves those that may be a batch's or topic's by the patterns alone. */
static void leave_likely(struct strings *refs, const struct known *known)
{
	struct strings likely = STRINGS_INIT;

	for (size_t i = 0; i < refs->n; i++) {
		bool wanted = false;

		for (size_t k = 0; k < SENT; k++)
			wanted = wanted || is_batch(known, refs->v[i], sent[k]) ||
				 is_topic(known, refs->v[i], sent[k], "*");
		if (wanted)
			strings_add(&likely, refs->v[i]);
	}
	strings_release(refs);
	*refs = likely;
}

/* A ref that is to be pushed, and whose it is: a batch's name or a topic's. */
struct pushed {
	char *ref, *what;
};
struct pushes {
	struct pushed *v;
	size_t n, cap;
};

static void add_push(struct pushes *pushes, const char *ref, const char *what)
{
	for (size_t i = 0; i < pushes->n; i++)
		if (!strcmp(pushes->v[i].what, what))
			return;
	array_push(pushes, ((struct pushed){mem_dup(ref), mem_dup(what)}));
}

static struct error *find_topics(
    struct pushes *out, const struct strings *refs, const struct known *known, struct project *project)
{
	struct strings all = STRINGS_INIT;
	struct survey survey = {.project = project};
	struct error *err = survey_topics(&survey, project, &all);

	for (size_t i = 0; !err && i < refs->n; i++)
		for (size_t t = 0; t < survey.topics.n; t++)
			for (size_t k = 0; k < SENT; k++)
				if (is_topic(known, refs->v[i], sent[k], survey.topics.v[t].name))
					add_push(out, refs->v[i], survey.topics.v[t].name);
	survey_release(&survey);
	return err;
}

static struct error *find_pushes(
    struct pushes *out, const struct strings *refs, const struct globals *globals)
{
	struct project project;
	struct strings others = STRINGS_INIT;
	struct error *err = project_open(&project, &globals->config, globals->as_of);
	const struct known known = {project.config, &project.cycle};

	for (size_t i = 0; !err && i < refs->n; i++) {
		size_t before = out->n;

		for (size_t k = 0; k < SENT; k++)
			if (is_batch(&known, refs->v[i], sent[k]))
				add_push(out, refs->v[i], batch_name[sent[k]]);
		if (out->n == before)
			strings_add(&others, refs->v[i]);
	}
	if (!err && others.n)
		err = find_topics(out, &others, &known, &project);
	strings_release(&others);
	project_release(&project);
	return err;
}

/* ---- what to say ---- */

static void tell_refused(const struct pushed *push, const struct error *why)
{
	struct error *said = error_failed(
	    "%s is not pushed: %s has %s that nobody waived", push->ref, push->what, why->message);

	error_hint(said, "To push it all the same:  git push --no-verify ...");
	error_print(said);
	error_free(said);
}

static struct error *judge_one(
    const struct pushed *push, const struct globals *globals, const struct judge_wish *wish)
{
	struct strings what = STRINGS_INIT;
	struct judge_wish own = *wish;
	struct error *err;

	strings_add(&what, push->what);
	own.what = &what;
	own.rules.errors_only = own.quiet = true;
	err = judge_wished(globals, &own);
	fflush(stdout);
	if (err && err->code == ERROR_FINDINGS)
		tell_refused(push, err);
	else if (err)
		error_hint(error_context(err, "%s is not pushed, since it cannot be checked", push->ref),
		    "To push it unchecked:  git push --no-verify ...");
	strings_release(&what);
	return err;
}

struct error *prepush_judge(struct globals *globals, const struct judge_wish *wish)
{
	struct cycle any = {.version = "*"};
	struct strings refs = STRINGS_INIT;
	struct pushes pushes = {.v = NULL};
	struct config *config = NULL;
	struct error *err = read_refs(&refs), *refused = NULL;

	globals->no_pager = true; /* its standard input is not the user's */
	if (!err && refs.n)
		err = config_load(&config, &globals->config);
	if (!err && refs.n)
		leave_likely(&refs, &(struct known){config, &any});
	if (!err && refs.n)
		err = find_pushes(&pushes, &refs, globals);
	for (size_t i = 0; !err && i < pushes.n; i++) {
		err = judge_one(&pushes.v[i], globals, wish);
		if (err && err->code == ERROR_FINDINGS) {
			error_free(refused);
			refused = err;
			err = NULL;
		}
	}
	for (size_t i = 0; i < pushes.n; i++) {
		free(pushes.v[i].ref);
		free(pushes.v[i].what);
	}
	array_release(&pushes);
	strings_release(&refs);
	config_free(config);
	if (err)
		error_free(refused);
	return err ? err : refused;
}
