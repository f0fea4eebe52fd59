/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/lifeplan.h"

#include "facts/commitnames.h"
#include "facts/liferefs.h"
#include "plan/planfile.h"
#include "publish/file.h"

#include <stdlib.h>

/* The tips that are here, of those lines: where from is the line's index. */
struct tips {
	git_oid *v;
	size_t *from, n;
	bool *holds;
};

static void tips_release(struct tips *tips)
{
	free(tips->v);
	free(tips->from);
	free(tips->holds);
}

static struct error *find_tips(struct tips *out, const struct planfile *plan, struct repo *repo)
{
	struct commit_name *names = mem_zero(plan->n + 1, sizeof(*names));
	struct error *err;

	*out = (struct tips){.v = mem_new(plan->n + 1, sizeof(*out->v)),
	    .from = mem_new(plan->n + 1, sizeof(*out->from)),
	    .holds = mem_zero(plan->n + 1, sizeof(*out->holds))};
	for (size_t i = 0; i < plan->n; i++)
		names[i].id = plan->v[i].tip;
	err = plan->n ? commit_names_resolve(names, plan->n, repo) : NULL;
	for (size_t i = 0; !err && i < plan->n; i++) {
		const struct commit_name *name = commit_names_find(names, plan->n, plan->v[i].tip);

		if (!name || !name->known)
			continue;
		out->v[out->n] = name->oid;
		out->from[out->n++] = i;
	}
	free(names);
	return err;
}

/* Leaves those that contain no other one which has the commit. */
static struct error *keep_inner(struct tips *tips, struct repo *repo)
{
	bool *outer = mem_zero(tips->n + 1, sizeof(*outer));
	struct error *err = NULL;

	for (size_t i = 0; i < tips->n; i++)
		for (size_t k = 0; !err && k < tips->n && tips->holds[i] && !outer[i]; k++)
			if (i != k && tips->holds[k] && !oid_equal(&tips->v[i], &tips->v[k]))
				err = repo_is_ancestor(repo, &outer[i], &tips->v[k], &tips->v[i]);
	for (size_t i = 0; i < tips->n; i++)
		tips->holds[i] = tips->holds[i] && !outer[i];
	free(outer);
	return err;
}

static void add_line(
    struct life *life, const struct planfile *plan, const struct plan_line *line, const char *path)
{
	struct buf detail = BUF_INIT;

	buf_addf(&detail, "%s", line->note ? line->note : "");
	if (line->because)
		buf_addf(&detail, "%sbecause: %s", detail.len ? "; " : "", line->because);
	life_add(life, LIFE_PLANNED, LIFE_NO_TIME,
	    mem_format("%s%s%s, in topic %s", batch_name[line->batch], plan->version ? " for " : "",
		plan->version ? plan->version : "", line->topic),
	    mem_dup(path), detail.len ? mem_dup(detail.s) : NULL);
	buf_release(&detail);
}

static struct error *add_plan(
    struct life *life, struct life_subject *subject, const struct planfile *plan, const char *path)
{
	struct repo *repo = subject->project->repo;
	struct tips tips;
	struct error *err = find_tips(&tips, plan, repo);

	if (!err && tips.n)
		err = life_holders_find(tips.holds, &subject->places, life_subject_own_place(subject),
		    &subject->commit.oid, tips.v, tips.n);
	if (!err)
		err = keep_inner(&tips, repo);
	for (size_t i = 0; !err && i < tips.n; i++)
		if (tips.holds[i])
			add_line(life, plan, &plan->v[tips.from[i]], path);
	tips_release(&tips);
	return err;
}

static void add_unreadable(struct life *life, struct error *err, const char *path)
{
	char *why = mem_format("plan %s: %s", path, err->message);

	life_add_unknown(life, LIFE_PLANNED, why);
	free(why);
	error_free(err);
}

struct error *life_add_plan(struct life *life, struct life_subject *subject, const char *path)
{
	char *place =
	    path ? mem_dup(path) : mem_format("%s/pullprep/plan", repo_common_dir(subject->project->repo));
	struct planfile plan = PLANFILE_INIT;
	struct buf text = BUF_INIT;
	struct error *err = file_read(&text, place);

	if (err && err->code == ERROR_NOT_FOUND && !path) {
		error_free(err);
		err = NULL;
	} else if (!err) {
		err = planfile_parse(&plan, text.s);
		if (err)
			add_unreadable(life, err, place);
		err = err ? NULL : add_plan(life, subject, &plan, place);
	}
	planfile_release(&plan);
	buf_release(&text);
	free(place);
	return err;
}
