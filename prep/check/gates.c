/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/judging.h"

void judge_gate_missing(struct judging *judging)
{
	const struct topic_gates *gates =
	    judging->pull->gates ? &judging->pull->gates[judging->topic_index] : NULL;

	for (size_t i = 0; gates && i < gates->n; i++) {
		struct buf text = BUF_INIT;

		if (gate_has_passed(&gates->v[i]))
			continue;
		buf_addf(&text, "has not passed gate %s, which ", gates->v[i].gate->name);
		gate_state_describe(&text, &gates->v[i]);
		judging_say(judging, &text);
	}
}
