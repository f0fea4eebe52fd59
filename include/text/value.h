/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_VALUE_H
#define TEXT_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What templates are filled with: a tree of texts, truths, lists and maps, built by the caller, who frees its
 * root.
 *
 *	struct value *topic = value_map();
 *	value_set(topic, "name", value_text("kvm/xen"));
 *	value_add(topics, topic);
 *
 * A value that is put into a list or a map belongs to it from then on.
 */
struct value;

enum value_type { VALUE_TEXT, VALUE_TRUTH, VALUE_LIST, VALUE_MAP };

struct value *value_text(const char *text); /* copied; NULL: the empty text, which is false */
struct value *value_number(long number);    /* a text of digits; false if 0 */
struct value *value_truth(bool truth);
struct value *value_list(void);
struct value *value_map(void);
void value_free(struct value *value);

void value_add(struct value *list, struct value *item);
void value_set(struct value *map, const char *name, struct value *item); /* the last one of a name wins */

enum value_type value_type(const struct value *value);
/* Texts and lists are true unless empty, numbers unless 0, maps always. */
bool value_is_true(const struct value *value);
const char *value_as_text(const struct value *value); /* VALUE_TEXT only */
size_t value_count(const struct value *value);        /* items of a list, entries of a map */
const struct value *value_at(const struct value *list, size_t index);
const char *value_name_at(const struct value *map, size_t index);
const struct value *value_get(
    const struct value *map, const char *name, size_t length); /* NULL: no such name */

#endif
