/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/refwalk.h"

#include "source/commit.h"

#include <fnmatch.h>
#include <fts.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	/* Beyond these git is faster, which looks for some refs in a large file, and at each loose one once. */
	PACKED_MOST = 128 << 10, /* bytes */
	LOOSE_MOST = 256,
	SECONDS_MOST = 18, /* digits */
	ZONE_MOST = 4,
};

/* ---- which ---- */

static bool is_below(const char *pattern)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/remotes/", "refs/tags/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strncmp(pattern, prefixes[i], strlen(prefixes[i])))
			return !strpbrk(pattern, "?[\\") && !strstr(pattern, "**");
	return false;
}

static bool is_valid(const char *name)
{
	int valid;

	return !git_reference_name_is_valid(&valid, name) && valid;
}

static bool is_head(const char *line)
{
	static const char head[] = "# pack-refs with:";

	return !strncmp(line, head, strlen(head));
}

/* As git writes them: a head, "ID NAME" by their names, and "^ID" after some of them. */
static bool are_packed_lines(char *text)
{
	const char *last = "";
	bool peels = false;
	char *end;

	for (char *line = text; *line; line = end + 1) {
		bool peeled = *line == '^';
		const char *id = line + peeled, *name = id + strspn(id, "0123456789abcdef");

		end = strchr(line, '\n');
		if (!end)
			return false;
		*end = '\0';
		if (line == text && is_head(line))
			continue;
		if (name - id != GIT_OID_HEXSZ || *name != (peeled ? '\0' : ' ') || (peeled && !peels))
			return false;
		if (!peeled && (strcmp(last, name + 1) >= 0 || !is_valid(name + 1)))
			return false;
		last = peeled ? last : name + 1;
		peels = !peeled;
	}
	return true;
}

/*
 * libgit2 tells of a line that is broken once, and takes the file for an empty one from then on; some that git refuses it takes.
 */
static bool are_packed_refs(const struct repo *repo)
{
	char *path = mem_format("%s/packed-refs", repo_common_dir(repo)), *text = NULL;
	FILE *file = fopen(path, "r");
	size_t size = 0;
	struct stat info;
	bool sound = !file || (!fstat(fileno(file), &info) && info.st_size <= PACKED_MOST);

	if (sound && file && getdelim(&text, &size, '\0', file) > 0)
		sound = feof(file) && are_packed_lines(text);
	if (file)
		fclose(file);
	free(text);
	free(path);
	return sound;
}

/* A symbolic link is a symbolic ref to git; libgit2 forgets what comes after one. */
static bool are_loose_refs(const struct repo *repo)
{
	char *path = mem_format("%s/refs", repo_common_dir(repo));
	FTS *walk = fts_open((char *const[]){path, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	bool plain = walk != NULL;
	size_t count = 0;
	FTSENT *entry;

	while (plain && (entry = fts_read(walk))) {
		plain = entry->fts_info == FTS_F || entry->fts_info == FTS_D || entry->fts_info == FTS_DP;
		count += entry->fts_info == FTS_F;
		plain = plain && count <= LOOSE_MOST;
	}
	if (walk)
		fts_close(walk);
	free(path);
	return plain;
}

bool refs_are_plain(const struct repo *repo)
{
	return !getenv("GIT_COMMON_DIR") && are_packed_refs(repo) && are_loose_refs(repo);
}

static bool can_walk(struct repo *repo, const char *const *patterns)
{
	bool can = true;

	for (; can && *patterns; patterns++)
		can = is_below(*patterns);
	return can && refs_are_plain(repo);
}

/* As git for-each-ref has it: a whole name, the beginning of one up to a slash, or a glob whose "*" holds no slash. */
static bool is_match(const char *name, const char *pattern)
{
	size_t length = strlen(pattern);

	if (!strncmp(name, pattern, length) &&
	    (pattern[length - 1] == '/' || !name[length] || name[length] == '/'))
		return true;
	return !fnmatch(pattern, name, FNM_PATHNAME);
}

static bool is_wanted(const char *name, const char *const *patterns)
{
	for (; *patterns; patterns++)
		if (is_match(name, *patterns))
			return true;
	return false;
}

/* ---- what they point at ---- */

/* Seconds and zone, as git writes them; of all else git and others have views of their own. */
static bool is_date(const char *text)
{
	static const char digits[] = "0123456789";
	size_t seconds = strspn(text, digits), zone;

	if (!seconds || seconds > SECONDS_MOST || text[seconds] != ' ' ||
	    (text[seconds + 1] != '+' && text[seconds + 1] != '-'))
		return false;
	text += seconds + 2;
	zone = strspn(text, digits);
	return zone && zone <= ZONE_MOST && text[zone] == '\n';
}

/* Of a line of the header: "FIELD WHO <MAIL> DATE". */
static bool read_date(int64_t *out, const char *header, const char *field)
{
	const char *line = strstr(header, field), *end = line ? strpbrk(line + strlen(field), ">\n") : NULL;

	if (!end || strncmp(end, "> ", 2) || !is_date(end + 2))
		return false;
	*out = strtoll(end + 2, NULL, 10);
	return true;
}

/* What is before the message. */
static bool read_header(struct buf *out, struct repo *repo, const git_oid *oid)
{
	struct error *err = repo_read(repo, oid, NULL, out);
	bool good = !err;
	char *message = good ? strstr(out->s, "\n\n") : NULL;

	error_free(err);
	if (message)
		message[1] = '\0';
	return good && message;
}

static bool is_commit(struct repo *repo, const git_oid *oid)
{
	size_t length;
	git_object_t type;

	return !git_odb_read_header(&length, &type, repo_odb(repo), oid) && type == GIT_OBJECT_COMMIT;
}

/* Its committer date. */
static bool take_commit(struct ref *ref, struct repo *repo)
{
	struct buf header = BUF_INIT;
	struct commit commit = {.parents = NULL};
	bool good = read_header(&header, repo, &ref->commit) && !strncmp(header.s, "tree ", 5) &&
		    read_date(&ref->tagger, header.s, "\ncommitter ");
	struct error *err = good ? commit_parse(&commit, &ref->commit, header.s, strlen(header.s)) : NULL;

	good = good && !err;
	commit_release(&commit);
	error_free(err);
	buf_release(&header);
	return good;
}

/* A tag of a commit, with a date or without. */
static bool take_tag(struct ref *ref, struct repo *repo)
{
	static const char object[] = "object ", type[] = "\ntype commit\ntag ";
	struct buf header = BUF_INIT;
	bool good = read_header(&header, repo, &ref->target) && !strncmp(header.s, object, strlen(object)) &&
		    !git_oid_fromstr(&ref->commit, header.s + strlen(object)) &&
		    !strncmp(header.s + strlen(object) + GIT_OID_HEXSZ, type, strlen(type)) &&
		    is_commit(repo, &ref->commit);

	ref->annotated = true;
	if (good && strstr(header.s, "\ntagger "))
		good = read_date(&ref->tagger, header.s, "\ntagger ");
	else
		good = good && take_commit(ref, repo);
	buf_release(&header);
	return good;
}

static bool take_target(struct ref *ref, struct repo *repo)
{
	size_t length;
	git_object_t type;

	if (git_odb_read_header(&length, &type, repo_odb(repo), &ref->target) < 0)
		return false;
	if (type == GIT_OBJECT_TAG)
		return take_tag(ref, repo);
	if (type != GIT_OBJECT_COMMIT)
		return true;
	ref->commit = ref->target;
	return take_commit(ref, repo);
}

static bool take_ref(struct refs *out, struct repo *repo, const char *name)
{
	struct ref ref = {.name = NULL};
	git_reference *found = NULL, *direct = NULL;
	bool good =
	    !git_reference_lookup(&found, repo_handle(repo), name) && !git_reference_resolve(&direct, found);

	if (good)
		ref.target = *git_reference_target(direct);
	git_reference_free(direct);
	git_reference_free(found);
	if (!good || !take_target(&ref, repo))
		return false;
	ref.name = mem_dup(name);
	array_push(out, ref);
	return true;
}

/* ---- all of them ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct ref *)a)->name, ((const struct ref *)b)->name);
}

bool refs_walk(struct repo *repo, struct refs *out, const char *const *patterns)
{
	git_reference_iterator *walk = NULL;
	struct refs found = REFS_INIT;
	const char *name;
	int status = GIT_ITEROVER;
	bool good = can_walk(repo, patterns) && !git_reference_iterator_new(&walk, repo_handle(repo));

	while (good && !(status = git_reference_next_name(&name, walk)))
		good = !is_wanted(name, patterns) || take_ref(&found, repo, name);
	good = good && status == GIT_ITEROVER;
	git_reference_iterator_free(walk);
	if (good && found.n)
		qsort(found.v, found.n, sizeof(*found.v), by_name);
	for (size_t i = 0; good && i < found.n; i++) {
		array_push(out, found.v[i]);
		found.v[i].name = NULL;
	}
	refs_release(&found);
	return good;
}
