/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/judgedtag.h"

#include "cmd/names.h"
#include "cmd/tagged.h"
#include "publish/signature.h"
#include "publish/tag.h"

#include <stdlib.h>
#include <string.h>

static struct error *check_armour(
    struct judged_tag *out, const struct project *project, const struct buf *raw)
{
	static const enum tag_state states[] = {[SIGNATURE_GOOD] = TAG_IS_SIGNED,
	    [SIGNATURE_UNCERTAIN] = TAG_IS_UNCERTAIN,
	    [SIGNATURE_BAD] = TAG_IS_BROKEN};
	const char *text = strstr(raw->s, "\n\n"), *armour = text ? text + 2 + out->message.len : "";
	enum signature signature;
	struct error *err;

	out->facts.state = TAG_IS_UNSIGNED;
	if (strncmp(armour, "-----BEGIN ", 11) != 0)
		return NULL;
	err = signature_check(&signature, &out->words, project->config, &out->tag.object, raw->s,
	    (size_t)(armour - raw->s), armour);
	if (!err)
		out->facts.state = states[signature];
	return err;
}

static struct error *read_object(struct judged_tag *out, const struct project *project)
{
	char *hex = oid_text(&out->tag.object);
	struct buf type = BUF_INIT, raw = BUF_INIT;
	struct error *err = repo_git(project->repo, &type, "cat-file", "-t", hex, NULL);

	buf_trim(&type);
	out->facts.state = TAG_IS_COMMIT;
	if (!err && !strcmp(type.s, "tag")) {
		err = repo_read(project->repo, &out->tag.object, NULL, &raw);
		if (!err)
			err = tag_message(&out->message, project->repo, &out->tag.object);
		if (!err)
			err = check_armour(out, project, &raw);
	}
	buf_release(&type);
	buf_release(&raw);
	free(hex);
	return err;
}

/* What mainline has when it is pulled. */
static struct error *find_base(git_oid *out, const struct planned *planned, enum batch batch)
{
	char *name = NULL;
	struct error *err = NULL;

	*out = (git_oid){{0}};
	if (batch == BATCH_SECOND)
		err = tagged_before(out, &name, planned);
	if (oid_is_zero(out))
		*out = planned->project.mainline;
	free(name);
	return err;
}

static struct error *read_tag(
    struct judged_tag *out, const struct project *project, const git_oid *base, const char *version)
{
	struct error *err = read_object(out, project);

	if (!err)
		err = difference_find(&out->difference, project, base, &out->tag.commit);
	if (err)
		return error_context(err, "tag %s", out->tag.name);
	out->there = true;
	out->facts.name = out->tag.name;
	out->facts.commit = out->tag.commit;
	out->facts.words = out->words.s;
	out->facts.subject = config_get(project->config, "pullprep.subject");
	out->facts.message = out->message.s;
	out->facts.version = version;
	/* a lightweight tag has no message: that is said, and not that it mentions nothing */
	if (out->difference.known && out->facts.state != TAG_IS_COMMIT) {
		out->facts.moves = &out->difference.moves;
		out->facts.shrinks = &out->difference.shrinks;
	}
	return NULL;
}

struct error *judged_tag_find(
    struct judged_tag *out, const struct planned *planned, enum batch batch, const char *name)
{
	struct error *err = tagged_find(&out->tag, planned, batch, name);
	git_oid base;

	if (err) {
		error_free(err);
		return NULL;
	}
	if (oid_is_zero(&out->tag.commit) || out->tag.pulled)
		return NULL;
	err = find_base(&base, planned, batch);
	return err ? err
		   : read_tag(out, &planned->project, &base, names_version(&planned->project.cycle, batch));
}

struct error *judged_tag_read(
    struct judged_tag *out, const struct project *project, const struct judged_tag_wish *wish)
{
	out->tag =
	    (struct batch_tag){.name = mem_dup(wish->name), .object = wish->object, .commit = wish->commit};
	return read_tag(out, project, &wish->base, wish->version);
}

/* Of the two versions that may be meant, the one under way and the next, that which the headline agrees with. */
static const char *meant_version(const struct cycle *cycle, const char *message)
{
	const char *versions[] = {names_version(cycle, BATCH_FIXES), names_version(cycle, BATCH_FIRST)};

	for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		char *other = versions[i] ? tag_other_version(message, versions[i], cycle) : NULL;
		bool agrees = versions[i] && !other;

		free(other);
		if (agrees)
			return versions[i];
	}
	return versions[1];
}

struct error *judged_tag_received(
    struct judged_tag *out, const struct project *project, const struct received_tag *received)
{
	struct error *err = NULL;

	out->tag.name = mem_dup(received->name);
	out->tag.object = received->object;
	out->tag.commit = received->commit;
	out->facts.state = received->tag ? TAG_IS_COMMIT : TAG_IS_BRANCH;
	if (received->annotated)
		err = read_object(out, project);
	if (!err)
		err = difference_find(&out->difference, project, &project->mainline, &received->commit);
	if (err)
		return error_context(err, "%s", received->name);
	out->there = true;
	out->facts.name = out->tag.name;
	out->facts.received = true;
	out->facts.commit = received->commit;
	out->facts.words = out->words.s;
	out->facts.message = out->message.s;
	out->facts.version = meant_version(&project->cycle, out->message.s);
	if (out->difference.known && received->annotated) {
		out->facts.moves = &out->difference.moves;
		out->facts.shrinks = &out->difference.shrinks;
	}
	return NULL;
}

void judged_tag_release(struct judged_tag *tag)
{
	batch_tag_release(&tag->tag);
	buf_release(&tag->message);
	buf_release(&tag->words);
	difference_release(&tag->difference);
}
