/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "publish/drafting.h"

#include "facts/handmade.h"
#include "publish/bullets.h"
#include "publish/difference.h"
#include "publish/templates.h"
#include "text/sections.h"

#include <stdlib.h>
#include <string.h>

/* All that the repository is asked for one draft. */
struct known {
	struct bullets bullets;
	struct difference difference;
	struct acks acks;
	struct sharing sharing;
	struct handmades handmades;
	ARRAY(struct message_merge) merges; /* the same, for the message */
	struct waived_reasons reasons;
};

static void known_release(struct known *known)
{
	bullets_release(&known->bullets);
	difference_release(&known->difference);
	acks_release(&known->acks);
	sharing_release(&known->sharing);
	handmades_release(&known->handmades);
	array_release(&known->merges);
	waived_reasons_release(&known->reasons);
}

/* An object that is missing leaves the sentence out: what is not known is not said. */
static struct error *read_difference(struct difference *out, const struct drafting *drafting)
{
	const struct selection *selection = drafting->selection;
	struct error *err =
	    difference_find(out, drafting->survey->project, &selection->base, &selection->tip);

	if (!err || err->code != ERROR_MISSING)
		return err;
	warning("the message says nothing about tests and documentation: %s", err->message);
	error_free(err);
	return NULL;
}

/* Who tags is no outsider. Without an identity there is nobody to leave out, and no tag later. */
static struct error *read_acks(struct acks *out, const struct drafting *drafting)
{
	const struct selection *selection = drafting->selection;
	char *email = acks_own_email(drafting->survey->project->repo);
	struct error *err = acks_find(out, drafting->survey, selection->topics.v, selection->topics.n, email);

	free(email);
	return err;
}

/* Is it known that no daily tree held this merge? */
static struct error *is_unseen(bool *out, const struct project *project, const git_oid *merge)
{
	const struct next_trees *next = &project->next;
	char *id = oid_text(merge);
	struct error *err = NULL;

	*out = next_newest(next) && next->kind != NEXT_DB;
	for (size_t i = next->n; !err && *out && i-- > 0;) {
		char *tree = oid_text(&next->v[i].commit);
		const char *const args[] = {"merge-base", "--is-ancestor", id, tree, NULL};
		int status = 0;

		err = repo_git_status(project->repo, NULL, NULL, &status, args);
		*out = status != 0;
		free(tree);
	}
	free(id);
	return err;
}

/* The topic of that tip, or NULL. */
static const char *topic_of(const struct survey *survey, const git_oid *tip)
{
	for (size_t i = 0; i < survey->topics.n; i++)
		if (git_oid_equal(&survey->topics.v[i].tip, tip))
			return survey->topics.v[i].name;
	return NULL;
}

/* As for the difference: what cannot be read is not said. */
static struct error *read_handmade(struct known *known, const struct drafting *drafting)
{
	const struct selection *selection = drafting->selection;
	struct project *project = drafting->survey->project;
	struct handmade *handmade;
	struct error *err = handmade_find(&known->handmades, project, &selection->tip, &selection->base);

	if (err && err->code == ERROR_MISSING) {
		warning("the message says nothing about merges made by hand: %s", err->message);
		error_free(err);
		return NULL;
	}
	if (err)
		return err;
	array_each (handmade, &known->handmades) {
		struct message_merge merge = {.what = topic_of(drafting->survey, &handmade->other),
		    .subject = handmade->subject,
		    .paths = &handmade->paths};

		err = is_unseen(&merge.unseen, project, &handmade->merge);
		if (err)
			break;
		array_push(&known->merges, merge);
	}
	return err;
}

static struct error *read_all(struct known *known, const struct drafting *drafting)
{
	struct error *err = bullets_read(&known->bullets, drafting->survey, drafting->selection);

	if (!err)
		err = read_difference(&known->difference, drafting);
	if (!err)
		err = read_acks(&known->acks, drafting);
	if (!err)
		err = read_handmade(known, drafting);
	if (!err)
		sharing_find(&known->sharing, drafting->survey);
	if (!err && drafting->findings)
		waived_reasons_find(&known->reasons, drafting->findings, drafting->survey,
		    drafting->selection->topics.v, drafting->selection->topics.n);
	return err;
}

static struct soaked_facts soaked_facts(const struct drafting *drafting, const struct known *known)
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
	    .reasons = &known->reasons,
	};
}

static struct error *render(struct buf *out, struct draft_advice *advice, const struct drafting *drafting,
    const struct known *known, const struct template *template)
{
	const struct message_facts facts = {
	    .soaked = soaked_facts(drafting, known),
	    .batch = drafting->batch,
	    .version = drafting->version,
	    .tag = drafting->tag,
	    .topic = drafting->topic,
	    .merge_texts = (const char *const *)known->bullets.merge_texts,
	    .areas = (const char *const *)known->bullets.areas,
	    .area_order = &known->bullets.order,
	    .ratio = known->difference.known ? &known->difference.ratio : NULL,
	    .acks = &known->acks,
	    .foreign = known->bullets.foreign,
	    .sharing = &known->sharing,
	    .merges = known->merges.v,
	    .merge_count = known->merges.n,
	    .title = config_get(drafting->survey->project->config, "pullprep.title"),
	};
	struct value *values = message_values(&facts);
	struct error *err = template_render(template, values, out);

	if (!err)
		sections_wordless(&advice->wordless, &facts);
	if (!err)
		sections_lettered(&advice->lettered, &facts);
	value_free(values);
	return err;
}

void draft_advice_release(struct draft_advice *advice)
{
	strings_release(&advice->wordless);
	strings_release(&advice->lettered);
}

struct error *drafting_message(
    struct buf *out, struct draft_advice *advice, const struct drafting *drafting, const char *template_file)
{
	struct template *template = NULL;
	struct known known = {.sharing = {.v = NULL}};
	struct error *err =
	    templates_load(&template, drafting->survey->project->config, "tag", template_file);

	if (err)
		return err;
	err = read_all(&known, drafting);
	if (!err)
		err = render(out, advice, drafting, &known, template);
	known_release(&known);
	template_free(template);
	return err;
}
