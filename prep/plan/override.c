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
	v->override = mem_dup(line->because);
}

/* The line that has a say in this verdict, or NULL. */
static const struct plan_line *say(
    const struct planfile *plan, const struct topic *topic, const struct verdict *verdict, bool chosen_only)
{
	const struct plan_line *line = planfile_line(plan, topic);

	if (!line || verdict->clause == CLAUSE_GONE || verdict->clause == CLAUSE_OVERRIDE ||
	    line->batch == verdict->batch)
		return NULL;
	return plan_line_chosen(line) || (!chosen_only && !plan_line_moved(line, topic)) ? line : NULL;
}

void plan_override(const struct planfile *plan, const struct topic *topics, size_t n,
    struct verdict *verdicts, bool chosen_only)
{
	bool changed = true;

	/* One override can free, or hold up, what contains the topic: so until nothing changes. */
	for (size_t round = 0; changed && round <= n; round++) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			const struct plan_line *line = say(plan, &topics[i], &verdicts[i], chosen_only);

			if (!line)
				continue;
			override(&verdicts[i], line);
			changed = true;
		}
		ancestry_settle(topics, n, verdicts);
	}
}

/* Where the plan lists the topic in its batch; those that it does not come last. */
static size_t listed_at(const struct planfile *plan, const struct topic *topic, const struct verdict *verdict)
{
	const struct plan_line *line = planfile_line(plan, topic);

	return line && line->batch == verdict->batch ? (size_t)(line - plan->v) : plan->n;
}

void plan_order(const struct planfile *plan, const struct topic *topics, const struct verdict *verdicts,
    size_t n, size_t *order)
{
	for (size_t i = 1; i < n; i++) {
		size_t topic = order[i], at = i, place = listed_at(plan, &topics[topic], &verdicts[topic]);

		for (; at && verdicts[order[at - 1]].batch == verdicts[topic].batch; at--) {
			size_t before = order[at - 1];

			if (listed_at(plan, &topics[before], &verdicts[before]) <= place)
				break;
			order[at] = before;
		}
		order[at] = topic;
	}
	ancestry_order(topics, verdicts, n, order);
}
