/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/setup.h"

#include "source/commit.h"
#include "source/lore.h"

#include <stdlib.h>
#include <string.h>

static char *suggest_mainline(struct project *project, const struct survey *survey)
{
	(void)survey;
	return mem_dup(project->mainline_name);
}

static size_t directory_length(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? (size_t)(slash - name) : 0;
}

static char *suggest_topic(struct project *project, const struct survey *survey)
{
	const struct topic *first = survey->topics.v;
	size_t length = survey->topics.n >= 2 ? directory_length(first->name) : 0;

	(void)project;
	for (size_t i = 1; length && i < survey->topics.n; i++)
		if (directory_length(survey->topics.v[i].name) != length ||
		    memcmp(survey->topics.v[i].name, first->name, length))
			length = 0;
	return length ? mem_format("refs/heads/%.*s/*", (int)length, first->name) : NULL;
}

static const char *remote_url(const struct project *project, const char *remote)
{
	char *key = mem_format("remote.%s.url", remote);
	const char *url = config_get(project->config, key);

	free(key);
	return url;
}

static const char *own_remote(const struct project *project)
{
	const char *push = config_get(project->config, "remote.pushDefault");
	const char *ref = project->mainline_ref;

	if (push)
		return push;
	if (ref && !strncmp(ref, "refs/remotes/", 13) && strncmp(ref, "refs/remotes/origin/", 20) &&
	    remote_url(project, "origin"))
		return "origin";
	return NULL;
}

static char *suggest_remote(struct project *project, const struct survey *survey)
{
	(void)survey;
	return mem_dup(own_remote(project));
}

static char *suggest_url(struct project *project, const struct survey *survey)
{
	static const char *const public[] = {"https://", "http://", "git://"};
	const char *set = config_get(project->config, "pullprep.remote");
	const char *remote = set ? set : own_remote(project);
	const char *url = remote ? remote_url(project, remote) : NULL;

	(void)survey;
	for (size_t i = 0; url && i < sizeof(public) / sizeof(*public); i++)
		if (!strncmp(url, public[i], strlen(public[i])))
			return mem_dup(url);
	return NULL;
}

/* Do messages name mails of lore.kernel.org? Of topics' commits and of mainline's newest. */
static bool has_lore_links(struct project *project, const struct survey *survey)
{
	static const char *const hosts[] = {
	    "//lore.kernel.org/", "//patch.msgid.link/", "//lkml.kernel.org/r/"};
	static const char *const args[] = {"log", "--no-color", "--no-show-signature", "--no-merges",
	    "--max-count=200", "--format=%b", "--stdin", NULL};
	struct buf tips = BUF_INIT, messages = BUF_INIT;
	bool found = false;
	struct error *err;

	buf_add_oid(&tips, &project->mainline, GIT_OID_HEXSZ);
	for (size_t i = 0; i < survey->topics.n; i++) {
		buf_addch(&tips, '\n');
		buf_add_oid(&tips, &survey->topics.v[i].tip, GIT_OID_HEXSZ);
	}
	buf_addch(&tips, '\n');
	err = repo_gitv_input(project->repo, &messages, args, tips.s, tips.len);
	for (size_t i = 0; !err && i < sizeof(hosts) / sizeof(*hosts); i++)
		found = found || strstr(messages.s, hosts[i]);
	error_free(err); /* then there is nothing to suggest */
	buf_release(&tips);
	buf_release(&messages);
	return found;
}

static bool is_kernel(struct project *project)
{
	static const char *const signs[] = {"MAINTAINERS", "arch/", "mm/"};
	bool kernel = true;

	for (size_t i = 0; kernel && i < sizeof(signs) / sizeof(*signs); i++) {
		struct error *err = commit_has_entry(&kernel, project->repo, &project->mainline, signs[i]);

		kernel = kernel && !err;
		error_free(err);
	}
	return kernel;
}

static char *suggest_lore(struct project *project, const struct survey *survey)
{
	return is_kernel(project) || has_lore_links(project, survey) ? mem_dup(LORE_URL) : NULL;
}

static const struct {
	const char *key, *question;
	char *(*suggest)(struct project *project, const struct survey *survey);
} keys[] = {
    {"pullprep.mainline", "the branch you send to", suggest_mainline},
    {"pullprep.topic", "which branches are topics; all that are ahead, if left out", suggest_topic},
    {"pullprep.remote", "the remote of your own public repository", suggest_remote},
    {"pullprep.url", "the public URL that upstream pulls from", suggest_url},
    {"pullprep.to", "who is asked to pull", NULL},
    {"pullprep.cc", "who gets a copy", NULL},
    {"pullprep.lore.url", "the archive of mails that check asks what was posted", suggest_lore},
};

struct error *setup_suggest(struct suggestions *out, struct project *project)
{
	static const struct strings all = STRINGS_INIT;
	struct survey survey;
	struct error *err = survey_named(&survey, project, &all);

	if (err)
		return err;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *set = config_get(project->config, keys[i].key);
		struct suggestion suggestion = {.key = keys[i].key, .question = keys[i].question, .set = set};

		if (set)
			suggestion.value = mem_dup(set);
		else if (keys[i].suggest)
			suggestion.value = keys[i].suggest(project, &survey);
		array_push(out, suggestion);
	}
	survey_release(&survey);
	return NULL;
}

void suggestions_release(struct suggestions *suggestions)
{
	for (size_t i = 0; i < suggestions->n; i++)
		free(suggestions->v[i].value);
	array_release(suggestions);
}
