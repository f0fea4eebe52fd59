/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/soaked.h"

/* How the exceptional commits of one topic stand. */
struct late {
	size_t seen, changed, never, unknown;
	int first; /* earliest sighting of those that were seen */
	int was;   /* earliest older version of those that changed */
};

/* What is said of a batch: the regular commits in one clause, the others in a phrase each. */
struct tally {
	size_t regular, others;
	int latest;   /* latest first sighting among the regular */
	size_t fixes; /* fixes among the others */
	struct late late_fixes;
	bool fresh; /* all of these fixes were committed in the last seven days */
	size_t all, all_fixes;
};

bool soaked_is(const struct soaked_facts *facts, const struct soak *soak)
{
	if (soak->match < MATCH_REBASED || soak->first < 0 || soak->releases < facts->least)
		return false;
	return facts->day_0 == DAY_NONE || facts->next->v[soak->first].day <= facts->day_0;
}

void soaked_add_count(struct buf *out, size_t count)
{
	static const char *const words[] = {"no", "one", "two", "three", "four", "five", "six", "seven",
	    "eight", "nine", "ten", "eleven", "twelve"};

	if (count < sizeof(words) / sizeof(*words))
		buf_addstr(out, words[count]);
	else
		buf_addf(out, "%zu", count);
}

static void earliest(int *value, int candidate)
{
	if (candidate >= 0 && (*value < 0 || candidate < *value))
		*value = candidate;
}

static void count_late(struct late *late, const struct soak *soak)
{
	switch (soak->match) {
	case MATCH_SAME:
	case MATCH_REBASED:
		late->seen++;
		earliest(&late->first, soak->first);
		break;
	case MATCH_MODIFIED:
		late->changed++;
		earliest(&late->was, soak->was);
		break;
	case MATCH_NEVER:
		late->never++;
		break;
	case MATCH_UNKNOWN:
		late->unknown++;
		break;
	}
}

/* "since next-20220317", or what they have in common with how many, where they differ. */
static void add_state(struct buf *out, const struct next_trees *next, const struct late *late)
{
	bool mixed = (late->seen > 0) + (late->changed > 0) + (late->never > 0) + (late->unknown > 0) > 1;
	const char *comma = "";

	if (late->seen) {
		if (mixed)
			buf_addf(out, "%zu ", late->seen);
		buf_addf(out, "since %s", late->first >= 0 ? next->v[late->first].name : "later");
		comma = ", ";
	}
	if (late->changed) {
		buf_addstr(out, comma);
		if (mixed)
			buf_addf(out, "%zu ", late->changed);
		buf_addstr(out, "changed lately");
		if (late->was >= 0)
			buf_addf(out, ", older versions since %s", next->v[late->was].name);
		comma = ", ";
	}
	if (late->never) {
		buf_addstr(out, comma);
		if (mixed)
			buf_addf(out, "%zu ", late->never);
		buf_addstr(out, "never in linux-next");
		comma = ", ";
	}
	if (late->unknown)
		buf_addf(out, "%s%zu not known", comma, late->unknown);
}

static const char *reason_of(const struct soaked_facts *facts, size_t index)
{
	const struct verdict *verdict = &facts->verdicts[index];

	return verdict->override ? verdict->override : facts->survey->topics.v[index].dormant;
}

/* Counts one topic's commits; its exceptions that are no fixes make a phrase. */
static void weigh_topic(
    const struct soaked_facts *facts, size_t index, struct tally *tally, struct strings *phrases)
{
	const struct topic *topic = &facts->survey->topics.v[index];
	struct late late = {.first = SOAK_NONE, .was = SOAK_NONE};
	const char *reason = reason_of(facts, index);
	struct buf phrase = BUF_INIT;
	size_t others = 0, patches = 0;

	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &facts->survey->commits.v[topic->commits.v[i]];

		if (commit->merge)
			continue;
		tally->all++;
		tally->all_fixes += commit->fix;
		patches += !commit->fix;
		if (soaked_is(facts, &commit->soak)) {
			tally->regular++;
			if (commit->soak.first > tally->latest)
				tally->latest = commit->soak.first;
		} else if (commit->fix) {
			tally->fixes++;
			count_late(&tally->late_fixes, &commit->soak);
			if (day_of_time(commit->committed) < facts->as_of - 7)
				tally->fresh = false;
		} else {
			others++;
			count_late(&late, &commit->soak);
		}
	}
	tally->others += others;
	if (!others)
		return;
	if (others == patches)
		buf_addf(&phrase, "%s (%zu commit%s, ", topic->name, others, others == 1 ? "" : "s");
	else
		buf_addf(&phrase, "%zu of the %zu commits of %s (", others, patches, topic->name);
	add_state(&phrase, facts->next, &late);
	buf_addf(&phrase, "%s%s)", reason ? ": " : "", reason ? reason : "");
	strings_take(phrases, buf_detach(&phrase));
}

static void add_fixes(const struct soaked_facts *facts, const struct tally *tally, struct strings *phrases)
{
	struct buf phrase = BUF_INIT;

	if (!tally->fixes)
		return;
	soaked_add_count(&phrase, tally->fixes);
	buf_addf(&phrase, " fix%s", tally->fixes == 1 ? "" : "es");
	if (tally->late_fixes.never == tally->fixes && tally->fresh) {
		buf_addstr(&phrase, ", which came in this week");
	} else {
		buf_addstr(&phrase, " (");
		add_state(&phrase, facts->next, &tally->late_fixes);
		buf_addch(&phrase, ')');
	}
	strings_take(phrases, buf_detach(&phrase));
}

/* "a, b and c" */
static void add_phrases(struct buf *out, const struct strings *phrases)
{
	for (size_t i = 0; i < phrases->n; i++)
		buf_addf(out, "%s%s", !i ? "" : i + 1 < phrases->n ? ", " : " and ", phrases->v[i]);
}

/* A batch of nothing but fixes that did not soak, which is how fixes are. */
static void add_only_fixes(struct buf *out, const struct soaked_facts *facts, const struct tally *tally)
{
	buf_addstr(out, tally->fixes == 1 ? "This fix " : "These fixes ");
	if (tally->late_fixes.never == tally->fixes) {
		buf_addstr(out, tally->fresh ? "came in this week and " : "");
		buf_addf(out, "%s not been in linux-next.", tally->fixes == 1 ? "has" : "have");
		return;
	}
	buf_addstr(out, tally->fixes == 1 ? "was not long in linux-next: " : "were not long in linux-next: ");
	add_state(out, facts->next, &tally->late_fixes);
	buf_addch(out, '.');
}

void soaked_add(struct buf *out, const struct soaked_facts *facts)
{
	struct tally tally = {
	    .latest = SOAK_NONE, .late_fixes = {.first = SOAK_NONE, .was = SOAK_NONE}, .fresh = true};
	struct strings phrases = STRINGS_INIT;

	if (!facts->next->n)
		return;
	for (size_t i = 0; i < facts->n; i++)
		weigh_topic(facts, facts->topics[i], &tally, &phrases);
	add_fixes(facts, &tally, &phrases);
	if (tally.regular) {
		buf_addf(out, "%s been in linux-next since %s%s",
		    tally.all == 1 ? "This has" : "All of these have", facts->next->v[tally.latest].name,
		    tally.all == 1 ? "" : " or earlier");
		if (phrases.n)
			buf_addstr(out, ", except for ");
		add_phrases(out, &phrases);
		buf_addch(out, '.');
	} else if (tally.all && tally.all_fixes == tally.all) {
		add_only_fixes(out, facts, &tally);
	} else if (tally.all) {
		buf_addstr(out, "Not long enough in linux-next to count as tested there: ");
		add_phrases(out, &phrases);
		buf_addch(out, '.');
	}
	strings_release(&phrases);
}
