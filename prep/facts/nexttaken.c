/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/nexttaken.h"

#include "facts/nexttrees.h"
#include "facts/windows.h"
#include "source/lsremote.h"

#include <stdlib.h>

/* ---- whose trees are one's own ---- */

static struct error *add_urls(struct strings *out, const struct project *project, const char *remote)
{
	const char *const args[] = {"remote", "get-url", "--all", "--", remote, NULL};
	struct buf answer = BUF_INIT;
	int status;
	struct error *err = repo_git_status(project->repo, &answer, NULL, &status, args);

	if (!err && !status)
		strings_split(out, answer.s, '\n');
	buf_release(&answer);
	return err;
}

static struct error *own_urls(struct strings *out, const struct project *project)
{
	const char *remote = config_get(project->config, "pullprep.remote"),
		   *url = config_get(project->config, "pullprep.url");

	if (url)
		strings_add(out, url);
	return remote ? add_urls(out, project, remote) : NULL;
}

static bool is_own(const struct next_source *source, const struct strings *urls)
{
	for (size_t i = 0; i < urls->n; i++)
		if (windows_same_repository(source->url, urls->v[i]))
			return true;
	return false;
}

/* ---- the two files ---- */

/* *found is false, and nothing is read, if the release does not have it. */
static struct error *read_file(
    struct buf *out, bool *found, const struct project *project, const char *release, const char *path)
{
	char *spec = mem_format("refs/tags/%s:%s", release, path);
	const char *const args[] = {"cat-file", "blob", spec, NULL};
	int status = 1;
	struct error *err = repo_git_status(project->repo, out, NULL, &status, args);

	*found = !err && !status;
	free(spec);
	return err;
}

/* ---- how far ahead ---- */

static struct error *find_tip(struct next_taken *taken, const struct project *project)
{
	const char *remote = config_get(project->config, "pullprep.remote");
	char *refs[] = {mem_format("refs/remotes/%s/%s", remote ? remote : "", taken->branch),
	    mem_format("refs/heads/%s", taken->branch)};
	struct error *err = NULL;

	for (size_t i = remote ? 0 : 1; i < 2 && !err && !taken->known; i++) {
		char *spec = mem_format("%s^{commit}", refs[i]);
		const char *const args[] = {"rev-parse", "--verify", "--quiet", spec, NULL};
		struct buf answer = BUF_INIT;
		int status = 1;

		err = repo_git_status(project->repo, &answer, NULL, &status, args);
		taken->known = !err && !status && !git_oid_fromstrn(&taken->tip, answer.s, GIT_OID_HEXSZ);
		buf_release(&answer);
		free(spec);
	}
	free(refs[0]);
	free(refs[1]);
	return err;
}

/* A commit that is not here cannot be counted from. */
static struct error *count_ahead(struct next_taken *taken, const struct project *project)
{
	char *from = oid_text(&taken->commit), *tip = oid_text(&taken->tip),
	     *mainline = oid_text(&project->mainline);
	const char *const args[] = {"rev-list", "--count", tip, "--not", from, mainline, "--", NULL};
	struct buf answer = BUF_INIT;
	int status = 1;
	struct error *err = repo_git_status(project->repo, &answer, NULL, &status, args);

	taken->known = !err && !status;
	if (taken->known)
		taken->ahead = strtol(answer.s, NULL, 10);
	buf_release(&answer);
	free(from);
	free(tip);
	free(mainline);
	return err;
}

static struct error *take(struct next_takens *out, const struct project *project, struct next_source *source)
{
	struct next_taken taken = {.name = source->name,
	    .branch = source->branch,
	    .merged = source->merged,
	    .commit = source->commit};
	struct error *err = find_tip(&taken, project);

	source->name = source->branch = NULL;
	if (!err && taken.known && taken.merged)
		err = count_ahead(&taken, project);
	array_push(out, taken);
	return err;
}

struct error *next_taken_find(struct next_takens *out, const struct project *project)
{
	const struct next_tree *newest = next_newest(&project->next);
	struct buf trees = BUF_INIT, ids = BUF_INIT;
	struct next_sources sources = {.v = NULL};
	struct strings urls = STRINGS_INIT;
	bool has_trees = false, has_ids = false;
	struct error *err;

	*out = (struct next_takens){.asked = false};
	if (!newest || project->next.kind != NEXT_TAGS)
		return NULL;
	err = own_urls(&urls, project);
	if (!err && urls.n)
		err = read_file(&trees, &has_trees, project, newest->name, "Next/Trees");
	if (!err && has_trees)
		err = read_file(&ids, &has_ids, project, newest->name, "Next/SHA1s");
	if (!err && has_ids)
		next_sources_parse(&sources, trees.s, ids.s);
	if (sources.n) {
		out->asked = true;
		out->release = newest->name;
		out->url = remote_shown(urls.v[0]);
	}
	for (size_t i = 0; !err && i < sources.n; i++)
		if (is_own(&sources.v[i], &urls))
			err = take(out, project, &sources.v[i]);
	next_sources_release(&sources);
	strings_release(&urls);
	buf_release(&trees);
	buf_release(&ids);
	if (err)
		next_takens_release(out);
	return err;
}

void next_takens_release(struct next_takens *takens)
{
	for (size_t i = 0; i < takens->n; i++) {
		free(takens->v[i].name);
		free(takens->v[i].branch);
	}
	array_release(takens);
	free(takens->url);
	takens->url = NULL;
	takens->asked = false;
}
