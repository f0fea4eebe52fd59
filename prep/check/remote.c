/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check/remote.h"

#include "util/buf.h"
#include "util/mem.h"

#include <string.h>

enum { DIGITS = 12 };

static void add_id(struct buf *out, const git_oid *oid)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), oid);
	buf_add(out, hex, DIGITS);
}

static bool same(const git_oid *a, const git_oid *b)
{
	return !memcmp(a->id, b->id, sizeof(a->id));
}

static void add(struct findings *out, const struct remote_facts *facts, enum finding_level level,
    struct buf *text, const char *command)
{
	findings_add(out, (struct finding){.rule = "tag-not-public",
			      .level = level,
			      .about = mem_dup(facts->tag),
			      .text = buf_detach(text),
			      .command = mem_dup(command)});
}

/* "the tag object 1a2b3c4d5e6f of Mon 6 Jul 2026, on commit 4d5e6f...". */
static void describe(struct buf *out, const struct remote_tag *there, const struct remote_tag *here)
{
	if (!there->annotated) {
		buf_addstr(out, "a lightweight tag, without text and signature, on commit ");
		add_id(out, &there->commit);
		return;
	}
	buf_addstr(out, "the tag object ");
	add_id(out, &there->object);
	if (there->made != DAY_NONE) {
		buf_addstr(out, " of ");
		day_add_long(out, there->made);
	}
	if (here->there && same(&there->commit, &here->commit)) {
		buf_addstr(out, ", on the same commit");
	} else {
		buf_addstr(out, ", on commit ");
		add_id(out, &there->commit);
	}
}

/* It is there, as it is here. */
static bool is_right(const struct remote_tag *there, const struct remote_tag *here)
{
	return there->there && there->annotated && same(&there->object, &here->object);
}

static void not_made(struct findings *out, const struct remote_facts *facts)
{
	struct buf text = BUF_INIT;

	buf_addstr(&text, "The tag was not made here yet.");
	if (facts->public.there) {
		buf_addf(&text, " %s has ", facts->public.name);
		describe(&text, &facts->public, &facts->here);
		buf_addch(&text, '.');
	}
	add(out, facts, FINDING_ERROR, &text, facts->make_command);
}

static void lightweight_here(struct findings *out, const struct remote_facts *facts)
{
	struct buf text = BUF_INIT;

	buf_addstr(
	    &text, "The tag is a lightweight one here, without text and signature. Make it anew, signed.");
	add(out, facts, FINDING_ERROR, &text, facts->make_command);
}

/* The push side has it, so that it will come. */
static void lags(struct findings *out, const struct remote_facts *facts)
{
	struct buf text = BUF_INIT;

	if (facts->public.there) {
		buf_addf(&text, "%s still has ", facts->public.name);
		describe(&text, &facts->public, &facts->here);
	} else {
		buf_addf(&text, "%s does not have the tag yet", facts->public.name);
	}
	buf_addf(&text,
	    ", but %s has it as it is here: the mirror lags. Wait with the mail until it has come.",
	    facts->pushed.name);
	add(out, facts, FINDING_WARNING, &text, NULL);
}

static void add_push_side(struct buf *text, const struct remote_facts *facts)
{
	if (!facts->has_push_side)
		return;
	if (facts->unknown) {
		buf_addf(text, " Whether it was pushed is unknown: %s.", facts->unknown);
	} else if (!facts->pushed.there) {
		buf_addf(text, " Neither has %s.", facts->pushed.name);
	} else {
		buf_addf(text, " %s has ", facts->pushed.name);
		describe(text, &facts->pushed, &facts->here);
		buf_addch(text, '.');
	}
}

static void not_there(struct findings *out, const struct remote_facts *facts)
{
	struct buf text = BUF_INIT;
	bool other = facts->has_push_side && !facts->unknown && facts->pushed.there;

	buf_addf(&text, "%s does not have the tag.", facts->public.name);
	add_push_side(&text, facts);
	buf_addstr(&text, other ? " Push it in its place, if that is what you want." : " Push it.");
	add(out, facts, FINDING_ERROR, &text, other ? facts->force_command : facts->push_command);
}

static void another_there(struct findings *out, const struct remote_facts *facts)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%s has another one: ", facts->public.name);
	describe(&text, &facts->public, &facts->here);
	buf_addstr(&text, "; here it is the tag object ");
	add_id(&text, &facts->here.object);
	buf_addch(&text, '.');
	if (facts->has_push_side && facts->unknown)
		buf_addf(&text, " Whether it was pushed since is unknown: %s.", facts->unknown);
	buf_addstr(&text, " Push it in its place, if that is what you want.");
	add(out, facts, FINDING_ERROR, &text, facts->force_command);
}

void check_remote(struct findings *out, const struct remote_facts *facts)
{
	bool pushed = facts->has_push_side && !facts->unknown && is_right(&facts->pushed, &facts->here);

	if (!facts->here.there)
		not_made(out, facts);
	else if (!facts->here.annotated)
		lightweight_here(out, facts);
	else if (is_right(&facts->public, &facts->here))
		return;
	else if (pushed)
		lags(out, facts);
	else if (!facts->public.there)
		not_there(out, facts);
	else
		another_there(out, facts);
}
