/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/mailfile.h"

#include "util/buf.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 8 << 20, MAILS_MOST = 1000 };

/* ---- bytes ---- */

static struct error *read_all(struct buf *out, int fd, const char *shown)
{
	enum { PIECE = 65536 };
	ssize_t got;

	do {
		buf_room(out, PIECE);
		got = read(fd, out->s + out->len, PIECE);
		if (got > 0)
			buf_setlen(out, out->len + (size_t)got);
	} while ((got > 0 && out->len <= MOST) || (got < 0 && errno == EINTR));
	if (got < 0)
		return error_errno("cannot read %s", shown);
	if (out->len > MOST)
		return error_hint(error_failed("%s is larger than %d MiB: no mail is", shown, MOST >> 20),
		    "Give one mail, as a mail reader saves it.");
	return NULL;
}

static struct error *read_bytes(struct buf *out, const char *path, const char *shown)
{
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : 0;
	struct error *err = fd < 0 ? error_errno("cannot read %s", shown) : read_all(out, fd, shown);

	if (fd > 0)
		close(fd);
	if (!err && strspn(out->s, " \t\r\n") == out->len)
		err = error_hint(error_failed("%s is empty: there is no mail in it", shown),
		    "Give the mail that asks to pull, as a mail reader saves it.");
	return err;
}

/* ---- whole files ---- */

/* Does it begin with a header, such as "From: "? */
static bool has_header(const char *text)
{
	size_t name;

	text += strspn(text, "\r\n");
	name = strcspn(text, ": \t\r\n");
	for (size_t i = 0; i < name; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '-')
			return false;
	return name && text[name] == ':';
}

static struct error *parse(struct emails *out, const struct buf *raw, bool mbox, const char *shown)
{
	size_t skip = strspn(raw->s, "\r\n");

	if (!emails_parse(out, raw->s + skip, raw->len - skip, mbox, MAILS_MOST))
		return error_hint(error_failed("%s holds more than %d mails", shown, MAILS_MOST),
		    "Give the one that asks to pull.");
	if (!out->n)
		return error_hint(error_failed("%s is no mail that can be read", shown),
		    "Give the mail as a mail reader saves it, or:  pullprep check URL REF");
	if (out->n == 1 && out->v[0].no_text)
		return error_hint(error_failed("the mail in %s %s", shown, out->v[0].no_text),
		    "Name by hand what it asks for:  pullprep check URL REF");
	return NULL;
}

static void take_text(struct emails *out, const struct buf *raw)
{
	struct email email;

	email_from_text(&email, raw->s, raw->len);
	array_push(out, email);
}

struct error *mailfile_read(struct emails *out, const char *path)
{
	const char *shown = strcmp(path, "-") ? path : "standard input";
	struct buf raw = BUF_INIT;
	struct error *err = read_bytes(&raw, path, shown);
	bool mbox = !err && !strncmp(raw.s + strspn(raw.s, "\r\n"), "From ", 5);

	*out = (struct emails){.v = NULL};
	if (!err && (mbox || has_header(raw.s)))
		err = parse(out, &raw, mbox, shown);
	else if (!err)
		take_text(out, &raw);
	buf_release(&raw);
	if (err)
		emails_release(out);
	return err;
}
