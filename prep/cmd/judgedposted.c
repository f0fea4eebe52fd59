/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/judgedposted.h"

static struct error *find(struct judged_posted *out, const struct posted_question *question)
{
	struct error *err =
	    series_find(&out->series, question->survey, question->topics, question->topic_count, out->lore);

	if (err)
		return err;
	err = how_posted_find(&out->facts, question->survey, &out->series, question->wordings, out->lore);
	if (err)
		series_facts_release(&out->series);
	out->asked = !err;
	return err;
}

struct error *judged_posted_find(struct judged_posted *out, const struct posted_question *question)
{
	static const struct asking cache = {.offline = true};
	const struct config *config = question->survey->project->config;
	struct error *err;

	if (!lore_is_configured(config))
		return NULL;
	err = asking_lore(&out->lore, config, question->asking ? question->asking : &cache);
	return err ? err : find(out, question);
}

void judged_posted_release(struct judged_posted *posted)
{
	if (posted->asked) {
		posted_facts_release(&posted->facts);
		series_facts_release(&posted->series);
	}
	lore_free(posted->lore);
}
