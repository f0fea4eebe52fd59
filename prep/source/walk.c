/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/walk.h"

#include "source/datequeue.h"

#include <string.h>

enum { HIDDEN = 1, QUEUED = 2, EXPANDED = 4, LISTED = 8, MET = 16, PASSED = 32 };

struct state {
	uint32_t marks; /* NO_MARKS; ONE_MARK and which; or the place in the pool, in sets of `words` */
	int32_t taken;
	uint8_t flags;
};
#define NO_MARKS UINT32_MAX
#define ONE_MARK (UINT32_C(1) << 31) /* most commits of many trees are merges that one tree alone holds */

struct walk {
	struct history *history;
	size_t words;
	struct state *states;
	size_t state_count;
	ARRAY(uint64_t) pool;
	struct datequeue open;   /* visible as far as known */
	struct datequeue hidden; /* hidden, parents not yet told */
	ARRAY(node_t) lines;     /* where the first-parent line of each hidden tip stands */
	ARRAY(node_t) visible;
	ARRAY(node_t) stack;
};

struct walk *walk_new(struct history *history, size_t marks)
{
	struct walk *walk = mem_zero(1, sizeof(*walk));

	walk->history = history;
	walk->words = (marks + 63) / 64;
	return walk;
}

void walk_free(struct walk *walk)
{
	if (!walk)
		return;
	free(walk->states);
	array_release(&walk->pool);
	datequeue_release(&walk->open);
	datequeue_release(&walk->hidden);
	array_release(&walk->lines);
	array_release(&walk->visible);
	array_release(&walk->stack);
	free(walk);
}

static struct state *state_of(struct walk *walk, node_t node)
{
	if (node >= walk->state_count) {
		size_t count = history_count(walk->history), old = walk->state_count;

		count += count / 2;
		walk->states = mem_grow(walk->states, count, sizeof(*walk->states));
		for (size_t i = old; i < count; i++)
			walk->states[i] = (struct state){NO_MARKS, -1, 0};
		walk->state_count = count;
	}
	return &walk->states[node];
}

/* The commit's set of marks in the pool, made if there was none or one. */
static uint64_t *marks_of(struct walk *walk, struct state *state)
{
	uint32_t before = state->marks;
	uint64_t *set;

	if (before < ONE_MARK)
		return walk->pool.v + (size_t)before * walk->words;
	array_room(&walk->pool, walk->words);
	state->marks = (uint32_t)(walk->pool.n / walk->words);
	set = walk->pool.v + walk->pool.n;
	memset(set, 0, walk->words * sizeof(*set));
	walk->pool.n += walk->words;
	if (before != NO_MARKS)
		set[(before & ~ONE_MARK) / 64] |= (uint64_t)1 << (before & ~ONE_MARK) % 64;
	return set;
}

/* True if the commit did not have the mark. */
static bool add_mark(struct walk *walk, struct state *state, uint32_t mark)
{
	uint64_t bit = (uint64_t)1 << mark % 64, *set;

	if (state->marks == (ONE_MARK | mark))
		return false;
	if (state->marks == NO_MARKS) {
		state->marks = ONE_MARK | mark;
		return true;
	}
	set = marks_of(walk, state);
	if (set[mark / 64] & bit)
		return false;
	set[mark / 64] |= bit;
	return true;
}

/* The same for all marks of another commit. */
static bool add_marks(struct walk *walk, struct state *to, const struct state *from)
{
	bool news = false;
	const uint64_t *marks;
	uint64_t *target;

	if (from->marks == NO_MARKS)
		return false;
	if (from->marks >= ONE_MARK)
		return add_mark(walk, to, from->marks & ~ONE_MARK);
	target = marks_of(walk, to);
	marks = walk->pool.v + (size_t)from->marks * walk->words;
	for (size_t i = 0; i < walk->words; i++) {
		news = news || (marks[i] & ~target[i]);
		target[i] |= marks[i];
	}
	return news;
}

/* Loads the commit, so that its date is known, and puts it in the queue. */
static struct error *enqueue(struct walk *walk, struct datequeue *queue, node_t node)
{
	struct error *err = history_load(walk->history, node);

	if (!err)
		datequeue_push(queue, history_at(walk->history, node)->time, node);
	return err;
}

static void set_start(struct walk *walk, node_t node)
{
	struct state *state = state_of(walk, node);

	if (!(state->flags & MET)) {
		state->flags |= MET;
		array_push(&walk->stack, node);
	}
}

void walk_start(struct walk *walk, node_t node)
{
	set_start(walk, node);
}

void walk_mark(struct walk *walk, node_t node, size_t mark)
{
	add_mark(walk, state_of(walk, node), (uint32_t)mark);
	set_start(walk, node);
}

void walk_take(struct walk *walk, node_t node, int32_t position)
{
	struct state *state = state_of(walk, node);

	if (state->taken < position)
		state->taken = position;
	set_start(walk, node);
}

void walk_hide(struct walk *walk, node_t node)
{
	state_of(walk, node)->flags |= HIDDEN;
	array_push(&walk->lines, node);
}

/*
 * The commit is hidden: those of its ancestors that were taken for visible are told at once, the others when
 * the walk down the hidden part comes to them. Until then one that nobody has read yet waits unread, at the
 * date of the child that hid it.
 */
static void hide(struct walk *walk, node_t node, int64_t child_time)
{
	size_t bottom = walk->stack.n;

	array_push(&walk->stack, node);
	while (walk->stack.n > bottom) {
		node_t at = walk->stack.v[--walk->stack.n];
		struct state *state = state_of(walk, at);
		const struct node *data = history_at(walk->history, at);

		if (state->flags & HIDDEN)
			continue;
		state->flags |= HIDDEN;
		if (state->flags & EXPANDED) {
			const node_t *parents = history_parents(walk->history, at);

			for (size_t i = 0; i < history_at(walk->history, at)->parent_count; i++)
				array_push(&walk->stack, parents[i]);
			continue;
		}
		datequeue_push(&walk->hidden, data->loaded ? data->time : child_time, at);
	}
}

/* All parents of a loaded commit become hidden, but for the first if `others` is set. */
static void hide_parents(struct walk *walk, node_t node, bool others)
{
	for (size_t i = others; i < history_at(walk->history, node)->parent_count; i++)
		hide(walk, history_parents(walk->history, node)[i], history_at(walk->history, node)->time);
}

/* One hidden commit tells its parents. */
static struct error *expand_hidden(struct walk *walk)
{
	node_t node = datequeue_pop(&walk->hidden);

	if (!history_at(walk->history, node)->loaded)
		return enqueue(walk, &walk->hidden, node); /* at its own date now */
	state_of(walk, node)->flags |= EXPANDED;
	hide_parents(walk, node, false);
	return NULL;
}

/* One step down the first-parent line: the merged heads are told, the first parent is where the line stands
 * next. */
static void step_line(struct walk *walk, node_t *line)
{
	node_t at = *line;

	hide_parents(walk, at, true);
	state_of(walk, at)->flags |= EXPANDED | PASSED;
	*line =
	    history_at(walk->history, at)->parent_count ? history_parents(walk->history, at)[0] : NODE_NONE;
	if (*line == NODE_NONE)
		return;
	if (state_of(walk, *line)->flags & PASSED)
		*line = NODE_NONE; /* another line went on from here */
	else if ((state_of(walk, *line)->flags & (EXPANDED | HIDDEN)) == EXPANDED)
		hide(walk, *line, 0); /* it was taken for visible */
	else
		state_of(walk, *line)->flags |= HIDDEN;
}

/* The first-parent line of each hidden tip comes down to that date. */
static struct error *step_lines(struct walk *walk, int64_t time)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < walk->lines.n; i++)
		while (!err && walk->lines.v[i] != NODE_NONE) {
			err = history_load(walk->history, walk->lines.v[i]);
			if (!err && history_at(walk->history, walk->lines.v[i])->time < time)
				break;
			if (!err)
				step_line(walk, &walk->lines.v[i]);
		}
	return err;
}

/* What the child knows goes to the parent; a parent that learnt something is looked at (again). */
static struct error *tell(struct walk *walk, node_t child, node_t parent)
{
	struct state *from = state_of(walk, child), *to = state_of(walk, parent);
	bool news = !(to->flags & MET);

	from = state_of(walk, child); /* the array may have moved */
	if (to->flags & HIDDEN)
		return NULL;
	to->flags |= MET;
	if (to->taken < from->taken) {
		to->taken = from->taken;
		news = true;
	}
	news = add_marks(walk, to, from) || news;
	if (!news || (to->flags & QUEUED))
		return NULL;
	to->flags |= QUEUED;
	return enqueue(walk, &walk->open, parent);
}

static struct error *expand(struct walk *walk, node_t node)
{
	struct state *state = state_of(walk, node);

	state->flags |= EXPANDED;
	if (!(state->flags & LISTED)) {
		state->flags |= LISTED;
		array_push(&walk->visible, node);
	}
	for (size_t i = 0; i < history_at(walk->history, node)->parent_count; i++) {
		struct error *err = tell(walk, node, history_parents(walk->history, node)[i]);

		if (err)
			return err;
	}
	return NULL;
}

static bool is_hidden(struct walk *walk, node_t node)
{
	return state_of(walk, node)->flags & HIDDEN;
}

/* Before a commit is taken for visible, all that is hidden and not older must have spoken. */
static struct error *settle(struct walk *walk, node_t node)
{
	int64_t time = history_at(walk->history, node)->time;
	struct error *err = step_lines(walk, time);

	while (!err && !is_hidden(walk, node) && walk->hidden.n && walk->hidden.v[0].time >= time)
		err = expand_hidden(walk);
	return err;
}

/*
 * Committer dates may lie. git's walk looks at five more commits once it believes to be done; this one at
 * some more, down the lines and among what is hidden.
 */
enum { SLOP = 64 };

static struct error *look_further(struct walk *walk)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < walk->lines.n; i++)
		for (size_t step = 0; !err && step < SLOP && walk->lines.v[i] != NODE_NONE; step++) {
			err = history_load(walk->history, walk->lines.v[i]);
			if (!err)
				step_line(walk, &walk->lines.v[i]);
		}
	for (size_t i = 0; !err && i < 2 * SLOP && walk->hidden.n; i++)
		err = expand_hidden(walk);
	return err;
}

struct error *walk_run(struct walk *walk)
{
	struct error *err = NULL;
	size_t keep = 0;

	while (!err && walk->stack.n) {
		node_t node = walk->stack.v[--walk->stack.n];

		state_of(walk, node)->flags |= QUEUED;
		err = enqueue(walk, &walk->open, node);
	}
	while (!err && walk->open.n) {
		node_t node = datequeue_pop(&walk->open);

		state_of(walk, node)->flags &= (uint8_t)~QUEUED;
		if (is_hidden(walk, node)) {
			struct state *state = state_of(walk, node);

			if (!(state->flags & EXPANDED)) {
				state->flags |= EXPANDED;
				hide_parents(walk, node, false);
			}
			continue;
		}
		err = settle(walk, node);
		if (!err && is_hidden(walk, node))
			continue;
		if (!err)
			err = expand(walk, node);
	}
	if (!err)
		err = look_further(walk);
	for (size_t i = 0; i < walk->visible.n; i++)
		if (!is_hidden(walk, walk->visible.v[i]))
			walk->visible.v[keep++] = walk->visible.v[i];
	walk->visible.n = keep;
	return err;
}

const node_t *walk_visible(const struct walk *walk, size_t *n)
{
	*n = walk->visible.n;
	return walk->visible.v;
}

bool walk_is_visible(const struct walk *walk, node_t node)
{
	return node < walk->state_count && (walk->states[node].flags & (LISTED | HIDDEN)) == LISTED;
}

int32_t walk_taken(const struct walk *walk, node_t node)
{
	return walk_is_visible(walk, node) ? walk->states[node].taken : -1;
}

size_t walk_words(const struct walk *walk)
{
	return walk->words;
}

uint64_t *walk_marks(struct walk *walk, node_t node)
{
	return marks_of(walk, state_of(walk, node));
}
