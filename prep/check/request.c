/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "check/request.h"

#include "check/judging.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SHOWN = 5, DIGITS = 12 };

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* ---- subject ---- */

bool request_marked(const char *subject)
{
	for (const char *open = strchr(subject, '['); open; open = strchr(open + 1, '[')) {
		size_t n = strcspn(open, "]");
		char *mark = mem_dupn(open + 1, open[n] ? n - 1 : 0);
		bool marked = strcasestr(mark, "pull") || !strcasecmp(mark, "git");

		free(mark);
		if (marked)
			return true;
	}
	return false;
}

void judge_request_subject(struct judging *judging)
{
	const struct request_facts *request = judging->pull->request;
	const char *subject = request->subject ? request->subject : "";
	struct buf text = BUF_INIT;

	if (!request->mail || request_marked(subject))
		return;
	buf_addf(&text, "has no mark of a pull request in its subject, which is \"%s\"", subject);
	judging_say_at_most(
	    judging, strcasestr(subject, "pull request") ? FINDING_INFO : FINDING_ERROR, &text);
}

/* ---- tip and base ---- */

void judge_request_tip(struct judging *judging)
{
	const struct request_facts *request = judging->pull->request;
	const char *said = request->asked ? request->asked->tip : NULL;
	char hex[GIT_OID_HEXSZ + 1];
	struct buf text = BUF_INIT;

	git_oid_tostr(hex, sizeof(hex), &request->commit);
	if (!said || !strncasecmp(said, hex, strlen(said)))
		return;
	buf_addf(&text, "is for %.*s, but %s is on %.*s now", DIGITS, said, request->ref, DIGITS, hex);
	judging_say(judging, &text);
}

void judge_request_base(struct judging *judging)
{
	const struct request_facts *request = judging->pull->request;
	const struct asked *asked = request->asked;
	struct buf text = BUF_INIT;

	if (!asked || !asked->base)
		return;
	switch (request->brought->base) {
	case BASE_MISSING:
		buf_addf(&text, "starts from %.*s, which is not here and did not come with it", DIGITS,
		    asked->base);
		break;
	case BASE_ASIDE:
		buf_addf(
		    &text, "starts from %.*s, on which %s does not stand", DIGITS, asked->base, request->ref);
		break;
	case BASE_AHEAD:
		buf_addf(&text,
		    "starts from %.*s, which mainline does not have: %zu commit%s below it that it does not "
		    "list would be pulled with it",
		    DIGITS, asked->base, request->brought->beside, plural(request->brought->beside));
		judging_say_at_most(judging, FINDING_WARNING, &text);
		return;
	default:
		return;
	}
	judging_say(judging, &text);
}

/* ---- shortlog ---- */

static bool same_words(const char *a, const char *b)
{
	char *left = squeeze(a), *right = squeeze(b);
	bool same = left && right ? !strcasecmp(left, right) : !left && !right;

	free(left);
	free(right);
	return same;
}

/* A subject, and whose; from the request or from a commit. */
struct entry {
	const char *subject;
	char *key; /* what two are compared by */
	const char *author, *mapped;
	bool met; /* the other side has it as well, or need not have it */
};
struct entries {
	struct entry *v;
	size_t n, cap;
};

static int by_subject(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

/* Without blanks and without what mailers turn into something else, or into question marks. */
static char *key_of(const char *subject)
{
	struct buf key = BUF_INIT;

	for (; *subject; subject++)
		if (*subject > ' ' && *subject < 0x7f && *subject != '?')
			buf_addch(&key, *subject);
	return buf_detach(&key);
}

static void add_entry(struct entries *entries, struct entry entry)
{
	entry.key = key_of(entry.subject);
	array_push(entries, entry);
}

/* What must be met goes first. */
static int by_need(const void *a, const void *b)
{
	int order = by_subject(a, b);

	return order ? order : ((const struct entry *)a)->met - ((const struct entry *)b)->met;
}

static void entries_sort(struct entries *entries)
{
	if (entries->n)
		qsort(entries->v, entries->n, sizeof(*entries->v), by_need);
}

static void entries_release(struct entries *entries)
{
	for (size_t i = 0; i < entries->n; i++)
		free(entries->v[i].key);
	array_release(entries);
}

/* Both are sorted: each entry finds at most one of the other side. */
static void match(struct entries *asked, struct entries *real)
{
	for (size_t i = 0, k = 0; i < asked->n && k < real->n;) {
		int order = by_subject(&asked->v[i], &real->v[k]);

		if (!order)
			asked->v[i].met = real->v[k].met = true;
		i += order <= 0;
		k += order >= 0;
	}
}

/* A line for each that has no counterpart, a few of them. */
static size_t add_unmet(struct buf *out, const struct entries *entries)
{
	size_t unmet = 0;

	for (size_t i = 0; i < entries->n; i++)
		if (!entries->v[i].met && unmet++ < SHOWN)
			buf_addf(out, "\n\"%s\"", entries->v[i].subject);
	if (unmet > SHOWN)
		buf_addf(out, "\nand %zu more", unmet - SHOWN);
	return unmet;
}

static void say_unmet(struct judging *judging, const struct entries *entries, const char *what)
{
	struct buf list = BUF_INIT, text = BUF_INIT;
	size_t unmet = add_unmet(&list, entries);

	buf_addf(&text, "%s %zu commit%s:%s", what, unmet, plural(unmet), list.s);
	buf_release(&list);
	if (unmet)
		judging_say(judging, &text);
	else
		buf_release(&text);
}

/* Is one of the commits of that subject by that author, raw or by .mailmap? */
static bool is_by(const struct entries *real, const struct entry *asked)
{
	bool any = false;

	for (size_t i = 0; i < real->n; i++) {
		if (by_subject(&real->v[i], asked) != 0)
			continue;
		any = true;
		if (same_words(real->v[i].author, asked->author) ||
		    same_words(real->v[i].mapped, asked->author))
			return true;
	}
	return !any; /* which is said already */
}

/* Of which another .mailmap, or a mailer that knows no UTF-8, may be the reason. */
static void say_other_authors(
    struct judging *judging, const struct entries *asked, const struct entries *real)
{
	struct buf text = BUF_INIT;
	size_t others = 0;

	for (size_t i = 0; i < asked->n; i++)
		if (asked->v[i].met && !is_by(real, &asked->v[i]) && others++ < SHOWN)
			buf_addf(
			    &text, "\n\"%s\", by %s as it says", asked->v[i].subject, asked->v[i].author);
	if (others) {
		struct buf whole = BUF_INIT;

		buf_addf(&whole, "lists %zu commit%s under another author than %s:%s", others, plural(others),
		    others == 1 ? "its own" : "their own", text.s);
		judging_say_at_most(judging, FINDING_WARNING, &whole);
	}
	buf_release(&text);
}

static void say_miscounts(struct judging *judging, const struct asked *asked)
{
	for (size_t i = 0; i < asked->authors.n; i++) {
		const struct asked_author *author = &asked->authors.v[i];
		struct buf text = BUF_INIT;

		if (author->says == author->subjects.n)
			continue;
		buf_addf(&text, "says %zu commit%s of %s, and lists %zu", author->says, plural(author->says),
		    author->name, author->subjects.n);
		judging_say(judging, &text);
	}
}

static void add_asked(struct entries *entries, const struct asked *asked)
{
	for (size_t i = 0; i < asked->authors.n; i++)
		for (size_t k = 0; k < asked->authors.v[i].subjects.n; k++)
			add_entry(entries, (struct entry){.subject = asked->authors.v[i].subjects.v[k],
					       .author = asked->authors.v[i].name});
}

static void add_brought(struct entries *entries, const struct brought *brought)
{
	for (size_t i = 0; i < brought->commits.n; i++)
		add_entry(entries, (struct entry){.subject = brought->commits.v[i].subject,
				       .author = brought->commits.v[i].author,
				       .mapped = brought->commits.v[i].mapped,
				       .met = brought->commits.v[i].known});
}

void judge_request_shortlog(struct judging *judging)
{
	const struct request_facts *request = judging->pull->request;
	struct entries asked = {.v = NULL}, real = {.v = NULL};

	if (!request->asked)
		return;
	if (!request->asked->authors.n) {
		struct buf text = BUF_INIT;

		buf_addstr(&text, "has no shortlog");
		judging_say_at_most(judging, FINDING_INFO, &text);
		return;
	}
	add_asked(&asked, request->asked);
	add_brought(&real, request->brought);
	entries_sort(&asked);
	entries_sort(&real);
	match(&asked, &real);
	say_unmet(judging, &asked, "lists what is not there,");
	say_unmet(judging, &real, "does not list what comes with it,");
	say_miscounts(judging, request->asked);
	say_other_authors(judging, &asked, &real);
	entries_release(&asked);
	entries_release(&real);
}

/* ---- diffstat ---- */

static bool is_true(const struct asked *asked, const struct brought *brought)
{
	for (size_t i = 0; i < brought->stat_count; i++)
		if (brought->stats[i].files == asked->files &&
		    brought->stats[i].insertions == asked->insertions &&
		    brought->stats[i].deletions == asked->deletions)
			return true;
	return false;
}

/* Whole, and no rename: what the diffstat cuts and joins cannot be looked for. */
static bool is_whole(const char *path)
{
	return strncmp(path, "...", 3) != 0 && !strstr(path, " => ") && *path != '"';
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_path(const struct strings *sorted, char *path)
{
	return sorted->n && bsearch(&path, sorted->v, sorted->n, sizeof(path), by_text);
}

static void say_other_paths(struct judging *judging, const struct asked *asked, const struct brought *brought)
{
	struct buf list = BUF_INIT, text = BUF_INIT;
	size_t others = 0;

	for (size_t i = 0; i < asked->paths.n; i++)
		if (is_whole(asked->paths.v[i]) && !has_path(&brought->paths, asked->paths.v[i]) &&
		    others++ < SHOWN)
			buf_addf(&list, "%s%s", others == 1 ? "" : ", ", asked->paths.v[i]);
	buf_addf(&text, "has %zu file%s in its diffstat that nothing here changes: %s", others,
	    plural(others), list.s);
	buf_release(&list);
	if (others)
		judging_say(judging, &text);
	else
		buf_release(&text);
}

void judge_request_diffstat(struct judging *judging)
{
	const struct asked *asked = judging->pull->request->asked;
	const struct brought *brought = judging->pull->request->brought;
	struct buf text = BUF_INIT;

	if (!asked || !asked->stat || !brought->stat_count)
		return;
	if (!is_true(asked, brought)) {
		buf_addf(&text,
		    "says that %ld file%s, %ld insertion%s and %ld deletion%s come with it; here it is %ld, "
		    "%ld and %ld",
		    asked->files, plural((size_t)asked->files), asked->insertions,
		    plural((size_t)asked->insertions), asked->deletions, plural((size_t)asked->deletions),
		    brought->stats[0].files, brought->stats[0].insertions, brought->stats[0].deletions);
		judging_say(judging, &text);
	} else if (asked->paths.n && asked->paths.n != (size_t)asked->files) {
		buf_addf(&text, "has %zu files in its diffstat, and says %ld", asked->paths.n, asked->files);
		judging_say(judging, &text);
	}
	say_other_paths(judging, asked, brought);
}

/* ---- the tag ---- */

void judge_request_tag(struct judging *judging)
{
	static const char tags[] = "refs/tags/";
	const struct request_facts *request = judging->pull->request;
	const char *name = request->full_ref + strlen(tags);
	struct buf text = BUF_INIT;

	if (!request->tag_name || strncmp(request->full_ref, tags, strlen(tags)) != 0 ||
	    !strcmp(name, request->tag_name))
		return;
	buf_addf(
	    &text, "asks for the tag %s, but what was signed there is the tag %s", name, request->tag_name);
	judging_say(judging, &text);
}

bool request_holds(const char *text, const char *message)
{
	char *line = squeeze(text), *words = squeeze(message);
	bool holds = !words || (line && strstr(line, words));

	free(line);
	free(words);
	return holds;
}

void judge_request_message(struct judging *judging)
{
	const struct request_facts *request = judging->pull->request;
	struct buf text = BUF_INIT;

	if (!request->text || !request->message || request->asked->free_form ||
	    request_holds(request->text, request->message))
		return;
	buf_addf(&text, "does not hold the message that %s has", request->ref);
	judging_say(judging, &text);
}
