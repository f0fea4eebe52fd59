/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SURVEY_H
#define FACTS_SURVEY_H

#include "facts/coverletter.h"
#include "facts/elsewhere.h"
#include "facts/project.h"
#include "facts/ratio.h"
#include "facts/soak.h"

/*
 * The commits and topics at hand with all that is known of them. The survey owns both; plan and text borrow.
 */
struct commit_facts {
	git_oid oid;
	git_oid parent; /* the first; zero for a root */
	char *subject, *author_name, *author_email;
	int64_t committed; /* committer date, seconds since the epoch */
	bool merge;
	bool fix;                   /* see facts/fix.h */
	bool in_mainline;           /* survey_soak() finds out for a range; a topic's commits never are */
	struct soak soak;           /* merges: MATCH_UNKNOWN */
	struct ratio ratio;         /* merges: all zero */
	struct elsewhere elsewhere; /* tests of its series, see facts/surveytests.h */
};

/* What the final difference of a topic does to files that exist already: the measure of risk. */
struct risk {
	bool known;
	bool summed; /* over its commits, and so is ->final: what it stands on has conflicts */
	/* Lines changed in existing files of class code. */
	long existing_lines;
	/* First two directories of such files, less uapi, Kconfig, Makefile, MAINTAINERS. */
	struct strings areas;
	/* Those of pullprep.sharedPath that such files lie under. */
	struct strings shared;
};

/* Where a topic comes from. */
enum topic_kind {
	TOPIC_BRANCH, /* a ref */
	TOPIC_RANGE,  /* revisions on a command line: one topic, whose commits need not hang together */
	TOPIC_MERGE,  /* merged into the line that pullprep.gather names */
	TOPIC_SERIES, /* posted together, and applied directly on that line; its commits need not be
			 consecutive */
};

struct topic {
	enum topic_kind kind;
	char *name; /* "kvm/xen-evtchn" */
	char *ref;  /* "refs/heads/kvm/xen-evtchn"; NULL for what is no branch */
	git_oid tip;
	struct strings aliases; /* other names with the same tip */
	/* Names of the topics that this one contains: it cannot be pulled without them. Series that are
	 * applied in turns contain each other. */
	struct strings contains;
	git_oid merge; /* TOPIC_MERGE: the newest merge of it on the line; else zero */
	char *text;    /* what its merges' messages say of it, the newest that says anything; or NULL */
	char *url;     /* TOPIC_MERGE: where that merge pulled it from, as it was written; or NULL */
	char *posted;  /* the stem of its Message-IDs (facts/posted.h): a series', or that of a merge which
			  names its posting; or NULL */
	/* TOPIC_MERGE: own commits that the tip does not have, but former merges of it do: it was rewritten
	 * and merged again. They are in what the line has, and not in what the tip has. */
	size_t former;
	/* Own commits (mainline..tip less those of contained topics): indices into the survey, newest first.
	 */
	struct {
		size_t *v;
		size_t n, cap;
	} commits;
	size_t patches; /* own non-merge commits */
	size_t fixes;   /* how many of them are fixes */
	/* branch.<name>.description, or NULL. */
	char *description;
	/* Of the series that it was posted as; none before cover_letters_find() was asked for them. */
	struct cover_letters letters;
	/* branch.<name>.pullprepDormant: why no released userspace can reach it, or NULL. */
	char *dormant;
	/* Somebody else's remote-tracking branch that holds some of its commits, see facts/foreign.h; or
	 * NULL. */
	char *foreign;
	/* Once nothing is left: the mainline merge that took it, "1a2b3c4d5e6f", and its UTC day; or NULL. */
	char *merged_as;
	day_t merged_on;
	struct ratio ratio; /* summed over its commits */
	struct ratio final; /* of its final difference */
	struct risk risk;
	struct elsewhere elsewhere; /* tests of any of its commits, each once, see facts/surveytests.h */
	/* Soak, over the non-merge commits that are no fixes (over all, where all are fixes): */
	size_t judged;      /* how many these are */
	int least_releases; /* fewest sightings among them */
	int first;          /* earliest first sighting: index into next, SOAK_NONE if none has one */
	int latest_first;   /* latest first sighting, SOAK_NONE if one of them has none */
	size_t never, modified, rebased, unknown;
	size_t late; /* first sighted after day 0 of the open window */
};

struct survey {
	struct project *project; /* borrowed */
	struct {
		struct commit_facts *v;
		size_t n, cap;
	} commits;
	struct {
		struct topic *v;
		size_t n, cap;
	} topics;
	/* Branches that mainline lacks and that would be topics if their tips were not older than the last
	 * release, by at most a year; newest first. */
	struct strings older;
	bool soaked;    /* survey_soak() was here */
	bool elsewhere; /* survey_tests() was here, and pullprep.testRepo is set */
	struct soak_notes notes;
};

/*
 * Topics by what pullprep.gather names, see facts/linetopics.h; or, where that is not set, by their refs:
 * pullprep.topic globs, or the defaults of the design (local branches ahead of
 * mainline, not mainline, not branches that only hold others, not those whose tip is older than the last
 * release). `only`: names to keep (topic names, aliases, or any branch; an unknown one is an error that lists
 * the nearest); empty: all. A topic that mainline has wholly is kept, with merged_as, if it is named, or
 * was taken since the last release (while a window is open, since the one before). A branch that only points
 * at a commit of mainline's first-parent line was never taken, unless it is configured or named.
 */
struct error *survey_topics(struct survey *out, struct project *project, const struct strings *only);

/*
 * One topic of the range's commits, which has no ref and is called as it was written: see facts/range.h for
 * what may be. Its tip is the range's first revision.
 */
struct error *survey_range(struct survey *out, struct project *project, const struct strings *revisions);

/* Fill in what a command needs; each may be left out. */
struct error *survey_soak(struct survey *survey); /* commits' soak and the topics' figures of it; once */
/* The soak of these commits alone, by index, and no figures of topics. */
struct error *survey_soak_of(struct survey *survey, const bool *wanted);
struct error *survey_ratio(struct survey *survey); /* commits' ratio and the topics' sums */
struct error *survey_risk(struct survey *survey);  /* topics' final difference and risk */

/*
 * What people name on a command line: all topics that mainline has not taken, if they name nothing; those
 * topics if each argument is one (or a local branch); else the range.
 */
struct error *survey_named(struct survey *out, struct project *project, const struct strings *names);

void topic_release(struct topic *topic);
void survey_release(struct survey *survey);
const struct topic *survey_topic(const struct survey *survey, const char *name);

#endif
