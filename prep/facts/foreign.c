/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/foreign.h"

#include "facts/mergename.h"
#include "source/commit.h"
#include "source/refs.h"

#include <stdlib.h>
#include <string.h>

enum { SKEW = 86400 };

/* Remote-tracking branches of others. */
struct others {
	struct other {
		char *name;   /* "drm/drm-next" */
		char *remote; /* "drm" */
		git_oid tip;
	} * v;
	size_t n, cap;
};

static void others_release(struct others *others)
{
	for (size_t i = 0; i < others->n; i++) {
		free(others->v[i].name);
		free(others->v[i].remote);
	}
	array_release(others);
}

/* The configured remote that the ref belongs to: names of remotes may have slashes, refs of one remote share
 * its prefix. */
static char *remote_of(const char *name)
{
	return mem_dupn(name, strcspn(name, "/"));
}

/* Is it a branch of that remote? */
static bool is_of(const char *ref, const char *remote)
{
	size_t length = strlen(remote);

	return ref && !strncmp(ref, "refs/remotes/", 13) && !strncmp(ref + 13, remote, length) &&
	       ref[13 + length] == '/';
}

/* Is the remote one's own, or upstream's? gathered: the ref that pullprep.gather names, or NULL. */
static bool is_ours(const struct project *project, const char *remote, const char *gathered)
{
	const struct config *config = project->config;
	const char *own = config_get(config, "pullprep.remote"),
		   *push = config_get(config, "remote.pushDefault");
	const char *url = config_get(config, "pullprep.url");
	bool answer;
	char *key;

	if (is_of(project->mainline_ref, remote) || is_of(gathered, remote))
		return true;
	if (!strcmp(remote, own ? own : "origin") || (push && !strcmp(remote, push)))
		return true;
	key = mem_format("remote.%s.url", remote);
	answer = url && config_get(config, key) && !strcmp(url, config_get(config, key));
	free(key);
	return answer;
}

static struct error *list_others(struct others *out, struct project *project)
{
	static const char *const patterns[] = {"refs/remotes/", NULL};
	const char *next = config_get(project->config, "pullprep.nextBranch"),
		   *gather = config_get(project->config, "pullprep.gather");
	struct refs refs = REFS_INIT;
	struct error *err = refs_list(project->repo, &refs, patterns);
	char *gathered = NULL;

	if (!err && gather && *gather)
		err = repo_full_ref(project->repo, gather, &gathered);
	for (size_t i = 0; !err && i < refs.n; i++) {
		const struct ref *ref = &refs.v[i];
		const char *name = ref->name + strlen("refs/remotes/");
		char *remote = remote_of(name);
		bool skip = oid_is_zero(&ref->commit) || is_ours(project, remote, gathered) ||
			    (next && (!strcmp(next, name) || !strcmp(next, ref->name)));

		if (!skip)
			err = commit_has_entry(&skip, project->repo, &ref->commit, "Next/");
		if (!err && !skip)
			array_push(out, (struct other){mem_dup(name), mem_dup(remote), ref->commit});
		free(remote);
	}
	free(gathered);
	refs_release(&refs);
	return err;
}

/* Which of the others reaches a commit: 0 for none, else its number from 1; the first that comes there keeps
 * it. */
struct colours {
	struct history *history;
	uint32_t *v;
	size_t n;
	ARRAY(node_t) stack;
};

static uint32_t *colour_of(struct colours *colours, node_t node)
{
	if (node >= colours->n) {
		size_t n = history_count(colours->history) * 2;

		colours->v = mem_grow(colours->v, n, sizeof(*colours->v));
		memset(colours->v + colours->n, 0, (n - colours->n) * sizeof(*colours->v));
		colours->n = n;
	}
	return &colours->v[node];
}

static struct error *paint(
    struct colours *colours, const git_oid *tip, uint32_t colour, int64_t oldest, size_t *left)
{
	struct error *err = NULL;

	array_push(&colours->stack, history_node(colours->history, tip));
	while (!err && colours->stack.n && *left) {
		node_t node = colours->stack.v[--colours->stack.n];

		if (*colour_of(colours, node))
			continue;
		err = history_load(colours->history, node);
		if (err)
			break;
		*colour_of(colours, node) = colour;
		(*left)--;
		if (history_at(colours->history, node)->time < oldest)
			continue;
		for (size_t i = 0; i < history_at(colours->history, node)->parent_count; i++)
			array_push(&colours->stack, history_parents(colours->history, node)[i]);
	}
	colours->stack.n = 0;
	return err;
}

/* Was it pulled from there, by its URL or by the name of its remote-tracking branch? */
static bool was_pulled(const struct project *project, const struct topic *topic, const char *remote)
{
	char *key = mem_format("remote.%s.url", remote), *here = NULL, *there = NULL;
	const char *url = config_get(project->config, key);
	bool same = topic->kind == TOPIC_MERGE && !strncmp(topic->name, remote, strlen(remote)) &&
		    topic->name[strlen(remote)] == '/';

	if (topic->url && url) {
		here = mergename_repository(topic->url);
		there = mergename_repository(url);
		same = same || !strcmp(here, there);
	}
	free(here);
	free(there);
	free(key);
	return same;
}

/* Does the topic itself live on that remote? */
static bool follows(const struct project *project, const struct topic *topic, const char *remote)
{
	const char *pull = config_branch(project->config, topic->name, "remote");
	const char *push = config_branch(project->config, topic->name, "pushRemote");

	return (pull && !strcmp(pull, remote)) || (push && !strcmp(push, remote)) ||
	       is_of(topic->ref, remote) || was_pulled(project, topic, remote);
}

static void judge(
    struct survey *survey, struct topic *topic, struct colours *colours, const struct others *others)
{
	for (size_t i = 0; i < topic->commits.n && !topic->foreign; i++) {
		const git_oid *oid = &survey->commits.v[topic->commits.v[i]].oid;
		uint32_t colour = *colour_of(colours, history_node(colours->history, oid));

		if (colour && !follows(survey->project, topic, others->v[colour - 1].remote))
			topic->foreign = mem_dup(others->v[colour - 1].name);
	}
}

struct error *foreign_find(struct survey *survey, const struct ancestry *unmerged)
{
	struct project *project = survey->project;
	struct colours colours = {.history = project->history, .stack = ARRAY_INIT};
	struct others others = {.v = NULL};
	int64_t oldest = INT64_MAX;
	size_t left = FOREIGN_MOST;
	struct error *err = NULL;

	for (size_t i = 0; i < unmerged->n; i++)
		if (history_at(project->history, unmerged->v[i])->time < oldest)
			oldest = history_at(project->history, unmerged->v[i])->time;
	if (unmerged->n)
		err = list_others(&others, project);
	for (size_t i = 0; !err && i < others.n; i++)
		err = paint(&colours, &others.v[i].tip, (uint32_t)i + 1, oldest - SKEW, &left);
	for (size_t i = 0; !err && others.n && i < survey->topics.n; i++)
		judge(survey, &survey->topics.v[i], &colours, &others);
	free(colours.v);
	array_release(&colours.stack);
	others_release(&others);
	return err;
}
