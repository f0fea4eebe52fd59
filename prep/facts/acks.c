/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/acks.h"

#include "source/commit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Who acked one commit, or somebody who cannot ack from outside. */
struct person {
	char *name, *email; /* email in lower case; "" where there is none */
};
struct people {
	struct person *v;
	size_t n, cap;
};

static void people_release(struct people *people)
{
	for (size_t i = 0; i < people->n; i++) {
		free(people->v[i].name);
		free(people->v[i].email);
	}
	array_release(people);
}

static char *lower(const char *text, size_t length)
{
	char *copy = mem_dupn(text, length);

	for (char *p = copy; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

/* One address says it, and so does one name: people change addresses, and use several. */
static bool is_same(const char *name, const char *email, const struct person *person)
{
	return (*email && !strcmp(email, person->email)) || (*name && !strcasecmp(name, person->name));
}

static bool people_have(const struct people *people, const struct person *person)
{
	for (size_t i = 0; i < people->n; i++)
		if (is_same(people->v[i].name, people->v[i].email, person))
			return true;
	return false;
}

/* A name with another address is kept too: it may be known by either. */
static void people_add(struct people *people, const char *name, const char *email)
{
	struct person person = {mem_dup(name), lower(email, strlen(email))};

	for (size_t i = 0; i < people->n; i++)
		if (!strcmp(people->v[i].email, person.email) && !strcmp(people->v[i].name, person.name)) {
			free(person.name);
			free(person.email);
			return;
		}
	array_push(people, person);
}

/* ---- trailers ---- */

static bool is_blank(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isspace((unsigned char)line[i]))
			return false;
	return true;
}

/* "Acked-by: ...", a line that goes on from such a one, or a remark between them, "[ rebased ]". */
static bool is_trailer(const char *line, size_t length)
{
	size_t word = 0;

	if (*line == ' ' || *line == '\t' || *line == '[')
		return true;
	while (word < length && (isalnum((unsigned char)line[word]) || line[word] == '-'))
		word++;
	return word && word < length && line[word] == ':';
}

/* The start of the line that ends before `end`. */
static const char *line_before(const char *message, const char *end)
{
	const char *line = end - 1;

	while (line > message && line[-1] != '\n')
		line--;
	return line;
}

/*
 * Where the paragraph that ends at `end` begins, and whether it is one of trailers: each of its lines is one,
 * or, with a sign-off among them, every fourth (as for git-interpret-trailers(1)). Blank lines behind it
 * belong to it.
 */
static bool is_block(const char *message, const char *end, const char **start)
{
	size_t lines = 0, trailers = 0;
	bool signed_off = false;

	for (*start = end; *start > message;) {
		const char *line = line_before(message, *start);
		size_t length = strcspn(line, "\n");

		if (is_blank(line, length)) {
			if (lines)
				break;
		} else {
			lines++;
			trailers += is_trailer(line, length);
			signed_off |= length > 14 && !strncasecmp(line, "signed-off-by:", 14);
		}
		*start = line;
	}
	return trailers && (trailers == lines || (signed_off && trailers * 4 >= lines));
}

/* Where the paragraphs of trailers at the message's end begin. */
static const char *trailers_of(const char *message)
{
	const char *start = message + strlen(message), *paragraph;

	while (start > message && is_block(message, start, &paragraph))
		start = paragraph;
	return start;
}

/* White space and the quotes around a name; those within stay. */
static char *clean_name(const char *text, size_t length)
{
	while (length && isspace((unsigned char)*text)) {
		text++;
		length--;
	}
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	if (length >= 2 && *text == '"' && text[length - 1] == '"')
		return clean_name(text + 1, length - 2);
	return mem_dupn(text, length);
}

/* NAME <ADDRESS>, NAME or ADDRESS, behind which anything may stand: "# for the clock part". */
static void add_acker(struct people *out, const char *text, size_t length)
{
	const char *open = memchr(text, '<', length);
	const char *close = open ? memchr(open, '>', length - (size_t)(open - text)) : NULL;
	const char *hash = memchr(text, '#', length);
	struct person person;

	if (close && !(hash && hash < open)) {
		person.name = clean_name(text, (size_t)(open - text));
		person.email = lower(open + 1, (size_t)(close - open) - 1);
	} else {
		char *word = clean_name(text, hash ? (size_t)(hash - text) : length);
		bool address = strchr(word, '@') && !strpbrk(word, " \t");

		person.email = address ? lower(word, strlen(word)) : mem_dup("");
		person.name = address ? mem_dup("") : mem_dup(word);
		free(word);
	}
	if (!*person.name) {
		free(person.name);
		person.name = mem_dup(person.email);
	}
	if (*person.name && !people_have(out, &person)) {
		array_push(out, person);
		return;
	}
	free(person.name);
	free(person.email);
}

/* Each person once, however often a commit names them. */
static void find_ackers(struct people *out, const char *message)
{
	static const char key[] = "acked-by:";

	for (const char *line = trailers_of(message); *line;) {
		size_t length = strcspn(line, "\n");

		if (length > sizeof(key) - 1 && !strncasecmp(line, key, sizeof(key) - 1))
			add_acker(out, line + sizeof(key) - 1, length - (sizeof(key) - 1));
		line += length + (line[length] == '\n');
	}
}

/* ---- topics ---- */

/* What is kept of each topic while the commits of all are read: only then is known who committed. */
struct topic_acks {
	struct people authors;
	struct acks found; /* in the order of their first commit, the oldest first */
};

static void count(struct acks *acks, size_t topic, const struct person *person)
{
	struct ack *ack;

	array_each (ack, acks)
		if (is_same(ack->name, ack->email, person)) {
			ack->commits++;
			return;
		}
	array_push(acks, (struct ack){mem_dup(person->name), mem_dup(person->email), topic, 1});
}

static struct error *read_commit(struct topic_acks *out, struct people *committers,
    const struct survey *survey, size_t topic, const struct commit_facts *facts)
{
	struct commit commit;
	struct people ackers = {.v = NULL};
	struct error *err = commit_read(&commit, survey->project->repo, &facts->oid);

	if (err)
		return err;
	people_add(committers, commit.committer_name, commit.committer_email);
	people_add(&out->authors, commit.author_name, commit.author_email);
	if (!facts->merge)
		find_ackers(&ackers, commit.message);
	for (size_t i = 0; i < ackers.n; i++)
		count(&out->found, topic, &ackers.v[i]);
	people_release(&ackers);
	commit_release(&commit);
	return NULL;
}

static struct error *read_topic(
    struct topic_acks *out, struct people *committers, const struct survey *survey, size_t index)
{
	const struct topic *topic = &survey->topics.v[index];
	struct error *err = NULL;

	for (size_t i = topic->commits.n; !err && i-- > 0;)
		err = read_commit(out, committers, survey, index, &survey->commits.v[topic->commits.v[i]]);
	return error_context(err, "topic %s", topic->name);
}

/* Moves those from outside over, most commits first; of equals the earlier. */
static void take_outside(struct acks *out, struct topic_acks *from, const struct people *committers)
{
	size_t first = out->n;
	struct ack *ack;

	array_each (ack, &from->found) {
		const struct person person = {ack->name, ack->email};
		size_t at;

		if (people_have(committers, &person) || people_have(&from->authors, &person))
			continue;
		array_push(out, *ack);
		ack->name = ack->email = NULL;
		for (at = out->n - 1; at > first && out->v[at - 1].commits < out->v[at].commits; at--) {
			struct ack moved = out->v[at];

			out->v[at] = out->v[at - 1];
			out->v[at - 1] = moved;
		}
	}
}

char *acks_own_email(struct repo *repo)
{
	struct buf identity = BUF_INIT;
	struct error *err = repo_git(repo, &identity, "var", "GIT_COMMITTER_IDENT", NULL);
	const char *open = err ? NULL : strchr(identity.s, '<');
	char *email = open ? mem_dupn(open + 1, strcspn(open + 1, ">")) : NULL;

	error_free(err);
	buf_release(&identity);
	return email;
}

struct error *acks_find(
    struct acks *out, const struct survey *survey, const size_t *topics, size_t n, const char *own_email)
{
	struct topic_acks *each = mem_zero(n + 1, sizeof(*each));
	struct people committers = {.v = NULL};
	struct error *err = NULL;

	*out = (struct acks){.v = NULL};
	if (own_email && *own_email)
		people_add(&committers, "", own_email);
	for (size_t i = 0; !err && i < n; i++)
		err = read_topic(&each[i], &committers, survey, topics[i]);
	for (size_t i = 0; i < n; i++) {
		if (!err)
			take_outside(out, &each[i], &committers);
		people_release(&each[i].authors);
		acks_release(&each[i].found);
	}
	people_release(&committers);
	free(each);
	return err;
}

void acks_release(struct acks *acks)
{
	struct ack *ack;

	array_each (ack, acks) {
		free(ack->name);
		free(ack->email);
	}
	array_release(acks);
}
