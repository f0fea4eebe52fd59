/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/elsewhere.h"

#include <string.h>

enum { DIGITS = 12 };

void elsewhere_add(struct elsewhere *elsewhere, const char *name, const char *id, const char *subject)
{
	struct elsewhere_place *place = NULL;

	for (size_t i = 0; i < elsewhere->n && !place; i++)
		if (!strcmp(elsewhere->v[i].name, name))
			place = &elsewhere->v[i];
	if (!place) {
		array_push(elsewhere, (struct elsewhere_place){.name = mem_dup(name)});
		place = &elsewhere->v[elsewhere->n - 1];
	}
	strings_take(&place->tests, mem_format("%.*s (\"%s\")", DIGITS, id, subject));
}

void elsewhere_release(struct elsewhere *elsewhere)
{
	for (size_t i = 0; i < elsewhere->n; i++) {
		free(elsewhere->v[i].name);
		strings_release(&elsewhere->v[i].tests);
	}
	array_release(elsewhere);
}

void elsewhere_add_words(struct buf *out, const struct elsewhere *elsewhere)
{
	for (size_t i = 0; i < elsewhere->n; i++) {
		size_t count = elsewhere->v[i].tests.n;

		if (i)
			buf_addf(out, ", %zu in %s", count, elsewhere->v[i].name);
		else
			buf_addf(out, "%zu test%s in %s", count, count == 1 ? "" : "s", elsewhere->v[i].name);
	}
}

void elsewhere_add_plus(struct buf *out, const struct elsewhere *elsewhere)
{
	if (elsewhere->n)
		buf_addstr(out, " + ");
	elsewhere_add_words(out, elsewhere);
}

void elsewhere_add_brief(struct buf *out, const struct elsewhere *elsewhere)
{
	for (size_t i = 0; i < elsewhere->n; i++)
		buf_addf(out, "%s%s:%zu", i ? " " : "", elsewhere->v[i].name, elsewhere->v[i].tests.n);
}
