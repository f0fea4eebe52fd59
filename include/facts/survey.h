/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_SURVEY_H
#define FACTS_SURVEY_H

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
	bool fix; /* well-formed Fixes: into mainline, Cc: stable, or a revert of a mainline commit */
	bool in_mainline;
	struct soak soak;   /* merges: MATCH_UNKNOWN */
	struct ratio ratio; /* merges: all zero */
};

/* What the final difference of a topic does to files that exist already: the measure of risk. */
struct risk {
	bool known;
	long existing_lines; /* lines changed in existing files of class code */
	struct strings areas;  /* first two path components of such files, less uapi, Kconfig, Makefile, MAINTAINERS */
	struct strings shared; /* those of pullprep.sharedPath that such files lie under */
};

struct topic {
	char *name;	/* "kvm/xen-evtchn" */
	char *ref;	/* "refs/heads/kvm/xen-evtchn" */
	git_oid tip;
	struct strings aliases;	 /* other refs with the same tip */
	struct strings contains; /* names of the topics that this one contains */
	struct {
		size_t *v; /* own commits (mainline..tip less those of contained topics): indices into the survey, newest first */
		size_t n, cap;
	} commits;
	size_t patches;	     /* own non-merge commits */
	char *description;   /* branch.<name>.description, or NULL */
	char *dormant;	     /* branch.<name>.pullprepDormant: why no released userspace can reach it, or NULL */
	char *foreign;	     /* a remote-tracking branch of somebody else that holds some of its commits while mainline lacks them, or NULL */
	char *merged_as;     /* "1a2b3c4d5e6f" of the mainline merge that took it, once nothing is left; or NULL */
	day_t merged_on;
	struct ratio ratio;  /* summed over its commits */
	struct ratio final;  /* of its final difference */
	struct risk risk;
	/* Soak, over the non-merge commits that are no fixes (over all, where all are fixes): */
	size_t fixes;	    /* how many commits are fixes */
	size_t judged;	    /* how many commits the figures below are over */
	int least_releases; /* fewest sightings among them */
	int first, latest_first; /* earliest and latest first sighting (index into next, SOAK_NONE if one has none) */
	size_t never, modified, rebased, late, unknown; /* late: first sighted after day 0 of the open window */
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
	struct soak_notes notes;
};

/*
 * Topics by their refs: pullprep.topic globs, or the defaults of the design (local branches ahead of mainline, not mainline, not branches that contain two
 * others, not those whose tip is older than the last release). `only`: names to keep (topic names, aliases, or any branch; an unknown one is an error that lists
 * the nearest); empty: all. A topic that mainline has wholly is kept, with merged_as, if it is named or configured.
 */
struct error *survey_topics(struct survey *out, struct project *project, const struct strings *only);

/* One nameless topic of the range's commits: "A..B", "^A B", or commit ids (each for itself). */
struct error *survey_range(struct survey *out, struct project *project, const struct strings *revisions);

/* Fill in what a command needs; each may be left out. */
struct error *survey_soak(struct survey *survey);   /* commits' soak and the topics' figures of it */
struct error *survey_ratio(struct survey *survey);  /* commits' ratio and the topics' sums */
struct error *survey_risk(struct survey *survey);   /* topics' final difference and risk */

void survey_release(struct survey *survey);
const struct topic *survey_topic(const struct survey *survey, const char *name);

#endif
