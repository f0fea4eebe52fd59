/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/folder.h"

#include "publish/child.h"
#include "publish/file.h"
#include "util/array.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void folder_add(struct folder *folder, const char *name, struct buf *text)
{
	struct folder_file file = {mem_dup(name), *text};

	for (char *c = file.name; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("-._+", *c))
			*c = '-';
	array_push(folder, file);
	*text = (struct buf)BUF_INIT;
}

void folder_release(struct folder *folder)
{
	for (size_t i = 0; i < folder->n; i++) {
		free(folder->v[i].name);
		buf_release(&folder->v[i].text);
	}
	array_release(folder);
}

/* ---- what is there ---- */

static bool is_mail(const char *name)
{
	size_t length = strlen(name);

	return length > strlen("0000-.eml") && strspn(name, "0123456789") == 4 && name[4] == '-' &&
	       !strcmp(name + length - strlen(".eml"), ".eml");
}

enum there { NOTHING, EMPTY, RESULT, OTHER };

/* A link to a directory would be renamed, not what it points at. */
static struct error *look(enum there *out, const char *path)
{
	struct stat found;
	struct dirent *entry;
	size_t mails = 0, others = 0;
	bool cover = false;
	DIR *directory;

	*out = NOTHING;
	if (lstat(path, &found) < 0)
		return errno == ENOENT ? NULL : error_errno("cannot look at %s", path);
	*out = OTHER;
	if (!S_ISDIR(found.st_mode))
		return NULL;
	directory = opendir(path);
	if (!directory)
		return error_errno("cannot look into %s", path);
	while ((entry = readdir(directory))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		*(is_mail(entry->d_name) ? &mails : &others) += 1;
		cover = cover || !strncmp(entry->d_name, "0000-", 5);
	}
	closedir(directory);
	if (!others)
		*out = !mails ? EMPTY : cover ? RESULT : OTHER;
	return NULL;
}

/* Only the files of a result, and the directory. */
static struct error *remove_all(const char *path)
{
	DIR *directory = opendir(path);
	struct error *err = directory ? NULL : error_errno("cannot look into %s", path);
	struct dirent *entry;

	while (!err && (entry = readdir(directory))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (unlinkat(dirfd(directory), entry->d_name, 0) < 0)
			err = error_errno("cannot remove %s/%s", path, entry->d_name);
	}
	if (directory)
		closedir(directory);
	if (!err && rmdir(path) < 0)
		err = error_errno("cannot remove %s", path);
	return err;
}

static struct error *refuse(const char *path)
{
	return error_hint(error_failed("%s is there already, and is no directory of such mails", path),
	    "Name another directory with --output=DIR, or remove it.");
}

/* ---- the new one ---- */

static struct error *fill(const struct folder *folder, const char *path)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < folder->n; i++) {
		char *file = mem_format("%s/%s", path, folder->v[i].name);

		err = file_replace(file, folder->v[i].text.s, folder->v[i].text.len);
		free(file);
	}
	return err;
}

/* Puts the new one in its place; what was there becomes `beside`, and comes back if that fails. */
static struct error *put(const char *made, const char *path, const char *beside, bool aside)
{
	struct error *err;

	if (aside && rename(path, beside) < 0)
		return error_errno("cannot rename %s to %s", path, beside);
	if (!rename(made, path))
		return NULL;
	err = error_errno("cannot write %s", path);
	if (aside && rename(beside, path) < 0)
		error_hint(err, "What was there is %s now.", beside);
	return err;
}

static struct error *replace(const char *made, const char *path, enum there there, char **kept)
{
	char *beside = mem_format("%s~", path);
	enum there older = NOTHING;
	struct error *err = NULL;

	if (there == RESULT)
		err = look(&older, beside);
	if (!err && older == OTHER)
		err = refuse(beside);
	if (!err && (older == RESULT || older == EMPTY))
		err = remove_all(beside);
	if (!err)
		err = put(made, path, beside, there == RESULT);
	if (!err && there == RESULT) {
		*kept = beside;
		return NULL;
	}
	free(beside);
	return err;
}

struct error *folder_write(const struct folder *folder, const char *path, char **kept)
{
	char *plain = mem_dup(path), *made;
	size_t length = strlen(plain);
	enum there there;
	mode_t mask = umask(0);
	struct error *err;

	umask(mask);
	while (length > 1 && plain[length - 1] == '/')
		plain[--length] = '\0';
	made = mem_format("%s.XXXXXX", plain);
	*kept = NULL;
	err = look(&there, plain);
	if (!err && there == OTHER)
		err = refuse(plain);
	if (!err && !mkdtemp(made)) {
		err = error_errno("cannot make a directory beside %s", plain);
	} else if (!err) {
		chmod(made, 0777 & ~mask);
		err = fill(folder, made);
		if (!err)
			err = interrupt_error();
		if (!err)
			err = replace(made, plain, there, kept);
		if (err)
			error_free(remove_all(made));
	}
	free(plain);
	free(made);
	return err;
}
