/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_CLASSES_H
#define SOURCE_CLASSES_H

#include "source/config.h"
#include "util/buf.h"
#include "util/error.h"

/*
 * What a path is: tests, docs, tools or code. An ordered table of PCRE2 rules on the path; the first match
 * wins, the user's (pullprep.class = CLASS:REGEX, in order) before the built-in ones; no match is code. The
 * built-in ones know the kernel and ordinary layouts, and use only what PCRE2 and Python's `re` read alike.
 * The path is the whole path from the top, with '/' between names; a moved file is judged by its new one.
 */
enum path_class { CLASS_TESTS, CLASS_DOCS, CLASS_TOOLS, CLASS_CODE, CLASS_COUNT };
extern const char *const path_class_name[CLASS_COUNT];

struct classes;

/* One rule, for those who list them. Strings are the table's. */
struct class_rule {
	enum path_class class;
	const char *regex;
};

/* Errors name pullprep.class, the value, and what is wrong: no colon, no such class, TAB, LF or CR in it, a
 * bad regex with its offset. */
struct error *classes_load(struct classes **out, const struct config *config);
void classes_free(struct classes *classes);

enum path_class classes_of(const struct classes *classes, const char *path, size_t length);

/* The rules in force, in order. */
size_t classes_count(const struct classes *classes);
struct class_rule classes_rule(const struct classes *classes, size_t i);

/* The table in force: `class TAB regex LF` per rule, the regex raw. */
void classes_print(const struct classes *classes, struct buf *out);

#endif
