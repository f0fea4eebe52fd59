/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr, memmem */
#include "facts/finder.h"

#include "util/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const finder_name[FINDER_COUNT] = {
    [FINDER_NONE] = "unknown",
    [FINDER_SYZBOT] = "syzbot",
    [FINDER_ROBOT] = "kernel-test-robot",
    [FINDER_SELFTEST] = "selftest",
    [FINDER_KVM_UNIT_TESTS] = "kvm-unit-tests",
    [FINDER_CHECKER] = "static-checker",
    [FINDER_PERSON] = "person",
};

/* Words of a line, and whom they stand for. */
static const struct {
	const char *word;
	enum finder finder;
	bool tells; /* whoever writes of it means the finder, and no thing of that name */
} words[] = {
    {"syzbot", FINDER_SYZBOT, false},
    {"syzkaller", FINDER_SYZBOT, false},
    {"kernel test robot", FINDER_ROBOT, false},
    {"lkp@intel.com", FINDER_ROBOT, false},
    {"oliver.sang@intel.com", FINDER_ROBOT, false},
    {"oe-kbuild", FINDER_ROBOT, false},
    {"oe-lkp", FINDER_ROBOT, false},
    {"selftest", FINDER_SELFTEST, true},
    {"kselftest", FINDER_SELFTEST, true},
    {"kvm-unit-test", FINDER_KVM_UNIT_TESTS, true},
    {"coverity", FINDER_CHECKER, true},
    {"smatch", FINDER_CHECKER, true},
    {"sparse", FINDER_CHECKER, false},
    {"sparse warning", FINDER_CHECKER, true},
    {"coccinelle", FINDER_CHECKER, true},
    {"coccicheck", FINDER_CHECKER, true},
    {"svace", FINDER_CHECKER, true},
    {"abaci", FINDER_CHECKER, false},
    {"zeal robot", FINDER_CHECKER, false},
    {"hulk robot", FINDER_CHECKER, true},
    {"pvs-studio", FINDER_CHECKER, true},
    {"linux verification center", FINDER_CHECKER, true},
    {"static anal", FINDER_CHECKER, true},
    {"static checker", FINDER_CHECKER, true},
    {"cppcheck", FINDER_CHECKER, true},
    {"clang-tidy", FINDER_CHECKER, true},
};

/* Lines that say who found it. */
static const struct {
	const char *tag;
	bool names;   /* whoever stands there and is none of the above is a person */
	bool reports; /* there is a report, whoever wrote it */
} tags[] = {
    {"Reported-by:", true, true},
    {"Reported-and-tested-by:", true, true},
    {"Reported-and-bisected-by:", true, true},
    {"Bisected-by:", true, true},
    {"Closes:", false, true},
    {"Link:", false, false},
    {"Addresses-Coverity:", false, true},
    {"Addresses-Coverity-ID:", false, true},
};

/* What a text says where a test or a checker has found something. */
static const struct {
	const char *word;
	bool checkers; /* of these alone: test logs are full of it */
} found[] = {
    {"fail", false},
    {"found", false},
    {"caught", false},
    {"reported", false},
    {"detect", false},
    {"trigger", false},
    {"expose", false},
    {"crash", false},
    {"discover", true},
    {"warn", true},
    {"complain", true},
};

static enum finder better(enum finder a, enum finder b)
{
	if (!a || !b)
		return a ? a : b;
	return a < b ? a : b;
}

/* Is that place in the middle of a word (mismatch), or in the name that a posted patch got from its own branch
 * (20260711-selftest-fix-v1-1-...)? */
static bool is_part(const char *line, const char *at)
{
	enum { DATE = 8 };
	const char *start = at;

	if (at > line && isalpha((unsigned char)at[-1]))
		return true;
	while (start > line && !strchr("/ \t", start[-1]))
		start--;
	return strspn(start, "0123456789") == DATE && start[DATE] == '-';
}

static bool has_word(const char *line, const char *word)
{
	const char *at = line;

	while ((at = strcasestr(at, word)) && is_part(line, at))
		at++;
	return at;
}

static enum finder by_word(const char *line, bool telling)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((words[i].tells || !telling) && has_word(line, words[i].word))
			return words[i].finder;
	return FINDER_NONE;
}

static struct finding of_tag(const char *line)
{
	const char *at = line + strspn(line, " \t");

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		size_t n = strlen(tags[i].tag);
		bool named;
		enum finder finder;

		if (strncasecmp(at, tags[i].tag, n))
			continue;
		finder = by_word(at, false);
		named = at[n + strspn(at + n, " \t")];
		if (!finder && named && tags[i].names)
			finder = FINDER_PERSON;
		return (struct finding){
		    finder, (named && tags[i].reports) || finder == FINDER_SYZBOT || finder == FINDER_ROBOT};
	}
	return (struct finding){.finder = FINDER_NONE};
}

static enum finder of_prose(const char *line)
{
	enum finder finder = by_word(line, true);

	for (size_t i = 0; finder && i < sizeof(found) / sizeof(*found); i++)
		if (strcasestr(line, found[i].word) && (finder == FINDER_CHECKER || !found[i].checkers))
			return finder;
	return FINDER_NONE;
}

struct finding finder_of(const char *message)
{
	struct finding finding = {.finder = FINDER_NONE};
	const char *body = strchr(message, '\n');

	for (const char *line = body; line && *line; line += strcspn(line, "\n"), line += *line != '\0') {
		char *copy = mem_dupn(line, strcspn(line, "\n"));
		struct finding tag = of_tag(copy);

		finding.finder = better(finding.finder, better(tag.finder, of_prose(copy)));
		finding.reported = finding.reported || tag.reported;
		free(copy);
	}
	return finding;
}
