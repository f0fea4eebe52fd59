/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/topics.h"

#include "cmd/advice.h"
#include "text/status.h"
#include "util/pager.h"

#include <stddef.h>
#include <string.h>

struct arguments {
	const char *from;
};

static const struct option options[] = {
    {"from", 0, OPTION_TEXT, "REV", "gather from that branch, whatever pullprep.gather says",
	offsetof(struct arguments, from)},
    OPTION_END,
};

/* All topics; and those that are asked for, which may be branches that are none by default. */
static struct error *find(struct survey *out, struct project *project, const struct strings *asked)
{
	struct strings names = STRINGS_INIT;
	struct error *err = survey_topics(out, project, &names);

	for (size_t i = 0; !err && i < asked->n; i++)
		if (!survey_topic(out, asked->v[i]))
			strings_add(&names, asked->v[i]);
	if (!err && names.n) {
		for (size_t i = 0; i < out->topics.n; i++)
			strings_add(&names, out->topics.v[i].name);
		survey_release(out);
		err = survey_topics(out, project, &names);
	}
	strings_release(&names);
	return err;
}

/* The topics that are asked for, all if none is. */
static void choose(size_t *out, size_t *n, const struct survey *survey, const struct strings *asked)
{
	for (size_t i = 0; i < survey->topics.n; i++) {
		bool wanted = !asked->n;

		for (size_t k = 0; !wanted && k < asked->n; k++)
			wanted = survey_topic(survey, asked->v[k]) == &survey->topics.v[i];
		if (wanted)
			out[(*n)++] = i;
	}
}

/* People who want to know what there is to send are not shown what mainline has. */
static void leave_out_taken(struct topic_list *list, size_t *topics)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct topic *topic = &list->survey->topics.v[topics[i]];

		if (topic->commits.n || !topic->merged_as)
			topics[n++] = topics[i];
	}
	list->taken = list->n - n;
	list->n = n;
}

static bool is_text(const struct globals *globals)
{
	return !globals->format || !strcmp(globals->format, "text");
}

static struct error *show(const struct globals *globals, const struct topic_list *list)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (!is_text(globals))
		return topics_records(stdout, globals->format, list);
	term_init(&term, globals->color);
	if (list->survey->topics.n)
		topics_add(&out, &term, list);
	else
		status_add_none(&out, &term, list->survey->project);
	return pager_show(&out, globals->no_pager);
}

static struct error *list_topics(
    const struct globals *globals, const struct survey *survey, const struct strings *asked, const char *from)
{
	struct topic_list list = {.survey = survey, .named = asked->n};
	struct containment containment;
	struct sharing sharing;
	struct buf keep = BUF_INIT;
	const char *gather;
	size_t *topics = mem_new(survey->topics.n + 1, sizeof(*topics));
	struct error *err;

	choose(topics, &list.n, survey, asked);
	if (!asked->n && is_text(globals))
		leave_out_taken(&list, topics);
	containment_make(&containment, survey->topics.v, survey->topics.n);
	sharing_find(&sharing, survey);
	list.containment = &containment;
	list.sharing = &sharing;
	list.topics = topics;
	gather = config_get(survey->project->config, "pullprep.gather");
	list.gathered = gather && *gather ? gather : NULL;
	if (from && *from) {
		advice_git(&keep, globals, "config");
		advice_word(&keep, "pullprep.gather");
		advice_word(&keep, from);
		list.keep = keep.s;
	}
	err = show(globals, &list);
	sharing_release(&sharing);
	containment_release(&containment);
	buf_release(&keep);
	free(topics);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.from = NULL};
	struct strings asked = STRINGS_INIT;
	struct survey survey = {.project = NULL};
	struct project project;
	struct error *err = command_arguments(&command_topics, globals, &arguments, argc, argv, &asked);

	if (err) {
		strings_release(&asked);
		return err;
	}
	if (arguments.from)
		strings_take(&globals->config, mem_format("pullprep.gather=%s", arguments.from));
	err = project_open(&project, &globals->config, globals->as_of);
	if (!err) {
		err = find(&survey, &project, &asked);
		if (!err)
			err = list_topics(globals, &survey, &asked, arguments.from);
		survey_release(&survey);
		project_release(&project);
	}
	strings_release(&asked);
	return err;
}

const struct command command_topics = {
    .name = "topics",
    .usage = "[TOPIC...] [--from=REV]",
    .summary = "list the topics, where they come from, and what each needs",
    .manual =
	"For each topic its own commits that are no merges, where it comes from (a branch, a merge into the "
	"branch that pullprep.gather names, or a series that was applied there directly), and what it "
	"directly "
	"stands on. Below, that is drawn: under a topic, and to the right of it, is what it needs, and what "
	"is "
	"needed several times is drawn once. Series that were applied in turns need each other, and are "
	"drawn "
	"with a bracket. Then follows which topics have commits in common without one being in the other. "
	"Topics "
	"that mainline has taken are only counted, unless they are named.\n"
	"\n"
	"pullprep.gather makes topics of a branch instead of many: each merge on its first-parent line, "
	"named "
	"after what was merged; commits made or applied there directly are grouped into the series that they "
	"were posted in, by their Link: trailers, else each is one of its own. --from shows what that would "
	"give, and --from= the branches.\n"
	"\n"
	"Columns of --format=tsv, one line per topic:\n"
	"\n"
	"  topic     its name\n"
	"  tip       id, 40 digits\n"
	"  kind      branch, merge or series\n"
	"  source    the branch's ref, the merge's id, or what the Message-IDs of the\n"
	"            series have in common\n"
	"  commits   own commits that are no merges\n"
	"  fixes     how many of them are fixes\n"
	"  contains  topics that it cannot be pulled without, a blank between them\n"
	"  needs     those of them that it directly stands on\n"
	"  shares    topics with commits in common, as NAME:COMMITS, a blank between\n"
	"  foreign   somebody else's branch that holds commits of it\n"
	"  aliases   other branches with the same tip",
    .options = options,
    .run = run,
};
