/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/nextdb.h"

#include <dirent.h>
#include <errno.h>
#include <git2.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The day of a file next-YYYYMMDD; DAY_NONE for any other. */
static day_t day_of_file(const char *name)
{
	return strlen(name) == strlen("next-YYYYMMDD") && !strncmp(name, "next-", 5) ? day_parse(name + 5)
										     : DAY_NONE;
}

struct error *nextdb_list(struct next_trees *out, const char *directory, day_t as_of)
{
	DIR *dir = opendir(directory);
	struct dirent *entry;

	if (!dir) {
		return error_hint(error_errno("cannot read the next-analysis database %s", directory),
		    "Name a directory of files next-YYYYMMDD with --next-db=DIR or pullprep.nextDb.");
	}
	while ((entry = readdir(dir))) {
		day_t day = day_of_file(entry->d_name);

		if (day != DAY_NONE && day <= as_of)
			array_push(out, (struct next_tree){.name = mem_dup(entry->d_name), .day = day});
	}
	closedir(dir);
	return NULL;
}

static bool hex_bytes(const char *hex, unsigned char *out, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned value;

		if (strspn(hex + 2 * i, "0123456789abcdefABCDEF") < 2 ||
		    sscanf(hex + 2 * i, "%2x", &value) != 1)
			return false;
		out[i] = (unsigned char)value;
	}
	return true;
}

/* A line without its LF. */
static bool parse_row(struct nextdb_row *row, const char *line, size_t length)
{
	const char *rest = line + GIT_OID_HEXSZ + 1;

	memset(row, 0, sizeof(*row));
	if (length < GIT_OID_HEXSZ + 2 || git_oid_fromstrn(&row->commit, line, GIT_OID_HEXSZ) < 0 ||
	    rest[-1] != ' ')
		return false;
	if (*rest != ' ') {
		if (length < 2 * GIT_OID_HEXSZ + 2 || git_oid_fromstrn(&row->patch, rest, GIT_OID_HEXSZ) < 0)
			return false;
		rest += GIT_OID_HEXSZ;
	}
	return *rest == ' ' && length - (size_t)(rest + 1 - line) == 64 &&
	       hex_bytes(rest + 1, row->subject, 32);
}

struct error *nextdb_read(struct nextdb_file *out, const char *directory, const char *name)
{
	char *path = mem_format("%s/%s", directory, name), *line = NULL;
	FILE *file = fopen(path, "r");
	struct error *err = NULL;
	size_t room = 0, number = 0;
	ssize_t length;

	if (!file) {
		err = error_errno("cannot read %s", path);
		goto done;
	}
	while (!err && (length = getline(&line, &room, file)) >= 0) {
		struct nextdb_row row;

		number++;
		if (length && line[length - 1] == '\n')
			line[--length] = '\0';
		if (parse_row(&row, line, (size_t)length)) {
			array_push(out, row);
			continue;
		}
		err = error_failed("%s, line %zu: not a row of a next-analysis database", path, number);
		error_hint(err, "A row is: commit, blank, patch id (or nothing), blank, sha256 of the "
				"subject. Make the file again, or take it out.");
	}
	if (!err && ferror(file))
		err = error_errno("cannot read %s", path);
done:
	if (file)
		fclose(file);
	free(line);
	free(path);
	return err;
}

static bool begins_with(const git_oid *oid, const char *prefix, size_t digits)
{
	char hex[GIT_OID_HEXSZ + 1];

	return !strncasecmp(git_oid_tostr(hex, sizeof(hex), oid), prefix, digits);
}

struct error *nextdb_resolve(const struct next_trees *next, const char *prefix, git_oid *out)
{
	size_t digits = strlen(prefix);
	bool found = false;
	struct error *err = NULL;

	if (digits == GIT_OID_HEXSZ && git_oid_fromstr(out, prefix) == 0)
		return NULL;
	for (size_t t = 0; !err && t < next->n; t++) {
		struct nextdb_file file = {.v = NULL};

		err = nextdb_read(&file, next->where, next->v[t].name);
		for (size_t i = 0; !err && i < file.n; i++) {
			if (!begins_with(&file.v[i].commit, prefix, digits))
				continue;
			if (found && !oid_equal(out, &file.v[i].commit))
				err = error_hint(
				    error_new(ERROR_NOT_FOUND, "%s begins several ids of the database %s",
					prefix, next->where),
				    "Give more digits.");
			*out = file.v[i].commit;
			found = true;
		}
		nextdb_release(&file);
	}
	if (!err && !found)
		err = error_hint(error_new(ERROR_NOT_FOUND, "no id of the database %s begins with %s",
				     next->where, prefix),
		    "To ask about a commit that was never in it, give all 40 digits.");
	return err;
}

void nextdb_release(struct nextdb_file *file)
{
	array_release(file);
}

void nextdb_subject(const char *subject, unsigned char out[32])
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize length = 32;

	g_checksum_update(sum, (const guchar *)subject, (gssize)strlen(subject));
	g_checksum_update(sum, (const guchar *)"\n", 1);
	g_checksum_get_digest(sum, out, &length);
	g_checksum_free(sum);
}
