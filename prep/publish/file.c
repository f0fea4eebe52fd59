/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* mkostemp */
#include "publish/file.h"

#include "publish/child.h"
#include "util/mem.h"
#include "util/safe.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BIGGEST    (16u << 20)
#define MOST_KEPT  1000
#define MOST_LINKS 40 /* as many as Linux follows */

char *file_expand(const char *path)
{
	size_t length = strcspn(path, "/");
	const char *home = length == 1 ? getenv("HOME") : NULL;
	char *name;

	if (*path != '~')
		return mem_dup(path);
	if (length > 1) {
		const struct passwd *user;

		name = mem_dupn(path + 1, length - 1);
		user = getpwnam(name);
		home = user ? user->pw_dir : NULL;
		free(name);
	}
	return home ? mem_format("%s%s", home, path + length) : mem_dup(path);
}

struct error *file_read(struct buf *out, const char *path)
{
	bool standard = !strcmp(path, "-");
	FILE *file = standard ? stdin : fopen(path, "r");
	struct error *err = NULL;
	char bytes[65536];
	size_t got;

	if (!file) {
		bool missing = errno == ENOENT;

		err = error_errno("cannot open %s", path);
		if (missing)
			err->code = ERROR_NOT_FOUND;
		return err;
	}
	while (!err && (got = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		buf_add(out, bytes, got);
		if (out->len > BIGGEST)
			err = error_failed("%s is larger than 16 MiB", path);
	}
	if (!err && ferror(file))
		err = error_errno("cannot read %s", path);
	if (!standard)
		fclose(file);
	return err;
}

static struct error *write_all(int fd, const char *path, const char *bytes, size_t length)
{
	for (size_t at = 0; at < length;) {
		ssize_t put = write(fd, bytes + at, length - at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return error_errno("cannot write %s", path);
		at += (size_t)put;
	}
	return NULL;
}

/* Writes and closes the file, which will be called `path`; on an error it is removed. */
static struct error *fill(int fd, const char *file, const char *path, const char *bytes, size_t length)
{
	struct error *err = write_all(fd, path, bytes, length);

	if (!err && fsync(fd) < 0 && errno != EINVAL && errno != EROFS)
		err = error_errno("cannot write %s", path);
	if (close(fd) < 0 && !err)
		err = error_errno("cannot write %s", path);
	if (err)
		unlink(file);
	return err;
}

/* What is no ordinary file (/dev/stdout, a pipe) is written to, not replaced. */
static struct error *write_through(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	struct error *err = fd < 0 ? error_errno("cannot open %s", path) : write_all(fd, path, bytes, length);

	if (fd >= 0 && close(fd) < 0 && !err)
		err = error_errno("cannot write %s", path);
	return err;
}

/* Where a symbolic link leads in the end, also if nothing is there yet; anything else is copied. Owned by the
 * caller. NULL: errno says why. */
static char *follow(const char *path)
{
	char *at = mem_dup(path), target[PATH_MAX];
	int links = 0;
	ssize_t length;

	while ((length = readlink(at, target, sizeof(target) - 1)) >= 0 && links++ < MOST_LINKS) {
		const char *slash = strrchr(at, '/');
		char *next;

		target[length] = '\0';
		next = *target == '/' || !slash ? mem_dup(target)
						: mem_format("%.*s%s", (int)(slash + 1 - at), at, target);
		free(at);
		at = next;
	}
	if (length < 0)
		return at;
	free(at);
	errno = ELOOP;
	return NULL;
}

/* May files be made beside that one? "/." tells what is no directory from what may not be searched. */
static bool is_place(const char *file)
{
	const char *slash = strrchr(file, '/');
	char *directory = slash ? mem_format("%.*s/.", (int)(slash - file), file) : mem_dup(".");
	bool good = access(directory, W_OK | X_OK) == 0;

	free(directory);
	return good;
}

struct error *file_check(const char *path)
{
	struct stat there;
	char *file = NULL;
	bool good = false;

	if (stat(path, &there) == 0 && S_ISDIR(there.st_mode)) {
		errno = EISDIR;
	} else if (stat(path, &there) == 0 && !S_ISREG(there.st_mode)) {
		good = access(path, W_OK) == 0;
	} else {
		file = follow(path);
		good = file && is_place(file);
	}
	free(file);
	return good ? NULL : error_errno("cannot write %s", path);
}

/* What is not wholly written is removed; a signal waits until then. */
static struct error *replace(
    const char *file, mode_t mode, const char *path, const char *bytes, size_t length)
{
	char *temporary = mem_format("%s.XXXXXX", file);
	struct error *err;
	sigset_t before;
	int fd;

	interrupt_hold(&before);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		err = error_errno("cannot write %s", path);
	} else {
		fchmod(fd, mode);
		err = fill(fd, temporary, path, bytes, length);
		if (!err && rename(temporary, file) < 0) {
			err = error_errno("cannot write %s", path);
			unlink(temporary);
		}
	}
	interrupt_let_go(&before);
	free(temporary);
	return err;
}

struct error *file_replace(const char *path, const char *bytes, size_t length)
{
	struct stat old;
	bool there = stat(path, &old) == 0;
	mode_t mask = umask(0);
	char *file = NULL;
	struct error *err;

	umask(mask);
	if (there && S_ISDIR(old.st_mode))
		errno = EISDIR;
	else if (there && !S_ISREG(old.st_mode))
		return write_through(path, bytes, length);
	else
		file = follow(path);
	if (!file)
		return error_errno("cannot write %s", path);
	err = replace(file, there ? old.st_mode & 07777 : 0666 & ~mask, path, bytes, length);
	free(file);
	return err;
}

struct error *file_make_parents(const char *path)
{
	char *copy = mem_dup(path);
	struct error *err = NULL;

	for (char *slash = *copy ? strchr(copy + 1, '/') : NULL; slash && !err;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) < 0 && errno != EEXIST)
			err = error_errno("cannot make the directory %s", copy);
		*slash = '/';
	}
	free(copy);
	return err;
}

struct error *file_create(char **path, const char *directory, const char *name, const char *suffix,
    const char *bytes, size_t length)
{
	char *flat = mem_dup(name);
	int fd = -1;

	*path = NULL;
	for (char *c = flat; *c; c++)
		if (*c == '/')
			*c = '-';
	if (mkdir(directory, 0777) < 0 && errno != EEXIST) {
		free(flat);
		return error_errno("cannot make the directory %s", directory);
	}
	for (int i = 1; fd < 0 && i < MOST_KEPT; i++) {
		free(*path);
		*path = i == 1 ? mem_format("%s/%s.%s", directory, flat, suffix)
			       : mem_format("%s/%s.%d.%s", directory, flat, i, suffix);
		fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	free(flat);
	if (fd < 0) {
		struct error *err = error_errno("cannot make the file %s", *path);

		free(*path);
		*path = NULL;
		return err;
	}
	{
		struct error *err = fill(fd, *path, *path, bytes, length);

		if (err) {
			free(*path);
			*path = NULL;
		}
		return err;
	}
}

struct error *file_show(FILE *out, const char *text, size_t length)
{
	struct buf masked = BUF_INIT;
	size_t put;

	if (isatty(fileno(out))) {
		for (size_t at = 0; at < length;) {
			const char *newline = memchr(text + at, '\n', length - at);
			size_t line = newline ? (size_t)(newline - text) - at : length - at;
			size_t lead = 0;

			/* a TAB at the start of a line keeps its width */
			while (lead < line && text[at + lead] == '\t')
				lead++;
			buf_addchars(&masked, '\t', lead);
			safe_add(&masked, text + at + lead, line - lead);
			if (newline)
				buf_addch(&masked, '\n');
			at += line + 1;
		}
		text = masked.s;
		length = masked.len;
	}
	put = fwrite(text, 1, length, out);
	if (fflush(out) || put != length) {
		bool full = errno == ENOSPC || errno == EFBIG || errno == EDQUOT;
		struct error *err = errno == EPIPE ? error_new(ERROR_PIPE, "nobody reads the output")
						   : error_errno("cannot write the output");

		buf_release(&masked);
		return full ? error_hint(err, "Make room where it goes.") : err;
	}
	buf_release(&masked);
	return NULL;
}
