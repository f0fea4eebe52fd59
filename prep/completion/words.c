/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "completion/words.h"

#include "check/rules.h"
#include "cmd/command.h"
#include "source/config.h"
#include "util/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add_options(struct buf *out, const struct option *options)
{
	for (; options && options->name; options++)
		buf_addf(out, " --%s%s", options->name,
		    options->value && options->type != OPTION_MAYBE ? "=" : "");
}

/* What an option's value is: its choices, or the word that help has for it. */
static void add_values(struct buf *out, const char *command, const struct option *options)
{
	for (; options && options->name; options++)
		if (options->value)
			buf_addf(out, "\t'%s --%s') echo '%s' ;;\n", command, options->name, options->value);
}

/* A key that has the name of a rule in it is there for each of them. */
static void add_key(struct buf *out, const char *key)
{
	const char *open = strchr(key, '<');

	if (!open) {
		buf_addf(out, " %s=", key);
		return;
	}
	for (const struct rule *rule = rules_table; rule->name; rule++)
		buf_addf(out, " %.*s%s%s=", (int)(open - key), key, rule->name, strchr(open, '>') + 1);
}

static void add_lists(struct buf *out)
{
	buf_addstr(out, "__pullprep_commands=\"");
	for (const struct command *const *c = commands; *c; c++)
		buf_addf(out, "%s%s", c == commands ? "" : " ", (*c)->name);
	buf_addstr(out, "\"\n__pullprep_keys=\"");
	for (const struct config_key *key = config_keys; key->name; key++)
		add_key(out, key->name);
	buf_addstr(out, "\"\n__pullprep_rules=\"");
	for (const struct rule *rule = rules_table; rule->name; rule++)
		buf_addf(out, "%s%s", rule == rules_table ? "" : " ", rule->name);
	buf_addstr(out, "\"\n\n");
}

static void add_option_tables(struct buf *out)
{
	buf_addstr(out, "__pullprep_options()\n{\n\techo \"");
	add_options(out, global_options);
	buf_addstr(out, "\"\n\tcase $1 in\n");
	for (const struct command *const *c = commands; *c; c++)
		if ((*c)->options) {
			buf_addf(out, "\t%s) echo \"", (*c)->name);
			add_options(out, (*c)->options);
			buf_addstr(out, "\" ;;\n");
		}
	buf_addstr(out, "\tesac\n}\n\n__pullprep_value()\n{\n\tcase \"$1 $2\" in\n");
	for (const struct command *const *c = commands; *c; c++)
		add_values(out, (*c)->name, (*c)->options);
	for (const struct option *o = global_options; o->name; o++)
		if (o->value)
			buf_addf(out, "\t*' --%s') echo '%s' ;;\n", o->name, o->value);
	buf_addstr(out, "\tesac\n}\n\n");
}

/* What a word of a usage line lets one type: itself if it is in small letters, else what it stands for. */
static const char *meaning(const char *word)
{
	static const struct {
		const char *word, *meaning;
	} table[] = {{"COMMAND", "COMMAND"}, {"BATCH", "first second fixes"}, {"TOPIC", "REF"},
	    {"RANGE", "REF"}, {"REF", "REF"}, {"REV", "REF"}};

	if (islower((unsigned char)*word))
		return word;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (!strcmp(table[i].word, word))
			return table[i].meaning;
	return NULL;
}

/* Words of a usage line are split by blanks and by the brackets, bars and dots around them; options are known
 * otherwise. */
static void add_usage(struct buf *out, const char *usage)
{
	static const char around[] = " |[].";

	for (usage += strspn(usage, around); *usage; usage += strspn(usage, around)) {
		size_t length = strcspn(usage, around);
		char *word = mem_dupn(usage, length);

		if (meaning(word) && !strstr(out->s, meaning(word)))
			buf_addf(out, " %s", meaning(word));
		free(word);
		usage += length;
	}
}

static void add_arguments(struct buf *out)
{
	buf_addstr(out, "__pullprep_arguments()\n{\n\tcase $1 in\n");
	for (const struct command *const *c = commands; *c; c++) {
		struct buf words = BUF_INIT;

		add_usage(&words, (*c)->usage);
		if (words.len)
			buf_addf(out, "\t%s) echo \"%s\" ;;\n", (*c)->name, words.s + 1);
		buf_release(&words);
	}
	buf_addstr(out, "\tesac\n}\n\n");
}

void completion_words(struct buf *out)
{
	add_lists(out);
	add_option_tables(out);
	add_arguments(out);
}
