/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifenotes.h"

#include "facts/gated.h"
#include "facts/liferefs.h"
#include "facts/waivers.h"

#include <string.h>

enum { DIGITS = 12 };

/* ---- gates ---- */

static void add_gate(struct life *life, const struct life_subject *subject, const struct gate_result *result)
{
	struct buf what = BUF_INIT, detail = BUF_INIT;
	bool own = oid_equal(&result->tree, &subject->commit.tree);

	buf_addf(&what, "%s %s", result->gate, result->passed ? "passed" : "failed");
	if (!own)
		buf_addf(&what, " with %s on it", result->topic);
	buf_addstr(&detail, "tree ");
	buf_add_oid(&detail, &result->tree, DIGITS);
	buf_addf(&detail, ", by %s", result->author);
	if (result->why)
		buf_addf(&detail, ": %s", result->why);
	if (result->log) {
		buf_addstr(&detail, "; ");
		gate_log_describe(&detail, result);
	}
	life_add(life, LIFE_GATE, result->time, buf_detach(&what), mem_dup(GATES_REF), buf_detach(&detail));
}

struct error *life_add_gates(struct life *life, struct life_subject *subject)
{
	struct gate_results results;
	struct error *err = gate_results_read(&results, subject->project->repo, subject->project->asked);
	git_oid *tips;
	bool *holds;

	if (err)
		return err;
	tips = mem_new(results.n + 1, sizeof(*tips));
	holds = mem_zero(results.n + 1, sizeof(*holds));
	for (size_t i = 0; i < results.n; i++)
		tips[i] = results.v[i].commit;
	if (results.n)
		err = life_holders_find(holds, &subject->places, life_subject_own_place(subject),
		    &subject->commit.oid, tips, results.n);
	for (size_t i = 0; !err && i < results.n; i++)
		if (holds[i] || oid_equal(&results.v[i].tree, &subject->commit.tree))
			add_gate(life, subject, &results.v[i]);
	free(tips);
	free(holds);
	gate_results_release(&results);
	return err;
}

/* ---- waivers ---- */

static bool concerns(const struct waiver *waiver, const git_oid *commit, const git_oid *patch)
{
	return oid_equal(&waiver->commit, commit) ||
	       (!oid_is_zero(patch) && oid_equal(&waiver->patch, patch));
}

static void add_waiver(struct life *life, const struct waivers *waivers, const struct waiver *waiver)
{
	struct buf detail = BUF_INIT;

	buf_addf(&detail, "by %s", waiver->author);
	if (waiver->reason && !waiver_counts(waivers, waiver))
		buf_addstr(&detail, ", overruled later");
	life_add(life, LIFE_WAIVED, waiver->time,
	    waiver->reason ? mem_format("%s: %s", waiver->rule, waiver->reason)
			   : mem_format("%s: dropped", waiver->rule),
	    mem_dup(WAIVERS_REF), buf_detach(&detail));
}

struct error *life_add_waivers(struct life *life, struct life_subject *subject)
{
	struct waivers waivers;
	git_oid patch;
	struct error *err = waivers_read(&waivers, subject->project->repo, subject->project->asked);

	if (err)
		return err;
	err = waivers_patches(&patch, &waivers, subject->project->repo, &subject->commit.oid, 1);
	for (size_t i = 0; !err && i < waivers.n; i++)
		if (concerns(&waivers.v[i], &subject->commit.oid, &patch))
			add_waiver(life, &waivers, &waivers.v[i]);
	waivers_release(&waivers);
	return err;
}
