/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/refs.h"

#include "source/refwalk.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

/* The commit that a tag of a tag names in the end; zero if that is none. git before 2.45 lists one step only.
 */
static git_oid peel(struct repo *repo, const git_oid *tag)
{
	git_object *object = NULL, *commit = NULL;
	git_oid oid = {{0}};

	if (!git_object_lookup(&object, repo_handle(repo), tag, GIT_OBJECT_TAG) &&
	    !git_object_peel(&commit, object, GIT_OBJECT_COMMIT))
		oid = *git_object_id(commit);
	git_object_free(commit);
	git_object_free(object);
	return oid;
}

/* One line of for-each-ref: name, object, type, peeled object, peeled type, tagger date, own committer date,
 * peeled one's. */
static void add_ref(struct repo *repo, struct refs *out, char *line)
{
	struct ref ref = {.name = NULL};
	char *field[8];
	const char *date;

	for (size_t i = 0; i < 8; i++)
		field[i] = line ? strsep(&line, "\t") : NULL;
	if (!field[7] || git_oid_fromstr(&ref.target, field[1]) < 0)
		return;
	ref.annotated = !strcmp(field[2], "tag");
	if (!strcmp(field[2], "commit"))
		ref.commit = ref.target;
	else if (!strcmp(field[4], "commit"))
		git_oid_fromstr(&ref.commit, field[3]);
	else if (!strcmp(field[4], "tag"))
		ref.commit = peel(repo, &ref.target);
	date = *field[5] ? field[5] : *field[6] ? field[6] : field[7];
	ref.tagger = strtoll(date, NULL, 10);
	ref.name = mem_dup(field[0]);
	array_push(out, ref);
}

struct error *refs_list(struct repo *repo, struct refs *out, const char *const *patterns)
{
	ARRAY(const char *) args = ARRAY_INIT;
	struct strings lines = STRINGS_INIT;
	struct buf text = BUF_INIT;
	struct error *err;

	if (refs_walk(repo, out, patterns))
		return NULL;
	array_push(&args, "for-each-ref");
	array_push(&args,
	    "--format=%(refname)%09%(objectname)%09%(objecttype)%09%(*objectname)%09%(*objecttype)"
	    "%09%(taggerdate:raw)%09%(committerdate:raw)%09%(*committerdate:raw)");
	for (; *patterns; patterns++)
		array_push(&args, *patterns);
	array_push(&args, NULL);
	err = repo_gitv(repo, &text, args.v);
	if (!err) {
		strings_split(&lines, text.s, '\n');
		for (size_t i = 0; i < lines.n; i++)
			add_ref(repo, out, lines.v[i]);
	}
	strings_release(&lines);
	buf_release(&text);
	array_release(&args);
	return err;
}

void refs_release(struct refs *refs)
{
	for (size_t i = 0; i < refs->n; i++)
		free(refs->v[i].name);
	array_release(refs);
}
