/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/fetchaside.h"

#include "source/commit.h"
#include "source/lsremote.h"
#include "source/refs.h"
#include "util/nearest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PRESET_DEADLINE = 300, PRESET_MOST = 2048, NAMES_SHOWN = 3 };

static struct error *fetch_deadline(int *out, const struct config *config)
{
	long seconds;
	struct error *err = config_number(config, "pullprep.fetchDeadline", PRESET_DEADLINE, 1, &seconds);

	*out = err || seconds > INT_MAX / 1000 ? INT_MAX / 1000 : (int)seconds;
	return err;
}

static struct error *fetch_most(size_t *out, const struct config *config)
{
	long mebibytes;
	struct error *err = config_number(config, "pullprep.fetchMost", PRESET_MOST, 1, &mebibytes);

	*out = err || mebibytes > LONG_MAX >> 20 ? 0 : (size_t)mebibytes << 20;
	return err;
}

/* ---- which ref ---- */

/* A colon or plus would make a refspec of it, which writes refs here. */
static struct error *check_name(const char *name)
{
	if (!*name)
		return error_hint(error_failed("the name of the ref is empty"),
		    "Name it, or leave it out for HEAD:  pullprep check URL [REF]");
	for (const char *c = name; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr(":+^~?*[\\", *c))
			return error_hint(error_failed("'%s' is no name of a ref", name),
			    "Look at the line that names it, and say it by hand:  pullprep check URL REF");
	return NULL;
}

static const struct remote_ref *find_ref(const struct remote_refs *refs, const char *name)
{
	static const char *const places[] = {"", "refs/", "refs/tags/", "refs/heads/"};
	const struct remote_ref *found = NULL;

	for (size_t i = 0; !found && i < sizeof(places) / sizeof(*places); i++) {
		char *full = mem_format("%s%s", places[i], name);

		found = remote_find(refs, full);
		free(full);
	}
	return found;
}

/* "for-linus" of "refs/tags/for-linus" and of "tags/for-linus". */
static const char *last_part(const char *name)
{
	static const char *const prefixes[] = {"refs/", "tags/", "heads/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			name += strlen(prefixes[i]);
	return name;
}

static struct error *no_such_ref(const struct remote_refs *refs, const char *shown, const char *name)
{
	struct error *err = error_new(ERROR_NOT_FOUND, "%s has no ref %s", shown, name);
	struct strings names = STRINGS_INIT, near = STRINGS_INIT;

	for (size_t i = 0; i < refs->n; i++)
		strings_add(&names, last_part(refs->v[i].name));
	nearest_find(&near, last_part(name), &names, NAMES_SHOWN);
	for (size_t i = 0; i < near.n; i++)
		error_hint(err, "It has %s.", near.v[i]);
	if (!near.n)
		error_hint(err,
		    "It may not have been pushed yet, or is taken back; what there is:  git ls-remote '%s'",
		    shown);
	strings_release(&names);
	strings_release(&near);
	return err;
}

static struct error *choose(struct fetched *out, const struct fetch_wish *wish, const char *name)
{
	struct remote_question question = {
	    .config = wish->config, .url = wish->url, .of_stranger = wish->of_stranger};
	struct remote_refs refs;
	const struct remote_ref *found;
	char *shown = remote_shown(wish->url);
	struct error *err = remote_deadline(&question.deadline, wish->config);

	if (!err)
		err = remote_ask(&refs, &question);
	if (err) {
		free(shown);
		return err;
	}
	found = find_ref(&refs, name);
	if (found)
		*out = (struct fetched){.ref = mem_dup(found->name),
		    .tag = !strncmp(found->name, "refs/tags/", strlen("refs/tags/")),
		    .annotated = found->annotated,
		    .object = found->object,
		    .commit = found->peeled};
	else
		err = no_such_ref(&refs, shown, name);
	remote_refs_release(&refs);
	free(shown);
	return err;
}

/* ---- fetching ---- */

/*
 * No destination, and with the configuration's refmap empty: no ref is written. Nothing is tidied up
 * afterwards either, and one pack is quicker to remove than its objects. (A mirror sends what it has; objects
 * are believed or not as fetch.fsckObjects has it.)
 */
static struct error *fetch(const struct fetched *chosen, const struct fetch_wish *wish)
{
	const char *const argv[] = {"git", "--no-replace-objects", "-c", "gc.auto=0", "-c",
	    "maintenance.auto=false", "-c", "fetch.writeCommitGraph=false", "-c", "fetch.unpackLimit=1",
	    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-prune",
	    "--no-recurse-submodules", "--refmap=", "--", wish->url, chosen->ref, NULL};
	struct remote_talk talk = {.config = wish->config,
	    .url = wish->url,
	    .verb = "fetch from",
	    .command = "fetch",
	    .key = "pullprep.fetchDeadline",
	    .argv = argv,
	    .of_stranger = wish->of_stranger};
	struct process p = PROCESS_INIT;
	struct error *err = fetch_deadline(&talk.deadline, wish->config);

	if (!err)
		err = fetch_most(&talk.largest_file, wish->config);
	if (!err)
		err = remote_talk(&p, &talk);
	process_release(&p);
	return err;
}

static struct error *moved(const struct fetched *fetched, const char *url)
{
	char *shown = remote_shown(url);
	struct error *err = error_failed("%s of %s is another now than a moment ago", fetched->ref, shown);

	free(shown);
	return error_hint(err, "Somebody pushes to it, or several servers answer: try again.");
}

/* Is what was listed here now, and a commit? */
static struct error *check_fetched(struct fetched *fetched, struct repo *repo, const struct fetch_wish *wish)
{
	git_oid commit;
	struct error *err = commit_peel(&commit, repo, &fetched->object);

	if (err && err->code == ERROR_MISSING) {
		error_free(err);
		return moved(fetched, wish->url);
	}
	if (err)
		return error_context(err, "%s", fetched->ref);
	fetched->commit = commit;
	return NULL;
}

struct error *fetch_aside(struct fetched *out, struct repo *repo, const struct fetch_wish *wish)
{
	const char *name = wish->name ? wish->name : "HEAD";
	struct error *err = check_name(name);

	*out = (struct fetched){.ref = NULL};
	if (!err)
		err = choose(out, wish, name);
	if (!err)
		err = fetch(out, wish);
	if (!err)
		err = check_fetched(out, repo, wish);
	if (err)
		fetched_release(out);
	return err;
}

void fetched_release(struct fetched *fetched)
{
	free(fetched->ref);
	fetched->ref = NULL;
}
