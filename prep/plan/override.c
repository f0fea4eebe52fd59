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
static const struct plan_line *say(const struct planfile *plan, const struct topic *topics, size_t n,
    const struct topic *topic, const struct verdict *verdict, bool chosen_only)
{
	const struct plan_line *line = planfile_line(plan, topic);
	struct error *misfit;

	if (!line || verdict->clause == CLAUSE_GONE || verdict->clause == CLAUSE_OVERRIDE ||
	    line->batch == verdict->batch || (chosen_only && !plan_line_chosen(line)))
		return NULL;
	misfit = planfile_check_line(line, topics, n);
	if (misfit)
		line = NULL;
	error_free(misfit);
	return line;
}

void plan_override(const struct planfile *plan, const struct topic *topics, size_t n,
    struct verdict *verdicts, bool chosen_only)
{
	bool changed = true;

	/* One override can free, or hold up, what contains the topic: so until nothing changes. */
	for (size_t round = 0; changed && round <= n; round++) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			const struct plan_line *line =
			    say(plan, topics, n, &topics[i], &verdicts[i], chosen_only);

			if (!line)
				continue;
			override(&verdicts[i], line);
			changed = true;
		}
		ancestry_settle(topics, n, verdicts);
	}
}
