/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/option.h"

#include "util/fill.h"

#include <errno.h>
#include <string.h>

static bool accepts(const char *choices, const char *text)
{
	size_t length = strlen(text);

	if (!strchr(choices, '|'))
		return true;
	for (const char *at = choices; *at; at += strcspn(at, "|"), at += *at == '|')
		if (strcspn(at, "|") == length && !strncmp(at, text, length))
			return true;
	return false;
}

static struct error *set(const struct option *option, char *base, const char *value)
{
	void *target = base + option->offset;
	char *end;

	if (option->value && !accepts(option->value, value))
		return error_new(
		    ERROR_USAGE, "--%s takes one of %s, not '%s'", option->name, option->value, value);
	switch (option->type) {
	case OPTION_FLAG:
		*(bool *)target = true;
		break;
	case OPTION_TEXT:
	case OPTION_MAYBE:
		*(const char **)target = value;
		break;
	case OPTION_LIST:
		strings_add(target, value);
		break;
	case OPTION_NUMBER:
		errno = 0;
		*(long *)target = strtol(value, &end, 10);
		if (!*value || *end || errno || *(long *)target < 0)
			return error_new(
			    ERROR_USAGE, "--%s takes a whole number, not '%s'", option->name, value);
		break;
	}
	return NULL;
}

/* The option by its full name, or by the only one that it begins; *many is set where several do. */
static const struct option *find(
    const struct option_set *sets, const char *name, size_t length, char **base, bool *many)
{
	const struct option *found = NULL;

	*many = false;
	for (; sets->table; sets++)
		for (const struct option *o = sets->table; o->name; o++) {
			if (strncmp(o->name, name, length))
				continue;
			*many = *many || found;
			found = o;
			*base = sets->target;
			if (!o->name[length]) {
				*many = false;
				return o;
			}
		}
	return *many ? NULL : found;
}

static const struct option *find_letter(const struct option_set *sets, char letter, char **base)
{
	for (; sets->table; sets++)
		for (const struct option *o = sets->table; o->name; o++)
			if (o->letter == letter) {
				*base = sets->target;
				return o;
			}
	return NULL;
}

/* command: NULL before there is one. */
static struct error *unknown(const char *text, bool many, const char *command)
{
	return error_hint(error_new(ERROR_USAGE,
			      many ? "%s is the beginning of several options" : "unknown option %s", text),
	    "The options are listed by:  pullprep help%s%s", command ? " " : "", command ? command : "");
}

/* One argument that starts with a dash; *at moves on where its value is the next argument. */
static struct error *take(
    int argc, const char *const *argv, const struct option_set *sets, const char *command, int *at)
{
	const char *text = argv[*at], *value = NULL;
	const struct option *option;
	char *base = NULL;
	bool many = false;

	if (text[1] == '-') {
		size_t length = strcspn(text + 2, "=");

		option = find(sets, text + 2, length, &base, &many);
		if (text[2 + length])
			value = text + 2 + length + 1;
	} else {
		option = find_letter(sets, text[1], &base);
		if (text[2])
			value = text + 2;
	}
	if (!option)
		return unknown(text, many, command);
	if (option->type == OPTION_FLAG) {
		if (value)
			return error_new(ERROR_USAGE, "--%s takes no value", option->name);
		return set(option, base, "");
	}
	if (option->type == OPTION_MAYBE && !value)
		return set(option, base, "");
	if (!value && *at + 1 >= argc)
		return error_new(ERROR_USAGE, "--%s needs a value: %s", option->name, option->value);
	return set(option, base, value ? value : argv[++*at]);
}

struct error *option_parse(
    int argc, const char *const *argv, const struct option_set *sets, struct strings *rest)
{
	bool options = true;

	for (int i = 1; i < argc; i++) {
		struct error *err;

		if (options && !strcmp(argv[i], "--")) {
			options = false;
		} else if (options && argv[i][0] == '-' && argv[i][1]) {
			err = take(argc, argv, sets, argv[0], &i);
			if (err)
				return err;
		} else {
			strings_add(rest, argv[i]);
		}
	}
	return NULL;
}

struct error *option_leading(int argc, const char *const *argv, const struct option_set *sets, int *next)
{
	struct error *err = NULL;

	for (*next = 1; !err && *next < argc && argv[*next][0] == '-' && argv[*next][1]; (*next)++) {
		if (!strcmp(argv[*next], "--")) {
			(*next)++;
			break;
		}
		err = take(argc, argv, sets, NULL, next);
	}
	return err;
}

void option_help(struct buf *out, const struct option *table)
{
	enum { NAMES = 4, TEXT = 28 }; /* columns */

	for (; table->name; table++) {
		size_t start = out->len;

		buf_addchars(out, ' ', NAMES);
		if (table->letter)
			buf_addf(out, "-%c, ", table->letter);
		buf_addf(out, "--%s", table->name);
		if (table->value)
			buf_addf(out, table->type == OPTION_MAYBE ? "[=%s]" : "=%s", table->value);
		if (out->len - start > TEXT - 2) {
			buf_addch(out, '\n');
			start = out->len;
		}
		buf_addchars(out, ' ', TEXT - (out->len - start));
		fill_words(out, table->help, strlen(table->help), TEXT);
	}
}
