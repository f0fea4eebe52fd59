/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/override.h"

#include "plan/ancestry.h"

static void override(struct verdict *v, const struct plan_line *line)
{
	char *judged = v->reason;

	v->judged = v->batch;
	if (!plan_line_chosen(line))
		v->reason = mem_format(
		    "as the plan has it; today's verdict is %s: %s", batch_name[v->judged], judged);
	else
		v->reason = mem_format("the maintainer's choice%s%s; the verdict is %s: %s",
		    line->because ? ": " : "", line->because ? line->because : "", batch_name[v->judged],
		    judged);
	free(judged);
	v->batch = line->batch;
	v->clause = CLAUSE_OVERRIDE;
	free(v->override);
	v->override = mem_dup(line->because);
}

/* Has the line, which may be NULL, a say in this verdict? */
static bool has_say(
    const struct plan_line *line, const struct topic *topic, const struct verdict *verdict, bool chosen_only)
{
	if (!line || line->mute || verdict->clause == CLAUSE_GONE || verdict->clause == CLAUSE_OVERRIDE ||
	    line->batch == verdict->batch)
		return false;
	return plan_line_chosen(line) || (!chosen_only && !plan_line_moved(line, topic));
}

void plan_override(const struct planfile *plan, const struct topic *topics, size_t n,
    struct verdict *verdicts, bool chosen_only)
{
	struct containment c;
	const struct plan_line **lines;
	bool changed = true;

	containment_make(&c, topics, n);
	lines = planfile_lines(plan, &c);
	/* One override can free, or hold up, what contains the topic: so until nothing changes. */
	for (size_t round = 0; changed && round <= n; round++) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			if (!has_say(lines[i], &topics[i], &verdicts[i], chosen_only))
				continue;
			override(&verdicts[i], lines[i]);
			changed = true;
		}
		ancestry_settle_in(&c, topics, verdicts);
	}
	free(lines);
	containment_release(&c);
}

void plan_order(const struct planfile *plan, const struct topic *topics, const struct verdict *verdicts,
    size_t n, size_t *order)
{
	size_t *places = mem_new(n + 1, sizeof(*places));
	struct containment c;
	const struct plan_line **lines;

	containment_make(&c, topics, n);
	lines = planfile_lines(plan, &c);
	/* Where the plan lists the topic in its batch; those that it does not come last. */
	for (size_t i = 0; i < n; i++)
		places[i] = lines[i] && !lines[i]->mute && lines[i]->batch == verdicts[i].batch
				? (size_t)(lines[i] - plan->v)
				: plan->n;
	for (size_t i = 1; i < n; i++) {
		size_t topic = order[i], at = i;

		for (; at && verdicts[order[at - 1]].batch == verdicts[topic].batch &&
		       places[order[at - 1]] > places[topic];
		     at--)
			order[at] = order[at - 1];
		order[at] = topic;
	}
	free(lines);
	free(places);
	containment_release(&c);
	ancestry_order(topics, verdicts, n, order);
}
