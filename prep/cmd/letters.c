/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/letters.h"

#include "facts/coverfind.h"

#include <stdlib.h>

void letters_ask(struct survey *survey, const size_t *topics, size_t topic_count, const struct asking *asking)
{
	const struct config *config = survey->project->config;
	struct lore *lore = NULL;
	size_t unknown = 0;
	char *why = NULL;
	struct error *err;

	if (!lore_is_configured(config))
		return;
	err = asking_lore(&lore, config, asking);
	if (!err)
		err = cover_letters_find(survey, topics, topic_count, lore, &unknown, &why);
	if (err)
		warning("what cover letters say of the topics is unknown: %s", err->message);
	else if (unknown)
		warning("what cover letters say of %zu topic%s is unknown: %s", unknown,
		    unknown == 1 ? "" : "s", why);
	error_free(err);
	free(why);
	lore_free(lore);
}

void letters_tell(const struct strings *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		warning("%s", texts->v[i]);
}
