/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* mkostemp */
#define XXH_INLINE_ALL
#include "source/httpcache.h"

#include "source/syncer.h"
#include "util/url.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

enum { HASH_DIGITS = 32, LEFT_AFTER = 3600 /* seconds: nobody writes a file for so long */ };

/* Bytes of a file that are read at all: the largest body that anybody asks for, and its header. */
#define BIGGEST (INT64_C(1) << 30)

static const char magic[] = "pullprep-answer 1\nchecksum ", leftover[] = ".new-";

struct httpcache {
	char *directory; /* ".../pullprep/answers"; NULL: nothing can be kept */
	bool failed;     /* and it was said */
	struct syncer *syncer;
};

/* ---- names ---- */

char *httpcache_directory(void)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache == '/')
		return mem_format("%s/pullprep", cache);
	return home && *home == '/' ? mem_format("%s/.cache/pullprep", home) : NULL;
}

static char *answers_directory(void)
{
	char *directory = httpcache_directory(), *answers = NULL;

	if (directory)
		answers = mem_format("%s/answers", directory);
	free(directory);
	return answers;
}

static void add_hash(struct buf *out, const void *bytes, size_t length)
{
	XXH128_hash_t hash = XXH3_128bits(bytes, length);

	buf_addf(out, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64, (uint64_t)hash.low64);
}

static void add_request(struct buf *out, const struct http_request *request)
{
	char *url = url_shown(request->url);

	buf_addf(out, "%s %s", request->post ? "POST" : "GET", url);
	free(url);
}

/* Where an answer is kept. */
struct place {
	struct buf words; /* what tells the request from others */
	char *directory, *path;
};

static void place_find(struct place *out, const struct httpcache *cache, const struct http_request *request)
{
	struct buf hash = BUF_INIT;
	char *host = url_host(request->url);

	for (char *c = host; *c; c++)
		if (*c == '/' || (*c == '.' && c == host) || (unsigned char)*c <= ' ')
			*c = '_';
	*out = (struct place){.words = BUF_INIT};
	add_request(&out->words, request);
	add_hash(&hash, out->words.s, out->words.len);
	out->directory = mem_format("%s/%s", cache->directory, host);
	out->path = mem_format("%s/%s", out->directory, hash.s);
	free(host);
	buf_release(&hash);
}

static void place_release(struct place *place)
{
	free(place->directory);
	free(place->path);
	buf_release(&place->words);
}

/* ---- reading ---- */

struct entry {
	int64_t asked;
	long status;
	const char *type, *request; /* into the file's bytes, ended by NUL */
	const char *body;
	size_t length;
};

static bool read_file(struct buf *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat status;
	ssize_t got = -1;

	if (fd < 0)
		return false;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size < BIGGEST) {
		buf_room(out, (size_t)status.st_size);
		do {
			got = read(fd, out->s + out->len, (size_t)status.st_size - out->len);
			if (got > 0)
				buf_setlen(out, out->len + (size_t)got);
		} while (got > 0 && out->len < (size_t)status.st_size);
	}
	close(fd);
	return got >= 0;
}

/* The value of a header line "NAME VALUE"; *at moves behind it. NULL if it is another one. */
static char *header_line(char **at, const char *end, const char *name)
{
	size_t length = strlen(name);
	char *newline = memchr(*at, '\n', (size_t)(end - *at)), *value = *at + length + 1;

	if (!newline || newline < value || strncmp(*at, name, length) || value[-1] != ' ')
		return NULL;
	*newline = '\0';
	*at = newline + 1;
	return value;
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")] && strlen(text) < 19;
}

/* Takes the bytes apart, writing NULs into them. False if they are no whole answer. */
static bool parse(struct entry *out, struct buf *file)
{
	size_t head = strlen(magic) + HASH_DIGITS + 1;
	char *at = file->s + head, *end = file->s + file->len, *asked, *status;
	struct buf hash = BUF_INIT;
	bool good;

	if (file->len < head || memcmp(file->s, magic, strlen(magic)) || at[-1] != '\n')
		return false;
	add_hash(&hash, at, file->len - head);
	good = !memcmp(hash.s, file->s + strlen(magic), HASH_DIGITS);
	buf_release(&hash);
	if (!good)
		return false;
	asked = header_line(&at, end, "asked");
	status = asked ? header_line(&at, end, "status") : NULL;
	out->type = status ? header_line(&at, end, "type") : NULL;
	out->request = out->type ? header_line(&at, end, "request") : NULL;
	if (!out->request || at >= end || *at != '\n' || !is_number(asked) || !is_number(status))
		return false;
	out->asked = strtoll(asked, NULL, 10);
	out->status = strtol(status, NULL, 10);
	out->body = at + 1;
	out->length = (size_t)(end - out->body);
	return out->status == 200 || out->status == 404;
}

static void take(struct http_request *request, const struct entry *entry)
{
	http_request_fail(request, "it was not asked");
	free(request->why);
	request->why = NULL;
	request->state = entry->status == 200 ? HTTP_ANSWER : HTTP_ABSENT;
	request->type = strcmp(entry->type, "-") ? mem_dup(entry->type) : NULL;
	request->asked = entry->asked;
	request->cached = true;
	buf_add(&request->body, entry->body, entry->length);
}

bool httpcache_get(const struct httpcache *cache, struct http_request *request, int64_t since)
{
	struct buf file = BUF_INIT;
	struct place place;
	struct entry entry;
	bool found;

	if (!cache->directory)
		return false;
	place_find(&place, cache, request);
	found = read_file(&file, place.path) && parse(&entry, &file) &&
		!strcmp(entry.request, place.words.s) && entry.asked >= since && entry.asked <= time(NULL) &&
		entry.length <= request->most;
	if (found)
		take(request, &entry);
	place_release(&place);
	buf_release(&file);
	return found;
}

bool httpcache_may_have(const struct httpcache *cache, const struct http_request *request, int64_t since)
{
	struct place place;
	struct stat file;
	bool may;

	if (!cache->directory)
		return false;
	place_find(&place, cache, request);
	may = !stat(place.path, &file) && file.st_mtime >= since;
	place_release(&place);
	return may;
}

/* ---- writing ---- */

static bool make_directories(const char *path)
{
	char *copy = mem_dup(path);
	bool good = true;

	for (char *slash = copy; good && slash;) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		good = mkdir(copy, 0700) == 0 || errno == EEXIST;
		if (slash)
			*slash = '/';
	}
	free(copy);
	return good;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t put = write(fd, bytes, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return true;
}

/* A file of its own in the directory, which is made if need be. */
static int make_temporary(char **name, const char *directory)
{
	*name = mem_format("%s/%sXXXXXX", directory, leftover);
	for (int tries = 0;; tries++) {
		int fd = mkostemp(*name, O_CLOEXEC);

		if (fd >= 0 || errno != ENOENT || tries || !make_directories(directory))
			return fd;
		memset(*name + strlen(*name) - 6, 'X', 6);
	}
}

static bool fail(struct httpcache *cache, int number)
{
	if (!cache->failed)
		warning("answers cannot be kept in %s: %s; it goes on without", cache->directory,
		    strerror(number));
	cache->failed = true;
	return false;
}

size_t httpcache_settle(struct httpcache *cache)
{
	int number;
	size_t kept = syncer_finish(cache->syncer, &number);

	if (number)
		fail(cache, number);
	return kept;
}

static bool write_file(struct httpcache *cache, const char *directory, const char *path,
    const struct buf *head, const struct buf *body)
{
	char *temporary;
	int fd = make_temporary(&temporary, directory), number;

	if (fd >= 0 && write_all(fd, head->s, head->len) && write_all(fd, body->s, body->len)) {
		syncer_add(cache->syncer, fd, temporary, mem_dup(path));
		return true;
	}
	number = errno;
	if (fd >= 0) {
		close(fd);
		unlink(temporary);
	}
	free(temporary);
	return fail(cache, number);
}

/* The checksum is of header and body, which are not put together for it. */
static void add_checksum(struct buf *out, const struct buf *rest, const struct buf *body)
{
	XXH3_state_t *state = XXH3_createState();
	XXH128_hash_t hash;

	XXH3_128bits_reset(state);
	XXH3_128bits_update(state, rest->s, rest->len);
	XXH3_128bits_update(state, body->s, body->len);
	hash = XXH3_128bits_digest(state);
	XXH3_freeState(state);
	buf_addf(out, "%016" PRIx64 "%016" PRIx64 "\n", (uint64_t)hash.high64, (uint64_t)hash.low64);
}

bool httpcache_put(struct httpcache *cache, const struct http_request *request)
{
	struct buf head = BUF_INIT, rest = BUF_INIT;
	struct place place;
	bool written;

	if (!cache->directory || cache->failed || request->state == HTTP_UNKNOWN)
		return false;
	place_find(&place, cache, request);
	buf_addf(&rest, "asked %" PRId64 "\nstatus %d\ntype %s\nrequest ", request->asked,
	    request->state == HTTP_ANSWER ? 200 : 404, request->type && *request->type ? request->type : "-");
	buf_add(&rest, place.words.s, place.words.len);
	buf_addstr(&rest, "\n\n");
	buf_addstr(&head, magic);
	add_checksum(&head, &rest, &request->body);
	buf_add(&head, rest.s, rest.len);
	written = write_file(cache, place.directory, place.path, &head, &request->body);
	place_release(&place);
	buf_release(&head);
	buf_release(&rest);
	return written;
}

void httpcache_open(struct httpcache **out)
{
	*out = mem_zero(1, sizeof(**out));
	(*out)->directory = answers_directory();
	(*out)->syncer = syncer_new();
}

void httpcache_free(struct httpcache *cache)
{
	if (!cache)
		return;
	httpcache_settle(cache);
	syncer_free(cache->syncer);
	free(cache->directory);
	free(cache);
}

/* ---- all of it ---- */

static void count(struct httpcache_host *host, const struct entry *entry, size_t bytes)
{
	host->answers++;
	host->bytes += (int64_t)bytes;
	if (!host->oldest || entry->asked < host->oldest)
		host->oldest = entry->asked;
	if (entry->asked > host->newest)
		host->newest = entry->asked;
}

/* What is being written right now is somebody's who still runs. */
static void scan_leftover(const char *path, bool prune)
{
	struct stat status;

	if (prune && lstat(path, &status) == 0 && status.st_mtime + LEFT_AFTER < time(NULL))
		unlink(path);
}

static void scan_file(struct httpcache_host *host, const char *path, bool prune, int64_t before)
{
	struct buf file = BUF_INIT;
	struct entry entry;
	bool good = read_file(&file, path) && parse(&entry, &file);

	if (prune && (!good || entry.asked < before) && unlink(path) == 0)
		host->pruned++;
	else if (good)
		count(host, &entry, file.len);
	else
		host->broken++;
	buf_release(&file);
}

static bool is_hash(const char *name)
{
	return strlen(name) == HASH_DIGITS && strspn(name, "0123456789abcdef") == HASH_DIGITS;
}

static struct error *not_read(const char *directory)
{
	return error_hint(error_errno("cannot read %s", directory),
	    "All of the cache may be removed, and is made anew; XDG_CACHE_HOME says where.");
}

static struct error *scan_host(struct httpcache_host *host, const char *directory, bool prune, int64_t before)
{
	DIR *dir = opendir(directory);
	const struct dirent *file;

	/* another run may have pruned it by now; and a file here is nobody's answer */
	if (!dir && (errno == ENOENT || errno == ENOTDIR))
		return NULL;
	if (!dir)
		return not_read(directory);
	while ((file = readdir(dir))) {
		char *path = mem_format("%s/%s", directory, file->d_name);

		if (is_hash(file->d_name))
			scan_file(host, path, prune, before);
		else if (!strncmp(file->d_name, leftover, strlen(leftover)))
			scan_leftover(path, prune);
		free(path);
	}
	closedir(dir);
	if (prune && !host->answers && !host->broken)
		rmdir(directory);
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct httpcache_host *)a)->name, ((const struct httpcache_host *)b)->name);
}

struct error *httpcache_scan(struct httpcache_hosts *out, bool prune, int64_t before)
{
	char *answers = answers_directory();
	DIR *dir = answers ? opendir(answers) : NULL;
	struct error *err = NULL;
	const struct dirent *entry;

	*out = (struct httpcache_hosts){.v = NULL};
	if (answers && !dir && errno != ENOENT)
		err = not_read(answers);
	while (!err && dir && (entry = readdir(dir))) {
		char *path = mem_format("%s/%s", answers, entry->d_name);
		struct httpcache_host host = {.name = mem_dup(entry->d_name)};

		if (*entry->d_name != '.')
			err = scan_host(&host, path, prune, before);
		if (host.answers || host.broken || host.pruned)
			array_push(out, host);
		else
			free(host.name);
		free(path);
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_name);
	if (dir)
		closedir(dir);
	free(answers);
	if (err)
		httpcache_hosts_release(out);
	return err;
}

void httpcache_hosts_release(struct httpcache_hosts *hosts)
{
	for (size_t i = 0; i < hosts->n; i++)
		free(hosts->v[i].name);
	array_release(hosts);
}
