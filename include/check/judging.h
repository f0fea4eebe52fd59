/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_JUDGING_H
#define CHECK_JUDGING_H

#include "check/rules.h"
#include "util/buf.h"

/*
 * What a rule is asked about, and where it says what it has found. The judge functions of the table are
 * declared here; each one is where its kind of question is answered.
 */
struct judging {
	const struct pull *pull;
	const struct rule *rule;
	const struct topic *topic;         /* NULL: what is judged is of none, */
	const char *about;                 /* but this: a tag, or "linux-next", */
	const git_oid *about_commit;       /* and what it names; or NULL */
	size_t topic_index;                /* in the survey */
	const struct commit_facts *commit; /* RULE_COMMIT and RULE_MERGE, */
	const struct wording *wording;     /* with its words; */
	size_t commit_index;               /* its place in the survey */
	int level;                         /* of the rule, for this topic, */
	long threshold;                    /* and likewise */
	struct findings *out;
};

/*
 * Adds a finding on what is judged, at the rule's level. `text` is handed over. The milder form is for cases
 * that the rule itself takes lighter than its default: the finding's level is `most` at most.
 */
void judging_say(struct judging *judging, struct buf *text);
void judging_say_at_most(struct judging *judging, enum finding_level most, struct buf *text);
/* For a text that is a constant. */
void judging_says(struct judging *judging, const char *text);

/* check/words.c */
void judge_sob_author(struct judging *judging);
void judge_sob_committer(struct judging *judging);
void judge_wip_subject(struct judging *judging);
void judge_mangled_author(struct judging *judging);
void judge_no_link(struct judging *judging);

/* check/fixes.c */
void judge_fixes_form(struct judging *judging);
void judge_fixes_target(struct judging *judging);
void judge_fix_without_stable(struct judging *judging);

/* check/soaked.c */
void judge_never_in_next(struct judging *judging);
void judge_late_in_next(struct judging *judging);
void judge_short_soak(struct judging *judging);
void judge_modified_in_next(struct judging *judging);
void judge_rebased(struct judging *judging);
void judge_left_next(struct judging *judging);
void judge_committed_in_window(struct judging *judging);

/* check/merges.c */
void judge_empty_merge(struct judging *judging);
void judge_back_merge(struct judging *judging);
void judge_hand_made_merge(struct judging *judging);

/* check/ground.c */
void judge_base(struct judging *judging);
void judge_merge_bases(struct judging *judging);

/* check/gates.c */
void judge_gate_missing(struct judging *judging);

/* check/patches.c */
void judge_duplicate_patch(struct judging *judging);
void judge_tool_and_kernel(struct judging *judging);
void judge_uapi_without_docs(struct judging *judging);
void judge_feature_without_test(struct judging *judging);
void judge_fix_without_test(struct judging *judging);
void judge_second_week_feature(struct judging *judging);
void judge_outside_scope(struct judging *judging);

/* check/posted.c */
void judge_never_posted(struct judging *judging);
void judge_posted_as_rfc(struct judging *judging);
void judge_applied_older_version(struct judging *judging);
void judge_series_part_missing(struct judging *judging);
void judge_unanswered_objection(struct judging *judging);
void judge_robot_report(struct judging *judging);
void judge_tags_not_taken_over(struct judging *judging);
void judge_changes_not_told(struct judging *judging);
void judge_same_cover_letter(struct judging *judging);
void judge_posted_too_soon(struct judging *judging);
void judge_posted_twice_a_day(struct judging *judging);
void judge_partial_recipients(struct judging *judging);

/* check/nexttaken.c */
void judge_tree_not_in_next(struct judging *judging);

/* check/tagwords.c */
void judge_tag_unsigned(struct judging *judging);
void judge_message_version(struct judging *judging);
void judge_message_voice(struct judging *judging);
void judge_unexplained_removal(struct judging *judging);

/* check/request.c */
void judge_request_subject(struct judging *judging);
void judge_request_tip(struct judging *judging);
void judge_request_base(struct judging *judging);
void judge_request_shortlog(struct judging *judging);
void judge_request_diffstat(struct judging *judging);
void judge_request_tag(struct judging *judging);
void judge_request_message(struct judging *judging);

#endif
