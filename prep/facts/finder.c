/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* strcasestr, memmem */
#include "facts/finder.h"

#include "util/mem.h"

#include <stdbool.h>
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

/* Words of a line that is one of the tags below, and whom they stand for. */
static const struct {
	const char *word;
	enum finder finder;
} words[] = {
    {"syzbot", FINDER_SYZBOT},
    {"syzkaller", FINDER_SYZBOT},
    {"kernel test robot", FINDER_ROBOT},
    {"lkp@intel.com", FINDER_ROBOT},
    {"oliver.sang@intel.com", FINDER_ROBOT},
    {"oe-kbuild", FINDER_ROBOT},
    {"oe-lkp", FINDER_ROBOT},
    {"selftest", FINDER_SELFTEST},
    {"kvm-unit-test", FINDER_KVM_UNIT_TESTS},
    {"coverity", FINDER_CHECKER},
    {"smatch", FINDER_CHECKER},
    {"sparse", FINDER_CHECKER},
    {"coccinelle", FINDER_CHECKER},
    {"coccicheck", FINDER_CHECKER},
    {"svace", FINDER_CHECKER},
    {"abaci", FINDER_CHECKER},
    {"zeal robot", FINDER_CHECKER},
    {"hulk robot", FINDER_CHECKER},
    {"pvs-studio", FINDER_CHECKER},
    {"linux verification center", FINDER_CHECKER},
    {"static anal", FINDER_CHECKER},
    {"static checker", FINDER_CHECKER},
    {"cppcheck", FINDER_CHECKER},
    {"clang-tidy", FINDER_CHECKER},
};

/* Lines that say who found it; names: whoever stands there and is none of the above is a person. */
static const struct {
	const char *tag;
	bool names;
} tags[] = {
    {"Reported-by:", true},
    {"Reported-and-tested-by:", true},
    {"Reported-and-bisected-by:", true},
    {"Bisected-by:", true},
    {"Closes:", false},
    {"Link:", false},
    {"Addresses-Coverity:", false},
    {"Addresses-Coverity-ID:", false},
};

/* What a text says where a test has found something. */
static const char *const found[] = {
    "fail", "found", "caught", "reported", "detect", "trigger", "expose", "crash"};

static enum finder better(enum finder a, enum finder b)
{
	if (!a || !b)
		return a ? a : b;
	return a < b ? a : b;
}

static enum finder by_word(const char *line)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasestr(line, words[i].word))
			return words[i].finder;
	return FINDER_NONE;
}

static enum finder of_tag(const char *line)
{
	const char *at = line + strspn(line, " \t");

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		size_t n = strlen(tags[i].tag);
		enum finder finder;

		if (strncasecmp(at, tags[i].tag, n))
			continue;
		finder = by_word(at);
		return finder || !tags[i].names || !at[n + strspn(at + n, " \t")] ? finder : FINDER_PERSON;
	}
	return FINDER_NONE;
}

static enum finder of_prose(const char *line)
{
	enum finder finder = strcasestr(line, "kvm-unit-test") ? FINDER_KVM_UNIT_TESTS
			     : strcasestr(line, "selftest")    ? FINDER_SELFTEST
							       : FINDER_NONE;

	for (size_t i = 0; finder && i < sizeof(found) / sizeof(*found); i++)
		if (strcasestr(line, found[i]))
			return finder;
	return FINDER_NONE;
}

enum finder finder_of(const char *message)
{
	enum finder finder = FINDER_NONE;
	const char *body = strchr(message, '\n');

	for (const char *line = body; line && *line; line += strcspn(line, "\n"), line += *line != '\0') {
		char *copy = mem_dupn(line, strcspn(line, "\n"));

		finder = better(finder, better(of_tag(copy), of_prose(copy)));
		free(copy);
	}
	return finder;
}
