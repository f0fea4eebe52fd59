/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/soaked.h"

#include "text/plain.h"

#include <stdlib.h>
#include <string.h>

/* Trees, from the earliest to the latest: both SOAK_NONE while there is none. */
struct span {
	int from, to;
};
#define SPAN_NONE                                                                                            \
	{                                                                                                    \
		SOAK_NONE, SOAK_NONE                                                                         \
	}

/* How the exceptional commits of one topic stand. */
struct late {
	size_t seen, left, changed, never, unknown;
	struct span first; /* first sightings of those that were seen and are there still */
	struct span gone;  /* first and last sightings of those that linux-next has dropped */
	bool gone_alike;   /* all of these came and went on the same days */
	struct span was;   /* first older versions of those that changed */
};
#define LATE_NONE                                                                                            \
	{                                                                                                    \
		.first = SPAN_NONE, .gone = SPAN_NONE, .gone_alike = true, .was = SPAN_NONE                  \
	}

/* What is said of a batch: the regular commits in one clause, the others in a phrase each. */
struct tally {
	size_t regular;
	size_t left;  /* of the others, less fixes: those that linux-next has dropped */
	int latest;   /* latest first sighting among the regular */
	size_t fixes; /* fixes among the others */
	struct late late_fixes;
	bool fresh; /* all of these fixes were committed in the last seven days */
	size_t all, all_fixes;
};

/* It was in linux-next, and the newest tree has it no more. */
static bool has_left(const struct soak *soak)
{
	return soak->match >= MATCH_REBASED && soak->last >= 0 && soak->newest == NEWEST_NO;
}

bool soaked_is(const struct soaked_facts *facts, const struct soak *soak)
{
	if (soak->match < MATCH_REBASED || soak->first < 0 || soak->releases < facts->least || has_left(soak))
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

static void span_add(struct span *span, int from, int to)
{
	if (from >= 0 && (span->from < 0 || from < span->from))
		span->from = from;
	if (to > span->to)
		span->to = to;
}

static void count_gone(struct late *late, const struct soak *soak)
{
	if (late->left++ && (late->gone.from != soak->first || late->gone.to != soak->last))
		late->gone_alike = false;
	span_add(&late->gone, soak->first, soak->last);
}

static void count_late(struct late *late, const struct soak *soak)
{
	switch (soak->match) {
	case MATCH_SAME:
	case MATCH_REBASED:
		if (has_left(soak)) {
			count_gone(late, soak);
			break;
		}
		late->seen++;
		span_add(&late->first, soak->first, soak->first);
		break;
	case MATCH_MODIFIED:
		late->changed++;
		span_add(&late->was, soak->was, soak->was);
		break;
	case MATCH_NEVER:
		late->never++;
		break;
	case MATCH_UNKNOWN:
		late->unknown++;
		break;
	}
}

/* "since next-20220317", which must be true of each of them: the latest, "or earlier" where they differ. */
static void add_since(struct buf *out, const struct next_trees *next, const struct span *span)
{
	if (span->to < 0)
		buf_addstr(out, "since later");
	else
		buf_addf(
		    out, "since %s%s", next->v[span->to].name, span->from < span->to ? " or earlier" : "");
}

static void add_gone(struct buf *out, const struct next_trees *next, const struct late *late)
{
	const char *from = next->v[late->gone.from].name, *to = next->v[late->gone.to].name;

	if (late->gone.from == late->gone.to)
		buf_addf(out, "in linux-next in %s only", to);
	else
		buf_addf(out, "in linux-next %s %s %s %s only", late->gone_alike ? "from" : "between", from,
		    late->gone_alike ? "to" : "and", to);
}

static size_t kinds(const struct late *late)
{
	return (late->seen > 0) + (late->left > 0) + (late->changed > 0) + (late->never > 0) +
	       (late->unknown > 0);
}

/* Begins what is said of one kind: a comma, and how many of them, if there are other kinds. */
static void add_kind(struct buf *out, size_t count, bool mixed, const char **comma)
{
	buf_addstr(out, *comma);
	if (mixed)
		buf_addf(out, "%zu ", count);
	*comma = ", ";
}

/* "since next-20220317", or what they have in common with how many, where they differ. */
static void add_state(struct buf *out, const struct next_trees *next, const struct late *late)
{
	bool mixed = kinds(late) > 1;
	const char *comma = "";

	if (late->seen) {
		add_kind(out, late->seen, mixed, &comma);
		add_since(out, next, &late->first);
	}
	if (late->left) {
		add_kind(out, late->left, mixed, &comma);
		add_gone(out, next, late);
	}
	if (late->changed) {
		add_kind(out, late->changed, mixed, &comma);
		buf_addstr(out, "changed lately");
		if (late->was.to >= 0) {
			buf_addstr(out, ", older versions ");
			add_since(out, next, &late->was);
		}
	}
	if (late->never) {
		add_kind(out, late->never, mixed, &comma);
		buf_addstr(out, "never in linux-next");
	}
	if (late->unknown) {
		add_kind(out, late->unknown, true, &comma);
		buf_addstr(out, "not known");
	}
}

/* What the maintainer has to say of the topic's exceptions, waivers aside; or NULL. */
static const char *own_reason(const struct soaked_facts *facts, size_t index)
{
	const struct verdict *verdict = &facts->verdicts[index];

	return verdict->override ? verdict->override : facts->survey->topics.v[index].dormant;
}

static bool has_commit(const struct waived_place *place, const git_oid *commit)
{
	for (size_t i = 0; i < place->commits.n; i++)
		if (!git_oid_cmp(place->commits.v[i], commit))
			return true;
	return false;
}

/* Is the reason for all of the topic's exceptions that are no fixes, of which there are some, and for nothing
 * elsewhere? */
static bool excuses(const struct soaked_facts *facts, size_t index, const struct waived_reason *reason)
{
	const struct topic *topic = &facts->survey->topics.v[index];
	size_t others = 0;

	if (reason->places.n != 1 || reason->places.v[0].topic != index)
		return false;
	for (size_t i = 0; i < topic->commits.n; i++) {
		const struct commit_facts *commit = &facts->survey->commits.v[topic->commits.v[i]];

		if (commit->merge || commit->fix || soaked_is(facts, &commit->soak))
			continue;
		others++;
		if (!has_commit(&reason->places.v[0], &commit->oid))
			return false;
	}
	return others > 0;
}

const struct waived_reason *soaked_reason(const struct soaked_facts *facts, size_t topic)
{
	if (!facts->reasons || !facts->next->n || own_reason(facts, topic))
		return NULL;
	for (size_t i = 0; i < facts->reasons->n; i++)
		if (excuses(facts, topic, &facts->reasons->v[i]))
			return &facts->reasons->v[i];
	return NULL;
}

/* On one line; "" if there is none. */
static char *reason_of(const struct soaked_facts *facts, size_t index)
{
	const char *own = own_reason(facts, index);
	const struct waived_reason *waived = soaked_reason(facts, index);
	char *line = plain_line(own ? own : waived ? waived->words : "");

	if (waived && *line && line[strlen(line) - 1] == '.') /* the sentence goes on */
		line[strlen(line) - 1] = '\0';
	return line;
}

/* Counts one topic's commits; its exceptions that are no fixes make a phrase. */
static void weigh_topic(
    const struct soaked_facts *facts, size_t index, struct tally *tally, struct strings *phrases)
{
	const struct topic *topic = &facts->survey->topics.v[index];
	struct late late = LATE_NONE;
	char *reason = reason_of(facts, index);
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
	tally->left += late.left;
	if (!others) {
		free(reason);
		return;
	}
	if (others == patches)
		buf_addf(&phrase, "%s (%zu commit%s, ", topic->name, others, others == 1 ? "" : "s");
	else
		buf_addf(&phrase, "%zu of the %zu commits of %s (", others, patches, topic->name);
	add_state(&phrase, facts->next, &late);
	buf_addf(&phrase, "%s%s)", *reason ? ": " : "", reason);
	free(reason);
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
	buf_addstr(out, tally->fixes == 1 ? "was " : "were ");
	if (tally->late_fixes.left < tally->fixes)
		buf_addstr(out, "not long in linux-next: ");
	add_state(out, facts->next, &tally->late_fixes);
	buf_addch(out, '.');
}

/* How the sentence begins where not one commit counts as tested. */
static void add_untested(struct buf *out, const struct tally *tally)
{
	size_t left = tally->left + tally->late_fixes.left;

	if (left == tally->all)
		buf_addstr(out, "Not in linux-next any more: ");
	else
		buf_addf(out, "Not long enough in linux-next%s to count as tested there: ",
		    left ? ", or not any more," : "");
}

static void add_sentence(struct buf *out, const struct soaked_facts *facts)
{
	struct tally tally = {.latest = SOAK_NONE, .late_fixes = LATE_NONE, .fresh = true};
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
		add_untested(out, &tally);
		add_phrases(out, &phrases);
		buf_addch(out, '.');
	}
	strings_release(&phrases);
}

void soaked_add(struct buf *out, const struct soaked_facts *facts)
{
	struct buf sentence = BUF_INIT;
	char *line;

	add_sentence(&sentence, facts);
	line = plain_line(sentence.s);
	buf_addstr(out, line);
	free(line);
	buf_release(&sentence);
}
