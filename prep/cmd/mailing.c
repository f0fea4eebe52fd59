/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/mailing.h"

#include "cmd/publicurl.h"
#include "publish/templates.h"

#include <stdlib.h>
#include <string.h>

static struct error *read_addresses(struct mailboxes *out, const struct strings *given, const char *option,
    const struct config *config, const char *key, bool both)
{
	struct strings configured = STRINGS_INIT;
	struct error *err = NULL;

	if (both || !given->n)
		config_all(config, key, &configured);
	for (size_t i = 0; !err && i < configured.n; i++)
		err = header_read_addresses(out, key, configured.v[i]);
	for (size_t i = 0; !err && i < given->n; i++)
		err = header_read_addresses(out, option, given->v[i]);
	strings_release(&configured);
	return err;
}

static struct error *find_sender(struct mailing *mailing)
{
	struct buf identity = BUF_INIT;
	struct error *err = repo_git(mailing->repo, &identity, "var", "GIT_COMMITTER_IDENT", NULL);

	if (err)
		error_hint(
		    err, "Set them with:  git config user.name NAME   and   git config user.email ADDRESS");
	buf_trim(&identity);
	if (!err)
		err = mail_read_identity(&mailing->mail, identity.s);
	buf_release(&identity);
	return err;
}

struct error *mailing_open(struct mailing *out, struct repo *repo, const struct config *config,
    const struct strings *to, const struct strings *cc)
{
	struct error *err;

	*out = (struct mailing){.repo = repo, .config = config, .mail = MAIL_INIT};
	err = public_url(&out->url, config);
	if (!err)
		err = find_sender(out);
	if (!err)
		err = read_addresses(&out->mail.to, to, "--to", config, "pullprep.to", false);
	if (!err)
		err = read_addresses(&out->mail.cc, cc, "--cc", config, "pullprep.cc", true);
	return err;
}

void mailing_release(struct mailing *mailing)
{
	mail_release(&mailing->mail);
}

struct error *mailing_subject(
    char **out, const struct mailing *mailing, const char *mark, const char *given, const char *otherwise)
{
	const char *configured = config_get(mailing->config, "pullprep.subject");
	const char *text = given ? given : configured;
	const char *origin = given ? "--subject" : "pullprep.subject";
	struct error *err = NULL;

	if (text && !text[strspn(text, " \t")])
		err = error_hint(error_failed("%s is empty", origin),
		    "Say what the pull is about, or leave it out to take the tag's headline.");
	else if (text)
		err = header_check(origin, text);
	else
		text = otherwise;
	*out = NULL;
	if (!err && strncmp(text, "[GIT PULL", strlen("[GIT PULL")))
		*out = mem_format("%s %s", mark, text);
	else if (!err)
		*out = mem_dup(text);
	return err;
}

/* What the greeting may call the first one written to: the first word of the name. */
static struct value *first_name(const struct mailboxes *to)
{
	const char *name = to->n && to->v[0].name ? to->v[0].name : "";
	char *first = mem_dupn(name, strcspn(name, " "));
	struct value *value = value_text(first);

	free(first);
	return value;
}

struct value *mailing_values(
    const struct mailing *mailing, const struct request *request, const char *subject)
{
	struct value *values = value_map();

	value_set(values, "url", value_text(mailing->url));
	value_set(values, "subject", value_text(subject));
	value_set(values, "to_name", first_name(&mailing->mail.to));
	value_set(values, "from_name", value_text(mailing->mail.from.v[0].name));
	if (request) {
		/* its last newline is the template line's own */
		char *text = mem_dupn(request->body.s, request->body.len - 1);

		value_set(values, "request", value_text(text));
		value_set(values, "ref", value_text(request->shown));
		value_set(values, "headline", value_text(request->headline));
		free(text);
	}
	return values;
}

struct error *mailing_render(struct buf *body, const struct mailing *mailing, const char *name,
    const char *file, const struct value *values, const struct request *request)
{
	struct template *template = NULL;
	struct error *err = templates_load(&template, mailing->config, name, file);

	if (!err)
		err = template_render(template, values, body);
	if (body->len && body->s[body->len - 1] != '\n')
		buf_addch(body, '\n');
	if (!err && request && !strstr(body->s, request->body.s))
		err = error_hint(error_failed("the template of the mail leaves the request out"),
		    "Put a line ${request} into it.");
	template_free(template);
	return err;
}

void mailing_remark(const struct mailing *mailing, const struct buf *body)
{
	if (!mailing->mail.to.n)
		warning("the mail has no To: set pullprep.to, or use --to=ADDRESS");
	if (!mail_is_utf8(body->s, body->len))
		warning(
		    "the mail is not all UTF-8, as it says it is: a tag or a name is in another encoding");
}
