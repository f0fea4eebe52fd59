/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/treepairs.h"

#include "util/process.h"
#include "util/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHILDREN = 2, HEADER = 2 * GIT_OID_HEXSZ + 2 };

struct job {
	struct repo *repo;
	const struct tree_pair *pairs;
	size_t n;
	bool *known;
	const struct tree_pair_visitor *visitor;
	struct strings *missing;
};

struct child {
	struct stream stream;
	bool running;
	size_t next, end; /* pairs: what it has not told of yet */
	struct buf lines; /* for its standard input... */
	size_t written;   /* ...of which so much is there */
	struct buf in;
};

static void add_line(struct buf *out, const struct tree_pair *pair)
{
	buf_add_oid(out, &pair->from, GIT_OID_HEXSZ);
	buf_addch(out, ' ');
	buf_add_oid(out, &pair->to, GIT_OID_HEXSZ);
	buf_addch(out, '\n');
}

static struct error *start_child(const struct job *job, struct child *child)
{
	static const char *const argv[] = {
	    "git", "--no-replace-objects", DIFFTREE_ARGS, "--raw", "--stdin", NULL};
	struct error *err = stream_start(&child->stream, argv, -1, true);
	int flags;

	if (err)
		return err;
	child->running = true;
	child->written = 0;
	buf_reset(&child->lines);
	for (size_t i = child->next; i < child->end; i++)
		add_line(&child->lines, &job->pairs[i]);
	flags = fcntl(fileno(child->stream.to), F_GETFL);
	if (flags < 0 || fcntl(fileno(child->stream.to), F_SETFL, flags | O_NONBLOCK) < 0)
		err = error_errno("cannot set up a pipe to git diff-tree");
	return err;
}

/* As much as the pipe takes. A child that reads no more has died: its output tells. */
static void send(struct child *child)
{
	ssize_t put = write(
	    fileno(child->stream.to), child->lines.s + child->written, child->lines.len - child->written);

	if (put > 0)
		child->written += (size_t)put;
	if (child->written < child->lines.len && (put > 0 || errno == EAGAIN || errno == EINTR))
		return;
	fclose(child->stream.to);
	child->stream.to = NULL;
}

/* ---- one pair by itself, where the children failed */

struct single {
	const struct job *job;
	size_t pair;
};

static void tell(void *context, const struct difftree_file *file)
{
	const struct single *single = context;

	single->job->visitor->file(single->job->visitor->context, single->pair, file);
}

static struct error *read_single(const struct job *job, size_t pair)
{
	struct single single = {job, pair};
	struct error *err =
	    difftree_files(job->repo, &job->pairs[pair].from, &job->pairs[pair].to, tell, &single);
	char *object;

	job->known[pair] = !err;
	if (!err || err->code != ERROR_MISSING)
		return err;
	object = difftree_object(err->hint ? err->hint : err->message);
	if (object && !strings_has(job->missing, object))
		strings_add(job->missing, object);
	free(object);
	error_free(err);
	return NULL;
}

/* ---- what the children print */

/* "TREE TREE LF" opens each pair; no file's record begins so. */
static bool is_header(const char *text, size_t length)
{
	return length >= HEADER && text[GIT_OID_HEXSZ] == ' ' && text[HEADER - 1] == '\n' &&
	       strspn(text, "0123456789abcdef") == GIT_OID_HEXSZ;
}

/* Behind so many more NULs, or at the end. */
static size_t skip_texts(const struct buf *in, size_t at, size_t texts)
{
	while (texts-- && at < in->len) {
		const char *end = memchr(in->s + at, '\0', in->len - at);

		at = end ? (size_t)(end - in->s) + 1 : in->len;
	}
	return at;
}

/* Behind the record of a file: ":... STATUS" with one path or two, or "ADDED TAB REMOVED TAB" with its path,
 * or with none and two behind it. Paths may look like anything. */
static size_t skip_record(const struct buf *in, size_t at)
{
	size_t end = skip_texts(in, at, 1);
	const char *text = in->s + at;

	if (end - at < 2)
		return end;
	if (*text == ':') {
		const char *status = strrchr(text, ' ');

		return skip_texts(in, end, status && status[1] == 'R' ? 2 : 1);
	}
	return skip_texts(in, end, in->s[end - 2] == '\t' ? 2 : 0);
}

/* The start of the next pair's header, or the end. */
static size_t find_header(const struct buf *in, size_t from)
{
	while (from < in->len && !is_header(in->s + from, in->len - from))
		from = skip_record(in, from);
	return from;
}

/* Which pair is it? One that git passed over in silence is not there: its tree is missing. */
static bool find_pair(const struct job *job, struct child *child, const char *header, size_t *pair)
{
	for (*pair = child->next; *pair < child->end; (*pair)++) {
		struct buf line = BUF_INIT;
		bool same;

		add_line(&line, &job->pairs[*pair]);
		same = !memcmp(line.s, header, HEADER);
		buf_release(&line);
		if (same)
			return true;
	}
	return false;
}

/* All that is whole: a pair is, once the next one's header is there, or the child has ended well. */
static struct error *digest(const struct job *job, struct child *child, bool ended)
{
	struct error *err = NULL;
	size_t at = 0;

	while (!err && at < child->in.len) {
		size_t body = at + HEADER, end, pair;
		struct single single = {job, 0};
		struct buf files;

		if (!is_header(child->in.s + at, child->in.len - at))
			return child->in.len - at < HEADER && !ended ? NULL : difftree_not_understood();
		end = find_header(&child->in, body);
		if (end == child->in.len && !ended)
			break;
		if (!find_pair(job, child, child->in.s + at, &pair))
			return difftree_not_understood();
		for (; !err && child->next < pair; child->next++)
			err = read_single(job, child->next);
		single.pair = child->next++;
		files = (struct buf){.s = child->in.s + body, .len = end - body};
		job->known[single.pair] = true;
		if (!err && files.len)
			err = difftree_read(&files, tell, &single);
		at = end;
	}
	memmove(child->in.s, child->in.s + at, child->in.len - at);
	buf_setlen(&child->in, child->in.len - at);
	return err;
}

/* It has ended. If it died, then of the pair that it was at: that one is read by itself, and another child
 * goes on. */
static struct error *bury(const struct job *job, struct child *child)
{
	struct error *err = NULL;
	int status;

	stream_end(&child->stream, false, &status);
	child->running = false;
	if (!status) {
		err = digest(job, child, true);
		for (; !err && child->next < child->end; child->next++)
			err = read_single(job, child->next);
	} else if (child->next < child->end) {
		size_t at = child->next;

		if (is_header(child->in.s, child->in.len) && !find_pair(job, child, child->in.s, &at))
			return difftree_not_understood();
		for (; !err && child->next <= at; child->next++)
			err = read_single(job, child->next);
		buf_reset(&child->in);
		if (!err && child->next < child->end)
			err = start_child(job, child);
	}
	return err;
}

static struct error *receive(const struct job *job, struct child *child)
{
	bool ended;
	struct error *err = stream_read(&child->stream, &child->in, &ended);

	if (err)
		return error_context(err, "git diff-tree");
	return ended ? bury(job, child) : digest(job, child, false);
}

static struct error *listen(const struct job *job, struct child *children, bool *any)
{
	struct pollfd from[CHILDREN + CHILDREN], *to = from + CHILDREN;
	struct error *err = NULL;

	*any = false;
	for (size_t i = 0; i < CHILDREN; i++) {
		const struct child *child = &children[i];

		from[i] = (struct pollfd){child->running ? fileno(child->stream.from) : -1, POLLIN, 0};
		to[i] = (struct pollfd){
		    child->running && child->stream.to ? fileno(child->stream.to) : -1, POLLOUT, 0};
		*any = *any || child->running;
	}
	if (!*any || poll(from, CHILDREN + CHILDREN, -1) < 0)
		return NULL;
	for (size_t i = 0; !err && i < CHILDREN; i++) {
		if (to[i].revents)
			send(&children[i]);
		if (from[i].revents)
			err = receive(job, &children[i]);
	}
	return err;
}

struct error *tree_pairs_read(struct repo *repo, const struct tree_pair *pairs, size_t n, bool *known,
    const struct tree_pair_visitor *visitor, struct strings *missing)
{
	const struct job job = {repo, pairs, n, known, visitor, missing};
	struct child children[CHILDREN] = {
	    {.lines = BUF_INIT, .in = BUF_INIT}, {.lines = BUF_INIT, .in = BUF_INIT}};
	struct progress progress;
	struct error *err = NULL;
	bool any = true;

	memset(known, 0, n * sizeof(*known));
	progress_start(&progress, "Measuring topics", n);
	for (size_t i = 0; !err && i < CHILDREN; i++) {
		children[i].next = n * i / CHILDREN;
		children[i].end = n * (i + 1) / CHILDREN;
		if (children[i].next < children[i].end)
			err = start_child(&job, &children[i]);
	}
	while (!err && any) {
		err = listen(&job, children, &any);
		progress_at(&progress, children[0].next + children[1].next - n / CHILDREN);
	}
	progress_stop(&progress);
	for (size_t i = 0; i < CHILDREN; i++) {
		if (children[i].running)
			stream_end(&children[i].stream, true, NULL);
		buf_release(&children[i].lines);
		buf_release(&children[i].in);
	}
	return err;
}
