/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UTIL_ERROR_H
#define UTIL_ERROR_H

/*
 * Errors as values.
 *
 * Every function that can fail returns a `struct error *`: NULL is success, anything else is owned
 * by the caller, who hands it up (after adding context) or frees it. The usual shape:
 *
 *	struct error *err = NULL;
 *	...
 *	err = repo_open(&repo, dir);
 *	if (err)
 *		goto done;
 *	...
 * done:
 *	repo_free(repo);
 *	return err;
 *
 * The message says what was tried and on what; the hint says what to do next. Context grows in front
 * ("topic kvm/pmu: cannot read tree ..."). Running out of memory is not an error value: see util/mem.h.
 */

enum error_code {
	ERROR_FAILED = 1, /* could not be done: exit 128 */
	ERROR_USAGE,      /* the command line is wrong: exit 129 */
	ERROR_NOT_FOUND,  /* the thing asked for does not exist: exit 128, but callers may have a default */
	ERROR_MISSING,    /* the repository lacks an object: reports go on with "unknown", actions stop */
	ERROR_PIPE,       /* nobody reads our output any more: exit 128 + SIGPIPE, silently */
	ERROR_HELP, /* nothing went wrong: --help or --version was among the options; main() shows it: exit 0
		     */
	ERROR_FINDINGS, /* done, but `check` has an error-level finding: exit 1 */
};

struct error {
	enum error_code code;
	char *message; /* one line or several; no trailing newline; never NULL */
	char *hint;    /* what to do next, may be several lines, may be NULL */
};

/* A new error. The message is formatted like printf and may hold untrusted bytes: they are masked when
 * printed. */
struct error *error_new(enum error_code code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Short for error_new(ERROR_FAILED, ...). */
#define error_failed(...) error_new(ERROR_FAILED, __VA_ARGS__)

/* An error that ends in ": " and the text of errno as it stands at the call. */
struct error *error_errno(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Puts "context: " before the message; returns err; NULL stays NULL. */
struct error *error_context(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets (or adds a line to) the hint; returns err; NULL stays NULL. */
struct error *error_hint(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

void error_free(struct error *err); /* NULL is fine */

/* Writes "pullprep: MESSAGE" and the hint, indented by two, to stderr. Control characters are masked. */
void error_print(const struct error *err);

/* A remark that is no error ("pullprep: warning: ..."), to stderr. */
void warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The exit status of the program for this error; 0 for NULL. */
int error_exit_status(const struct error *err);

#endif
