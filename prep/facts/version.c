/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/version.h"

#include "util/buf.h"

#include <stdlib.h>
#include <string.h>

enum { COMPONENTS_MOST = 8, MONTHS_A_CYCLE = 3, KERNEL_ROLLS_OVER = 19 };

struct version {
	long v[COMPONENTS_MOST];
	int width[COMPONENTS_MOST]; /* digits as written: "07" is two */
	int n;
};

static struct version parse(const char *text)
{
	struct version version = {.n = 0};

	while (version.n < COMPONENTS_MOST && *text) {
		char *end;

		version.v[version.n] = strtol(text, &end, 10);
		if (end == text)
			break;
		version.width[version.n++] = (int)(end - text);
		text = *end == '.' ? end + 1 : end;
	}
	return version;
}

int version_compare(const char *a, const char *b)
{
	struct version left = parse(a), right = parse(b);

	for (int i = 0; i < left.n && i < right.n; i++)
		if (left.v[i] != right.v[i])
			return left.v[i] < right.v[i] ? -1 : 1;
	return (left.n > right.n) - (left.n < right.n);
}

bool version_touches_up(const char *version, const char *release)
{
	struct version late = parse(version), base = parse(release);

	while (base.n > 2 && base.v[base.n - 1] == 0)
		base.n--;
	if (late.n <= base.n)
		return false;
	for (int i = 0; i < base.n; i++)
		if (late.v[i] != base.v[i])
			return false;
	for (int i = base.n; i < late.n; i++)
		if (late.v[i])
			return true;
	return false;
}

static bool is_calendar(const struct version *version)
{
	return version->n >= 2 && version->v[0] >= 1970 && version->v[0] < 3000 && version->v[1] >= 1 &&
	       version->v[1] <= 12;
}

static long months(const struct version *version)
{
	return version->v[0] * 12 + version->v[1] - 1;
}

static int by_number(const void *a, const void *b)
{
	long left = *(const long *)a, right = *(const long *)b;

	return (left > right) - (left < right);
}

static void next_by_months(struct version *last, const struct version *past, size_t n)
{
	ARRAY(long) steps = ARRAY_INIT;
	long step = MONTHS_A_CYCLE, month;

	for (size_t i = 1; i < n; i++)
		if (is_calendar(&past[i - 1]) && is_calendar(&past[i]) &&
		    months(&past[i]) > months(&past[i - 1]))
			array_push(&steps, months(&past[i]) - months(&past[i - 1]));
	if (steps.n) {
		qsort(steps.v, steps.n, sizeof(*steps.v), by_number);
		step = steps.v[steps.n / 2];
	}
	array_release(&steps);
	month = months(last) + step;
	last->v[0] = month / 12;
	last->v[1] = month % 12 + 1;
}

/* The component in which `to` differs first; -1 for no step, or for one that rolled over (6.19 to 7.0) and so
 * says nothing about the next. */
static int step_between(const struct version *from, const struct version *to)
{
	int at = 0;

	if (from->n != to->n)
		return -1;
	while (at < to->n && from->v[at] == to->v[at])
		at++;
	for (int i = at + 1; i < to->n; i++)
		if (from->v[i] && !to->v[i])
			return -1;
	return at < to->n ? at : -1;
}

static int usual_step(const struct version *past, size_t n)
{
	int votes[COMPONENTS_MOST] = {0}, best = -1;
	const struct version *last = &past[n - 1];

	for (size_t i = 1; i < n; i++) {
		int at = past[i].n == last->n ? step_between(&past[i - 1], &past[i]) : -1;

		if (at >= 0)
			votes[at]++;
	}
	for (int i = 0; i < last->n; i++)
		if (votes[i] && (best < 0 || votes[i] >= votes[best]))
			best = i;
	if (best >= 0)
		return best;
	return last->n > 2 && last->v[last->n - 1] == 0 ? last->n - 2 : last->n - 1;
}

static bool rolls_over(const struct version *last, const struct version *past, size_t n)
{
	if (last->n != 2 || last->v[0] < 3 || last->v[1] != KERNEL_ROLLS_OVER)
		return false;
	for (size_t i = 0; i < n; i++)
		if (past[i].v[0] == last->v[0] && past[i].v[1] > KERNEL_ROLLS_OVER)
			return false;
	return true;
}

static void next_by_steps(struct version *last, const struct version *past, size_t n)
{
	int at = rolls_over(last, past, n) ? 0 : usual_step(past, n);

	last->v[at]++;
	for (int i = at + 1; i < last->n; i++) {
		last->v[i] = 0;
		last->width[i] = 1;
	}
}

char *version_after(const struct strings *past)
{
	ARRAY(struct version) versions = ARRAY_INIT;
	struct version next = {.n = 0};
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < past->n; i++)
		array_push(&versions, parse(past->v[i]));
	if (versions.n)
		next = versions.v[versions.n - 1];
	if (is_calendar(&next))
		next_by_months(&next, versions.v, versions.n);
	else if (next.n)
		next_by_steps(&next, versions.v, versions.n);
	for (int i = 0; i < next.n; i++)
		buf_addf(&out, "%s%0*ld", i ? "." : "", next.width[i], next.v[i]);
	array_release(&versions);
	return next.n ? buf_detach(&out) : NULL;
}
