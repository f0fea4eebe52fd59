/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memrchr */
#include "source/commit.h"

#include "source/subject.h"
#include "util/safe.h"

#include <ctype.h>
#include <errno.h>
#include <git2/object.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define REPLACEMENT  "\xEF\xBF\xBD"
#define MESSAGE_MOST ((size_t)256 * 1024)
#define MESSAGE_TAIL ((size_t)64 * 1024) /* of that, what is kept from the end, where the trailers are */

/* A piece of the raw object. */
struct span {
	const char *s;
	size_t n;
};

/* UTF-8 out of bytes that claim to be it: what is invalid, and NUL, become U+FFFD. */
static void add_utf8(struct buf *out, const char *s, size_t n)
{
	while (n) {
		size_t plain = 0, used;

		while (plain < n && (unsigned char)s[plain] < 0x80 && s[plain])
			plain++;
		buf_add(out, s, plain);
		s += plain;
		n -= plain;
		if (!n)
			return;
		if (*s && safe_decode(s, n, &used) >= 0) {
			buf_add(out, s, used);
		} else {
			used = 1;
			buf_addstr(out, REPLACEMENT);
		}
		s += used;
		n -= used;
	}
}

/* Recodes through iconv; false if the encoding is unknown to it. */
static bool add_recoded(struct buf *out, const char *encoding, struct span text)
{
	iconv_t converter = iconv_open("UTF-8", encoding);
	struct buf converted = BUF_INIT;
	char *in = mem_dupn(text.s, text.n), *at = in;
	size_t left = text.n;

	if (converter == (iconv_t)-1) {
		free(in);
		return false;
	}
	while (left) {
		size_t space = left * 4 + 16;
		char *to;

		buf_room(&converted, space);
		to = converted.s + converted.len;
		if (iconv(converter, &at, &left, &to, &space) == (size_t)-1 && errno != E2BIG && left) {
			buf_setlen(&converted, (size_t)(to - converted.s));
			buf_addstr(&converted, REPLACEMENT);
			at++;
			left--;
			iconv(converter, NULL, NULL, NULL, NULL);
		} else {
			buf_setlen(&converted, (size_t)(to - converted.s));
		}
	}
	iconv_close(converter);
	add_utf8(out, converted.s, converted.len);
	buf_release(&converted);
	free(in);
	return true;
}

/* encoding: "" for UTF-8. An unknown one is read as UTF-8, as git shows it unconverted. */
static char *decoded(const char *encoding, struct span text)
{
	struct buf out = BUF_INIT;

	if (!*encoding || !add_recoded(&out, encoding, text))
		add_utf8(&out, text.s, text.n);
	return buf_detach(&out);
}

static struct span trimmed(const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s)) {
		s++;
		n--;
	}
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return (struct span){s, n};
}

/* "Name <mail> 1700000000 +0100", as leniently as git reads it: a missing piece is empty, a missing date 0.
 */
static void parse_person(struct span line, const char *encoding, char **name, char **email, int64_t *seconds)
{
	const char *open = memchr(line.s, '<', line.n), *end = line.s + line.n;
	const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
	const char *last = memrchr(line.s, '>', line.n);

	*name = decoded(encoding, trimmed(line.s, open ? (size_t)(open - line.s) : line.n));
	*email = close ? decoded(encoding, trimmed(open + 1, (size_t)(close - open - 1))) : mem_dup("");
	*seconds = 0;
	if (last) {
		char *date = mem_dupn(last + 1, (size_t)(end - last - 1));

		*seconds = strtoll(date, NULL, 10);
		free(date);
	}
}

static bool is_blank(const char *line, size_t n)
{
	return trimmed(line, n).n == 0;
}

/* How far before `at` the character begins whose middle that may be: its bytes after the first are 10xxxxxx.
 */
static size_t within_character(const char *text, size_t at)
{
	size_t n = 0;

	while (n < 3 && ((unsigned char)text[at - n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* What is beyond all reason loses its middle: the subject is in front, the trailers are at the end. */
static char *shortened(struct span text, const char *encoding)
{
	struct span head = {text.s, MESSAGE_MOST - MESSAGE_TAIL},
		    tail = {text.s + text.n - MESSAGE_TAIL, MESSAGE_TAIL};
	char *front, *back, *message;
	size_t before = within_character(tail.s, 0);

	head.n -= within_character(text.s, head.n);
	tail.s -= before;
	tail.n += before;
	front = decoded(encoding, head);
	back = decoded(encoding, tail);
	message = mem_format("%s\n[cut here: the message has %zu bytes]\n%s", front, text.n, back);
	free(front);
	free(back);
	return message;
}

/* The message from its first non-blank line. */
static char *message_of(struct span text, const char *encoding)
{
	while (text.n) {
		const char *newline = memchr(text.s, '\n', text.n);
		size_t n = newline ? (size_t)(newline - text.s) + 1 : text.n;

		if (!is_blank(text.s, n))
			break;
		text.s += n;
		text.n -= n;
	}
	return text.n > MESSAGE_MOST ? shortened(text, encoding) : decoded(encoding, text);
}

struct headers {
	struct span author, committer, encoding;
};

/* One header line; false if its value cannot be what the header says. */
static bool take_header(struct commit *out, struct headers *headers, struct span line)
{
	static const struct {
		const char *name;
		size_t offset;
	} texts[] = {
	    {"author ", offsetof(struct headers, author)},
	    {"committer ", offsetof(struct headers, committer)},
	    {"encoding ", offsetof(struct headers, encoding)},
	};
	git_oid oid;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		size_t n = strlen(texts[i].name);
		struct span *field = (struct span *)(void *)((char *)headers + texts[i].offset);

		if (line.n >= n && !memcmp(line.s, texts[i].name, n) && !field->s)
			*field = (struct span){line.s + n, line.n - n};
	}
	if (line.n >= 5 && !memcmp(line.s, "tree ", 5))
		return line.n == 45 && git_oid_fromstrn(&out->tree, line.s + 5, 40) == 0;
	if (line.n >= 7 && !memcmp(line.s, "parent ", 7)) {
		if (line.n != 47 || git_oid_fromstrn(&oid, line.s + 7, 40) < 0)
			return false;
		out->parents = mem_grow(out->parents, out->parent_count + 1, sizeof(*out->parents));
		out->parents[out->parent_count++] = oid;
	}
	return true;
}

static struct error *is_corrupt(const git_oid *oid)
{
	char *hex = oid_text(oid);
	struct error *err = error_new(ERROR_MISSING, "commit %s is corrupt", hex);

	error_hint(err, "git fsck tells what is wrong; a healthy clone has the object to copy.");
	free(hex);
	return err;
}

struct error *commit_parse(struct commit *out, const git_oid *oid, const char *raw, size_t length)
{
	const char *at = raw, *end = raw + length;
	struct headers headers = {.author = {.s = NULL}};
	struct buf subject = BUF_INIT;
	char *encoding;
	bool sound = true;

	*out = (struct commit){.oid = *oid};
	while (sound && at < end && *at != '\n') {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t n = newline ? (size_t)(newline - at) : (size_t)(end - at);

		sound = take_header(out, &headers, (struct span){at, n});
		at += n + (newline != NULL);
	}
	if (!sound || !headers.author.s || !headers.committer.s) {
		commit_release(out);
		return is_corrupt(oid);
	}
	encoding = mem_dupn(headers.encoding.s ? headers.encoding.s : "", headers.encoding.n);
	if (!strcasecmp(encoding, "utf-8") || !strcasecmp(encoding, "utf8"))
		*encoding = '\0';
	parse_person(headers.author, encoding, &out->author_name, &out->author_email, &out->authored);
	parse_person(
	    headers.committer, encoding, &out->committer_name, &out->committer_email, &out->committed);
	if (at < end)
		at++;
	out->message = message_of((struct span){at, (size_t)(end - at)}, encoding);
	subject_of(&subject, out->message, strlen(out->message));
	out->subject = buf_detach(&subject);
	free(encoding);
	return NULL;
}

/* An object that must be of that type. */
static struct error *read_typed(struct repo *repo, const git_oid *oid, git_object_t type, struct buf *raw)
{
	struct error *err;
	int found;

	err = repo_read(repo, oid, &found, raw);
	if (!err && found != (int)type) {
		char *hex = oid_text(oid);

		err = error_new(ERROR_MISSING, "object %s is no %s but a %s", hex,
		    git_object_type2string(type), git_object_type2string((git_object_t)found));
		free(hex);
	}
	return err;
}

struct error *commit_read(struct commit *out, struct repo *repo, const git_oid *oid)
{
	struct buf raw = BUF_INIT;
	struct error *err;

	*out = (struct commit){.oid = *oid};
	err = read_typed(repo, oid, GIT_OBJECT_COMMIT, &raw);
	if (!err)
		err = commit_parse(out, oid, raw.s, raw.len);
	buf_release(&raw);
	return err;
}

void commit_release(struct commit *commit)
{
	free(commit->parents);
	free(commit->author_name);
	free(commit->author_email);
	free(commit->committer_name);
	free(commit->committer_email);
	free(commit->subject);
	free(commit->message);
	*commit = (struct commit){.oid = commit->oid};
}

struct error *commit_tree(git_oid *out, struct repo *repo, const git_oid *oid)
{
	static const char key[] = "tree ";
	struct buf raw = BUF_INIT;
	struct error *err = read_typed(repo, oid, GIT_OBJECT_COMMIT, &raw);

	if (!err && (strncmp(raw.s, key, strlen(key)) || git_oid_fromstr(out, raw.s + strlen(key)) < 0))
		err = is_corrupt(oid);
	buf_release(&raw);
	return err;
}

struct error *commit_has_entry(bool *out, struct repo *repo, const git_oid *oid, const char *name)
{
	size_t length = strcspn(name, "/");
	bool directory = name[length] == '/';
	struct buf tree = BUF_INIT;
	struct commit commit;
	struct error *err = commit_read(&commit, repo, oid);

	*out = false;
	if (!err)
		err = read_typed(repo, &commit.tree, GIT_OBJECT_TREE, &tree);
	/* Entries are "MODE NAME NUL ID"; a directory's mode is 40000. */
	for (size_t at = 0; !err && !*out && at < tree.len; at += strlen(tree.s + at) + 1 + GIT_OID_RAWSZ) {
		const char *space = strchr(tree.s + at, ' ');

		*out = space && strlen(space + 1) == length && !memcmp(space + 1, name, length) &&
		       directory == !strncmp(tree.s + at, "40000 ", 6);
	}
	buf_release(&tree);
	commit_release(&commit);
	return err;
}

struct error *commit_peel(git_oid *out, struct repo *repo, const git_oid *oid)
{
	struct buf raw = BUF_INIT;
	struct error *err = NULL;
	int type = GIT_OBJECT_TAG;

	*out = *oid;
	while (!err && type == GIT_OBJECT_TAG) {
		buf_reset(&raw);
		err = repo_read(repo, out, &type, &raw);
		/* A tag begins with "object ID LF". */
		if (!err && type == GIT_OBJECT_TAG &&
		    (raw.len < 47 || git_oid_fromstrn(out, raw.s + 7, 40) < 0))
			type = GIT_OBJECT_INVALID;
	}
	buf_release(&raw);
	if (!err && type != GIT_OBJECT_COMMIT) {
		char *hex = oid_text(oid);

		err = error_hint(error_new(ERROR_NOT_FOUND, "object %s is no commit, nor a tag of one", hex),
		    "Name a commit, a branch or a tag; git cat-file -t %s tells what it is.", hex);
		free(hex);
	}
	return err;
}
