/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lifeposted.h"

#include "facts/seriesfind.h"
#include "util/url.h"

#include <string.h>

struct telling {
	struct life *life;
	const struct life_subject *subject;
	const struct series_facts *facts;
	const struct series_of *of;
	const char *url; /* of the archive */
	struct lineage lineage;
};

/* Where one may read a mail. */
static char *mail_url(const struct telling *telling, size_t mail)
{
	const char *id = telling->facts->mails.v[mail].message_id;
	struct buf url = BUF_INIT;

	buf_addf(&url, "%s/all/", telling->url);
	url_add_encoded(&url, id, strlen(id));
	buf_addch(&url, '/');
	return buf_detach(&url);
}

static int64_t life_time(int64_t time)
{
	return time == EMAIL_NO_TIME ? LIFE_NO_TIME : time;
}

/* ---- versions ---- */

static bool is_of_lineage(const struct telling *telling, size_t posting)
{
	for (size_t i = 0; i < telling->lineage.n; i++)
		if (telling->lineage.v[i] == posting)
			return true;
	return false;
}

/* The commit's part of a version, 0 if it has none by that subject. */
static int part_of(const struct telling *telling, size_t posting)
{
	if (posting == telling->of->match.posting)
		return telling->of->match.part;
	return posting_part(
	    &telling->facts->thread, &telling->facts->thread.v[posting], telling->subject->commit.subject);
}

static size_t mail_of(const struct posting *posting, int part)
{
	if (part && posting->mails[part] != THREAD_NONE)
		return posting->mails[part];
	for (int i = 0; i <= posting->parts; i++)
		if (posting->mails[i] != THREAD_NONE)
			return posting->mails[i];
	return THREAD_NONE;
}

static void add_version_name(struct buf *out, const struct posting *posting)
{
	buf_addf(
	    out, "%sv%d%s", posting->rfc ? "RFC " : "", posting->version, posting->resend ? " again" : "");
}

static void add_version(const struct telling *telling, size_t index)
{
	const struct thread *thread = &telling->facts->thread;
	const struct posting *posting = &thread->v[index];
	int part = part_of(telling, index);
	size_t mail = mail_of(posting, part);
	struct buf what = BUF_INIT, detail = BUF_INIT;

	add_version_name(&what, posting);
	if (!part)
		buf_addstr(&what, ", which has no part of this subject");
	else if (posting->parts > 1)
		buf_addf(&what, ", part %d of %d", part, posting->parts);
	buf_addstr(&detail, posting_title(thread, posting));
	if (index == telling->of->match.posting)
		buf_addf(&detail, "; this one was applied, by %s", series_by_name[telling->of->match.by]);
	life_add(telling->life, LIFE_POSTED, life_time(posting->time), buf_detach(&what),
	    mail == THREAD_NONE ? NULL : mail_url(telling, mail), buf_detach(&detail));
}

/* ---- answers ---- */

/* Is what was said of that part of that version about the commit? */
static bool is_about(const struct telling *telling, size_t posting, int part)
{
	return is_of_lineage(telling, posting) && (!part || part == part_of(telling, posting));
}

/* A refusal that nobody answered is told as one. */
static bool is_refusal(const struct telling *telling, const struct answer_tag *tag)
{
	for (size_t i = 0; i < telling->facts->refusals.n; i++)
		if (telling->facts->refusals.v[i].mail == tag->mail && !strcmp(tag->name, "Nacked-by"))
			return true;
	return false;
}

static void add_tag(const struct telling *telling, const struct answer_tag *tag)
{
	const struct commit *commit = &telling->subject->commit;
	struct buf detail = BUF_INIT;
	bool no = !strcmp(tag->name, "Nacked-by");

	buf_addstr(&detail, "of ");
	add_version_name(&detail, &telling->facts->thread.v[tag->posting]);
	if (!no)
		buf_addstr(&detail,
		    series_has_tag(commit->message, tag) ? ", and in the commit" : ", not in the commit");
	life_add(telling->life, no ? LIFE_OBJECTED : LIFE_REVIEWED,
	    life_time(telling->facts->mails.v[tag->mail].time), mem_format("%s: %s", tag->name, tag->value),
	    mail_url(telling, tag->mail), buf_detach(&detail));
}

static void add_refusal(const struct telling *telling, const struct refusal *refusal)
{
	const struct email *email = &telling->facts->mails.v[refusal->mail];

	life_add(telling->life, LIFE_OBJECTED, life_time(email->time),
	    mem_format("%s: \"%s\"", email->from ? email->from : "somebody", refusal->words),
	    mail_url(telling, refusal->mail), mem_dup("a guess: nobody answered"));
}

static void add_found(const struct telling *telling)
{
	const struct series_facts *facts = telling->facts;

	for (size_t i = 0; i < telling->lineage.n; i++)
		add_version(telling, telling->lineage.v[i]);
	for (size_t i = 0; i < facts->tags.n; i++)
		if (is_about(telling, facts->tags.v[i].posting, facts->tags.v[i].part) &&
		    !is_refusal(telling, &facts->tags.v[i]))
			add_tag(telling, &facts->tags.v[i]);
	for (size_t i = 0; i < facts->refusals.n; i++)
		if (is_about(telling, facts->refusals.v[i].posting, facts->refusals.v[i].part))
			add_refusal(telling, &facts->refusals.v[i]);
	if (facts->unasked) {
		char *why = mem_format("other versions: %s", facts->unasked_why);

		life_add_unknown(telling->life, LIFE_POSTED, why);
		free(why);
	}
}

/* ---- what the commit says ---- */

static bool is_on_list(const struct telling *telling, const struct answer_tag *tag)
{
	const struct answer_tags *tags = &telling->facts->tags;

	for (size_t i = 0; i < tags->n; i++)
		if (!strcmp(tags->v[i].name, tag->name) && !strcmp(tags->v[i].email, tag->email) &&
		    is_about(telling, tags->v[i].posting, tags->v[i].part))
			return true;
	return false;
}

static void add_own_tags(const struct telling *telling)
{
	const struct commit *commit = &telling->subject->commit;
	struct strings lines = STRINGS_INIT;
	bool asked = telling->of->state == SERIES_FOUND || telling->of->state == SERIES_NEVER;

	strings_split(&lines, commit->message, '\n');
	for (size_t i = 0; i < lines.n; i++) {
		struct answer_tag tag;

		if (!answer_tag_read(&tag, lines.v[i]))
			continue;
		if (!is_on_list(telling, &tag))
			life_add(telling->life, LIFE_REVIEWED, commit->committed,
			    mem_format("%s: %s", tag.name, tag.value), oid_text(&commit->oid),
			    mem_dup(asked ? "by the commit, not seen on the list" : "by the commit"));
		free(tag.value);
		free(tag.email);
	}
	strings_release(&lines);
}

/* ---- the whole ---- */

static void add_never(const struct telling *telling, const struct lore *lore)
{
	const char *link = telling->of->link;
	bool lacks = link && thread_mail(&telling->facts->thread, link) == THREAD_NONE;

	life_add(telling->life, LIFE_POSTED, LIFE_NO_TIME,
	    mem_format("never, as far as %s knows", lore_host(lore)), mem_dup(telling->url),
	    !link   ? NULL
	    : lacks ? mem_format("it lacks the mail that the commit names, %s", link)
		    : mem_format("the mail that the commit names posts no patch, %s", link));
}

static void tell(struct telling *telling, const struct lore *lore)
{
	const struct series_of *of = telling->of;

	if (of->state == SERIES_NONE)
		life_add_unknown(telling->life, LIFE_POSTED, "merges are not posted");
	else if (of->state == SERIES_UNKNOWN)
		life_add_unknown(telling->life, LIFE_POSTED, of->why);
	else if (of->state == SERIES_NEVER)
		add_never(telling, lore);
	else
		lineage_find(&telling->lineage, &telling->facts->thread, of->match.posting);
	if (of->state == SERIES_FOUND)
		add_found(telling);
	add_own_tags(telling);
	array_release(&telling->lineage);
}

struct error *life_add_posted(struct life *life, const struct life_subject *subject,
    const struct survey *survey, struct lore *lore, long *days)
{
	struct series_facts facts;
	struct error *err = series_find(&facts, survey, (const size_t[]){0}, 1, lore);
	struct telling telling = {.life = life, .subject = subject, .facts = &facts, .url = lore_url(lore)};

	*days = -1;
	if (err)
		return err;
	telling.of = &facts.v[0];
	if (telling.of->state == SERIES_FOUND)
		*days = telling.of->match.days;
	tell(&telling, lore);
	series_facts_release(&facts);
	return NULL;
}
