/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/bumps.h"

#include "cmd/planstore.h"
#include "plan/planheader.h"
#include "plan/planwrite.h"
#include "publish/bumpstore.h"
#include "text/wrap.h"
#include "util/pager.h"
#include "util/safe.h"

#include <stddef.h>
#include <string.h>

struct arguments {
	const char *reason, *plan;
	bool undo;
};

static const struct option options[] = {
    {"reason", 'r', OPTION_TEXT, "TEXT", "why it has to wait", offsetof(struct arguments, reason)},
    {"undo", 0, OPTION_FLAG, NULL, "take the record back", offsetof(struct arguments, undo)},
    {"plan", 0, OPTION_TEXT, "FILE", "where the plan is, instead of pullprep/plan in the git directory",
	offsetof(struct arguments, plan)},
    OPTION_END,
};

/* A change of the records, and what comes of it. */
struct change {
	const struct globals *globals;
	const struct arguments *arguments;
	char *reason, *version;
	struct planned planned;
	enum batch *before;       /* by topic: its batch until now */
	bool *touched;            /* by topic: named, and its record changed */
	struct strings forgotten; /* names whose records were taken out */
};

static struct error *check_arguments(const struct arguments *arguments, const struct strings *names)
{
	struct error *err = NULL;

	if (arguments->undo && arguments->reason)
		err = error_new(ERROR_USAGE, "--undo takes no --reason");
	else if (!names->n && (arguments->undo || arguments->reason))
		err = error_new(ERROR_USAGE, "bump needs to know which topic");
	else if (names->n && !arguments->undo && !arguments->reason)
		err = error_new(ERROR_USAGE, "bump needs a reason: the next window will ask for it");
	return error_hint(err, "It is:  pullprep bump TOPIC --reason=\"waits for the ABI that drm adds\"\n"
			       "or:     pullprep bump --undo TOPIC");
}

/* --- what may be recorded --- */

static struct error *refuse_sent(const struct topic *topic, const char *tag, enum batch batch)
{
	struct error *err = error_failed("%s is in %s already", topic->name, tag);

	return error_hint(err,
	    "If nobody has pulled that tag: delete it (git tag -d %s), bump the topic, then make the batch "
	    "anew "
	    "with pullprep assemble %s and pullprep tag %s.",
	    tag, batch_name[batch], batch_name[batch]);
}

static struct error *record(struct change *c, size_t index)
{
	struct planned *p = &c->planned;
	const struct topic *topic = &p->survey.topics.v[index];
	enum batch batch;
	const char *tag = split_sent(&p->rules, topic->name, &batch);

	if (!topic->commits.n)
		return error_hint(error_failed("mainline has all of %s", topic->name),
		    "There is nothing left of it that could wait.");
	if (tag)
		return refuse_sent(topic, tag, batch);
	bumps_set(&p->bumps, c->version, topic, p->project.as_of, c->reason);
	c->touched[index] = true;
	return NULL;
}

static bool is_named(const struct bump *bump, const struct topic *topic, const char *name)
{
	return topic ? bump_is_of(bump, topic) : !strcmp(bump->topic, name);
}

/* This window's record goes; without one, those of former windows. */
static struct error *take_back(struct change *c, const struct topic *topic, const char *name)
{
	struct bumps *bumps = &c->planned.bumps;
	bool now = false;
	size_t gone = 0;

	for (size_t i = 0; i < bumps->n; i++)
		now =
		    now || (is_named(&bumps->v[i], topic, name) && !strcmp(bumps->v[i].version, c->version));
	for (size_t i = bumps->n; i-- > 0;) {
		if (!is_named(&bumps->v[i], topic, name) || (now && strcmp(bumps->v[i].version, c->version)))
			continue;
		strings_take(&c->forgotten, mem_format("%s is no longer recorded as bumped from %s",
						bumps->v[i].topic, bumps->v[i].version));
		bumps_remove(bumps, i);
		gone++;
	}
	if (topic)
		c->touched[topic - c->planned.survey.topics.v] = true;
	return gone ? NULL
		    : error_hint(error_failed("%s is not bumped", name), "See what is with:  pullprep bump");
}

static struct error *change_record(struct change *c, const char *name)
{
	const struct topic *topic = survey_topic(&c->planned.survey, name);

	if (c->arguments->undo)
		return take_back(c, topic, name);
	if (!topic)
		return error_hint(error_new(ERROR_NOT_FOUND, "there is no topic '%s'", name),
		    "The topics are listed by:  pullprep topics");
	return record(c, (size_t)(topic - c->planned.survey.topics.v));
}

/* --- what comes of it --- */

/* The plan's lines of these topics give way, and of what contains them, unless the maintainer chose those. */
static void mute_lines(struct change *c)
{
	const struct survey *survey = &c->planned.survey;
	struct containment containment;

	containment_make(&containment, survey->topics.v, survey->topics.n);
	for (size_t i = 0; i < c->planned.plan.n; i++) {
		struct plan_line *line = &c->planned.plan.v[i];
		size_t topic = containment_topic(&containment, line->topic);

		if (topic == CONTAINMENT_NONE)
			continue;
		line->mute = line->mute || c->touched[topic];
		for (size_t k = 0; k < survey->topics.n && !plan_line_chosen(line); k++)
			line->mute = line->mute || (c->touched[k] && containment_has(&containment, topic, k));
	}
	containment_release(&containment);
}

static struct error *check_plan(const struct change *c, const char *text)
{
	struct error *err = planstore_check(&c->planned, text, false);

	if (!err)
		return NULL;
	error_context(err, "nothing is changed: then the choices in %s do not go together", c->planned.path);
	return error_hint(err, "Bump what contains it as well, in one go, or let its line have another "
			       "batch: pullprep split --edit");
}

static void add_moves(struct buf *out, const struct change *c, size_t width)
{
	const struct planned *p = &c->planned;

	for (size_t i = 0; i < p->survey.topics.n; i++) {
		const struct verdict *verdict = &p->verdicts[i];
		char *text, *masked;

		if (verdict->batch == c->before[i] && !c->touched[i])
			continue;
		text = mem_format(
		    "%s is %s: %s", p->survey.topics.v[i].name, batch_name[verdict->batch], verdict->reason);
		masked = safe_text(text);
		wrap_add(out, masked, 2, width);
		buf_addch(out, '\n');
		free(text);
		free(masked);
	}
}

static struct error *show(const struct change *c, bool planned)
{
	struct buf out = BUF_INIT;
	struct term term;

	if (c->globals->format && strcmp(c->globals->format, "text"))
		return bumps_records(stdout, c->globals->format, &c->planned.bumps);
	term_init(&term, c->globals->color);
	for (size_t i = 0; i < c->forgotten.n; i++) {
		char *masked = safe_text(c->forgotten.v[i]);

		wrap_add(&out, masked, 2, term.width);
		buf_addch(&out, '\n');
		free(masked);
	}
	add_moves(&out, c, term.width);
	if (planned) {
		char *path = safe_text(planstore_place(&c->planned));

		buf_addf(&out, "The plan says so: %s\n", path);
		free(path);
	}
	return pager_show(&out, c->globals->no_pager);
}

static struct error *save(struct change *c)
{
	struct planned *p = &c->planned;
	bool planned = p->from_file && !p->plan.retired, kept;
	struct buf text = BUF_INIT;
	struct error *err = NULL;

	if (planned) {
		planfile_write(&text, &p->survey, p->verdicts, p->order, p->base, &p->plan);
		err = check_plan(c, text.s);
	}
	if (!err)
		err = bumpstore_save(&p->project, &p->bumps);
	if (!err && planned)
		err = error_context(planstore_save(p, text.s, &kept), "the record is saved, but");
	if (!err)
		err = show(c, planned);
	buf_release(&text);
	return err;
}

static void remember_batches(struct change *c)
{
	size_t n = c->planned.survey.topics.n;

	c->before = mem_new(n + 1, sizeof(*c->before));
	c->touched = mem_zero(n + 1, sizeof(*c->touched));
	for (size_t i = 0; i < n; i++)
		c->before[i] = c->planned.verdicts[i].batch;
}

static struct error *change(
    const struct globals *globals, const struct arguments *arguments, const struct strings *names)
{
	struct change c = {.globals = globals, .arguments = arguments};
	struct error *err = NULL;

	if (arguments->reason) {
		c.reason = bump_reason(arguments->reason);
		if (!c.reason)
			return error_hint(error_new(ERROR_USAGE, "the reason is empty"),
			    "Say why the topic has to wait: --reason=\"...\"");
	}
	err = planned_read(&c.planned, globals, arguments->plan, PLAN_SHOW);
	if (err)
		goto done;
	c.version = planheader_version(&c.planned.project.cycle);
	if (!c.version)
		err = error_hint(error_failed("it is not known which window %s was to go into", names->v[0]),
		    "There is no release tag on mainline. Name the version with pullprep.version.");
	remember_batches(&c);
	for (size_t i = 0; !err && i < names->n; i++)
		err = change_record(&c, names->v[i]);
	if (!err) {
		mute_lines(&c);
		planned_judge(&c.planned, PLAN_SHOW);
		err = save(&c);
	}
done:
	planned_release(&c.planned);
	strings_release(&c.forgotten);
	free(c.before);
	free(c.touched);
	free(c.version);
	free(c.reason);
	return err;
}

static struct error *list(const struct globals *globals)
{
	struct bumps bumps = {.v = NULL};
	struct buf out = BUF_INIT;
	struct project project;
	struct term term;
	struct error *err = project_open(&project, &globals->config, globals->as_of);

	if (err)
		return err;
	err = bumpstore_load(&bumps, &project);
	if (!err && globals->format && strcmp(globals->format, "text")) {
		err = bumps_records(stdout, globals->format, &bumps);
	} else if (!err) {
		term_init(&term, globals->color);
		bumps_add_text(&out, &term, &bumps);
		err = pager_show(&out, globals->no_pager);
	}
	bumps_release(&bumps);
	project_release(&project);
	return err;
}

static struct error *run(struct globals *globals, int argc, const char *const *argv)
{
	struct arguments arguments = {.undo = false};
	struct strings names = STRINGS_INIT;
	struct error *err = command_arguments(&command_bump, globals, &arguments, argc, argv, &names);

	if (!err)
		err = check_arguments(&arguments, &names);
	if (!err)
		err = names.n ? change(globals, &arguments, &names) : list(globals);
	strings_release(&names);
	return err;
}

const struct command command_bump = {
    .name = "bump",
    .usage = "[TOPIC... --reason=TEXT | --undo TOPIC...] [--plan=FILE]",
    .summary = "record that a topic moves to the next window, and why",
    .manual =
	"The topic is on hold in this window, and so is what contains it; where there is a plan, its lines "
	"are written anew, and no others change. In the next window it is judged as any other, and status "
	"and "
	"the plan say that it was bumped, from which version and why. Without a topic the records are "
	"listed.\n"
	"\n"
	"What a tagged batch holds is not bumped. A record is of interest until mainline has the topic as it "
	"was "
	"then; --undo takes it back: this window's, or, where there is none, those of former ones. A choice "
	"that you "
	"write into the plan later goes before the record. Records are kept in the git directory, in "
	"pullprep/bumped.\n"
	"\n"
	"Columns of --format=tsv, one line per record; after a change they are all listed:\n"
	"\n"
	"  topic    its name\n"
	"  version  whose window it was bumped from\n"
	"  day      when\n"
	"  tip      what it was then: id, 40 digits\n"
	"  reason   why",
    .options = options,
    .run = run,
};
