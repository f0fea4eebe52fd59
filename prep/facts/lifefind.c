/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifefind.h"

#include "facts/lifemends.h"
#include "facts/lifenext.h"
#include "facts/lifenotes.h"
#include "facts/lifeposted.h"
#include "facts/lifepulled.h"
#include "facts/survey.h"

/* Of the one commit: what soak and series are asked with. */
static struct error *survey_one(struct survey *out, struct life_subject *subject)
{
	struct strings names = STRINGS_INIT;
	struct error *err;

	strings_take(&names, oid_text(&subject->commit.oid));
	err = survey_range(out, subject->project, &names);
	strings_release(&names);
	return err;
}

static struct error *find(
    struct life *out, struct life_subject *subject, struct survey *survey, struct lore *lore)
{
	long days;
	struct error *err = life_add_posted(out, subject, survey, lore, &days);

	if (!err)
		err = life_add_pulled(out, subject, days);
	if (!err)
		err = life_add_next(out, subject, survey);
	if (!err)
		err = life_add_gates(out, subject);
	if (!err)
		err = life_add_waivers(out, subject);
	if (!err)
		err = life_add_mends(out, subject);
	return err;
}

struct error *life_find(struct life *out, struct life_subject *subject, struct lore *lore)
{
	const struct commit *commit = &subject->commit;
	struct survey survey;
	struct error *err;

	*out = (struct life){.oid = commit->oid,
	    .subject = mem_dup(commit->subject),
	    .author = mem_format("%s <%s>", commit->author_name, commit->author_email)};
	err = survey_one(&survey, subject);
	if (!err) {
		err = find(out, subject, &survey, lore);
		survey_release(&survey);
	}
	if (err)
		life_release(out);
	else
		life_sort(out);
	return err;
}
