/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/pastoutcome.h"

const char *const outcome_name[OUTCOME_COUNT] = {
    [OUTCOME_NAMED] = "named",
    [OUTCOME_NET] = "reverted-net",
    [OUTCOME_RAW] = "reverted-raw",
    [OUTCOME_WITHIN] = "reverted-within",
};

const char *const outcome_words[OUTCOME_COUNT] = {
    [OUTCOME_NAMED] = "named or reverted",
    [OUTCOME_NET] = "reverted, net",
    [OUTCOME_RAW] = "reverted, raw",
    [OUTCOME_WITHIN] = "... or by its own pull",
};

const char *const size_class_words[SIZE_CLASSES] = {
    "under 10 lines", "10 to 49", "50 to 99", "100 to 499", "500 to 999", "1000 and more"};

static const long size_from[SIZE_CLASSES] = {0, 10, 50, 100, 500, 1000};

bool outcome_is_known(const struct postmortem *pm, enum past_outcome outcome)
{
	return outcome != OUTCOME_NAMED || pm->practice;
}

static bool comes_to(const struct postmortem *pm, const struct blame *blame, enum past_outcome outcome)
{
	bool net = blame->reverts && !pm->commits.v[blame->fix].undone;

	switch (outcome) {
	case OUTCOME_NAMED:
		return !blame->internal && (blame->fixes || net);
	case OUTCOME_NET:
		return !blame->internal && net;
	case OUTCOME_RAW:
		return !blame->internal && blame->reverts;
	default:
		return blame->reverts;
	}
}

bool *past_outcomes_find(const struct postmortem *pm, enum past_outcome outcome)
{
	bool *outcomes = mem_zero(pm->own + 1, sizeof(*outcomes));

	for (size_t i = 0; i < pm->blames.n; i++) {
		const struct blame *blame = &pm->blames.v[i];

		if (!blame->later && blame->culprit < pm->own && blame->place < AT_PRIOR &&
		    comes_to(pm, blame, outcome))
			outcomes[blame->culprit] = true;
	}
	return outcomes;
}

size_t past_size_class(const struct past_commit *commit)
{
	size_t class = SIZE_CLASSES - 1;
	long lines;

	if (!commit->sized || !commit->size.known)
		return SIZE_UNKNOWN;
	lines = ratio_changed(&commit->size);
	while (lines < size_from[class])
		class --;
	return class;
}
