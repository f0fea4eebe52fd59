/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/postmortemparts.h"

#include "text/share.h"
#include "text/wrap.h"

const enum blame_place postmortem_places[AT_COUNT] = {
    AT_WINDOW, AT_RC, AT_PRIOR, AT_UNREACHABLE, AT_UNRESOLVED};

const char *const postmortem_place_label[AT_COUNT] = {
    [AT_WINDOW] = "mend this window",
    [AT_RC] = "mend this -rc",
    [AT_PRIOR] = "mend older releases",
    [AT_UNREACHABLE] = "mend what is elsewhere",
    [AT_UNRESOLVED] = "id unresolved",
};

static const char *const by_id_words[AT_COUNT] = {
    [AT_WINDOW] = "name commits of this window",
    [AT_RC] = "of this -rc",
    [AT_PRIOR] = "of older releases",
    [AT_UNREACHABLE] = "of elsewhere",
    [AT_UNRESOLVED] = "no commit here",
};

const char *const postmortem_work_label[WORK_COUNT] = {
    [WORK_REVERT] = "reverts without Fixes:",
    [WORK_TESTS] = "tests",
    [WORK_DOCS] = "documentation",
    [WORK_CLEANUP] = "cleaning up",
    [WORK_OTHER] = "other",
    [WORK_UNKNOWN] = "unknown",
};

const struct postmortem_finder postmortem_finders[FINDER_COUNT] = {
    {FINDER_SYZBOT, "syzbot"},
    {FINDER_ROBOT, "kernel test robot"},
    {FINDER_SELFTEST, "selftests"},
    {FINDER_KVM_UNIT_TESTS, "kvm-unit-tests"},
    {FINDER_CHECKER, "static checkers"},
    {FINDER_PERSON, "people"},
    {FINDER_NONE, "it is not said who"},
};

const char postmortem_few[] = "These are too few to compare: to tell a risk 1.5 times as high, where 2.7 % "
			      "are named, takes about 2800 commits on each side.";

void postmortem_add_head(struct buf *out, const struct term *term, const char *text)
{
	buf_addf(out, "\n%s%s%s\n", term_paint(term, PAINT_BOLD), text, term_end(term));
}

void postmortem_add_note(struct buf *out, const struct term *term, size_t indent, const char *text)
{
	buf_addchars(out, ' ', indent);
	wrap_add(out, text, indent, term->width);
	buf_addch(out, '\n');
}

void postmortem_add_cell(struct buf *out, size_t columns,
    void (*add)(struct buf *out, size_t hits, size_t of), size_t hits, size_t of)
{
	struct buf cell = BUF_INIT;

	add(&cell, hits, of);
	share_add_right(out, columns, cell.s);
	buf_release(&cell);
}

void postmortem_add_follow_up(struct buf *out, const struct postmortem *pm)
{
	if (!pm->followed && pm->as_of >= pm->cycle.release.day) {
		buf_addstr(out, "until the release: it is not on mainline's line");
		return;
	}
	if (pm->followed)
		buf_addf(out, "%d days after the release, by mainline as of ", postmortem_follow_up(pm));
	else
		buf_addstr(out, "until the release, which mainline did not have on ");
	day_add_iso(out, pm->as_of);
}

bool postmortem_add_by_id(struct buf *out, const struct past_counts *counts)
{
	const char *before = " ";

	if (counts->tags <= counts->fixes)
		return false;
	buf_addf(
	    out, "Each fix counts once, at the newest place that it names. Of their %zu ids,", counts->tags);
	for (size_t i = 0; i < AT_COUNT; i++) {
		enum blame_place place = postmortem_places[i];

		if (!counts->by_tag[place])
			continue;
		buf_addf(out, "%s%zu %s", before, counts->by_tag[place], by_id_words[place]);
		before = ", ";
	}
	buf_addch(out, '.');
	return true;
}
