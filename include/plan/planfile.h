/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PLAN_PLANFILE_H
#define PLAN_PLANFILE_H

#include "facts/containment.h"
#include "plan/split.h"

/*
 * The plan as text: a header comment (plan/planheader.h: version, base, window, as-of, and how to edit), then
 * lines
 *
 *	first|second|fixes|hold|drop  TOPIC  TIP(12 digits)  # NOTE
 *
 * A TOPIC whose name begins with '#' or '"' (git allows both, but neither blanks nor backslashes) stands in
 * double quotes, which are simply put around it: "#1" is #1, and ""a"" is "a".
 *
 * The NOTE is the program's, and rewritten by it. It starts with the program's own verdict, so that a batch
 * that the maintainer chose is told from one that the program wrote some time ago:
 *
 *	VERDICT: FIGURES[; was BATCH until DATE][; the maintainer's choice too]; REASON
 *
 * `was` marks a topic that the plan had in another batch before that day. The choice is named where the
 * verdict has come to agree with it, so that it stays one when the verdict changes again.
 *
 * Whole-line comments are the maintainer's, as are empty lines around them and between topics of a batch.
 * Comments belong to the topic's line below them; those at the top that an empty line parts from the first
 * topic's, and those after the last one, to the file. One that says
 *
 *	# because: REASON
 *
 * right above a topic's line (no empty line between; several are joined) is the maintainer's reason for
 * overriding the verdict: it reaches the mail. Pure: text in, text out.
 */
struct plan_line {
	enum batch batch;
	char *topic;
	char tip[13];
	char *note;           /* without "# ", may be NULL */
	size_t number;        /* line number, from 1 */
	size_t told;          /* the one that messages name, the same unless a caller sets it; 0: none */
	bool apart;           /* an empty line is above it that does not just part two batches */
	bool mute;            /* has no say: a caller sets it for what is to be judged anew */
	struct strings above; /* whole-line comments above it, as they stand; "" is an empty line */
	char *because;        /* the maintainer's reason, or NULL */
};
struct planfile {
	struct plan_line *v;
	size_t n, cap;
	char *version;        /* what it is for, "v5.18"; NULL if it does not say */
	bool retired;         /* of another window, see planfile_retire() */
	struct strings top;   /* whole-line comments of the file's own, below the header */
	struct strings below; /* and after the last topic */
};
#define PLANFILE_INIT                                                                                        \
	{                                                                                                    \
		.v = NULL                                                                                    \
	}

/* Errors name the line: unknown batch word, missing field, tip that is not 12 digits, a topic twice. */
struct error *planfile_parse(struct planfile *out, const char *text);
void planfile_release(struct planfile *plan);

/* Is it for another window than the one at hand? No, if either is not known. */
bool planfile_is_other(const struct planfile *plan, const struct cycle *cycle);

/*
 * For a plan of another window: what was chosen there binds nobody here. No line has a say or a place any
 * more, comments stay, but reasons are marked as that version's ("# v5.18 because: ...") and give none now.
 */
void planfile_retire(struct planfile *plan);

/* The line of a topic (by its name or an alias), or NULL. */
const struct plan_line *planfile_line(const struct planfile *plan, const struct topic *topic);

/* The line of each topic, NULL where it has none; the caller frees the array. Of two lines for one topic the
 * first counts. */
const struct plan_line **planfile_lines(const struct planfile *plan, const struct containment *containment);

/* What a note says of a choice that the verdict agrees with. */
extern const char plan_too_mark[];

/* Did the maintainer choose the batch (true), or is it the verdict that the program wrote there? */
bool plan_line_chosen(const struct plan_line *line);

/* Was the line's topic marked as moved from another batch: which, and when? */
bool plan_line_was(const struct plan_line *line, enum batch *batch, day_t *until);

/* Has the topic, which is the line's, another tip than the line says? */
bool plan_line_moved(const struct plan_line *line, const struct topic *topic);

#endif
