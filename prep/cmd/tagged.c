/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tagged.h"

#include <stdlib.h>

size_t tagged_topics(const struct planned *planned, enum batch batch, const char **name)
{
	const char *only = NULL;
	size_t n = 0;

	for (size_t i = 0; i < planned->survey.topics.n; i++)
		if (planned->verdicts[i].batch == batch && planned->survey.topics.v[i].commits.n) {
			only = planned->survey.topics.v[i].name;
			n++;
		}
	if (name)
		*name = n == 1 ? only : NULL;
	return n;
}

struct error *tagged_find(
    struct batch_tag *out, const struct planned *planned, enum batch batch, const char *given)
{
	const struct project *project = &planned->project;
	const char *topic;
	char *name = NULL;
	struct error *err;

	if (given)
		return batch_tag_find(out, project, given, false);
	tagged_topics(planned, batch, &topic);
	err = names_tag(&name, project->config, &project->cycle, batch, topic);
	if (!err)
		err = batch_tag_find(out, project, name, batch == BATCH_FIXES);
	free(name);
	return err;
}
