/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "completion/words.h"

#include "cmd/command.h"
#include "source/config.h"

#include <string.h>

static void add_options(struct buf *out, const struct option *options)
{
	for (; options && options->name; options++)
		buf_addf(out, " --%s%s", options->name, options->value ? "=" : "");
}

/* What an option's value is: its choices, or the word that help has for it. */
static void add_values(struct buf *out, const char *command, const struct option *options)
{
	for (; options && options->name; options++)
		if (options->value)
			buf_addf(out, "\t'%s --%s') echo '%s' ;;\n", command, options->name, options->value);
}

static void add_lists(struct buf *out)
{
	buf_addstr(out, "__pullprep_commands=\"");
	for (const struct command *const *c = commands; *c; c++)
		buf_addf(out, "%s%s", c == commands ? "" : " ", (*c)->name);
	buf_addstr(out, "\"\n__pullprep_keys=\"");
	for (const struct config_key *key = config_keys; key->name; key++)
		buf_addf(out, "%s%s=", key == config_keys ? "" : " ", key->name);
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

static void add_arguments(struct buf *out)
{
	buf_addstr(out, "__pullprep_arguments()\n{\n\tcase $1 in\n");
	for (const struct command *const *c = commands; *c; c++) {
		const char *usage = (*c)->usage;
		bool refs = strstr(usage, "TOPIC") || strstr(usage, "RANGE") || strstr(usage, "REF") ||
			    strstr(usage, "REV");

		if (strstr(usage, "COMMAND"))
			buf_addf(out, "\t%s) echo COMMAND ;;\n", (*c)->name);
		else if (strstr(usage, "BATCH"))
			buf_addf(out, "\t%s) echo BATCH%s ;;\n", (*c)->name, refs ? "REF" : "");
		else if (refs)
			buf_addf(out, "\t%s) echo REF ;;\n", (*c)->name);
	}
	buf_addstr(out, "\tesac\n}\n\n");
}

void completion_words(struct buf *out)
{
	add_lists(out);
	add_option_tables(out);
	add_arguments(out);
}
