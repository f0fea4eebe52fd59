/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/posted.h"

#include "util/buf.h"
#include "util/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char digits[] = "0123456789";
static const char hex_digits[] = "0123456789abcdefABCDEF";

/* ---- stems ---- */

/* "20260324175913.92858-3-author", "1271234567-4711-3-git-send-email-author" */
static bool send_email(struct buf *stem, const char *local)
{
	size_t time = strspn(local, digits);
	const char *pid = local + time + 1, *number, *author;

	if (!time || !local[time] || !strchr(".-", local[time]))
		return false;
	number = pid + strspn(pid, digits);
	if (number == pid || *number != '-')
		return false;
	number++;
	author = number + strspn(number, digits);
	if (author == number || *author != '-' || !author[1])
		return false;
	if (local[time] == '-' && strncmp(author, "-git-send-email-", 16))
		return false;
	buf_add(stem, local, (size_t)(number - 1 - local));
	buf_addstr(stem, author);
	return true;
}

/* The last dash before `end`, or NULL. */
static const char *dash_before(const char *start, const char *end)
{
	while (end > start)
		if (*--end == '-')
			return end;
	return NULL;
}

/* "20260318-some-name-v2-7-650b91dd75d8" */
static bool b4(struct buf *stem, const char *local)
{
	enum { DATE = 8 };
	const char *hash = dash_before(local, local + strlen(local));
	const char *number = hash ? dash_before(local, hash) : NULL;
	const char *version = number ? dash_before(local, number) : NULL;

	if (!version || strspn(local, digits) != DATE || local[DATE] != '-' || version < local + DATE)
		return false;
	if (!hash[1] || hash[1 + strspn(hash + 1, hex_digits)])
		return false;
	if (number + 1 == hash || number + 1 + strspn(number + 1, digits) != hash)
		return false;
	if (version[1] != 'v' || version + 2 == number || version + 2 + strspn(version + 2, digits) != number)
		return false;
	buf_add(stem, local, (size_t)(number - local));
	buf_addstr(stem, hash);
	return true;
}

/* "COMMIT.1776326933.git.author", "cover.1776326933.git.author" */
static bool format_patch(struct buf *stem, const char *local)
{
	size_t first = strcspn(local, "."), time;
	const char *rest = local + first + 1;

	if (!local[first] || (strncmp(local, "cover.", 6) && strspn(local, hex_digits) != first))
		return false;
	time = strspn(rest, digits);
	if (!time || strncmp(rest + time, ".git.", 5))
		return false;
	buf_addstr(stem, rest);
	return true;
}

static bool (*const forms[])(struct buf *stem, const char *local) = {send_email, b4, format_patch};

char *posted_stem(const char *id, bool *series)
{
	const char *at = strrchr(id, '@');
	char *local = mem_dupn(id, at ? (size_t)(at - id) : strlen(id));
	struct buf stem = BUF_INIT;
	bool found = false;

	for (size_t i = 0; at && !found && i < sizeof(forms) / sizeof(*forms); i++)
		found = forms[i](&stem, local);
	if (!found)
		buf_addstr(&stem, local);
	for (; at && *at; at++)
		buf_addch(&stem, (char)tolower((unsigned char)*at));
	if (series)
		*series = found;
	free(local);
	return buf_detach(&stem);
}

/* ---- links ---- */

static int hex_value(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

static void decode(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '%' && i + 2 < length && isxdigit((unsigned char)text[i + 1]) &&
		    isxdigit((unsigned char)text[i + 2])) {
			buf_addch(out, (char)(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
			i += 2;
		} else {
			buf_addch(out, text[i]);
		}
	}
}

/* Does it look like one: something on both sides of its last '@', and nothing that no id has? `strict`: with
 * a host that has a domain, since in other places an '@' stands for much else ("checkout@v4.1"). */
static bool is_id(const struct buf *text, bool strict)
{
	const char *at = strrchr(text->s, '@'), *top = at ? strrchr(at, '.') : NULL;

	if (strlen(text->s) != text->len || !at || at == text->s || !at[1])
		return false;
	for (const char *c = text->s; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr("<>", *c))
			return false;
	return !strict || (top && isalpha((unsigned char)top[1]));
}

/* The id that one part of a path is; angle brackets may be around it. */
static char *id_of_part(const char *part, size_t length, bool strict)
{
	struct buf text = BUF_INIT;
	char *id = NULL;

	decode(&text, part, length);
	if (text.len > 2 && text.s[0] == '<' && text.s[text.len - 1] == '>') {
		memmove(text.s, text.s + 1, text.len - 2);
		buf_setlen(&text, text.len - 2);
	}
	if (is_id(&text, strict))
		id = buf_detach(&text);
	buf_release(&text);
	return id;
}

/* Archives that are addressed by id; with them something may stand behind it. */
static const struct archive {
	const char *host;
	bool own; /* what it links is the patch itself, by agreement */
} archives[] = {{"patch.msgid.link", true}, {"msgid.link", false}, {"lore.kernel.org", false},
    {"lkml.kernel.org", false}};

static const struct archive *archive_of(const char *host, size_t length)
{
	for (size_t i = 0; i < sizeof(archives) / sizeof(*archives); i++)
		if (strlen(archives[i].host) == length && !strncasecmp(archives[i].host, host, length))
			return &archives[i];
	return NULL;
}

static char *find_id(const char *url, size_t length, const struct archive **archive)
{
	const char *end = url + length, *host = NULL, *path;
	char *id = NULL;

	*archive = NULL;
	if (length > 7 && !strncasecmp(url, "http://", 7))
		host = url + 7;
	else if (length > 8 && !strncasecmp(url, "https://", 8))
		host = url + 8;
	if (!host)
		return NULL;
	for (const char *c = host; c < end; c++)
		if (*c == '#' || *c == '?')
			end = c;
	path = host;
	while (path < end && *path != '/')
		path++;
	*archive = archive_of(host, (size_t)(path - host));
	while (path < end) {
		const char *part = ++path;

		while (path < end && *path != '/')
			path++;
		if (path == part)
			continue;
		free(id);
		id = id_of_part(part, (size_t)(path - part), !*archive);
		if (id && *archive)
			break;
	}
	return id;
}

char *posted_id(const char *url)
{
	const struct archive *archive;

	return find_id(url, strlen(url), &archive);
}

/* ---- trailers ---- */

enum rank { RANK_NONE, RANK_OTHER, RANK_SERIES, RANK_OWN };

/* Takes the value of a trailer if the line is that one. */
static bool is_trailer(const char *line, size_t length, const char *key, const char **value, size_t *left)
{
	size_t n = strlen(key);

	if (length <= n || strncasecmp(line, key, n) || line[n] != ':')
		return false;
	*value = line + n + 1;
	*left = length - n - 1;
	while (*left && isspace((unsigned char)**value)) {
		(*value)++;
		(*left)--;
	}
	while (*left && isspace((unsigned char)(*value)[*left - 1]))
		(*left)--;
	return true;
}

/* The id that the line gives, or NULL. */
static char *id_of_line(const char *line, size_t length, bool *own)
{
	const struct archive *archive;
	const char *value;
	size_t left;
	char *id;

	*own = true;
	if (is_trailer(line, length, "Message-ID", &value, &left))
		return id_of_part(value, left, false);
	if (!is_trailer(line, length, "Link", &value, &left))
		return NULL;
	for (size_t i = 0; i < left; i++)
		if (isspace((unsigned char)value[i]))
			return NULL;
	if (left > 2 && *value == '<' && value[left - 1] == '>') {
		value++;
		left -= 2;
	}
	id = find_id(value, left, &archive);
	*own = archive && archive->own;
	return id;
}

/* Whoever signs off behind a link took the patch from where that one says; a link behind that is of whoever
 * applied it again, as when a patch of another project is imported. */
static bool is_sign_off(const char *line)
{
	return !strncasecmp(line, "Signed-off-by:", 14);
}

char *posted_mail(const char *message)
{
	enum rank best = RANK_NONE;
	char *found = NULL;

	for (const char *line = message; *line;) {
		size_t length = strcspn(line, "\n");
		bool own, series = false;
		char *id = id_of_line(line, length, &own);
		enum rank rank = RANK_NONE;

		if (id)
			free(posted_stem(id, &series));
		if (id)
			rank = own ? RANK_OWN : series ? RANK_SERIES : RANK_OTHER;
		if (best == RANK_OWN && is_sign_off(line))
			best = RANK_SERIES;
		if (id && rank >= best) {
			free(found);
			found = id;
			best = rank;
		} else {
			free(id);
		}
		line += length + (line[length] == '\n');
	}
	return found;
}

char *posted_of(const char *message)
{
	char *id = posted_mail(message), *stem = id ? posted_stem(id, NULL) : NULL;

	free(id);
	return stem;
}
