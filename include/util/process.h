/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_PROCESS_H
#define UTIL_PROCESS_H

#include "util/buf.h"
#include "util/error.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/*
 * Child processes: git above all, then gpg's friends, editors and pagers. argv is a NULL-terminated vector,
 * looked up in PATH; no shell unless argv names one. A child that cannot be started is an error that names
 * it. One with a deadline is in a session of its own, so that it has no terminal to ask anything on
 * (publish/child.h is for those that do), and is ended, with all that it started, when we are told to end.
 */
struct process {
	const char *const *argv;
	const char *directory;  /* where it runs; NULL: here */
	const char *const *env; /* "NAME=VALUE" set for it, "NAME" unset; NULL-terminated; may be NULL */
	const char *input;      /* fed to its standard input; NULL: /dev/null */
	size_t input_length;
	int deadline; /* seconds, then it and its group are killed: an error; 0: none */
	size_t most;  /* bytes of output, then it and its group are killed: an error; 0: any number. Only
			     with a deadline */
	size_t
	    largest_file; /* bytes: it, and what it starts, fails to write more to one ("File too large"); 0:
				any number */
	bool errors_pass; /* its stderr is ours; otherwise it is collected in err */

	struct buf out; /* what it wrote */
	struct buf err;
	int status; /* exit status, 128 + N if a signal N ended it */

	pid_t pid;           /* while it runs; these are process.c's own */
	int to, from, words; /* our ends of its standard input, output and errors; -1: closed */
};

#define PROCESS_INIT                                                                                         \
	{                                                                                                    \
		.out = BUF_INIT, .err = BUF_INIT, .pid = -1, .to = -1, .from = -1, .words = -1               \
	}

/* Runs it to its end, collecting output. An exit status other than 0 is no error here: look at ->status. */
struct error *process_run(struct process *process);
/*
 * Its two halves, for those who have something to do meanwhile, which is worth a child's start: git takes a
 * millisecond or two for nothing at all. Without a deadline. What was begun is ended, also where beginning it failed: then
 * that does nothing. Until then argv, env and input are borrowed.
 */
struct error *process_begin(struct process *process);
struct error *process_end(struct process *process);
void process_release(struct process *process);

/* Runs it with our own terminal (editor, pager-less git); *status as above. */
struct error *process_interact(const char *const *argv, int *status);

/*
 * For those who need more say: forks and runs argv. In the child, which is a copy of us, prepare(context) goes
 * first (descriptors, groups, signals, settings) and returns 0, or an errno that ends it. On return it is known
 * whether the program could be started; the caller waits for *pid. The two above do not copy us (vfork(2)): that
 * took as long as git takes to begin.
 */
struct error *process_spawn(
    pid_t *pid, const char *const *argv, int (*prepare)(const void *context), const void *context);

/* A child that is read from, or written to, while it runs. */
struct stream {
	pid_t pid;
	FILE *from; /* its standard output */
	FILE *to;   /* its standard input; NULL if input came from a file descriptor */
};

/*
 * Starts argv; its stdin is `input_fd` (closed here afterwards) or, if -1, the pipe ->to.
 * Its stderr is ours, or /dev/null with `quiet`.
 */
struct error *stream_start(struct stream *stream, const char *const *argv, int input_fd, bool quiet);
/* Starts argv with its stdin the pipe ->to; what it writes goes where ours goes. env as in struct process. */
struct error *stream_to(struct stream *stream, const char *const *argv, const char *const *env);
/* Adds what is there to be read to the buffer, a piece at most; *ended: there will be no more. What was
 * interrupted has read nothing. */
struct error *stream_read(struct stream *stream, struct buf *in, bool *ended);
/* Closes both ends, waits; *status as above. Ends the child first if `kill`. */
void stream_end(struct stream *stream, bool kill, int *status);

#endif
