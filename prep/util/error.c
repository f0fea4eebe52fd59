/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/error.h"

#include "util/buf.h"
#include "util/mem.h"
#include "util/safe.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct error *error_take(enum error_code code, char *message)
{
	struct error *err = mem_zero(1, sizeof(*err));

	err->code = code;
	err->message = message;
	return err;
}

static char *format_text(const char *format, va_list args)
{
	struct buf text = BUF_INIT;

	buf_addv(&text, format, args);
	return buf_detach(&text);
}

struct error *error_new(enum error_code code, const char *format, ...)
{
	va_list args;
	char *message;

	va_start(args, format);
	message = format_text(format, args);
	va_end(args);
	return error_take(code, message);
}

struct error *error_errno(const char *format, ...)
{
	int number = errno;
	struct buf text = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	buf_addf(&text, ": %s", strerror(number));
	return error_take(ERROR_FAILED, buf_detach(&text));
}

struct error *error_context(struct error *err, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;

	if (!err)
		return NULL;
	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	buf_addf(&text, ": %s", err->message);
	free(err->message);
	err->message = buf_detach(&text);
	return err;
}

struct error *error_hint(struct error *err, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;

	if (!err)
		return NULL;
	if (err->hint)
		buf_addf(&text, "%s\n", err->hint);
	va_start(args, format);
	buf_addv(&text, format, args);
	va_end(args);
	free(err->hint);
	err->hint = buf_detach(&text);
	return err;
}

void error_free(struct error *err)
{
	if (!err)
		return;
	free(err->message);
	free(err->hint);
	free(err);
}

/* The text with "pullprep: " in front, each further line indented, control characters masked. */
static void print_masked(const char *prefix, const char *text)
{
	struct buf out = BUF_INIT;
	const char *line = text;

	while (*line) {
		size_t len = strcspn(line, "\n");

		buf_addstr(&out, line == text ? prefix : "  ");
		safe_add(&out, line, len);
		buf_addch(&out, '\n');
		line += len + (line[len] == '\n');
	}
	fwrite(out.s, 1, out.len, stderr);
	buf_release(&out);
}

void error_print(const struct error *err)
{
	if (!err || err->code == ERROR_PIPE || err->code == ERROR_HELP || err->code == ERROR_FINDINGS)
		return;
	print_masked("pullprep: ", err->message);
	if (err->hint)
		print_masked("  ", err->hint);
}

void warning(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = format_text(format, args);
	va_end(args);
	print_masked("pullprep: warning: ", text);
	free(text);
}

int error_exit_status(const struct error *err)
{
	if (!err)
		return 0;
	switch (err->code) {
	case ERROR_HELP:
		return 0;
	case ERROR_FINDINGS:
		return 1;
	case ERROR_USAGE:
		return 129;
	case ERROR_PIPE:
		return 128 + SIGPIPE;
	default:
		return 128;
	}
}
