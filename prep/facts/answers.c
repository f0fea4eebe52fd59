/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/answers.h"

#include "facts/lineage.h"
#include "util/buf.h"
#include "util/squeeze.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

/* ---- what somebody wrote ---- */

/* The next line that the mail's author wrote; NULL at the end. *at moves on; the caller frees. */
static char *next_line(const char **at)
{
	while (**at) {
		size_t length = strcspn(*at, "\n");
		const char *line = *at;
		bool quoted = *line == '>' || (*line == ' ' && line[1] == '>') || *line == '|';

		*at += length + (line[length] == '\n');
		if (length == 3 && !strncmp(line, "-- ", 3))
			return NULL;
		if (!quoted)
			return mem_dupn(line, length);
	}
	return NULL;
}

/* ---- tags ---- */

static const char *const tag_names[] = {"Reviewed-by", "Acked-by", "Tested-by", "Nacked-by", NULL};

bool answer_tag_says(const char *line, const char *name)
{
	size_t length = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
	size_t word = strlen(name) - strlen("-by");

	if (line[length] != ':' || length < strlen(name) || strncasecmp(line + length - 3, "-by", 3) != 0)
		return false;
	for (size_t at = 0; at + word < length; at += strcspn(line + at, "-") + 1)
		if (!strncasecmp(line + at, name, word) && line[at + word] == '-')
			return true;
	return false;
}

/* The first of them that the line says, from that one on. */
static const char *tag_name(const char *line, const char *const *from)
{
	for (; *from; from++)
		if (answer_tag_says(line, *from))
			return *from;
	return NULL;
}

/* What stands in the last angle brackets, or the value if it is nothing but an address. */
static char *email_in(const char *value)
{
	const char *open = strrchr(value, '<'), *end = open ? strchr(open, '>') : NULL;
	char *email = end ? mem_dupn(open + 1, (size_t)(end - open - 1))
			  : mem_dup(strchr(value, '@') && !strchr(value, ' ') ? value : "");
	char *small = lowered(email);

	free(email);
	return small;
}

static bool read_tag(struct answer_tag *out, const char *line, const char *const *from)
{
	const char *start = line + strspn(line, " \t"), *name = tag_name(start, from);
	char *value = name ? squeeze(strchr(start, ':') + 1) : NULL;

	if (!value)
		return false;
	*out = (struct answer_tag){.name = name, .value = value, .email = email_in(value)};
	return true;
}

bool answer_tag_read(struct answer_tag *out, const char *line)
{
	return read_tag(out, line, tag_names);
}

static void take_tags(struct answer_tags *out, const struct thread *thread, size_t mail, const char *line)
{
	struct answer_tag tag;

	for (const char *const *name = tag_names; *name; name++) {
		if (!read_tag(&tag, line, name))
			return;
		while (*name != tag.name)
			name++;
		tag.mail = mail;
		tag.posting = thread->places[mail].posting;
		tag.part = thread->places[mail].part;
		array_push(out, tag);
	}
}

void answer_tags_find(struct answer_tags *out, const struct thread *thread)
{
	*out = (struct answer_tags){.v = NULL};
	for (size_t i = 0; i < thread->count; i++) {
		const char *at = thread->mails[i].text;

		if (!thread->places[i].answer)
			continue;
		for (char *line; (line = next_line(&at)); free(line))
			take_tags(out, thread, i, line);
	}
}

void answer_tags_release(struct answer_tags *tags)
{
	for (size_t i = 0; i < tags->n; i++) {
		free(tags->v[i].value);
		free(tags->v[i].email);
	}
	array_release(tags);
}

/* ---- robots ---- */

static const struct robot robots[] = {
    {"kernel test robot", "lkp@intel.com", true},
    {"kernel test robot", "oliver.sang@intel.com", true},
    {"kernel test robot", "rong.a.chen@intel.com", true},
    {"syzbot", "syzbot*@syzkaller.appspotmail.com", true},
    {"syzbot", "syzbot@*", true},
    {"KernelCI", "bot@kernelci.org", true},
    {"Linaro's functional testing", "lkft@linaro.org", true},
    {"Intel's graphics CI", "patchwork@emeril.freedesktop.org", true},
    {"BlueZ's CI", "bluez.test.bot@gmail.com", true},
    {"Media CI", "patchwork@media-ci.org", true},
    {"patchwork", "patchwork-bot*@kernel.org", false},
    {"tip-bot", "tip-bot2@linutronix.de", false},
};

const struct robot *robot_of(const struct email *email)
{
	for (size_t i = 0; email->from_email && i < sizeof(robots) / sizeof(*robots); i++)
		if (!fnmatch(robots[i].address, email->from_email, 0))
			return &robots[i];
	return NULL;
}

/* Texts in lower case. */
static bool has_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

bool robot_found_fault(const struct email *email)
{
	static const char *const well[] = {"success for ", "build success", NULL},
				 *const table[] = {"test result", "test summary", NULL},
				 *const bad[] = {"fail", "error", "warning", "regression", NULL};
	const struct robot *robot = robot_of(email);
	char *text, *subject;
	bool found;

	if (!robot || !robot->reports)
		return false;
	text = lowered(email->text);
	subject = lowered(email->subject ? email->subject : "");
	found = !has_any(subject, well) && !strstr(text, "did not trigger any issue") &&
		(!has_any(text, table) || has_any(text, bad));
	free(text);
	free(subject);
	return found;
}

/* ---- refusals ---- */

static bool has_word(const char *line, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = line; (at = strstr(at, word)); at += length)
		if ((at == line || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[length]) &&
		    at[length] != '_' && (at == line || at[-1] != '_'))
			return true;
	return false;
}

static bool says_no(const char *line)
{
	static const char *const phrases[] = {"i don't like", "i do not like", "i don't think this is right",
	    "this is wrong", "this is broken", "this looks wrong", "this breaks", "this doesn't work",
	    "this does not work", "please don't", "please do not", "not acceptable", "i disagree", "i object",
	    "must not be applied", "do not apply", "don't apply this", "please drop this"};
	const char *name = tag_name(line + strspn(line, " \t"), tag_names);
	char *small;
	bool no = false;

	if (name)
		return !strcmp(name, "Nacked-by");
	if (has_word(line, "NAK") || has_word(line, "NACK"))
		return true;
	small = lowered(line);
	for (size_t i = 0; !no && i < sizeof(phrases) / sizeof(*phrases); i++)
		no = strstr(small, phrases[i]);
	free(small);
	return no;
}

static bool is_below(const struct thread *thread, size_t mail, size_t other)
{
	for (; mail != THREAD_NONE; mail = thread->places[mail].parent)
		if (thread->places[mail].parent == other)
			return true;
	return false;
}

static bool same(const char *one, const char *other)
{
	return one && other && !strcmp(one, other);
}

bool mail_answered_by(const struct thread *thread, size_t mail, const char *email)
{
	for (size_t i = 0; i < thread->count; i++)
		if ((email ? same(thread->mails[i].from_email, email) : !robot_of(&thread->mails[i])) &&
		    is_below(thread, i, mail))
			return true;
	return false;
}

/* Is it on the same part, of whatever version, or on a whole one? Subjects tell which parts are the same. */
static bool is_on_it(const struct thread *thread, const struct lineage *versions,
    const struct refusal *refusal, const struct answer_tag *tag)
{
	const char *subject = posting_subject(thread, &thread->v[refusal->posting], refusal->part);

	if (tag->part && tag->posting == refusal->posting)
		return tag->part == refusal->part;
	for (size_t i = 0; i < versions->n; i++)
		if (versions->v[i] == tag->posting)
			return !tag->part ||
			       (refusal->part && subject &&
				   posting_part(thread, &thread->v[tag->posting], subject) == tag->part);
	return false;
}

static bool came_round(
    const struct thread *thread, const struct answer_tags *tags, const struct refusal *refusal)
{
	const struct email *mail = &thread->mails[refusal->mail];
	struct lineage versions;
	bool came = false;

	lineage_find(&versions, thread, refusal->posting);
	for (size_t i = 0; !came && i < tags->n; i++) {
		const struct answer_tag *tag = &tags->v[i];
		bool good = !strcmp(tag->name, "Reviewed-by") || !strcmp(tag->name, "Acked-by");

		came = good && same(tag->email, mail->from_email) &&
		       thread->mails[tag->mail].time > mail->time &&
		       is_on_it(thread, &versions, refusal, tag);
	}
	array_release(&versions);
	return came;
}

static bool is_answered(
    const struct thread *thread, const struct answer_tags *tags, const struct refusal *refusal)
{
	const char *author = posting_sender(thread, &thread->v[refusal->posting]);

	return (author && mail_answered_by(thread, refusal->mail, author)) ||
	       came_round(thread, tags, refusal);
}

/* Whoever posted it does not object to it, nor does a robot. */
static bool may_object(const struct thread *thread, size_t mail)
{
	const struct thread_place *place = &thread->places[mail];

	return place->answer && !robot_of(&thread->mails[mail]) &&
	       !same(thread->mails[mail].from_email, posting_sender(thread, &thread->v[place->posting]));
}

enum { QUOTED_MOST = 200 }; /* bytes */

static char *shortened(const char *text, size_t length)
{
	size_t cut = QUOTED_MOST;

	if (length <= QUOTED_MOST)
		return mem_dupn(text, length);
	while (cut && ((unsigned char)text[cut] & 0xc0) == 0x80)
		cut--;
	return mem_format("%.*s...", (int)cut, text);
}

/* Many mailers write a paragraph as one line: then the sentence that says no. */
static char *quote_no(const char *line)
{
	static const char *const ends = ".!?";
	size_t length = strlen(line), n;

	for (const char *at = line; length > QUOTED_MOST && *at; at += n) {
		char *sentence;
		bool no;

		at += strspn(at, " ");
		n = strcspn(at, ends);
		n += strspn(at + n, ends);
		sentence = mem_dupn(at, n);
		no = says_no(sentence);
		free(sentence);
		if (no)
			return shortened(at, n);
	}
	return shortened(line, length);
}

static char *find_no(const char *text)
{
	char *line, *quoted = NULL;

	while (!quoted && (line = next_line(&text))) {
		if (says_no(line))
			quoted = quote_no(line);
		free(line);
	}
	return quoted;
}

void refusals_find(struct refusals *out, const struct thread *thread, const struct answer_tags *tags)
{
	*out = (struct refusals){.v = NULL};
	for (size_t i = 0; i < thread->count; i++) {
		struct refusal refusal = {i, thread->places[i].posting, thread->places[i].part, NULL};

		if (!may_object(thread, i))
			continue;
		refusal.words = find_no(thread->mails[i].text);
		if (!refusal.words)
			continue;
		if (is_answered(thread, tags, &refusal))
			free(refusal.words);
		else
			array_push(out, refusal);
	}
}

void refusals_release(struct refusals *refusals)
{
	for (size_t i = 0; i < refusals->n; i++)
		free(refusals->v[i].words);
	array_release(refusals);
}
