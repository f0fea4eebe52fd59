/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/lsremote.h"

#include "source/refs.h"
#include "source/remotetalk.h"

#include <limits.h>
#include <string.h>

enum { PRESET_DEADLINE = 30 };

struct error *remote_deadline(int *out, const struct config *config)
{
	long seconds;
	struct error *err = config_number(config, "pullprep.remoteDeadline", PRESET_DEADLINE, 1, &seconds);

	*out = err || seconds > INT_MAX / 1000 ? INT_MAX / 1000 : (int)seconds;
	return err;
}

/* What nobody has an insteadOf for. git rewrites a URL once, so that what this is made of stays as it is. */
#define ALIAS "pullprep://public"

static struct error *ask(struct process *p, const struct remote_question *question)
{
	char *alias = mem_format("--config-env=url.%s.insteadOf=PULLPREP_URL", question->url);
	char *header = mem_format("--config-env=http.%s.extraHeader=PULLPREP_NOTHING", question->url);
	static const char *const env[] = {"PULLPREP_URL=" ALIAS, "PULLPREP_NOTHING=", NULL};
	const char *argv[16];
	const struct remote_talk talk = {.config = question->config,
	    .url = question->url,
	    .verb = "ask",
	    .command = "ls-remote",
	    .key = "pullprep.remoteDeadline",
	    .argv = argv,
	    .env = env,
	    .deadline = question->deadline,
	    .of_stranger = question->of_stranger};
	size_t n = 0;
	struct error *err;

	argv[n++] = "git";
	if (question->stranger) {
		argv[n++] = "-c";
		argv[n++] = "credential.helper=";
		argv[n++] = "-c";
		argv[n++] = "http.emptyAuth=true"; /* no name: curl looks for none in ~/.netrc */
		argv[n++] = header;
		argv[n++] = alias;
	}
	argv[n++] = "ls-remote";
	argv[n++] = "--quiet";
	if (question->tags)
		argv[n++] = "--tags";
	argv[n++] = "--";
	argv[n++] = question->stranger ? ALIAS : question->url;
	argv[n] = NULL;
	err = remote_talk(p, &talk);
	free(alias);
	free(header);
	return err;
}

/* ---- the answer ---- */

/* A line is "ID TAB NAME"; "NAME^{}" tells what the tag object of the line before is on. */
static bool add_line(struct remote_refs *out, const char *line)
{
	static const char peeled[] = "^{}";
	size_t length = strlen(line), mark = sizeof(peeled) - 1;
	struct remote_ref ref = {.annotated = false};
	struct remote_ref *last = out->n ? &out->v[out->n - 1] : NULL;

	if (length < GIT_OID_HEXSZ + 2 || line[GIT_OID_HEXSZ] != '\t' ||
	    git_oid_fromstrn(&ref.object, line, GIT_OID_HEXSZ) < 0)
		return false;
	line += GIT_OID_HEXSZ + 1;
	length -= GIT_OID_HEXSZ + 1;
	if (length > mark && !strcmp(line + length - mark, peeled)) {
		if (!last || strlen(last->name) != length - mark || strncmp(last->name, line, length - mark))
			return false;
		last->peeled = ref.object;
		last->annotated = true;
		return true;
	}
	ref.peeled = ref.object;
	ref.name = mem_dup(line);
	array_push(out, ref);
	return true;
}

static struct error *read_answer(struct remote_refs *out, const struct buf *answer, const char *url)
{
	struct strings lines = STRINGS_INIT;
	bool good = !memchr(answer->s, '\0', answer->len);
	struct error *err = NULL;

	strings_split(&lines, answer->s, '\n');
	for (size_t i = 0; good && i < lines.n; i++)
		good = add_line(out, lines.v[i]);
	if (!good) {
		char *shown = remote_shown(url);

		err = error_failed("cannot ask %s: what it answers is no list of refs", shown);
		error_hint(err, "Look whether the URL is right.");
		free(shown);
	}
	strings_release(&lines);
	return err;
}

struct error *remote_ask(struct remote_refs *out, const struct remote_question *question)
{
	struct process p = PROCESS_INIT;
	struct error *err = ask(&p, question);

	*out = (struct remote_refs)REMOTE_REFS_INIT;
	if (!err)
		err = read_answer(out, &p.out, question->url);
	if (err)
		remote_refs_release(out);
	process_release(&p);
	return err;
}

void remote_refs_release(struct remote_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++)
		free(refs->v[i].name);
	array_release(refs);
}

const struct remote_ref *remote_find(const struct remote_refs *refs, const char *name)
{
	for (size_t i = 0; i < refs->n; i++)
		if (!strcmp(refs->v[i].name, name))
			return &refs->v[i];
	return NULL;
}
