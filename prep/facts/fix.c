/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/fix.h"

#include "facts/reach.h"

#include <stdlib.h>
#include <string.h>

static void claim_all(struct fix_claims *claims, size_t commit, const struct strings *ids)
{
	for (size_t i = 0; i < ids->n; i++)
		array_push(claims, (struct fix_claim){commit, mem_dup(ids->v[i])});
}

void fix_claim(struct fix_claims *claims, size_t commit, const struct trailers *trailers)
{
	claim_all(claims, commit, &trailers->fixes);
	claim_all(claims, commit, &trailers->reverts);
}

void fix_claims_release(struct fix_claims *claims)
{
	for (size_t i = 0; i < claims->n; i++)
		free(claims->v[i].id);
	array_release(claims);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct fix_claim *)a)->id, ((const struct fix_claim *)b)->id);
}

/* What an id stands for; claims of one id share it. */
struct target {
	git_oid oid;
	bool known, in_mainline;
};

/* Asks git for all distinct ids of the sorted claims; targets are in their order. */
static struct error *resolve(const struct fix_claims *claims, struct repo *repo, struct target *targets)
{
	const char *const args[] = {
	    "cat-file", "--batch-check=%(objecttype) %(objectname)", "--buffer", NULL};
	struct buf input = BUF_INIT, answer = BUF_INIT;
	struct strings lines = STRINGS_INIT;
	struct error *err;

	for (size_t i = 0; i < claims->n; i++)
		if (!i || strcmp(claims->v[i].id, claims->v[i - 1].id))
			buf_addf(&input, "%s\n", claims->v[i].id);
	err = repo_gitv_input(repo, &answer, args, input.s, input.len);
	if (!err)
		strings_split(&lines, answer.s, '\n');
	/* "commit ID", or "WHAT-WAS-ASKED missing", or "... ambiguous". */
	for (size_t i = 0; i < lines.n; i++)
		if (!strncmp(lines.v[i], "commit ", 7))
			targets[i].known = git_oid_fromstr(&targets[i].oid, lines.v[i] + 7) == 0;
	strings_release(&lines);
	buf_release(&answer);
	buf_release(&input);
	return err;
}

/* Which of the targets mainline has. */
static struct error *place(struct target *targets, size_t n, struct history *history, const git_oid *mainline,
    const struct ancestry *unmerged)
{
	git_oid *oids = mem_new(n ? n : 1, sizeof(*oids));
	bool *has = mem_zero(n ? n : 1, sizeof(*has));
	struct error *err;
	size_t asked = 0;

	for (size_t i = 0; i < n; i++) {
		if (targets[i].known && unmerged && ancestry_has(unmerged, &targets[i].oid))
			targets[i].known = false;
		if (targets[i].known)
			oids[asked++] = targets[i].oid;
	}
	err = reach_find(history, mainline, oids, asked, has);
	asked = 0;
	for (size_t i = 0; !err && i < n; i++)
		targets[i].in_mainline = targets[i].known && has[asked++];
	free(oids);
	free(has);
	return err;
}

struct error *fix_judge(struct fix_claims *claims, struct repo *repo, struct history *history,
    const git_oid *mainline, const struct ancestry *unmerged, size_t **fixes, size_t *n)
{
	struct target *targets = mem_zero(claims->n ? claims->n : 1, sizeof(*targets));
	struct error *err = NULL;
	size_t at = 0;

	*fixes = mem_new(claims->n ? claims->n : 1, sizeof(**fixes));
	*n = 0;
	if (!claims->n)
		goto done;
	qsort(claims->v, claims->n, sizeof(*claims->v), by_id);
	err = resolve(claims, repo, targets);
	if (!err)
		err = place(targets, claims->n, history, mainline, unmerged);
	for (size_t i = 0; !err && i < claims->n; i++) {
		at += i && strcmp(claims->v[i].id, claims->v[i - 1].id);
		if (targets[at].in_mainline)
			(*fixes)[(*n)++] = claims->v[i].commit;
	}
done:
	free(targets);
	if (err) {
		free(*fixes);
		*fixes = NULL;
	}
	return err;
}
