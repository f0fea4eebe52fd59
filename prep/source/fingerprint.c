/* SPDX-License-Identifier: GPL-2.0-or-later */
#define XXH_INLINE_ALL
#include "source/fingerprint.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static void add128(struct fingerprint128 *sum, XXH128_hash_t part)
{
	sum->low += part.low64;
	sum->high += part.high64;
}

/* --- the guide: a set of path hashes --- */

struct guide {
	uint64_t *slots; /* 0 is free */
	size_t mask, n;
};

struct guide *guide_new(void)
{
	struct guide *guide = mem_zero(1, sizeof(*guide));

	guide->mask = 1023;
	guide->slots = mem_zero(guide->mask + 1, sizeof(*guide->slots));
	return guide;
}

void guide_free(struct guide *guide)
{
	if (!guide)
		return;
	free(guide->slots);
	free(guide);
}

/* git patch-id leaves out the blanks of names as it does those of lines. */
static XXH128_hash_t name_hash(const char *path, size_t length, uint64_t seed)
{
	XXH128_hash_t hash;
	char *name;
	size_t n = 0;

	if (!memchr(path, ' ', length))
		return XXH3_128bits_withSeed(path, length, seed);
	name = mem_new(length, 1);
	for (size_t i = 0; i < length; i++)
		if (path[i] != ' ')
			name[n++] = path[i];
	hash = XXH3_128bits_withSeed(name, n, seed);
	free(name);
	return hash;
}

static uint64_t path_hash(const char *path, size_t length)
{
	uint64_t hash = name_hash(path, length, 0).low64;

	return hash ? hash : 1;
}

static size_t guide_slot(const struct guide *guide, uint64_t hash)
{
	size_t at = hash & guide->mask;

	while (guide->slots[at] && guide->slots[at] != hash)
		at = (at + 1) & guide->mask;
	return at;
}

static void guide_put(struct guide *guide, uint64_t hash)
{
	size_t at = guide_slot(guide, hash);

	if (guide->slots[at])
		return;
	guide->slots[at] = hash;
	if (++guide->n * 2 > guide->mask) {
		uint64_t *old = guide->slots;
		size_t count = guide->mask + 1;

		guide->mask = guide->mask * 2 + 1;
		guide->slots = mem_zero(guide->mask + 1, sizeof(*guide->slots));
		for (size_t i = 0; i < count; i++)
			if (old[i])
				guide->slots[guide_slot(guide, old[i])] = old[i];
		free(old);
	}
}

static bool put_path(void *context, const struct tree_change *change)
{
	guide_put(context, path_hash(change->path, change->length));
	return true;
}

static bool put_directory(void *context, const char *path, size_t length)
{
	guide_put(context, path_hash(path, length));
	return true;
}

struct error *guide_add(
    struct guide *guide, struct tree_reader *reader, const git_oid *from, const git_oid *to)
{
	bool stopped;

	return tree_changes(reader, from, to, put_directory, put_path, guide, &stopped);
}

static bool guide_has(const struct guide *guide, const char *path, size_t length)
{
	return guide->slots[guide_slot(guide, path_hash(path, length))] != 0;
}

/* --- from trees --- */

struct tree_job {
	struct fingerprint *out;
	const struct guide *guide;
};

/* A patch shows modes only where a file comes, goes or changes its mode. */
static void shown_modes(const struct tree_change *change, uint32_t modes[2])
{
	bool same = change->old_mode == change->new_mode;

	modes[0] = same ? 0 : change->old_mode;
	modes[1] = same ? 0 : change->new_mode;
}

static bool add_change(void *context, const struct tree_change *change)
{
	struct tree_job *job = context;
	unsigned char ids[2 * GIT_OID_RAWSZ];
	uint32_t modes[2];
	XXH128_hash_t path;

	if (job->guide && !guide_has(job->guide, change->path, change->length))
		return false;
	shown_modes(change, modes);
	path = name_hash(change->path, change->length, (uint64_t)modes[0] << 32 | modes[1]);
	add128(&job->out->paths, path);
	memcpy(ids, change->old_id.id, GIT_OID_RAWSZ);
	memcpy(ids + GIT_OID_RAWSZ, change->new_id.id, GIT_OID_RAWSZ);
	add128(&job->out->exact, XXH3_128bits_withSeed(ids, sizeof(ids), path.low64 ^ path.high64));
	job->out->state = FINGERPRINT_OK;
	return true;
}

static bool enter_directory(void *context, const char *path, size_t length)
{
	const struct tree_job *job = context;

	return !job->guide || guide_has(job->guide, path, length);
}

/* A missing object is the commit's state; anything else cannot happen here but would be told the same way. */
static uint8_t missing_state(struct error *err, char **why)
{
	if (why)
		*why = mem_dup(err->message);
	error_free(err);
	return FINGERPRINT_MISSING;
}

void fingerprint_trees(struct fingerprint *out, struct tree_reader *reader, const struct guide *guide,
    const git_oid *from, const git_oid *to, char **why)
{
	struct tree_job job = {out, guide};
	struct error *err;
	bool stopped;

	memset(out, 0, sizeof(*out));
	out->state = FINGERPRINT_NONE;
	err = tree_changes(reader, from, to, enter_directory, add_change, &job, &stopped);
	if (err)
		out->state = missing_state(err, why);
	else if (stopped)
		out->state = FINGERPRINT_ELSEWHERE;
}

/* --- from blobs --- */

struct side {
	git_blob *blob;
	const char *data;
	size_t size;
	char link[64]; /* what stands for a submodule's commit */
};

struct blob_job {
	struct fingerprint_hunks *out;
	struct repo *repo;
	XXH3_state_t *hash;
	struct buf line;
	struct error *err;
};

static struct error *side_open(struct repo *repo, uint32_t mode, const git_oid *id, struct side *side)
{
	memset(side, 0, sizeof(*side));
	side->data = "";
	if (!mode)
		return NULL;
	if (mode == 0160000) {
		char hex[GIT_OID_HEXSZ + 1];

		side->size = (size_t)snprintf(side->link, sizeof(side->link), "Subproject commit %s\n",
		    git_oid_tostr(hex, sizeof(hex), id));
		side->data = side->link;
		return NULL;
	}
	if (git_blob_lookup(&side->blob, repo_handle(repo), id) < 0) {
		char *hex = oid_text(id);
		struct error *err =
		    error_new(ERROR_MISSING, "the repository lacks blob %s, or it is corrupt", hex);

		free(hex);
		return err;
	}
	side->data = git_blob_rawcontent(side->blob);
	side->size = (size_t)git_blob_rawsize(side->blob);
	return NULL;
}

/* As git decides it where no attribute does: a NUL among the first 8000 bytes. */
static bool is_binary(const struct side *side)
{
	return memchr(side->data, '\0', side->size < 8000 ? side->size : 8000) != NULL;
}

/*
 * A line of a patch as git patch-id hashes it: its sign, if it has one, then its bytes up to a NUL without
 * the white space that git's isspace() knows (blank, tab, LF, CR; not form feed). Nothing stands between two
 * lines: that "+" of a blank line and a context line "x" are the same as "+x" is git's doing.
 */
static void hash_line(struct blob_job *job, char sign, const char *line, size_t length)
{
	size_t n = 0;

	buf_reset(&job->line);
	buf_room(&job->line, length + 1);
	if (sign != ' ')
		job->line.s[n++] = sign;
	for (size_t i = 0; i < length && line[i]; i++)
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n')
			job->line.s[n++] = line[i];
	XXH3_128bits_update(job->hash, job->line.s, n);
}

static int hash_diff_line(
    const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *context)
{
	(void)delta;
	(void)hunk;
	if (line->origin == ' ' || line->origin == '+' || line->origin == '-')
		hash_line(context, line->origin, line->content, line->content_len);
	return 0;
}

/* Of a file that came or went all lines are the patch. */
static void hash_all(struct blob_job *job, char sign, const struct side *side)
{
	const char *at = side->data, *end = at + side->size;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t length = newline ? (size_t)(newline - at) : (size_t)(end - at);

		hash_line(job, sign, at, length);
		at += length + 1;
	}
}

/* The same difference as git's: Myers with the indent heuristic, 3 lines of context, no attributes. */
static struct error *hash_diff(struct blob_job *job, const struct side *old, const struct side *new)
{
	git_diff_options options;
	int result;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
	options.context_lines = 3;
	if (old->blob && new->blob)
		result = git_diff_blobs(
		    old->blob, NULL, new->blob, NULL, &options, NULL, NULL, NULL, hash_diff_line, job);
	else
		result = git_diff_buffers(old->data, old->size, NULL, new->data, new->size, NULL, &options,
		    NULL, NULL, NULL, hash_diff_line, job);
	if (!result)
		return NULL;
	return error_hint(error_failed("cannot compare two versions of a file: %s",
			      git_error_last() ? git_error_last()->message : "unknown reason"),
	    "See what is wrong with:  git fsck");
}

static bool add_file(void *context, const struct tree_change *change);

/* git shows a file that becomes a link as one gone and one come. */
static bool add_both(struct blob_job *job, const struct tree_change *change)
{
	struct tree_change gone = *change, come = *change;

	gone.new_mode = come.old_mode = 0;
	memset(&gone.new_id, 0, sizeof(gone.new_id));
	memset(&come.old_id, 0, sizeof(come.old_id));
	return add_file(job, &gone) && add_file(job, &come);
}

static void hash_sides(
    struct blob_job *job, const struct tree_change *change, const struct side *old, const struct side *new)
{
	if (is_binary(old) || is_binary(new)) {
		XXH3_128bits_update(job->hash, change->old_id.id, GIT_OID_RAWSZ);
		XXH3_128bits_update(job->hash, change->new_id.id, GIT_OID_RAWSZ);
	} else if (!change->old_mode) {
		hash_all(job, '+', new);
	} else if (!change->new_mode) {
		hash_all(job, '-', old);
	} else {
		job->err = hash_diff(job, old, new);
	}
}

static bool add_file(void *context, const struct tree_change *change)
{
	struct blob_job *job = context;
	struct side old, new = {.blob = NULL};
	XXH128_hash_t path = name_hash(change->path, change->length, 0);

	job->out->state = FINGERPRINT_OK;
	if (change->old_mode && change->new_mode &&
	    (change->old_mode & 0170000) != (change->new_mode & 0170000))
		return add_both(job, change);
	if (change->old_mode && change->new_mode && git_oid_equal(&change->old_id, &change->new_id))
		return true;
	XXH3_128bits_reset_withSeed(job->hash, path.low64 ^ path.high64);
	job->err = side_open(job->repo, change->old_mode, &change->old_id, &old);
	if (!job->err)
		job->err = side_open(job->repo, change->new_mode, &change->new_id, &new);
	if (!job->err)
		hash_sides(job, change, &old, &new);
	add128(&job->out->hunks, XXH3_128bits_digest(job->hash));
	git_blob_free(old.blob);
	git_blob_free(new.blob);
	return !job->err;
}

void fingerprint_blobs(struct fingerprint_hunks *out, struct tree_reader *reader, struct repo *repo,
    const git_oid *from, const git_oid *to, char **why)
{
	struct blob_job job = {out, repo, XXH3_createState(), BUF_INIT, NULL};
	struct error *err;
	bool stopped;

	memset(out, 0, sizeof(*out));
	err = tree_changes(reader, from, to, NULL, add_file, &job, &stopped);
	if (!err)
		err = job.err;
	else
		error_free(job.err);
	if (err)
		out->state = missing_state(err, why);
	XXH3_freeState(job.hash);
	buf_release(&job.line);
}
