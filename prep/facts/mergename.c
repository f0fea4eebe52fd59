/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/mergename.h"

#include "util/safe.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- names that git and the plan file can hold ---- */

/* Not in git's names: blanks and controls, also those of Unicode, which look like nothing. */
static bool is_blank(long c)
{
	return c < 0 || c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == 0xad || c == 0x61c || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x206f) ||
	       c == 0x3000 || c == 0xfeff || c == 0xfffd;
}

/* Ends the part of the name that was written last: it must not be empty, nor end in '.' or ".lock". */
static void end_part(struct buf *out)
{
	for (;;) {
		if (out->len && out->s[out->len - 1] == '.')
			buf_setlen(out, out->len - 1);
		else if (out->len >= 5 && !strcmp(out->s + out->len - 5, ".lock"))
			buf_setlen(out, out->len - 5);
		else
			return;
	}
}

static void add_dash(struct buf *out)
{
	if (out->len && !strchr("-/", out->s[out->len - 1]))
		buf_addch(out, '-');
}

/* A valid name, of what may be none. */
static char *valid_name(const char *text, size_t length)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/remotes/", "refs/tags/"};
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t n = strlen(prefixes[i]);

		if (length > n && !strncmp(text, prefixes[i], n)) {
			text += n;
			length -= n;
		}
	}
	for (size_t i = 0, used; i < length; i += used) {
		long c = safe_decode(text + i, length - i, &used);

		if (c == '/') {
			end_part(&out);
			if (out.len && out.s[out.len - 1] != '/')
				buf_addch(&out, '/');
		} else if (is_blank(c) || (c < 0x80 && strchr("~^:?*[\\", (int)c))) {
			add_dash(&out);
		} else if (c == '.' && (!out.len || strchr("./", out.s[out.len - 1]))) {
			continue;
		} else if (c == '@' && i + 1 < length && text[i + 1] == '{') {
			add_dash(&out);
		} else if (c == '-' && !out.len) {
			continue;
		} else {
			buf_add(&out, text + i, used);
		}
	}
	end_part(&out);
	while (out.len && out.s[out.len - 1] == '/') {
		buf_setlen(&out, out.len - 1);
		end_part(&out);
	}
	if (!strcmp(out.s, "@") || !strcmp(out.s, "HEAD"))
		buf_reset(&out);
	return buf_detach(&out);
}

/* ---- slugs ---- */

static const char *skip_brackets(const char *subject)
{
	const char *at = subject + strspn(subject, " \t"), *end;

	while (*at == '[' && (end = strchr(at, ']')) && end[1 + strspn(end + 1, " \t")])
		at = end + 1 + strspn(end + 1, " \t");
	return at;
}

/* At the last dash that leaves no more than MERGENAME_MOST characters, or within the word if that is too
 * long.
 */
static void cut(struct buf *slug)
{
	size_t dash = 0, characters = 0, used;

	for (size_t i = 0; i < slug->len; i += used) {
		safe_decode(slug->s + i, slug->len - i, &used);
		if (characters++ == MERGENAME_MOST) {
			buf_setlen(slug, slug->s[i] == '-' || !dash ? i : dash);
			return;
		}
		if (slug->s[i] == '-')
			dash = i;
	}
}

char *mergename_slug(const char *subject)
{
	struct buf slug = BUF_INIT;
	const char *at = skip_brackets(subject);
	size_t length = strlen(at);
	char *name;

	for (size_t i = 0, used; i < length; i += used) {
		long c = safe_decode(at + i, length - i, &used);

		if (c > 0x7f && !is_blank(c))
			buf_add(&slug, at + i, used);
		else if (c >= 0 && c < 0x80 && isalnum((int)c))
			buf_addch(&slug, (char)tolower((int)c));
		else if (c >= 0 && c < 0x80 && strchr("._+", (int)c) && slug.len &&
			 slug.s[slug.len - 1] != '-' && slug.s[slug.len - 1] != '.')
			buf_addch(&slug, (char)c);
		else
			add_dash(&slug);
	}
	cut(&slug);
	while (slug.len && slug.s[slug.len - 1] == '-')
		buf_setlen(&slug, slug.len - 1);
	name = valid_name(slug.s, slug.len);
	buf_release(&slug);
	return name;
}

/* ---- where it was pulled from ---- */

char *mergename_repository(const char *url)
{
	const char *scheme = strstr(url, "://"), *start = scheme ? scheme + 3 : url;
	size_t host = strcspn(start, "/"), length;
	const char *user = memchr(start, '@', host);
	char *out, *colon;

	if (user)
		start = user + 1;
	length = strlen(start);
	while (length && start[length - 1] == '/')
		length--;
	if (length > 4 && !strncmp(start + length - 4, ".git", 4))
		length -= 4;
	out = mem_dupn(start, length);
	/* "host:path" is "host/path"; so is "host:/path" */
	colon = strchr(out, ':');
	if (!scheme && colon && !memchr(out, '/', (size_t)(colon - out))) {
		if (colon[1] == '/')
			memmove(colon, colon + 1, strlen(colon));
		else
			*colon = '/';
	}
	for (char *c = out; *c && *c != '/'; c++)
		*c = (char)tolower((unsigned char)*c);
	return out;
}

static char *last_part(const char *url)
{
	char *repository = mergename_repository(url), *slash = strrchr(repository, '/');
	const char *last = slash ? slash + 1 : repository;
	char *name = valid_name(last, strlen(last));

	free(repository);
	return name;
}

char *mergename_qualified(const char *url, const char *name)
{
	char *last = last_part(url), *out = mem_format(*last ? "%s/%s" : "%s%s", last, name);

	free(last);
	return out;
}

/* Names of branches that everybody has. */
static const char *const common[] = {"master", "main", "trunk", "next", "devel", "HEAD", "fixes", "upstream",
    "testing", "linus", "linux-next", "for-next", "for-linux-next", "for-linus", "for_linus", "for-upstream",
    "for-master", "for-next-fixes", "for-fixes", "for-mainline", NULL};

static bool says_nothing(const char *name, size_t length)
{
	for (size_t i = 0; common[i]; i++)
		if (strlen(common[i]) == length && !strncmp(common[i], name, length))
			return true;
	return false;
}

/* ---- lists of refs ---- */

enum kind { KIND_NONE, KIND_REF, KIND_COMMIT };

static const struct {
	const char *words;
	enum kind kind;
} kinds[] = {{"branch ", KIND_REF}, {"branches ", KIND_REF}, {"tag ", KIND_REF}, {"tags ", KIND_REF},
    {"remote-tracking branch ", KIND_REF}, {"remote-tracking branches ", KIND_REF},
    {"remote branch ", KIND_REF}, {"remote branches ", KIND_REF}, {"topic branch ", KIND_REF},
    {"topic ", KIND_REF}, {"signed tag ", KIND_REF}, {"commit ", KIND_COMMIT}, {"commits ", KIND_COMMIT}};

struct ref_list {
	struct merge_names *out;
	const char *at;
	enum kind kind;
	size_t group; /* where the names begin that the next "of URL" is about */
};

static bool take_words(const char **at, const char *words)
{
	size_t n = strlen(words);

	if (strncasecmp(*at, words, n))
		return false;
	*at += n;
	return true;
}

static bool take_kind(struct ref_list *list)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (take_words(&list->at, kinds[i].words)) {
			list->kind = kinds[i].kind;
			return true;
		}
	return false;
}

/* The text in quotes; *at moves behind it. A quote ends where a name can end. */
static bool take_quoted(const char **at, const char **text, size_t *length)
{
	const char quote = **at, *end;

	if (quote != '\'' && quote != '"')
		return false;
	for (end = *at + 1; *end; end++)
		if (*end == quote && (!end[1] || strchr(" ,;:.)", end[1])))
			break;
	if (!*end)
		return false;
	*text = *at + 1;
	*length = (size_t)(end - *text);
	*at = end + 1;
	return true;
}

static bool take_word(const char **at, const char **text, size_t *length)
{
	size_t n = strcspn(*at, " \t");

	*text = *at;
	*at += n;
	while (n && strchr(",;:", (*text)[n - 1]))
		n--;
	*length = n;
	return n > 0;
}

static bool is_commit_id(const char *text, size_t length)
{
	return length >= 7 && length <= 40 && strspn(text, "0123456789abcdef") >= length;
}

static void add_ref(struct ref_list *list, const char *text, size_t length)
{
	enum { DIGITS = 12 };
	struct merge_name name = {.url = NULL};

	if (list->kind == KIND_COMMIT && is_commit_id(text, length))
		name.name = mem_format("commit-%.*s", (int)(length < DIGITS ? length : DIGITS), text);
	else if (length == 4 && !strncmp(text, "HEAD", 4)) /* no name yet; with a URL it is one */
		name.name = mem_dup("HEAD");
	else
		name.name = valid_name(text, length);
	array_push(list->out, name);
}

/* "of URL": all of the group are from there. "of ." and the like say nothing. */
static void take_url(struct ref_list *list)
{
	const char *text;
	size_t length;

	list->at += strspn(list->at, " ");
	if (!take_word(&list->at, &text, &length) || !memchr(text, '/', length))
		return;
	for (; list->group < list->out->n; list->group++) {
		struct merge_name *name = &list->out->v[list->group];

		name->url = mem_dupn(text, length);
		if (says_nothing(name->name, strlen(name->name))) {
			char *bare = name->name;

			name->name = mergename_qualified(name->url, bare);
			free(bare);
		}
	}
}

static void read_refs(struct ref_list *list)
{
	const char *text;
	size_t length;

	for (bool word = false;;) { /* word: a name without quotes may come */
		list->at += strspn(list->at, " ,;");
		take_words(&list->at, "and ");
		if (!*list->at || take_words(&list->at, "into "))
			return;
		if (take_words(&list->at, "of ")) {
			take_url(list);
			word = false;
		} else if (take_kind(list)) {
			word = true;
			if (take_words(&list->at, "into "))
				list->at += strcspn(list->at, ":") + (strchr(list->at, ':') != NULL);
		} else if (list->kind && take_quoted(&list->at, &text, &length)) {
			add_ref(list, text, length);
			word = false;
		} else if (take_words(&list->at, "HEAD ")) {
			add_ref(list, "HEAD", 4);
		} else if (!word || strchr("'\"", *list->at) || !take_word(&list->at, &text, &length)) {
			return;
		} else {
			add_ref(list, text, length);
			word = false;
		}
	}
}

/* ---- the forms ---- */

static void add_name(struct merge_names *out, char *name, const char *url, bool series)
{
	array_push(out, (struct merge_name){name, url ? mem_dup(url) : NULL, series});
}

/* What is in the outermost quotes, of which ASoC's tools have the poster behind them. */
static void take_series(const char *at, const char **text, size_t *length)
{
	const char *last = *at == '"' || *at == '\'' ? strrchr(at + 1, *at) : NULL;
	const char *from = last ? strstr(at, *at == '"' ? "\" from " : "' from ") : NULL;

	*text = at + (last != NULL);
	*length = last ? (size_t)((from ? from : last) - *text) : strlen(at);
}

static bool read_series(struct merge_names *out, const char *at)
{
	const char *text;
	size_t length;
	char *subject;

	if (!take_words(&at, "patch series ") && !take_words(&at, "series "))
		return false;
	take_series(at, &text, &length);
	subject = mem_dupn(text, length);
	add_name(out, mergename_slug(subject), NULL, true);
	free(subject);
	return true;
}

/* GitHub's */
static bool read_request(struct merge_names *out, const char *at)
{
	const char *from = strstr(at, " from "), *text;
	size_t length;

	if (!take_words(&at, "pull request ") || !from)
		return false;
	from += strlen(" from ");
	if (!take_word(&from, &text, &length))
		return false;
	add_name(out, valid_name(text, length), NULL, false);
	return true;
}

static bool read_url(struct merge_names *out, const char *at)
{
	const char *text;
	size_t length;
	char *url;
	bool found;

	take_words(&at, "with ");
	found = take_word(&at, &text, &length);
	url = mem_dupn(text, length);
	found = found && (strstr(url, "://") || (strchr(url, ':') && strchr(url, '/')) || *url == '/');
	if (found)
		add_name(out, last_part(url), url, false);
	free(url);
	return found;
}

static bool read_list(struct merge_names *out, const char *at)
{
	struct ref_list list = {.out = out, .at = at};

	read_refs(&list);
	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].name, "HEAD"))
			*out->v[i].name = '\0';
	return out->n;
}

static bool (*const forms[])(struct merge_names *out, const char *at) = {
    read_series, read_request, read_list, read_url};

void merge_names_of(struct merge_names *out, const char *subject, size_t heads)
{
	const char *at = subject;
	bool found = false;

	*out = (struct merge_names){.v = NULL};
	take_words(&at, "Subtree ");
	take_words(&at, "Merge ");
	for (size_t i = 0; at != subject && !found && i < sizeof(forms) / sizeof(*forms); i++)
		found = forms[i](out, at);
	if (found && out->n == heads)
		return;
	/* More or fewer names than heads: which is whose cannot be known. */
	merge_names_release(out);
	for (size_t i = 0; i < heads; i++) {
		char *slug = mergename_slug(at),
		     *name = heads > 1 && *slug ? mem_format("%s-%zu", slug, i + 1) : mem_dup(slug);

		add_name(out, name, NULL, false);
		free(slug);
	}
}

void merge_names_release(struct merge_names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		free(names->v[i].name);
		free(names->v[i].url);
	}
	array_release(names);
}
