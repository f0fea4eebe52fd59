/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "man/page.h"

#include "check/rules.h"
#include "cmd/command.h"
#include "source/config.h"
#include "util/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = ".Dd November 20, 2026\n"
			   ".Dt PULLPREP 1\n"
			   ".Os\n"
			   ".Sh NAME\n"
			   ".Nm pullprep ,\n"
			   ".Nm git-pullprep\n"
			   ".Nd assemble the pull requests of a merge window\n"
			   ".Sh SYNOPSIS\n"
			   ".Nm\n"
			   ".Op Ar option ...\n"
			   ".Op Ar command Op Ar argument ...\n"
			   ".Nm git pullprep\n"
			   ".Op Ar option ...\n"
			   ".Op Ar command Op Ar argument ...\n"
			   ".Sh DESCRIPTION\n"
			   ".Nm\n"
			   "takes a maintainer from topic branches to a signed tag and a [GIT PULL] mail.\n"
			   "It finds how long every commit has been in linux-next,\n"
			   "weighs its tests and documentation,\n"
			   "splits the topics into a first and a second batch,\n"
			   "and writes the tag message and the request.\n"
			   "It works on any git repository with a mainline and release tags.\n"
			   "Without a command it shows the status.\n"
			   ".Pp\n"
			   "What linux-next held is read from tags named next-YYYYMMDD,\n"
			   "from an integration branch or from a database of daily trees; see\n"
			   ".Sx CONFIGURATION .\n"
			   "What is known from the repository is computed from it each time;\n"
			   "only what servers answered is kept, see\n"
			   ".Ic cache\n"
			   "below.\n";

static const char output[] = ".Sh OUTPUT FOR PROGRAMS\n"
			     "With\n"
			     ".Fl Fl format Ns = Ns Cm tsv\n"
			     "each record is a line without a header line, its fields separated by TAB.\n"
			     "TAB, LF, CR and backslash in a field are written \\et, \\en, \\er and \\e\\e.\n"
			     "Days are ISO 8601, daily trees go by their full name,\n"
			     "and \\(aq-\\(aq stands for nothing.\n"
			     "The columns are promised: their meaning never changes.\n"
			     "With\n"
			     ".Fl Fl format Ns = Ns Cm json\n"
			     "the same records are an array of objects, with null for nothing.\n";

static const char tail[] = ".Sh ENVIRONMENT\n"
			   ".Bl -tag -width Ds\n"
			   ".It Ev GIT_DIR , GIT_CONFIG_COUNT , GIT_PAGER , GIT_EDITOR\n"
			   "and git\\(aqs other variables mean what they mean to git.\n"
			   ".It Ev NO_COLOR\n"
			   "If set, no colour unless\n"
			   ".Fl Fl color Ns = Ns Cm always\n"
			   "is given.\n"
			   ".It Ev COLUMNS\n"
			   "How wide text may be where that is not known from the terminal.\n"
			   ".El\n"
			   ".Sh FILES\n"
			   ".Bl -tag -width Ds\n"
			   ".It Pa $GIT_COMMON_DIR/pullprep/plan\n"
			   "The plan: which topic goes into which batch.\n"
			   ".It Pa $XDG_CONFIG_HOME/pullprep/templates\n"
			   "One\\(aqs own templates.\n"
			   ".It Pa $XDG_CACHE_HOME/pullprep\n"
			   "What servers answered; ~/.cache/pullprep where the variable is not set.\n"
			   ".El\n";

static const char last[] = ".Sh EXAMPLES\n"
			   "Where things stand, how long each commit of a topic has been in\n"
			   "linux-next, and the plan:\n"
			   ".Bd -literal -offset indent\n"
			   "pullprep\n"
			   "pullprep soak topic/tracing\n"
			   "pullprep split \\-\\-edit\n"
			   ".Ed\n"
			   ".Pp\n"
			   "The signed tag and the mail of the first batch:\n"
			   ".Bd -literal -offset indent\n"
			   "pullprep tag first\n"
			   "pullprep mail first\n"
			   ".Ed\n"
			   ".Sh SEE ALSO\n"
			   ".Xr git-request-pull 1 ,\n"
			   ".Xr git-send-email 1 ,\n"
			   ".Xr git-tag 1\n";

/* Plain text within a line of roff: no character of it is taken for a request or an escape. */
static void add_text(struct buf *out, const char *text, size_t length)
{
	if (length && (*text == '.' || *text == '\''))
		buf_addstr(out, "\\&");
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\\')
			buf_addstr(out, "\\e");
		else if (text[i] == '-')
			buf_addstr(out, "\\-");
		else
			buf_addch(out, text[i]);
	}
}

static void add_line(struct buf *out, const char *text, size_t length)
{
	add_text(out, text, length);
	buf_addch(out, '\n');
}

/* Words in lines of moderate length; a sentence begins on a new one, as mdoc wants it. */
static void add_words(struct buf *out, const char *text, size_t length)
{
	const char *end = text + length;
	size_t column = 0;

	while (text < end) {
		size_t word = strcspn(text, " \n");

		if (word > (size_t)(end - text))
			word = (size_t)(end - text);
		if (column && word &&
		    (column + word > 70 || (column > 3 && text[-2] == '.' && text[-3] != '.'))) {
			buf_addch(out, '\n');
			column = 0;
		}
		if (column && word)
			buf_addch(out, ' ');
		add_text(out, text, word);
		column += word + 1;
		text += word + 1;
	}
	buf_addch(out, '\n');
}

/* One argument of a macro: quoted, because blanks end it; each word by itself would be tried as a macro. */
static void add_argument(struct buf *out, const char *text)
{
	buf_addstr(out, " \"");
	for (; *text; text++) {
		if (*text == '"')
			buf_addstr(out, "\\(dq");
		else
			add_text(out, text, 1);
	}
	buf_addch(out, '"');
}

static void add_sentence(struct buf *out, const char *text)
{
	struct buf line = BUF_INIT;

	buf_addstr(&line, text);
	line.s[0] = (char)toupper((unsigned char)line.s[0]);
	if (line.len && line.s[line.len - 1] != '.')
		buf_addch(&line, '.');
	add_words(out, line.s, line.len);
	buf_release(&line);
}

/* Paragraphs as struct command has them: filled ones, and blocks of lines that begin with a blank. */
static void add_manual(struct buf *out, const char *text)
{
	bool literal = false, pause = true;
	size_t margin = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");
		size_t blanks = strspn(text, " ");
		bool indented = blanks && length;

		if (literal && !indented) {
			buf_addstr(out, ".Ed\n");
			literal = false;
			pause = true;
		}
		if (!length) {
			pause = true;
		} else if (indented) {
			if (!literal) {
				buf_addstr(out, ".Bd -literal -offset 2n\n");
				margin = blanks;
			}
			literal = true;
			blanks = blanks < margin ? blanks : margin;
			add_line(out, text + blanks, length - blanks);
		} else {
			if (pause)
				buf_addstr(out, ".Pp\n");
			pause = false;
			add_words(out, text, length);
		}
		text += length + (text[length] == '\n');
	}
	if (literal)
		buf_addstr(out, ".Ed\n");
}

static void add_options(struct buf *out, const struct option *options)
{
	buf_addstr(out, ".Bl -tag -width Ds\n");
	for (; options->name; options++) {
		buf_addstr(out, ".It ");
		if (options->letter)
			buf_addf(out, "Fl %c , ", options->letter);
		buf_addf(out, "Fl Fl %s", options->name);
		if (options->value) {
			buf_addstr(out, options->type == OPTION_MAYBE ? " Ns Op = Ns Ar" : " Ns = Ns Ar");
			add_argument(out, options->value);
		}
		buf_addch(out, '\n');
		add_sentence(out, options->help);
	}
	buf_addstr(out, ".El\n");
}

static void add_command(struct buf *out, const struct command *command)
{
	char *usage = mem_format("pullprep %s %s", command->name, command->usage);

	buf_addf(out, ".Ss %s\n.Dl", command->name);
	add_argument(out, usage);
	buf_addstr(out, "\n.Pp\n");
	add_sentence(out, command->summary);
	free(usage);
	if (command->manual)
		add_manual(out, command->manual);
	if (command->options)
		add_options(out, command->options);
}

static void add_configuration(struct buf *out)
{
	buf_addstr(out, ".Sh CONFIGURATION\n"
			"Configuration is git\\(aqs: every level, includes and\n"
			".Ic git -c\n"
			"count.\n"
			".Bl -tag -width Ds\n");
	for (const struct config_key *key = config_keys; key->name; key++) {
		buf_addf(out, ".It Cm %s Ar", key->name);
		add_argument(out, key->value);
		buf_addch(out, '\n');
		add_sentence(out, key->help);
		if (key->many)
			buf_addstr(out, "May be given several times.\n");
		if (key->preset) {
			buf_addstr(out, "Default:\n");
			add_words(out, key->preset, strlen(key->preset));
		}
	}
	buf_addstr(out, ".It Cm branch.<topic>.description Ar TEXT\n"
			"What a topic is about, for the tag message and the merge. Without it, and where "
			"pullprep.lore.url is set, its cover letter tells.\n"
			".It Cm branch.<topic>.pullprepDormant Ar REASON\n"
			"Why no released userspace can reach the topic\\(aqs code.\n"
			".El\n");
}

static void add_rules(struct buf *out)
{
	buf_addstr(out, ".Sh RULES\nWhat\n.Ic pullprep check\nlooks for, each with its level unless "
			"configured.\n.Bl -tag -width Ds\n");
	for (const struct rule *rule = rules_table; rule->name; rule++) {
		char *says = mem_format("%s: %s", rule_level_name(rule->level), rule->says);

		buf_addf(out, ".It Cm %s\n", rule->name);
		add_sentence(out, says);
		add_sentence(out, rule->todo);
		free(says);
	}
	buf_addstr(out, ".El\n");
}

static void add_exit_codes(struct buf *out)
{
	buf_addstr(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
	for (const struct exit_code *code = exit_codes; code->meaning; code++) {
		buf_addf(out, ".It %d\n", code->status);
		add_sentence(out, code->meaning);
	}
	buf_addstr(out, ".El\n");
}

void man_page(struct buf *out)
{
	buf_addstr(out, head);
	buf_addstr(out, ".Sh OPTIONS\nThese may stand before or after the command.\n");
	add_options(out, global_options);
	buf_addstr(out, ".Sh COMMANDS\n");
	for (const struct command *const *c = commands; *c; c++)
		add_command(out, *c);
	add_rules(out);
	add_configuration(out);
	buf_addstr(out, output);
	buf_addstr(out, tail);
	add_exit_codes(out);
	buf_addstr(out, last);
}
