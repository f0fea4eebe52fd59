/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/planned.h"

#include "facts/base.h"
#include "facts/surveytests.h"
#include "plan/ancestry.h"
#include "plan/gatehold.h"
#include "plan/override.h"
#include "plan/plancheck.h"
#include "plan/planheader.h"
#include "plan/words.h"
#include "publish/bumpstore.h"
#include "publish/file.h"
#include "text/gates.h"
#include "text/soak.h"

#include <string.h>

enum { TOLD_MOST = 20 }; /* lines of the program's own that do not fit */

static struct error *read_plan(struct planned *p, bool named, enum plan_use use)
{
	struct error *err = file_read(&p->text, p->path);

	if (err && err->code == ERROR_NOT_FOUND && (!named || use == PLAN_JUDGE || use == PLAN_AFRESH)) {
		error_free(err);
		return NULL;
	}
	if (err && err->code == ERROR_NOT_FOUND)
		return error_hint(err, "Write a plan with:  pullprep split --write --plan=%s", p->path);
	if (err)
		return error_hint(
		    err, "The plan must be a file that can be read; name another with --plan=FILE.");
	if (use == PLAN_AFRESH)
		return NULL;
	if (memchr(p->text.s, '\0', p->text.len))
		err = error_failed("there is a NUL byte in it");
	else
		err = planfile_parse(&p->plan, p->text.s);
	if (err) {
		error_context(err, "plan %s", p->path);
		return error_hint(err, "Mend it, or write a new one with:  pullprep split --again --write");
	}
	p->from_file = true;
	return NULL;
}

/* The topics whose batch was chosen in the plan. */
static void list_chosen(struct buf *out, const struct planfile *plan)
{
	struct strings chosen = STRINGS_INIT;

	for (size_t i = 0; i < plan->n; i++)
		if (plan_line_chosen(&plan->v[i]))
			strings_add(&chosen, plan->v[i].topic);
	if (chosen.n)
		buf_addstr(out, ", and your choice there of ");
	words_list(out, &chosen);
	strings_release(&chosen);
}

/* What was decided for one window does not bind the next: it is refused where it would be acted on, and
 * otherwise told and left out. */
static struct error *retire_plan(struct planned *p, enum plan_use use)
{
	char *version;
	struct buf chosen = BUF_INIT;
	struct error *err = NULL;

	if (!p->from_file || !planfile_is_other(&p->plan, &p->project.cycle))
		return NULL;
	version = planheader_version(&p->project.cycle);
	list_chosen(&chosen, &p->plan);
	if (use == PLAN_BIND || use == PLAN_LINES) {
		err = error_failed("plan %s is for %s, not for %s", p->path, p->plan.version, version);
		error_hint(err, "Judge anew for %s with:  pullprep split --write", version);
	} else if (use == PLAN_JUDGE) {
		warning(
		    "plan %s is for %s: its order%s do%s not bind %s; all is judged anew, your comments stay",
		    p->path, p->plan.version, chosen.s, chosen.len ? "" : "es", version);
	} else {
		warning("plan %s is for %s and not looked at; write that for %s with: pullprep split --write",
		    p->path, p->plan.version, version);
	}
	planfile_retire(&p->plan);
	buf_release(&chosen);
	free(version);
	return err;
}

/* Adds the name of a branch that is no topic by default, but of interest. */
static struct error *find_branch(struct strings *out, const struct planned *p, const char *name)
{
	char *ref = NULL;
	struct error *err;

	if (survey_topic(&p->survey, name) || *name == '-' || !*name)
		return NULL;
	err = repo_full_ref(p->project.repo, name, &ref);
	if (ref && strncmp(ref, "refs/tags/", strlen("refs/tags/")) && !strings_has(out, name))
		strings_add(out, name);
	free(ref);
	return err;
}

/* Adds the name of the branch that was bumped, be it under another name by now. */
static struct error *find_bumped(struct strings *out, const struct planned *p, const struct bump *bump)
{
	char *tip = oid_text(&bump->tip), *points = mem_format("--points-at=%s", tip);
	struct strings found = STRINGS_INIT;
	struct buf refs = BUF_INIT;
	size_t before = out->n;
	struct error *err = find_branch(out, p, bump->topic);

	/* A tip that is not here any more is nobody's. */
	if (!err && out->n == before && !survey_topic(&p->survey, bump->topic) && bump->here)
		err = repo_git(p->project.repo, &refs, "for-each-ref", points, "--format=%(refname:lstrip=2)",
		    "refs/heads", NULL);
	strings_split(&found, refs.s, '\n');
	if (!err && found.n && !survey_topic(&p->survey, found.v[0]))
		err = find_branch(out, p, found.v[0]);
	strings_release(&found);
	buf_release(&refs);
	free(points);
	free(tip);
	return err;
}

/* Branches that the plan names, which mainline may have by now, those that were bumped and may be too old to
 * be topics, and those that are asked for. */
static struct error *find_branches(struct strings *out, const struct planned *p, const struct strings *asked)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < p->plan.n && !p->plan.retired; i++)
		err = find_branch(out, p, p->plan.v[i].topic);
	for (size_t i = 0; !err && i < p->bumps.n; i++)
		if (!p->bumps.v[i].done && p->bumps.v[i].day <= p->project.as_of)
			err = find_bumped(out, p, &p->bumps.v[i]);
	for (size_t i = 0; !err && i < asked->n; i++)
		err = find_branch(out, p, asked->v[i]);
	return err;
}

static struct error *weigh(struct survey *survey)
{
	struct error *err = survey_soak(survey);

	if (!err)
		err = survey_ratio(survey);
	if (!err)
		err = survey_tests(survey);
	return err ? err : survey_risk(survey);
}

static struct error *find_gates(struct planned *p)
{
	struct error *err = gated_find(&p->gated, &p->survey);

	if (!err)
		gates_warn_odd(&p->gated.results);
	return err;
}

/* Does the plan file decide alone, so that nothing needs to be weighed? */
static bool lines_decide(const struct planned *p, enum plan_use use)
{
	return use == PLAN_LINES && p->from_file;
}

static struct error *survey(struct planned *p, const struct strings *asked, enum plan_use use)
{
	struct strings none = STRINGS_INIT, names = STRINGS_INIT;
	struct error *err = survey_topics(&p->survey, &p->project, &none);

	if (!err)
		err = find_branches(&names, p, asked);
	if (!err && names.n) {
		for (size_t i = 0; i < p->survey.topics.n; i++)
			strings_add(&names, p->survey.topics.v[i].name);
		survey_release(&p->survey);
		p->survey = (struct survey){.project = NULL};
		err = survey_topics(&p->survey, &p->project, &names);
	}
	if (!err && !lines_decide(p, use))
		err = weigh(&p->survey);
	strings_release(&names);
	return err;
}

/* A choice of the maintainer's outlives a tip that moved. */
static bool outlives(const struct planned *p, const struct plan_line *line)
{
	const struct topic *topic = line ? survey_topic(&p->survey, line->topic) : NULL;

	return topic && topic->commits.n && plan_line_chosen(line) && plan_line_moved(line, topic);
}

/* A line whose topic is there under another name is that one's. */
static void rename_lines(struct planned *p)
{
	for (size_t i = 0; i < p->plan.n; i++) {
		struct plan_line *line = &p->plan.v[i];
		const struct topic *topic =
		    planfile_renamed(&p->plan, line, p->survey.topics.v, p->survey.topics.n);

		if (!topic)
			continue;
		if (!p->plan.retired)
			warning("plan %s, line %zu: %s is %s now, by its tip", p->path, line->number,
			    line->topic, topic->name);
		free(line->topic);
		line->topic = mem_dup(topic->name);
	}
}

/* What becomes of a line that does not fit. */
static const char *outcome(const struct planned *p, const struct plan_line *line, enum plan_use use)
{
	if (!line)
		return "mend it with: pullprep split --edit";
	if (use != PLAN_JUDGE)
		return "write the plan anew with: pullprep split --write";
	if (!survey_topic(&p->survey, line->topic))
		return plan_line_chosen(line) ? "your line is kept as a comment at the end"
					      : "its line is left out";
	return "judged anew";
}

/* Mainline may have what is no topic any more. */
static bool is_taken(const struct planned *p, const struct plan_line *line)
{
	char *mainline = oid_text(&p->project.mainline);
	const char *const args[] = {"merge-base", "--is-ancestor", line->tip, mainline, NULL};
	struct buf words = BUF_INIT;
	int status = 1;

	error_free(repo_git_status(p->project.repo, NULL, &words, &status, args));
	buf_release(&words);
	free(mainline);
	return !status;
}

static void tell(
    const struct planned *p, const struct plan_line *line, struct error *misfit, enum plan_use use)
{
	if (misfit && outlives(p, line))
		warning(
		    "plan %s, line %zu: %s has moved since the plan was written; your choice %s is kept%s",
		    p->path, line->number, line->topic, batch_name[line->batch],
		    use == PLAN_JUDGE ? "" : "; write its new tip with: pullprep split --write");
	else if (misfit)
		warning("plan %s, %s%s; %s", p->path, misfit->message,
		    line && !survey_topic(&p->survey, line->topic) && is_taken(p, line)
			? " any more, mainline has its commits"
			: "",
		    outcome(p, line, use));
	error_free(misfit);
}

/* Lines that do not go together may be the maintainer's choices, which only an editor can change. */
static struct error *check_bound(const struct planned *p)
{
	const struct topic *topics = p->survey.topics.v;
	size_t n = p->survey.topics.n;
	struct error *err = NULL;

	for (size_t i = 0; !err && i < p->plan.n; i++)
		err = planfile_check_line(&p->plan.v[i], topics, n);
	if (!err)
		err = error_hint(planfile_check_ancestry(&p->plan, topics, n),
		    "Mend the plan with:  pullprep split --edit");
	return error_context(err, "plan %s", p->path);
}

/* Does the plan fit what is there? Where it must, the first misfit is an error; otherwise each is told. */
static struct error *check_plan(struct planned *p, enum plan_use use)
{
	const struct topic *topics = p->survey.topics.v;
	size_t n = p->survey.topics.n, misfits = 0;

	rename_lines(p);
	if (p->plan.retired)
		return NULL;
	if (use == PLAN_BIND || use == PLAN_LINES)
		return check_bound(p);
	for (size_t i = 0; i < p->plan.n; i++) {
		struct error *misfit = planfile_check_line(&p->plan.v[i], topics, n);

		misfits += misfit != NULL;
		if (!misfit || misfits <= TOLD_MOST || plan_line_chosen(&p->plan.v[i]))
			tell(p, &p->plan.v[i], misfit, use);
		else
			error_free(misfit);
	}
	if (misfits > TOLD_MOST)
		warning("plan %s: %zu lines do not fit", p->path, misfits);
	if (!misfits && use == PLAN_SHOW)
		tell(p, NULL, planfile_check_ancestry(&p->plan, topics, n), use);
	return NULL;
}

/* A topic without a line is in no batch. */
static void take_lines(struct planned *p)
{
	for (size_t i = 0; i < p->survey.topics.n; i++) {
		const struct plan_line *line = planfile_line(&p->plan, &p->survey.topics.v[i]);
		enum batch batch = line ? line->batch : BATCH_HOLD;

		p->verdicts[i] = (struct verdict){.batch = batch,
		    .own = batch,
		    .judged = batch,
		    .clause = CLAUSE_OVERRIDE,
		    .could_go = DAY_NONE};
	}
}

void planned_judge(struct planned *p, enum plan_use use)
{
	const struct topic *topics = p->survey.topics.v;
	size_t n = p->survey.topics.n;

	if (p->verdicts)
		verdicts_release(p->verdicts, n);
	free(p->verdicts);
	free(p->order);
	p->verdicts = mem_zero(n, sizeof(*p->verdicts));
	p->order = mem_new(n, sizeof(*p->order));
	if (lines_decide(p, use)) {
		take_lines(p);
	} else {
		split_topics(topics, n, &p->project.next, &p->project.cycle, &p->rules, p->verdicts);
		gates_hold(p->gated.topics, topics, n, &p->rules, p->verdicts);
		bumps_apply(&p->bumps, topics, n, &p->project.cycle, &p->rules, p->verdicts);
	}
	if (p->from_file && !lines_decide(p, use))
		plan_override(&p->plan, topics, n, p->verdicts, use == PLAN_JUDGE);
	split_order(topics, p->verdicts, n, p->order);
	if (p->from_file)
		plan_order(&p->plan, topics, p->verdicts, n, p->order);
}

void planned_release(struct planned *p)
{
	if (p->verdicts)
		verdicts_release(p->verdicts, p->survey.topics.n);
	free(p->verdicts);
	free(p->order);
	free(p->base);
	free(p->path);
	buf_release(&p->text);
	planfile_release(&p->plan);
	bumps_release(&p->bumps);
	first_batch_release(&p->first);
	gated_release(&p->gated);
	survey_release(&p->survey);
	project_release(&p->project);
	memset(p, 0, sizeof(*p));
}

static struct error *read_all(struct planned *p, const struct globals *globals, const char *plan_path,
    enum plan_use use, const struct strings *asked)
{
	struct error *err;

	memset(p, 0, sizeof(*p));
	p->text = (struct buf)BUF_INIT;
	err = project_open(&p->project, &globals->config, globals->as_of);
	if (err) {
		memset(p, 0, sizeof(*p));
		return err;
	}
	p->path =
	    plan_path ? mem_dup(plan_path) : mem_format("%s/pullprep/plan", repo_common_dir(p->project.repo));
	err = read_plan(p, plan_path, use);
	if (!err)
		err = retire_plan(p, use);
	if (!err)
		err = bumpstore_load(&p->bumps, &p->project);
	if (!err)
		err = survey(p, asked, use);
	if (!err && !lines_decide(p, use))
		err = find_gates(p);
	if (!err && p->from_file)
		err = check_plan(p, use);
	if (!err)
		err = rules_find(&p->rules, &p->first, &p->survey);
	if (!err && !lines_decide(p, use))
		err = base_find(&p->base, &p->survey);
	if (err) {
		planned_release(p);
		return err;
	}
	planned_judge(p, use);
	if (use != PLAN_SHOW && !lines_decide(p, use)) /* who shows says it in its place */
		soak_warn(&p->project.next, &p->survey.notes);
	return NULL;
}

struct error *planned_read(
    struct planned *planned, const struct globals *globals, const char *plan_path, enum plan_use use)
{
	const struct strings none = STRINGS_INIT;

	return read_all(planned, globals, plan_path, use, &none);
}

struct error *planned_show(struct planned *planned, const struct globals *globals, const char *plan_path,
    const struct strings *names)
{
	return read_all(planned, globals, plan_path, PLAN_SHOW, names);
}

struct error *planned_open(struct planned *planned, const struct globals *globals, const char *plan_path)
{
	return planned_read(planned, globals, plan_path, PLAN_BIND);
}

struct error *planned_batch(const char *name, enum batch *batch)
{
	static const enum batch sendable[] = {BATCH_FIRST, BATCH_SECOND, BATCH_FIXES};

	for (size_t i = 0; i < sizeof(sendable) / sizeof(*sendable); i++)
		if (!strcmp(name, batch_name[sendable[i]])) {
			*batch = sendable[i];
			return NULL;
		}
	return error_hint(error_new(ERROR_USAGE, "'%s' is no batch that can be sent", name),
	    "The batches are: first, second, fixes");
}
