/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/value.h"

#include "util/array.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	char *name; /* NULL in lists */
	struct value *value;
};

struct value {
	enum value_type type;
	bool truth;
	char *text;
	ARRAY(struct entry) entries;
};

static struct value *make(enum value_type type, bool truth)
{
	struct value *value = mem_zero(1, sizeof(*value));

	value->type = type;
	value->truth = truth;
	return value;
}

struct value *value_text(const char *text)
{
	struct value *value = make(VALUE_TEXT, text && *text);

	value->text = mem_dup(text ? text : "");
	return value;
}

struct value *value_number(long number)
{
	struct value *value = make(VALUE_TEXT, number != 0);

	value->text = mem_format("%ld", number);
	return value;
}

struct value *value_truth(bool truth)
{
	return make(VALUE_TRUTH, truth);
}

struct value *value_list(void)
{
	return make(VALUE_LIST, false);
}

struct value *value_map(void)
{
	return make(VALUE_MAP, true);
}

void value_free(struct value *value)
{
	struct entry *entry;

	if (!value)
		return;
	array_each (entry, &value->entries) {
		free(entry->name);
		value_free(entry->value);
	}
	array_release(&value->entries);
	free(value->text);
	free(value);
}

void value_add(struct value *list, struct value *item)
{
	struct entry entry = {NULL, item};

	array_push(&list->entries, entry);
	list->truth = true;
}

void value_set(struct value *map, const char *name, struct value *item)
{
	struct entry new = {mem_dup(name), item}, *entry;

	array_each (entry, &map->entries) {
		if (strcmp(entry->name, name))
			continue;
		free(entry->name);
		value_free(entry->value);
		*entry = new;
		return;
	}
	array_push(&map->entries, new);
}

enum value_type value_type(const struct value *value)
{
	return value->type;
}

bool value_is_true(const struct value *value)
{
	return value->truth;
}

const char *value_as_text(const struct value *value)
{
	return value->text;
}

size_t value_count(const struct value *value)
{
	return value->entries.n;
}

const struct value *value_at(const struct value *list, size_t index)
{
	return list->entries.v[index].value;
}

const char *value_name_at(const struct value *map, size_t index)
{
	return map->entries.v[index].name;
}

const struct value *value_get(const struct value *map, const char *name, size_t length)
{
	for (size_t i = 0; i < map->entries.n; i++) {
		const struct entry *entry = &map->entries.v[i];

		if (!strncmp(entry->name, name, length) && !entry->name[length])
			return entry->value;
	}
	return NULL;
}
