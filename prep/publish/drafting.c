/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/drafting.h"

#include "publish/bullets.h"
#include "publish/templates.h"
#include "text/message.h"

static struct soaked_facts soaked_facts(const struct drafting *drafting)
{
	const struct project *project = drafting->survey->project;

	return (struct soaked_facts){
	    .survey = drafting->survey,
	    .next = &project->next,
	    .verdicts = drafting->verdicts,
	    .topics = drafting->selection->topics.v,
	    .n = drafting->selection->topics.n,
	    .least = (int)drafting->rules->min_releases,
	    .day_0 = project->cycle.phase == PHASE_WINDOW ? project->cycle.opens : DAY_NONE,
	    .as_of = project->as_of,
	};
}

static struct error *render(struct buf *out, const struct drafting *drafting, const struct bullets *bullets,
    const struct template *template)
{
	const struct message_facts facts = {
	    .soaked = soaked_facts(drafting),
	    .batch = drafting->batch,
	    .version = drafting->version,
	    .tag = drafting->tag,
	    .merge_texts = (const char *const *)bullets->merge_texts,
	    .areas = (const char *const *)bullets->areas,
	    .area_order = &bullets->order,
	};
	struct value *values = message_values(&facts);
	struct error *err = template_render(template, values, out);

	value_free(values);
	return err;
}

struct error *drafting_message(
    struct buf *out, struct strings *advice, const struct drafting *drafting, const char *template_file)
{
	struct template *template = NULL;
	struct bullets bullets;
	struct error *err =
	    templates_load(&template, drafting->survey->project->config, "tag", template_file);

	(void)advice;
	if (err)
		return err;
	err = bullets_read(&bullets, drafting->survey, drafting->selection);
	if (!err) {
		err = render(out, drafting, &bullets, template);
		bullets_release(&bullets);
	}
	template_free(template);
	return err;
}
