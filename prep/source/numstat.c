/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/numstat.h"

#include "util/process.h"
#include "util/progress.h"

#include <errno.h>
#include <git2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CHILDREN = 2,
	IN_FLIGHT = 2, /* chunks that a child is given ahead, so that it never waits for us */
	CHUNK = 16,    /* commits handed out at once: small enough that the children end together */
};

struct span {
	size_t start, end;
};

struct job {
	struct repo *repo;
	const git_oid *commits;
	struct span parts[CHILDREN]; /* what was not handed out yet of each child's part: neighbours in
				      * history share the bases of their deltas, which git keeps */
	size_t chunk;
	ARRAY(struct span) again; /* to be handed out once more: their child died */
	const struct numstat_visitor *visitor;
	struct strings *missing;
	struct progress progress;
	size_t done;
};

struct child {
	struct stream stream;
	bool running;
	struct buf in;
	struct span spans[IN_FLIGHT]; /* handed out, oldest first */
	size_t span_count;
	size_t current; /* the commit whose files are coming, or spans[0].start - 1 before the first */
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void add_missing(struct job *job, const char *object)
{
	if (!strings_has(job->missing, object))
		strings_add(job->missing, object);
}

static void not_known(struct job *job, size_t index)
{
	job->visitor->commit(job->visitor->context, index, false);
}

/* A commit that git passed over in silence is one that it could not read. */
static void passed_over(struct job *job, size_t from, size_t to)
{
	for (; from < to; from++) {
		char *text = oid_text(&job->commits[from]);

		add_missing(job, text);
		not_known(job, from);
		free(text);
	}
}

/* A chunk of the child's own part, or, when that is done, from the end of the other's. */
static bool take_span(struct job *job, size_t number, struct span *out)
{
	struct span *own = &job->parts[number];

	if (job->again.n) {
		*out = job->again.v[--job->again.n];
		return true;
	}
	if (own->start < own->end) {
		*out = (struct span){own->start, least(own->start + job->chunk, own->end)};
		own->start = out->end;
		return true;
	}
	for (size_t i = 0; i < CHILDREN; i++) {
		struct span *part = &job->parts[i];

		if (part->start == part->end)
			continue;
		*out = (struct span){part->end - least(job->chunk, part->end - part->start), part->end};
		part->end = out->start;
		return true;
	}
	return false;
}

/* A chunk is less than PIPE_BUF, and few are in flight: the pipe has room, so that writing does not block. A
 * child that has died in the meantime is noticed when it is read from. */
static void send_span(struct job *job, struct child *child, struct span span)
{
	struct buf lines = BUF_INIT;
	ssize_t put;

	for (size_t i = span.start; i < span.end; i++) {
		buf_add_oid(&lines, &job->commits[i], GIT_OID_HEXSZ);
		buf_addch(&lines, '\n');
	}
	buf_addstr(&lines, DIFFTREE_MARK);
	do {
		put = write(fileno(child->stream.to), lines.s, lines.len);
	} while (put < 0 && errno == EINTR);
	buf_release(&lines);
}

static struct error *start_child(struct child *child)
{
	/* Blobs come and go: with glibc's presets each of the larger ones is mapped and unmapped anew. And
	 * twice git's preset of the cache of delta bases pays (together 6 %). */
	static const char *const argv[] = {"env", "MALLOC_TOP_PAD_=16777216",
	    "MALLOC_TRIM_THRESHOLD_=1073741824", "MALLOC_MMAP_THRESHOLD_=1073741824", "git",
	    "--no-replace-objects", "-c", "core.deltaBaseCacheLimit=192m", DIFFTREE_ARGS, "--root",
	    "--always", "--stdin", NULL};
	struct error *err = stream_start(&child->stream, argv, -1, true);

	child->running = !err;
	return err;
}

static void end_child(struct child *child, bool at_once)
{
	if (child->running)
		stream_end(&child->stream, at_once, NULL);
	child->running = false;
}

/* Keeps the child in work as long as there is any; without any it is ended. */
static struct error *supply(struct job *job, struct child *children, size_t number)
{
	struct child *child = &children[number];
	struct span span;

	while (child->span_count < IN_FLIGHT && take_span(job, number, &span)) {
		if (!child->running) {
			struct error *err = start_child(child);

			if (err)
				return err;
		}
		if (!child->span_count)
			child->current = span.start - 1;
		child->spans[child->span_count++] = span;
		send_span(job, child, span);
	}
	if (!child->span_count)
		end_child(child, false);
	return NULL;
}

static void next_span(struct child *child)
{
	child->span_count--;
	memmove(child->spans, child->spans + 1, child->span_count * sizeof(*child->spans));
	if (child->span_count)
		child->current = child->spans[0].start - 1;
}

static struct error *announce(struct job *job, struct child *child, const git_oid *oid)
{
	size_t first = child->current + 1, index = first;

	while (index < child->spans[0].end && git_oid_cmp(&job->commits[index], oid))
		index++;
	if (index == child->spans[0].end)
		return difftree_not_understood();
	passed_over(job, first, index);
	child->current = index;
	job->visitor->commit(job->visitor->context, index, true);
	return NULL;
}

static struct error *digest(struct job *job, struct child *child)
{
	struct error *err = NULL;
	struct difftree_record record;
	size_t used = 0;
	enum difftree_kind kind;

	while (!err && (kind = difftree_record(&child->in, &used, &record)) != DIFFTREE_PART) {
		if (kind == DIFFTREE_BAD || !child->span_count) {
			err = difftree_not_understood();
		} else if (kind == DIFFTREE_COMMIT) {
			err = announce(job, child, &record.commit);
		} else if (kind == DIFFTREE_FILE) {
			job->visitor->file(job->visitor->context, child->current, &record.file);
		} else {
			passed_over(job, child->current + 1, child->spans[0].end);
			job->done += child->spans[0].end - child->spans[0].start;
			progress_at(&job->progress, job->done);
			next_span(child);
		}
	}
	memmove(child->in.s, child->in.s + used, child->in.len - used);
	buf_setlen(&child->in, child->in.len - used);
	return err;
}

/* One commit by itself, with git's words on why not. */
static struct error *read_one(struct job *job, size_t index)
{
	char *hex = oid_text(&job->commits[index]), *object = NULL;
	const char *const args[] = {DIFFTREE_ARGS, "--root", "--always", hex, NULL};
	struct child one = {
	    .in = BUF_INIT, .spans = {{index, index + 1}}, .span_count = 1, .current = index - 1};
	struct buf words = BUF_INIT;
	struct error *err;
	int status;

	err = repo_git_status(job->repo, &one.in, &words, &status, args);
	buf_trim(&words);
	if (!err && status)
		object = difftree_object(words.s);
	if (err || (status && !object)) {
		err = err ? err : error_failed("git cannot count the lines of commit %s: %s", hex, words.s);
	} else if (status) {
		add_missing(job, object);
		not_known(job, index);
		job->done++;
	} else {
		buf_addstr(&one.in, DIFFTREE_MARK);
		err = digest(job, &one);
	}
	free(object);
	free(hex);
	buf_release(&words);
	buf_release(&one.in);
	return err;
}

/*
 * A child that dies has stumbled over the commit that it announced last, or over the one after it. The first
 * of these is read by itself; what follows is handed out again. So each death settles one commit.
 */
static struct error *bury(struct job *job, struct child *child)
{
	size_t start = child->spans[0].start, announced = child->current + 1 > start ? child->current : start;

	for (size_t i = child->span_count; i-- > 1;)
		array_push(&job->again, child->spans[i]);
	if (announced + 1 < child->spans[0].end)
		array_push(&job->again, (struct span){announced + 1, child->spans[0].end});
	job->done += announced - start;
	child->span_count = 0;
	buf_reset(&child->in);
	end_child(child, true);
	return read_one(job, announced);
}

static struct error *receive(struct job *job, struct child *child)
{
	bool ended;
	struct error *err = stream_read(&child->stream, &child->in, &ended);

	if (err)
		return error_context(err, "git diff-tree");
	return ended ? bury(job, child) : digest(job, child);
}

static struct error *listen(struct job *job, struct child *children, bool *any)
{
	struct pollfd fds[CHILDREN];
	struct error *err = NULL;

	*any = false;
	for (int i = 0; i < CHILDREN; i++) {
		fds[i] = (struct pollfd){-1, POLLIN, 0};
		if (children[i].running)
			fds[i].fd = fileno(children[i].stream.from);
		*any = *any || children[i].running;
	}
	if (!*any || poll(fds, CHILDREN, -1) < 0)
		return NULL;
	for (int i = 0; !err && i < CHILDREN; i++)
		if (fds[i].revents)
			err = receive(job, &children[i]);
	return err;
}

struct error *numstat_commits(struct repo *repo, const git_oid *commits, size_t n,
    const struct numstat_visitor *visitor, struct strings *missing)
{
	struct job job = {
	    .repo = repo, .commits = commits, .visitor = visitor, .missing = missing, .chunk = CHUNK};
	struct child children[CHILDREN] = {{.in = BUF_INIT}, {.in = BUF_INIT}};
	struct error *err = NULL;
	bool any = true;

	if (n < (size_t)CHUNK * CHILDREN * IN_FLIGHT)
		job.chunk = n / (CHILDREN * IN_FLIGHT) + 1;
	for (size_t i = 0; i < CHILDREN; i++)
		job.parts[i] = (struct span){n * i / CHILDREN, n * (i + 1) / CHILDREN};
	progress_start(&job.progress, "Counting lines", n);
	while (!err && any) {
		for (size_t i = 0; !err && i < CHILDREN; i++)
			err = supply(&job, children, i);
		if (!err)
			err = listen(&job, children, &any);
	}
	progress_stop(&job.progress);
	for (int i = 0; i < CHILDREN; i++) {
		end_child(&children[i], true);
		buf_release(&children[i].in);
	}
	array_release(&job.again);
	return err;
}
