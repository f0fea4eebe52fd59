/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/branches.h"

#include "source/refs.h"
#include "util/nearest.h"

#include <stdlib.h>
#include <string.h>

enum { GUESSES_MOST = 5, OLDER_BY = 366 };

static const char *short_name(const char *ref)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/remotes/", "refs/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncmp(ref, prefixes[i], strlen(prefixes[i])))
			return ref + strlen(prefixes[i]);
	return ref;
}

static void branch_release(struct branch *branch)
{
	free(branch->name);
	free(branch->ref);
	strings_release(&branch->aliases);
}

/* A ref of its own, or one name more for a tip that is there already. */
static void add_ref(struct branches *out, const struct ref *ref)
{
	struct branch branch = {.tip = ref->commit, .time = ref->tagger};

	for (size_t i = 0; i < out->n; i++) {
		if (!oid_equal(&out->v[i].tip, &ref->commit))
			continue;
		if (strcmp(out->v[i].ref, ref->name))
			strings_add(&out->v[i].aliases, short_name(ref->name));
		return;
	}
	branch.name = mem_dup(short_name(ref->name));
	branch.ref = mem_dup(ref->name);
	array_push(out, branch);
}

static bool ends_in_star(const char *glob)
{
	size_t n = strlen(glob);

	return n >= 2 && !strcmp(glob + n - 2, "/*");
}

/* for-each-ref matches all below a prefix that ends in a slash, which "*" does not. */
static char *pattern_of(const char *prefix, const char *glob)
{
	char *pattern = mem_format("%s%s", prefix, glob);

	if (ends_in_star(pattern))
		pattern[strlen(pattern) - 1] = '\0';
	return pattern;
}

static struct error *list_glob(struct refs *out, struct repo *repo, const char *glob)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/remotes/"};
	bool full = !strncmp(glob, "refs/", 5);
	struct error *err = NULL;

	for (size_t i = 0; !err && !out->n && i < (full ? 1 : 2); i++) {
		char *pattern = pattern_of(full ? "" : prefixes[i], glob);
		const char *const patterns[] = {pattern, NULL};

		err = refs_list(repo, out, patterns);
		free(pattern);
	}
	return err;
}

/* Did `pullprep assemble` make it? That holds topics and is none; publish/assemblebranch.h writes the record.
 */
static bool is_assembled(const struct project *project, const struct ref *ref)
{
	return !strncmp(ref->name, "refs/heads/", strlen("refs/heads/")) &&
	       config_branch(project->config, short_name(ref->name), "pullprepAssembled");
}

static struct error *list_configured(
    struct branches *out, struct project *project, const struct strings *globs)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < globs->n; i++) {
		struct refs refs = REFS_INIT;

		err = list_glob(&refs, project->repo, globs->v[i]);
		if (!err && !refs.n)
			warning("pullprep.topic: no branch matches '%s'", globs->v[i]);
		for (size_t k = 0; !err && k < refs.n; k++)
			if (!oid_is_zero(&refs.v[k].commit) && !is_assembled(project, &refs.v[k]) &&
			    (!project->mainline_ref || strcmp(refs.v[k].name, project->mainline_ref)))
				add_ref(out, &refs.v[k]);
		refs_release(&refs);
	}
	return err;
}

day_t branches_since(const struct cycle *cycle)
{
	bool skip = cycle->phase == PHASE_WINDOW;

	for (size_t i = cycle->count; i-- > 0;) {
		if (cycle->releases[i].rc)
			continue;
		if (!skip)
			return cycle->releases[i].day;
		skip = false;
	}
	return DAY_NONE;
}

/* Is it what stands for linux-next? That holds topics and is none. */
static bool is_next_branch(const struct project *project, const struct ref *ref)
{
	const char *short_name = strchr(ref->name + strlen("refs/"), '/');

	return project->next.kind == NEXT_BRANCH &&
	       (!strcmp(ref->name, project->next.where) ||
		   (short_name && !strcmp(short_name + 1, project->next.where)));
}

/* Is it mainline as it stood on the as-of day or later? */
static bool is_mainline(const struct project *project, const struct ref *ref)
{
	const struct history *history = project->history;
	node_t at;

	if (project->mainline_ref && !strcmp(ref->name, project->mainline_ref))
		return true;
	/* The line between the two was stepped down when the project was opened. */
	for (at = history_node(project->history, &project->mainline_tip);;
	     at = history_parents(history, at)[0]) {
		if (oid_equal(&history_at(history, at)->oid, &ref->commit))
			return true;
		if (oid_equal(&history_at(history, at)->oid, &project->mainline) ||
		    !history_at(history, at)->loaded || !history_at(history, at)->parent_count)
			return false;
	}
}

static struct error *list_local(struct branches *out, struct project *project)
{
	struct branches older = {.v = NULL};
	static const char *const patterns[] = {"refs/heads/", NULL};
	day_t oldest = branches_since(&project->cycle);
	struct refs refs = REFS_INIT;
	struct error *err = refs_list(project->repo, &refs, patterns);

	for (size_t i = 0; !err && i < refs.n; i++) {
		const struct ref *ref = &refs.v[i];
		day_t day = day_of_time(ref->tagger);

		if (oid_is_zero(&ref->commit) || is_mainline(project, ref) || is_next_branch(project, ref) ||
		    is_assembled(project, ref))
			continue;
		if (day >= oldest)
			add_ref(out, ref);
		else if (day >= oldest - OLDER_BY)
			add_ref(&older, ref);
	}
	out->older.v = older.v;
	out->older.n = older.n;
	out->older.cap = older.cap;
	refs_release(&refs);
	return err;
}

static int by_ref(const void *a, const void *b)
{
	return strcmp(((const struct branch *)a)->ref, ((const struct branch *)b)->ref);
}

static bool answers_to(const struct branch *branch, const char *name)
{
	return !strcmp(branch->name, name) || !strcmp(branch->ref, name) ||
	       strings_has(&branch->aliases, name);
}

static struct error *unknown(struct project *project, const char *name, const struct strings *topics)
{
	static const char *const patterns[] = {"refs/heads/", NULL};
	struct strings names = STRINGS_INIT, near = STRINGS_INIT;
	struct refs refs = REFS_INIT;
	struct error *err = refs_list(project->repo, &refs, patterns);

	for (size_t i = 0; !err && i < refs.n; i++)
		strings_add(&names, short_name(refs.v[i].name));
	for (size_t i = 0; i < topics->n; i++)
		if (!strings_has(&names, topics->v[i]))
			strings_add(&names, topics->v[i]);
	if (!err) {
		nearest_find(&near, name, &names, GUESSES_MOST);
		err = error_new(ERROR_NOT_FOUND, "no topic or branch is called '%s'", name);
		for (size_t i = 0; i < near.n; i++)
			error_hint(err, i ? "  %s" : "Did you mean one of these?\n  %s", near.v[i]);
		if (!near.n)
			error_hint(err, "`pullprep status` lists the topics, `git branch` all branches.");
	}
	strings_release(&near);
	strings_release(&names);
	refs_release(&refs);
	return err;
}

struct error *branches_add_extra(
    struct branches *out, struct project *project, const char *name, const struct strings *topics)
{
	struct branch branch = {.named = true, .extra = true};
	struct refs refs = REFS_INIT;
	char *ref = NULL;
	struct error *err = *name == '-' || !*name ? NULL : repo_full_ref(project->repo, name, &ref);
	const char *const patterns[] = {ref, NULL};

	if (!err && ref && strncmp(ref, "refs/tags/", 10))
		err = refs_list(project->repo, &refs, patterns);
	for (size_t i = 0; !err && i < refs.n && !branch.ref; i++)
		if (!strcmp(refs.v[i].name, ref) && !oid_is_zero(&refs.v[i].commit)) {
			branch.name = mem_dup(short_name(ref));
			branch.tip = refs.v[i].commit;
			branch.time = refs.v[i].tagger;
			branch.ref = mem_dup(ref);
			array_push(out, branch);
		}
	if (!err && !branch.ref)
		err = unknown(project, name, topics);
	free(ref);
	refs_release(&refs);
	return err;
}

void branches_drop_last(struct branches *branches)
{
	branch_release(&branches->v[--branches->n]);
}

static bool mark_answering(struct branches *out, const char *name)
{
	bool found = false;

	for (size_t i = 0; i < out->n && !found; i++) {
		found = answers_to(&out->v[i], name);
		out->v[i].named = out->v[i].named || found;
	}
	return found;
}

/* One that is only too old is a topic again when it is asked for: it contains others, and others it. */
static bool take_older(struct branches *out, const char *name)
{
	for (size_t i = 0; i < out->older.n; i++) {
		if (!answers_to(&out->older.v[i], name))
			continue;
		array_push(out, out->older.v[i]);
		out->v[out->n - 1].named = true;
		out->older.n--;
		for (size_t k = i; k < out->older.n; k++)
			out->older.v[k] = out->older.v[k + 1];
		return true;
	}
	return false;
}

static struct error *mark_named(struct branches *out, struct project *project, const struct strings *only)
{
	struct strings topics = STRINGS_INIT;
	struct error *err = NULL;

	for (size_t i = 0; i < out->n; i++)
		strings_add(&topics, out->v[i].name);
	for (size_t i = 0; !err && i < only->n; i++)
		if (!mark_answering(out, only->v[i]) && !take_older(out, only->v[i]))
			err = branches_add_extra(out, project, only->v[i], &topics);
	strings_release(&topics);
	return err;
}

struct error *branches_find(struct branches *out, struct project *project, const struct strings *only)
{
	struct strings globs = STRINGS_INIT;
	struct error *err;

	*out = (struct branches){.v = NULL};
	config_all(project->config, "pullprep.topic", &globs);
	out->configured = globs.n > 0;
	err = out->configured ? list_configured(out, project, &globs) : list_local(out, project);
	if (!err && out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_ref);
	if (!err)
		err = mark_named(out, project, only);
	strings_release(&globs);
	if (err)
		branches_release(out);
	return err;
}

void branches_release(struct branches *branches)
{
	for (size_t i = 0; i < branches->n; i++)
		branch_release(&branches->v[i]);
	for (size_t i = 0; i < branches->older.n; i++)
		branch_release(&branches->older.v[i]);
	array_release(branches);
	array_release(&branches->older);
}
