/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/line.h"

#include "facts/mergename.h"
#include "facts/mergetext.h"
#include "facts/posted.h"
#include "source/commit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const struct line_head *line_newest(const struct line_topic *topic)
{
	for (size_t i = topic->heads.n; i-- > 0;)
		if (topic->heads.v[i].visible)
			return &topic->heads.v[i];
	return &topic->heads.v[topic->heads.n - 1];
}

/* ---- names */

static bool is_taken(const struct line *line, const char *name)
{
	for (size_t i = 0; i < line->topics.n; i++)
		if (!strcmp(line->topics.v[i].name, name) || strings_has(&line->topics.v[i].aliases, name))
			return true;
	return false;
}

/* Six digits of what makes it another one (FNV-1a). */
static char *short_hash(const char *key)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return mem_format("%06" PRIx64, (hash ^ hash >> 32) & 0xffffff);
}

static char *free_name(const struct line *line, const char *wanted, const struct line_topic *topic)
{
	char *hash = short_hash(topic->key), *name;

	if (*wanted)
		name = mem_dup(wanted);
	else
		name = mem_format("%s-%s", topic->kind == TOPIC_MERGE ? "merge" : "series", hash);
	if (is_taken(line, name) && topic->url && *wanted && !strchr(wanted, '/')) {
		free(name);
		name = mergename_qualified(topic->url, wanted);
	}
	for (size_t i = 1; is_taken(line, name); i++) {
		free(name);
		name = i > 1 ? mem_format("%s-%s-%zu", *wanted ? wanted : "topic", hash, i)
			     : mem_format("%s-%s", *wanted ? wanted : "topic", hash);
	}
	free(hash);
	return name;
}

/* ---- sorting */

static struct line_topic *find_key(struct line *line, const char *key)
{
	for (size_t i = line->topics.n; i-- > 0;)
		if (!strcmp(line->topics.v[i].key, key))
			return &line->topics.v[i];
	return NULL;
}

static struct line_topic *add_topic(
    struct line *line, enum topic_kind kind, char *key, const char *wanted, const char *url)
{
	struct line_topic topic = {.kind = kind, .key = key, .url = mem_dup(url)};

	topic.name = free_name(line, wanted, &topic);
	array_push(&line->topics, topic);
	return &line->topics.v[line->topics.n - 1];
}

/* Two merges are of one topic if they are of one name and repository; of a posted series, if they are of one
 * subject and posting. A head without a name stands for itself. */
static char *merge_key(
    const struct merge_name *name, const char *subject, const char *posted, const git_oid *head)
{
	char *from = NULL, *key;

	if (name->series) {
		key = mem_format("merged series %s\n%s", subject, posted ? posted : "");
	} else if (!*name->name) {
		from = oid_text(head);
		key = mem_format("merged %s", from);
	} else {
		from = name->url ? mergename_repository(name->url) : mem_dup("");
		key = mem_format("merged %s\n%s", name->name, from);
	}
	free(from);
	return key;
}

static struct line_topic *topic_with_head(struct line *line, const git_oid *head)
{
	for (size_t i = 0; i < line->topics.n; i++)
		for (size_t k = 0; k < line->topics.v[i].heads.n; k++)
			if (oid_equal(&line->topics.v[i].heads.v[k].oid, head))
				return &line->topics.v[i];
	return NULL;
}

/* One more merge of the topic: what is newer counts. */
static void take_merge(struct line_topic *topic, const struct line_head *head, const struct merge_name *name,
    const char *text, const char *posted)
{
	array_push(&topic->heads, *head);
	if (text) {
		free(topic->text);
		topic->text = mem_dup(text);
	}
	if (name->url) {
		free(topic->url);
		topic->url = mem_dup(name->url);
	}
	if (posted && !topic->posted)
		topic->posted = mem_dup(posted);
}

/* Is it a commit of the line itself, below the merge? Then nothing was brought. */
static bool was_there(
    const struct line *line, const struct ancestry *unmerged, const git_oid *head, size_t at)
{
	node_t node = history_node(unmerged->history, head);

	while (at-- > 0)
		if (line->v[at] == node)
			return true;
	return false;
}

static void sort_merge(
    struct line *line, const struct commit *commit, size_t at, const struct ancestry *unmerged)
{
	char *posted = posted_of(commit->message), *text = message_of_merge(commit->message);
	struct merge_names names;

	merge_names_of(&names, commit->subject, commit->parent_count - 1);
	for (size_t i = 0; i < names.n; i++) {
		const struct merge_name *name = &names.v[i];
		struct line_head head = {.oid = commit->parents[i + 1], .at = at};
		struct line_topic *topic = topic_with_head(line, &head.oid);
		char *key = merge_key(name, commit->subject, posted, &head.oid);

		head.visible = ancestry_has(unmerged, &head.oid) && !was_there(line, unmerged, &head.oid, at);
		if (topic && strcmp(topic->key, key)) { /* the same head by another name */
			if (*name->name && !is_taken(line, name->name))
				strings_add(&topic->aliases, name->name);
			free(key);
			continue;
		}
		topic = find_key(line, key);
		if (topic)
			free(key);
		else
			topic = add_topic(line, TOPIC_MERGE, key, name->name, name->url);
		take_merge(topic, &head, name, names.n == 1 ? text : NULL,
		    name->series || names.n == 1 ? posted : NULL);
	}
	merge_names_release(&names);
	free(posted);
	free(text);
}

static void sort_commit(struct line *line, const struct commit *commit, size_t at)
{
	char *posted = posted_of(commit->message), *slug = mergename_slug(commit->subject);
	char *key = posted ? mem_format("series %s", posted)
			   : mem_format("commit %s %" PRId64 " %s", commit->author_email, commit->authored,
				 commit->subject);
	struct line_topic *topic = posted ? find_key(line, key) : NULL;

	if (topic) {
		free(key);
		free(posted);
	} else {
		topic = add_topic(line, TOPIC_SERIES, key, slug, NULL);
		topic->posted = posted;
	}
	array_push(&topic->commits, at);
	free(slug);
}

/* ---- the line */

/* Down the first parents as long as mainline lacks them. */
static void step_down(
    struct line *out, struct history *history, const git_oid *tip, const struct ancestry *unmerged)
{
	node_t at = history_node(history, tip);

	out->v = mem_new(unmerged->n + 1, sizeof(*out->v));
	while (walk_is_visible(unmerged->walk, at)) {
		out->v[out->n++] = at;
		if (!history_at(history, at)->parent_count)
			break;
		at = history_parents(history, at)[0];
	}
	for (size_t i = 0; i < out->n / 2; i++) {
		node_t swapped = out->v[i];

		out->v[i] = out->v[out->n - 1 - i];
		out->v[out->n - 1 - i] = swapped;
	}
}

struct error *line_read(
    struct line *out, struct project *project, const git_oid *tip, const struct ancestry *unmerged)
{
	struct error *err = NULL;

	*out = (struct line){.v = NULL};
	step_down(out, project->history, tip, unmerged);
	for (size_t i = 0; !err && i < out->n; i++) {
		struct commit commit;

		err = commit_read(&commit, project->repo, &history_at(project->history, out->v[i])->oid);
		if (err)
			break;
		if (commit.parent_count > 1)
			sort_merge(out, &commit, i, unmerged);
		else
			sort_commit(out, &commit, i);
		commit_release(&commit);
	}
	if (err)
		line_release(out);
	return err;
}

void line_release(struct line *line)
{
	for (size_t i = 0; i < line->topics.n; i++) {
		struct line_topic *topic = &line->topics.v[i];

		free(topic->name);
		free(topic->key);
		strings_release(&topic->aliases);
		free(topic->url);
		free(topic->posted);
		free(topic->text);
		array_release(&topic->heads);
		array_release(&topic->commits);
	}
	array_release(&line->topics);
	free(line->v);
	*line = (struct line){.v = NULL};
}
