/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/linetopics.h"

#include "facts/branches.h"
#include "facts/gather.h"
#include "facts/line.h"
#include "facts/merged.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT ((size_t)-1)

/* A tip of the walk: a merged head, an asked-for branch's, or the line's. */
struct mark {
	size_t topic; /* of the line; ABSENT for the others */
	git_oid oid;
};

struct linework {
	struct survey *out;
	struct project *project;
	const char *rev;
	git_oid tip;
	struct line line;
	bool *named; /* by topic of the line */
	bool *ahead; /* by topic of the line: mainline lacks some of it */
	struct branches extras;
	struct ancestry *ancestry;
	struct {
		struct mark *v; /* by the walk's marks */
		size_t n, cap;
	} marks;
	/* By node: */
	size_t nodes;
	bool *on_line;
	size_t *brought; /* the topic of the line with which it came first; ABSENT: with none */
	bool *spine;     /* is it on the first-parent line of a head of that topic? */
	size_t *known;   /* where it is in the survey, or ABSENT */
	/* By topic of the line, `words` each: the topics that it contains. */
	uint64_t *inside;
	size_t words;
};

static void linework_release(struct linework *w)
{
	line_release(&w->line);
	branches_release(&w->extras);
	array_release(&w->marks);
	free(w->named);
	free(w->ahead);
	free(w->on_line);
	free(w->brought);
	free(w->spine);
	free(w->known);
	free(w->inside);
}

/* ---- the line */

static struct error *find_tip(struct linework *w)
{
	struct error *err = repo_commit(w->project->repo, w->rev, &w->tip);

	error_context(err, "pullprep.gather is '%s'", w->rev);
	return error_hint(err, "Name an integration branch, or a linear one, with:  git config "
			       "pullprep.gather BRANCH");
}

static struct error *nothing_there(const struct linework *w)
{
	bool same = oid_equal(&w->tip, &w->project->mainline);
	struct error *err = error_failed(same ? "pullprep.gather is '%s', which is where mainline, %s, stands"
					      : "pullprep.gather is '%s', which has nothing that mainline, "
						"%s, lacks",
	    w->rev, w->project->mainline_name);

	return error_hint(err, "Let it name a branch with commits of its own, or take it out with:  git "
			       "config --unset pullprep.gather");
}

static struct error *read_line(struct linework *w)
{
	struct ancestry below;
	struct error *err = ancestry_find(&below, w->project->history, &w->tip, 1, &w->project->mainline, 1);

	if (err)
		return err;
	err = line_read(&w->line, w->project, &w->tip, &below);
	ancestry_release(&below);
	w->named = mem_zero(w->line.topics.n + 1, sizeof(*w->named));
	w->ahead = mem_zero(w->line.topics.n + 1, sizeof(*w->ahead));
	for (size_t i = 0; i < w->line.topics.n; i++) {
		const struct line_topic *topic = &w->line.topics.v[i];

		w->ahead[i] = topic->kind == TOPIC_SERIES || line_newest(topic)->visible;
	}
	return err;
}

static git_oid tip_of(const struct linework *w, size_t index)
{
	const struct line_topic *topic = &w->line.topics.v[index];

	if (topic->kind == TOPIC_MERGE)
		return line_newest(topic)->oid;
	return history_at(w->project->history, w->line.v[topic->commits.v[topic->commits.n - 1]])->oid;
}

/* ---- what was asked for */

static bool answers_to(const struct line_topic *topic, const char *name)
{
	return !strcmp(topic->name, name) || strings_has(&topic->aliases, name);
}

static size_t topic_called(const struct linework *w, const char *name)
{
	for (size_t i = 0; i < w->line.topics.n; i++)
		if (answers_to(&w->line.topics.v[i], name))
			return i;
	return ABSENT;
}

/* A branch: the topic whose tip it is, if there is one, else one more. */
static struct error *add_branch(struct linework *w, const char *name)
{
	struct strings topics = STRINGS_INIT;
	struct error *err;

	for (size_t i = 0; i < w->line.topics.n; i++)
		strings_add(&topics, w->line.topics.v[i].name);
	err = branches_add_extra(&w->extras, w->project, name, &topics);
	strings_release(&topics);
	for (size_t i = 0; !err && i < w->line.topics.n; i++) {
		struct line_topic *topic = &w->line.topics.v[i];
		struct branch *branch = &w->extras.v[w->extras.n - 1];
		git_oid tip = tip_of(w, i);

		if (oid_equal(&tip, &branch->tip) && w->ahead[i]) {
			w->named[i] = true;
			if (!answers_to(topic, branch->name) && topic_called(w, branch->name) == ABSENT)
				strings_add(&topic->aliases, branch->name);
			branches_drop_last(&w->extras);
			return NULL;
		}
	}
	if (!err && topic_called(w, w->extras.v[w->extras.n - 1].name) != ABSENT) {
		struct branch *branch = &w->extras.v[w->extras.n - 1];

		free(branch->name);
		branch->name = mem_dup(branch->ref);
	}
	return err;
}

static struct error *mark_named(struct linework *w, const struct strings *only)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < only->n; i++) {
		size_t index = topic_called(w, only->v[i]);

		if (index == ABSENT)
			err = add_branch(w, only->v[i]);
		else
			w->named[index] = true;
	}
	return err;
}

/* ---- the walk */

static void add_mark(struct linework *w, size_t topic, const git_oid *oid)
{
	array_push(&w->marks, (struct mark){topic, *oid});
}

static struct error *walk_all(struct linework *w)
{
	struct history *history = w->project->history;
	git_oid *tips;
	struct error *err;

	for (size_t i = 0; i < w->line.topics.n; i++)
		for (size_t k = 0; k < w->line.topics.v[i].heads.n; k++)
			if (w->line.topics.v[i].heads.v[k].visible)
				add_mark(w, i, &w->line.topics.v[i].heads.v[k].oid);
	for (size_t i = 0; i < w->extras.n; i++)
		add_mark(w, ABSENT, &w->extras.v[i].tip);
	add_mark(w, ABSENT, &w->tip);
	tips = mem_new(w->marks.n, sizeof(*tips));
	for (size_t i = 0; i < w->marks.n; i++)
		tips[i] = w->marks.v[i].oid;
	err = ancestry_find(w->ancestry, history, tips, w->marks.n, &w->project->mainline, 1);
	free(tips);
	if (err)
		return err;
	w->nodes = history_count(history);
	w->on_line = mem_zero(w->nodes + 1, sizeof(*w->on_line));
	w->spine = mem_zero(w->nodes + 1, sizeof(*w->spine));
	w->brought = mem_new(w->nodes + 1, sizeof(*w->brought));
	w->known = mem_new(w->nodes + 1, sizeof(*w->known));
	for (size_t i = 0; i < w->nodes; i++)
		w->brought[i] = w->known[i] = ABSENT;
	for (size_t i = 0; i < w->line.n; i++)
		w->on_line[w->line.v[i]] = true;
	return NULL;
}

/* ---- with what each commit came first */

struct nodes {
	node_t *v;
	size_t n, cap;
};

static bool is_side(const struct linework *w, node_t node)
{
	return walk_is_visible(w->ancestry->walk, node) && !w->on_line[node];
}

/* All that came with that head, and was not there before. */
static void bring(struct linework *w, struct nodes *stack, node_t head, size_t topic)
{
	const struct history *history = w->project->history;

	array_push(stack, head);
	while (stack->n) {
		node_t node = stack->v[--stack->n];

		if (!is_side(w, node) || w->brought[node] != ABSENT)
			continue;
		w->brought[node] = topic;
		for (size_t i = 0; i < history_at(history, node)->parent_count; i++)
			array_push(stack, history_parents(history, node)[i]);
	}
	for (node_t at = head; is_side(w, at) && w->brought[at] == topic && !w->spine[at];) {
		w->spine[at] = true;
		if (!history_at(history, at)->parent_count)
			break;
		at = history_parents(history, at)[0];
	}
}

/* A merge that brought a head, at its place in the line. */
struct arrival {
	size_t at, topic;
	node_t head;
};

static int by_place(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at ? -1 : 1) : (x->topic > y->topic) - (x->topic < y->topic);
}

static void bring_all(struct linework *w)
{
	ARRAY(struct arrival) arrivals = ARRAY_INIT;
	struct nodes stack = {.v = NULL};

	for (size_t i = 0; i < w->line.topics.n; i++) {
		const struct line_topic *topic = &w->line.topics.v[i];

		for (size_t k = 0; k < topic->heads.n; k++)
			array_push(&arrivals, (struct arrival){topic->heads.v[k].at, i,
						  history_node(w->project->history, &topic->heads.v[k].oid)});
	}
	if (arrivals.n)
		qsort(arrivals.v, arrivals.n, sizeof(*arrivals.v), by_place);
	for (size_t i = 0; i < arrivals.n; i++)
		bring(w, &stack, arrivals.v[i].head, arrivals.v[i].topic);
	array_release(&stack);
	array_release(&arrivals);
}

/* ---- what belongs to what */

/* A topic while it is sorted out. */
struct sorting {
	size_t index;
	struct {
		size_t *v; /* marks */
		size_t n, cap;
	} own,      /* of its heads that mainline lacks, oldest merge first */
	    others; /* of others' heads that are below them */
	struct nodes stack;
	bool *ground; /* by node: below what it stands on */
};

static void sorting_release(struct sorting *s)
{
	array_release(&s->own);
	array_release(&s->others);
	array_release(&s->stack);
	free(s->ground);
}

static bool below_any(const struct linework *w, node_t node, const size_t *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ancestry_below(w->ancestry, node, marks[i]))
			return true;
	return false;
}

static void set_inside(struct linework *w, size_t outer, size_t inner)
{
	if (outer != inner && w->ahead[inner])
		w->inside[outer * w->words + inner / 64] |= (uint64_t)1 << inner % 64;
}

static void sort_marks(struct linework *w, struct sorting *s)
{
	for (size_t i = 0; i < w->marks.n; i++)
		if (w->marks.v[i].topic == s->index)
			array_push(&s->own, i);
	for (size_t i = 0; i < w->marks.n; i++)
		if (w->marks.v[i].topic != s->index && w->marks.v[i].topic != ABSENT &&
		    below_any(w, history_node(w->project->history, &w->marks.v[i].oid), s->own.v, s->own.n)) {
			array_push(&s->others, i);
			set_inside(w, s->index, w->marks.v[i].topic);
		}
}

/* All below a commit of another topic, on which this one was started, is the others'. */
static void stand_on(struct linework *w, struct sorting *s, node_t at)
{
	const struct history *history = w->project->history;

	if (!s->ground)
		s->ground = mem_zero(w->nodes + 1, sizeof(*s->ground));
	array_push(&s->stack, at);
	while (s->stack.n) {
		node_t node = s->stack.v[--s->stack.n];

		if (!is_side(w, node) || s->ground[node])
			continue;
		s->ground[node] = true;
		if (w->brought[node] != ABSENT)
			set_inside(w, s->index, w->brought[node]);
		for (size_t i = 0; i < history_at(history, node)->parent_count; i++)
			array_push(&s->stack, history_parents(history, node)[i]);
	}
}

/* Down the first parents of its heads: where they come to another topic's, that was there before, it was
 * started on that one. */
static void find_ground(struct linework *w, struct sorting *s)
{
	const struct history *history = w->project->history;

	for (size_t i = 0; i < s->own.n; i++) {
		node_t at = history_node(w->project->history, &w->marks.v[s->own.v[i]].oid);

		while (is_side(w, at) && w->brought[at] == s->index && history_at(history, at)->parent_count)
			at = history_parents(history, at)[0];
		if (is_side(w, at) && w->brought[at] != s->index && w->spine[at])
			stand_on(w, s, at);
	}
}

static size_t oldest_of(const struct line_topic *topic)
{
	if (topic->kind == TOPIC_SERIES)
		return topic->commits.v[0];
	for (size_t i = 0; i < topic->heads.n; i++)
		if (topic->heads.v[i].visible)
			return topic->heads.v[i].at;
	return ABSENT;
}

/* How much of the line is below the topic: the number of its positions. */
static size_t line_below(const struct linework *w, const struct sorting *s)
{
	const struct line_topic *topic = &w->line.topics.v[s->index];
	size_t n = w->line.n;

	if (topic->kind == TOPIC_SERIES)
		return topic->commits.v[topic->commits.n - 1];
	while (n && !below_any(w, w->line.v[n - 1], s->own.v, s->own.n))
		n--;
	return n;
}

static void find_inside(struct linework *w, struct sorting *s)
{
	size_t end;

	if (!w->ahead[s->index])
		return;
	sort_marks(w, s);
	find_ground(w, s);
	end = line_below(w, s);
	for (size_t i = 0; i < w->line.topics.n; i++)
		if (w->ahead[i] && oldest_of(&w->line.topics.v[i]) < end)
			set_inside(w, s->index, i);
}

/* What a contained topic contains is contained as well. */
static void close_inside(struct linework *w)
{
	for (size_t k = 0; k < w->line.topics.n; k++)
		for (size_t i = 0; i < w->line.topics.n; i++) {
			uint64_t *row = w->inside + i * w->words;

			if (!(row[k / 64] >> k % 64 & 1))
				continue;
			for (size_t word = 0; word < w->words; word++)
				row[word] |= w->inside[k * w->words + word];
			row[i / 64] &= ~((uint64_t)1 << i % 64);
		}
}

static void add_commit(struct linework *w, struct topic *topic, node_t node)
{
	if (w->known[node] == ABSENT)
		w->known[node] = gather_add(w->out, &history_at(w->project->history, node)->oid);
	array_push(&topic->commits, w->known[node]);
}

/* Does the head have the commit by itself, and not only through the line that it was started on? */
static bool reaches_aside(const struct linework *w, node_t head, node_t commit)
{
	const struct history *history = w->project->history;
	bool *seen = mem_zero(w->nodes + 1, sizeof(*seen)), found = false;
	struct nodes stack = {.v = NULL};

	array_push(&stack, head);
	while (stack.n && !found) {
		node_t node = stack.v[--stack.n];

		if (!is_side(w, node) || seen[node])
			continue;
		seen[node] = true;
		found = node == commit;
		for (size_t i = 0; i < history_at(history, node)->parent_count; i++)
			array_push(&stack, history_parents(history, node)[i]);
	}
	array_release(&stack);
	free(seen);
	return found;
}

/* Is the commit another topic's, that is below this one? Not if this one had brought it before the other was
 * started on it, or on the line that had it by then. */
static bool is_others(
    const struct linework *w, const struct sorting *s, const struct sorting *sortings, node_t node)
{
	for (size_t i = 0; i < s->others.n; i++) {
		const struct mark *mark = &w->marks.v[s->others.v[i]];
		const struct sorting *other = &sortings[mark->topic];

		if (!ancestry_below(w->ancestry, node, s->others.v[i]))
			continue;
		if (w->brought[node] != s->index)
			return true;
		if (!(other->ground && other->ground[node]) &&
		    reaches_aside(w, history_node(w->project->history, &mark->oid), node))
			return true;
	}
	return false;
}

/* What was merged, newest first. */
static void add_merged(
    struct linework *w, struct topic *topic, const struct sorting *s, const struct sorting *sortings)
{
	size_t newest = s->own.v[s->own.n - 1];

	for (size_t i = 0; i < w->ancestry->n; i++) {
		node_t node = w->ancestry->v[i];

		if (w->on_line[node] || (s->ground && s->ground[node] && w->brought[node] != s->index) ||
		    !below_any(w, node, s->own.v, s->own.n) || is_others(w, s, sortings, node))
			continue;
		topic->former += !ancestry_below(w->ancestry, node, newest);
		add_commit(w, topic, node);
	}
}

static void list_contained(const struct linework *w, size_t index, struct strings *out)
{
	const uint64_t *row = w->inside + index * w->words;

	for (size_t i = 0; i < w->line.topics.n; i++)
		if (row[i / 64] >> i % 64 & 1)
			strings_add(out, w->line.topics.v[i].name);
}

static void add_topic(struct linework *w, const struct sorting *s, const struct sorting *sortings)
{
	const struct line_topic *from = &w->line.topics.v[s->index];
	struct topic topic = gather_topic(w->project, from->name, &from->aliases);

	topic.kind = from->kind;
	topic.tip = tip_of(w, s->index);
	topic.text = mem_dup(from->text);
	topic.url = mem_dup(from->url);
	topic.posted = mem_dup(from->posted);
	if (from->kind == TOPIC_MERGE)
		topic.merge = history_at(w->project->history, w->line.v[line_newest(from)->at])->oid;
	list_contained(w, s->index, &topic.contains);
	for (size_t i = from->commits.n; i-- > 0;)
		add_commit(w, &topic, w->line.v[from->commits.v[i]]);
	if (s->own.n)
		add_merged(w, &topic, s, sortings);
	array_push(&w->out->topics, topic);
}

static void add_topics(struct linework *w, bool all)
{
	size_t n = w->line.topics.n;
	struct sorting *sortings = mem_zero(n + 1, sizeof(*sortings));

	w->words = (n + 63) / 64;
	w->inside = mem_zero(n * w->words + 1, sizeof(*w->inside));
	bring_all(w);
	for (size_t i = 0; i < n; i++) {
		sortings[i].index = i;
		find_inside(w, &sortings[i]);
	}
	close_inside(w);
	for (size_t i = 0; i < n; i++)
		if (all || w->named[i])
			add_topic(w, &sortings[i], sortings);
	for (size_t i = 0; i < n; i++)
		sorting_release(&sortings[i]);
	free(sortings);
}

/* All that mainline lacks of a branch that was asked for. */
static void add_extra(struct linework *w, size_t index)
{
	const struct branch *branch = &w->extras.v[index];
	struct topic topic = gather_topic(w->project, branch->name, NULL);
	size_t mark = 0;

	while (w->marks.v[mark].topic != ABSENT)
		mark++;
	mark += index;
	topic.ref = mem_dup(branch->ref);
	topic.tip = branch->tip;
	for (size_t i = 0; i < w->ancestry->n; i++)
		if (ancestry_below(w->ancestry, w->ancestry->v[i], mark))
			add_commit(w, &topic, w->ancestry->v[i]);
	array_push(&w->out->topics, topic);
}

static void warn_of_former(const struct survey *survey, const char *rev)
{
	for (size_t i = 0; i < survey->topics.n; i++) {
		const struct topic *topic = &survey->topics.v[i];

		if (topic->former)
			warning("%s was rewritten after it was merged into %s: %zu of its commits are there "
				"only through a former merge, and not in its tip",
			    topic->name, rev, topic->former);
	}
}

struct error *linetopics_find(struct survey *out, struct project *project, const char *rev,
    const struct strings *only, struct ancestry *unmerged)
{
	struct linework w = {.out = out, .project = project, .rev = rev, .ancestry = unmerged};
	struct error *err = find_tip(&w);

	if (!err)
		err = read_line(&w);
	if (!err)
		err = mark_named(&w, only);
	if (!err && !w.line.n && !w.extras.n)
		err = nothing_there(&w);
	if (!err)
		err = walk_all(&w);
	if (!err)
		add_topics(&w, !only->n);
	for (size_t i = 0; !err && i < w.extras.n; i++)
		add_extra(&w, i);
	if (!err)
		err = merged_settle(out, !only->n, false);
	if (!err)
		warn_of_former(out, rev);
	linework_release(&w);
	return err;
}
