/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/ownwork.h"

#include "facts/windows.h"
#include "source/ids.h"
#include "source/walk.h"
#include "util/array.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const own_by_name[] = {
    [OWN_WRITTEN] = "written by you", [OWN_COMMITTED] = "committed by you", [OWN_PULLED] = "by your pull"};

static int by_id(const void *a, const void *b)
{
	const struct own_commit *x = a, *y = b;
	int order = git_oid_cmp(&x->oid, &y->oid);

	return order ? order : (int)x->by - (int)y->by;
}

static void add(struct own_work *out, const git_oid *oid, enum own_by by)
{
	array_push(out, (struct own_commit){*oid, by});
}

/* The release before the last one, or the only one. */
static const struct release *find_start(const struct cycle *cycle)
{
	const struct release *found = NULL;
	int releases = 0;

	for (size_t i = cycle->count; i-- > 0 && releases < 2;)
		if (!cycle->releases[i].rc) {
			found = &cycle->releases[i];
			releases++;
		}
	return found;
}

static char *range_of(const struct own_work *out, const struct project *project)
{
	char *from = oid_text(&out->since->commit), *to = oid_text(&project->mainline);
	char *range = mem_format("%s..%s", from, to);

	free(from);
	free(to);
	return range;
}

/* ---- by address ---- */

/* "ID<TAB>AUTHOR<TAB>COMMITTER" */
static void take_written(struct own_work *out, char *line, const char *email)
{
	char *author = strchr(line, '\t'), *committer = author ? strchr(author + 1, '\t') : NULL;
	git_oid oid;

	if (!committer || git_oid_fromstrn(&oid, line, GIT_OID_HEXSZ) < 0)
		return;
	*author++ = *committer++ = '\0';
	if (!strcasecmp(author, email))
		add(out, &oid, OWN_WRITTEN);
	else if (!strcasecmp(committer, email))
		add(out, &oid, OWN_COMMITTED);
}

static struct error *find_written(struct own_work *out, const struct project *project, const char *range)
{
	const char *email = config_get(project->config, "user.email");
	struct buf log = BUF_INIT;
	struct error *err;

	if (!email || !*email)
		return NULL;
	err = repo_git(project->repo, &log, "log", "--no-merges", "--no-show-signature",
	    "--format=%H%x09%ae%x09%ce", range, "--", NULL);
	for (char *line = log.s, *next; !err && *line; line = next) {
		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		take_written(out, line, email);
	}
	buf_release(&log);
	return err;
}

/* ---- by pull ---- */

/* The merges by which mainline pulled from that repository. */
static struct error *find_pulls(
    struct ids *out, const struct project *project, const char *range, const char *url)
{
	struct buf log = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err = repo_git(project->repo, &log, "log", "--first-parent", "--merges",
	    "--no-show-signature", "--format=%H %s", range, "--", NULL);

	if (!err)
		strings_split(&lines, log.s, '\n');
	for (size_t i = 0; i < lines.n; i++) {
		git_oid oid;

		if (strlen(lines.v[i]) > GIT_OID_HEXSZ &&
		    windows_names(lines.v[i] + GIT_OID_HEXSZ + 1, url) &&
		    !git_oid_fromstrn(&oid, lines.v[i], GIT_OID_HEXSZ))
			array_push(out, oid);
	}
	ids_sort(out);
	strings_release(&lines);
	buf_release(&log);
	return err;
}

/* Mainline's first-parent line, newest first, down to the start. */
struct trunk_nodes {
	node_t *v;
	size_t n, cap;
};

static struct error *step_down(struct trunk_nodes *out, const struct project *project, const git_oid *until)
{
	struct history *history = project->history;
	node_t at = history_node(history, &project->mainline), end = history_node(history, until);
	struct error *err = NULL;

	while (!err && at != end && at != NODE_NONE) {
		array_push(out, at);
		err = history_load(history, at);
		if (!err)
			at = history_at(history, at)->parent_count ? history_parents(history, at)[0]
								   : NODE_NONE;
	}
	return err;
}

/* Each commit is of the oldest merge of the line that has it. */
static struct error *take_pulled(struct own_work *out, const struct project *project, const struct ids *pulls)
{
	struct history *history = project->history;
	struct walk *walk = walk_new(history, 0);
	struct trunk_nodes trunk = {.v = NULL};
	struct error *err = step_down(&trunk, project, &out->since->commit);
	const node_t *visible = NULL;
	size_t n = 0;

	for (size_t i = 0; i < trunk.n; i++)
		walk_take(walk, trunk.v[i], (int32_t)i);
	walk_hide(walk, history_node(history, &out->since->commit));
	if (!err)
		err = walk_run(walk);
	if (!err)
		visible = walk_visible(walk, &n);
	for (size_t i = 0; i < n; i++) {
		const struct node *node = history_at(history, visible[i]);
		int32_t taken = walk_taken(walk, visible[i]);

		if (taken >= 0 && node->parent_count < 2 &&
		    ids_has(pulls, &history_at(history, trunk.v[taken])->oid))
			add(out, &node->oid, OWN_PULLED);
	}
	array_release(&trunk);
	walk_free(walk);
	return err;
}

static struct error *find_pulled(struct own_work *out, const struct project *project, const char *range)
{
	const char *url = config_get(project->config, "pullprep.url");
	struct ids pulls = {.v = NULL};
	struct error *err = url && *url ? find_pulls(&pulls, project, range, url) : NULL;

	if (!err && pulls.n)
		err = take_pulled(out, project, &pulls);
	array_release(&pulls);
	return err;
}

/* ---- all ---- */

/* Sorted, and each once, with the first reason. */
static void settle(struct own_work *out)
{
	size_t n = 0;

	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_id);
	for (size_t i = 0; i < out->n; i++)
		if (!n || !oid_equal(&out->v[n - 1].oid, &out->v[i].oid))
			out->v[n++] = out->v[i];
	out->n = n;
}

static bool is_set(const struct project *project, const char *key)
{
	const char *value = config_get(project->config, key);

	return value && *value;
}

struct error *own_work_find(struct own_work *out, const struct project *project)
{
	struct error *err;
	char *range;

	*out = (struct own_work){.since = find_start(&project->cycle)};
	if (!is_set(project, "user.email") && !is_set(project, "pullprep.url"))
		out->since = NULL;
	if (!out->since)
		return NULL;
	range = range_of(out, project);
	err = find_written(out, project, range);
	if (!err)
		err = find_pulled(out, project, range);
	settle(out);
	free(range);
	if (err)
		array_release(out);
	return err;
}

const struct own_commit *own_work_has(const struct own_work *own, const git_oid *oid)
{
	size_t low = 0, high = own->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (git_oid_cmp(&own->v[middle].oid, oid) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < own->n && oid_equal(&own->v[low].oid, oid) ? &own->v[low] : NULL;
}
