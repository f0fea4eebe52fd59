/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/person.h"

#include "util/buf.h"
#include "util/nearest.h"
#include "util/safe.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A slip makes no other person of a name as long as this. */
enum { SLIP_LEAST = 10 };

/* ---- letters ---- */

static bool is_quote(long c)
{
	return c == '"' || c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d;
}

static bool is_blank(long c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0;
}

/* What an accented letter is without its accent, both cases alike; NULL for what is none. */
static const char *plain_letter(long c)
{
	static const struct {
		long from, to;
		const char *letters;
	} table[] = {{0xc0, 0xc6, "a"}, {0xc7, 0xc7, "c"}, {0xc8, 0xcb, "e"}, {0xcc, 0xcf, "i"},
	    {0xd0, 0xd0, "d"}, {0xd1, 0xd1, "n"}, {0xd2, 0xd6, "o"}, {0xd8, 0xd8, "o"}, {0xd9, 0xdc, "u"},
	    {0xdd, 0xdd, "y"}, {0xde, 0xde, "th"}, {0xdf, 0xdf, "ss"}, {0xff, 0xff, "y"},
	    /* Latin Extended-A and what Romanian and Vietnamese have beyond it */
	    {0x100, 0x105, "a"}, {0x106, 0x10d, "c"}, {0x10e, 0x111, "d"}, {0x112, 0x11b, "e"},
	    {0x11c, 0x123, "g"}, {0x124, 0x127, "h"}, {0x128, 0x133, "i"}, {0x134, 0x135, "j"},
	    {0x136, 0x138, "k"}, {0x139, 0x142, "l"}, {0x143, 0x14b, "n"}, {0x14c, 0x153, "o"},
	    {0x154, 0x159, "r"}, {0x15a, 0x161, "s"}, {0x162, 0x167, "t"}, {0x168, 0x173, "u"},
	    {0x174, 0x175, "w"}, {0x176, 0x178, "y"}, {0x179, 0x17e, "z"}, {0x1a0, 0x1a1, "o"},
	    {0x1af, 0x1b0, "u"}, {0x218, 0x219, "s"}, {0x21a, 0x21b, "t"}, {0x300, 0x36f, ""},
	    {0x1ea0, 0x1eb7, "a"}, {0x1eb8, 0x1ec7, "e"}, {0x1ec8, 0x1ecb, "i"}, {0x1ecc, 0x1ee3, "o"},
	    {0x1ee4, 0x1ef1, "u"}, {0x1ef2, 0x1ef9, "y"}};

	if (c >= 0xe0 && c <= 0xfe && c != 0xf7)
		c -= 0x20;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (c >= table[i].from && c <= table[i].to)
			return table[i].letters;
	return NULL;
}

/* ---- names ---- */

struct folded {
	char *text;    /* small letters, single blanks, no quotes around it, no parentheses */
	bool accented; /* accents were taken off */
};

static struct folded fold(const char *name)
{
	struct folded folded = {.accented = false};
	struct buf out = BUF_INIT;
	size_t length = strlen(name), used;
	int depth = 0;

	for (size_t at = 0; at < length; at += used) {
		long c = safe_decode(name + at, length - at, &used);
		const char *letter = plain_letter(c);

		depth += c == '(';
		if (depth || is_quote(c)) {
			depth -= c == ')' && depth;
		} else if (is_blank(c)) {
			if (out.len && out.s[out.len - 1] != ' ')
				buf_addch(&out, ' ');
		} else if (letter) {
			buf_addstr(&out, letter);
			folded.accented = true;
		} else if (c >= 0 && c < 0x80) {
			buf_addch(&out, (char)tolower((int)c));
		} else {
			buf_add(&out, name + at, used);
		}
	}
	buf_trim(&out);
	folded.text = buf_detach(&out);
	return folded;
}

/* What people write for accents that they cannot type: "soeren" is "soren", "aase" is "ase". Others have such
 * letters, too, so that it is not done without a reason. */
static void squeeze(char *name)
{
	char *to = name;

	for (const char *at = name; *at; at++) {
		bool second =
		    to > name && ((*at == 'e' && strchr("aou", to[-1])) || (*at == 'a' && to[-1] == 'a'));

		if (!second)
			*to++ = *at;
	}
	*to = '\0';
}

/* Cuts off what a list has added. */
static void cut_list(char *name)
{
	char *via = strstr(name, " via ");

	if (via && via > name)
		*via = '\0';
}

/* "example, ann" as "ann example"; NULL if there is no comma in it. */
static char *turned(const char *name)
{
	const char *comma = strchr(name, ',');

	if (!comma || !comma[1])
		return NULL;
	return mem_format("%s %.*s", comma + 1 + strspn(comma + 1, " "), (int)(comma - name), name);
}

/* Takes out initials: "serge e. hallyn" is "serge hallyn". */
static void cut_initials(char *name)
{
	char *to = name;

	for (char *at = name; *at;) {
		size_t n = strcspn(at, " "), blanks = strspn(at + n, " ");
		bool initial = n == 1 || (n == 2 && at[1] == '.');

		if (at == name || !initial || !at[n]) {
			memmove(to, at, n + blanks);
			to += n + blanks;
		}
		at += n + blanks;
	}
	*to = '\0';
}

/* Is `words` among the words of `text`? */
static bool has_words(const char *text, const char *words)
{
	size_t n = strlen(words);

	for (const char *at = text; n && (at = strstr(at, words)) != NULL; at++)
		if ((at == text || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	return false;
}

static bool is_same(const char *signer, const char *person)
{
	return has_words(signer, person) || (strchr(signer, ' ') && has_words(person, signer));
}

/* "chao xie" may be cxie, chaoxie, xie, chaox and xiec, with a number behind it. */
static bool is_login(const char *login, const char *name)
{
	const char *last = strrchr(name, ' ');
	size_t first = strcspn(name, " "), length = strlen(login);
	char *spellings[5];
	bool found = false;

	if (!last || strchr(login, ' '))
		return false;
	last++;
	while (length && isdigit((unsigned char)login[length - 1]))
		length--;
	spellings[0] = mem_format("%c%s", *name, last);
	spellings[1] = mem_format("%.*s%s", (int)first, name, last);
	spellings[2] = mem_dup(last);
	spellings[3] = mem_format("%.*s%c", (int)first, name, *last);
	spellings[4] = mem_format("%s%c", last, *name);
	for (size_t i = 0; i < sizeof(spellings) / sizeof(*spellings); i++) {
		found |= strlen(spellings[i]) == length && !strncmp(spellings[i], login, length);
		free(spellings[i]);
	}
	return found;
}

/* What is obvious among people of one house. */
static bool is_neighbour(const char *signer, const char *person)
{
	bool full = strchr(signer, ' ') && strchr(person, ' ') && strlen(person) >= SLIP_LEAST;

	return (full && nearest_is_slip(signer, person)) || is_login(signer, person) ||
	       is_login(person, signer);
}

static bool same_name(const char *signer, const char *person, bool neighbours)
{
	struct folded a = fold(signer), b = fold(person);
	char *a_turned, *b_turned;
	bool same = neighbours && is_neighbour(a.text, b.text); /* before logins are squeezed */

	cut_list(a.text);
	cut_list(b.text);
	cut_initials(a.text);
	cut_initials(b.text);
	if (neighbours || a.accented || b.accented) {
		squeeze(a.text);
		squeeze(b.text);
	}
	a_turned = turned(a.text);
	b_turned = turned(b.text);
	same = same || is_same(a.text, b.text) || (a_turned && is_same(a_turned, b.text)) ||
	       (b_turned && is_same(a.text, b_turned));
	free(a.text);
	free(b.text);
	free(a_turned);
	free(b_turned);
	return same;
}

bool person_same(struct person signer, struct person person)
{
	const char *here = strrchr(signer.email, '@'), *there = strrchr(person.email, '@');

	if (*person.email && !strcasecmp(signer.email, person.email))
		return true;
	return same_name(signer.name, person.name, here && there && !strcasecmp(here, there));
}
