/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/ratio.h"

#include "source/numstat.h"
#include "util/array.h"

#include <stdlib.h>
#include <string.h>

void ratio_add(struct ratio *sum, const struct ratio *part)
{
	sum->known = sum->known && part->known;
	for (int class = 0; class < CLASS_COUNT; class ++) {
		sum->lines[class].added += part->lines[class].added;
		sum->lines[class].removed += part->lines[class].removed;
		sum->files[class] += part->files[class];
	}
}

static long changed(const struct lines *lines)
{
	return lines->added + lines->removed;
}

long ratio_added(const struct ratio *ratio)
{
	long sum = 0;

	for (int class = 0; class < CLASS_COUNT; class ++)
		sum += ratio->lines[class].added;
	return sum;
}

long ratio_changed(const struct ratio *ratio)
{
	long sum = 0;

	for (int class = 0; class < CLASS_COUNT; class ++)
		sum += changed(&ratio->lines[class]);
	return sum;
}

static int percent(const struct ratio *ratio, long part, long whole)
{
	return ratio->known && whole ? (int)(part * 100 / whole) : -1;
}

int ratio_share_added(const struct ratio *ratio)
{
	return percent(
	    ratio, ratio->lines[CLASS_TESTS].added + ratio->lines[CLASS_DOCS].added, ratio_added(ratio));
}

int ratio_share_changed(const struct ratio *ratio)
{
	return percent(ratio, changed(&ratio->lines[CLASS_TESTS]) + changed(&ratio->lines[CLASS_DOCS]),
	    ratio_changed(ratio));
}

int ratio_class_added(const struct ratio *ratio, enum path_class class)
{
	return percent(ratio, ratio->lines[class].added, ratio_added(ratio));
}

int ratio_class_changed(const struct ratio *ratio, enum path_class class)
{
	return percent(ratio, changed(&ratio->lines[class]), ratio_changed(ratio));
}

struct counting {
	const struct classes *classes;
	struct ratio *ratios;
};

static void count_commit(void *context, size_t index, bool known)
{
	struct counting *counting = context;

	counting->ratios[index] = (struct ratio){.known = known};
}

static void count_file(void *context, size_t index, const struct difftree_file *file)
{
	struct counting *counting = context;
	struct ratio *ratio = &counting->ratios[index];
	enum path_class class;

	if (file->status == 'R')
		return;
	class = classes_of(counting->classes, file->path, file->length);
	ratio->lines[class].added += file->added;
	ratio->lines[class].removed += file->removed;
	ratio->files[class]++;
}

/* One warning for all: with many missing, the first few say enough. */
static void tell_missing(const struct strings *missing, const struct ratio *ratios, size_t n)
{
	enum { NAMED = 8 };
	struct buf text = BUF_INIT;
	size_t unknown = 0;

	for (size_t i = 0; i < n; i++)
		unknown += !ratios[i].known;
	if (!unknown)
		return;
	for (size_t i = 0; i < missing->n && i < NAMED; i++)
		buf_addf(&text, "%s%s", i ? ", " : "", missing->v[i]);
	if (missing->n > NAMED)
		buf_addf(&text, " and %zu more", missing->n - NAMED);
	warning("the lines of %zu commit%s are unknown: the repository lacks %s %s, or cannot read %s\n"
		"In a partial clone get it with:  git cat-file -e OBJECT; otherwise git fsck tells what is "
		"wrong.",
	    unknown, unknown == 1 ? "" : "s", missing->n == 1 ? "object" : "objects", text.s,
	    missing->n == 1 ? "it" : "them");
	buf_release(&text);
}

struct error *ratio_commits(
    struct repo *repo, const struct classes *classes, const git_oid *commits, size_t n, struct ratio *out)
{
	struct counting counting = {classes, out};
	const struct numstat_visitor visitor = {count_commit, count_file, &counting};
	struct strings missing = STRINGS_INIT;
	struct error *err;

	for (size_t i = 0; i < n; i++)
		out[i] = (struct ratio){.known = false};
	err = numstat_commits(repo, commits, n, &visitor, &missing);
	if (!err)
		tell_missing(&missing, out, n);
	strings_release(&missing);
	return err;
}

struct difference {
	const struct classes *classes;
	struct changed_files *out;
};

static void add_file(void *context, const struct difftree_file *file)
{
	struct difference *difference = context;
	struct changed_file changed_file = {
	    .path = mem_dupn(file->path, file->length),
	    .class = classes_of(difference->classes, file->path, file->length),
	    .status = file->status,
	    .binary = file->binary,
	    .lines = {file->added, file->removed},
	};

	array_push(difference->out, changed_file);
}

struct error *ratio_difference(struct repo *repo, const struct classes *classes, const git_oid *from,
    const git_oid *to, struct changed_files *out)
{
	struct difference difference = {classes, out};

	return difftree_files(repo, from, to, add_file, &difference);
}

void ratio_of_files(const struct changed_files *files, struct ratio *out)
{
	const struct changed_file *file;

	*out = (struct ratio){.known = true};
	array_each (file, files) {
		if (file->status == 'R')
			continue;
		out->lines[file->class].added += file->lines.added;
		out->lines[file->class].removed += file->lines.removed;
		out->files[file->class]++;
	}
}

void changed_files_release(struct changed_files *files)
{
	struct changed_file *file;

	array_each (file, files)
		free(file->path);
	array_release(files);
}
