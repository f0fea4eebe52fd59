/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/reviews.h"

#include "util/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const tags[] = {
    "Reviewed-by:", "Acked-by:", "Tested-by:", "Reviewed-and-tested-by:", "Tested-and-reviewed-by:",
    "Acked-and-tested-by:", "Tested-and-acked-by:", "Reviewed-and-acked-by:", "Acked-and-reviewed-by:"};

/* Who the line names; NULL for any other line. */
static const char *named_by(const char *line)
{
	if (!strchr("RrAaTt", *line))
		return NULL;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (!strncasecmp(line, tags[i], strlen(tags[i])))
			return line + strlen(tags[i]) + strspn(line + strlen(tags[i]), " \t");
	return NULL;
}

/* "NAME <ADDRESS>" or either alone. */
static bool is_other(const char *who, struct person author)
{
	size_t length = strcspn(who, "\r\n");
	char *text = mem_dupn(who, length), *email = strchr(text, '<');
	char *end = email ? strchr(email, '>') : NULL;
	struct person person = {.name = text, .email = ""};
	bool other;

	if (email) {
		*email = '\0';
		person.email = email + 1;
	} else if (strchr(text, '@')) {
		person = (struct person){.name = "", .email = text};
	}
	if (end)
		*end = '\0';
	other = (*person.name || *person.email) && !person_same(person, author);
	free(text);
	return other;
}

bool reviews_have_other(const char *message, struct person author)
{
	const char *line = strchr(message, '\n');

	for (; line; line = strchr(line, '\n')) {
		const char *who = named_by(++line);

		if (who && is_other(who, author))
			return true;
	}
	return false;
}
