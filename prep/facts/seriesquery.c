/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/seriesquery.h"

#include "source/lorequery.h"

enum { LATER_MOST = 366 };

/* So many days after it was authored, or the day after it was committed: one's own patches are written, posted, applied. */
static bool add_days(struct buf *query, const struct series_commit *commit, day_t authored, int later)
{
	day_t first = authored + later, second = day_of_time(commit->committed) + 1;

	return lore_query_add_days(query, DAY_NONE, first > second ? first : second);
}

static char *finish(struct buf *query, bool good)
{
	if (good)
		return buf_detach(query);
	buf_release(query);
	return NULL;
}

char *query_by_patch(const struct series_commit *commit, day_t authored)
{
	char *hex = oid_text(&commit->patch), *renamed = oid_text(&commit->renamed);
	const struct lore_value ids[] = {
	    {LORE_PATCH_ID, hex}, {LORE_PATCH_ID, oid_is_zero(&commit->renamed) ? NULL : renamed}};
	struct buf query = BUF_INIT;
	bool good = !oid_is_zero(&commit->patch) && lore_query_add_any(&query, ids, 2) &&
		    add_days(&query, commit, authored, 1);

	free(hex);
	free(renamed);
	return finish(&query, good);
}

char *query_by_subject(const struct series_commit *commit, day_t authored)
{
	const struct lore_value author[] = {
	    {LORE_FROM, commit->author_email}, {LORE_BODY, commit->author_email}};
	struct buf query = BUF_INIT;

	return finish(&query, lore_query_add(&query, LORE_SUBJECT, commit->subject) &&
				  lore_query_add_any(&query, author, 2) &&
				  add_days(&query, commit, authored, LATER_MOST));
}

char *query_for_versions(const struct thread *thread, const struct posting *posting)
{
	const char *sender = posting_sender(thread, posting);
	const struct lore_value what[] = {{LORE_SUBJECT, posting_title(thread, posting)},
	    {LORE_SUBJECT, posting->mails[0] == THREAD_NONE ? NULL : posting_subject(thread, posting, 1)},
	    {LORE_BODY, posting->change_id}};
	const struct lore_value who[] = {{LORE_FROM, sender}, {LORE_BODY, sender}};
	struct buf query = BUF_INIT;

	return finish(&query, lore_query_add_any(&query, what, sizeof(what) / sizeof(*what)) &&
				  lore_query_add_any(&query, who, sizeof(who) / sizeof(*who)));
}
