/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/template.h"

#include "text/wrap.h"
#include "util/array.h"
#include "util/safe.h"

#include <stdlib.h>
#include <string.h>

/* Deeper than any text needs; a bound for the recursion. */
#define MAX_DEPTH 32

enum node_type { NODE_TEXT, NODE_VARIABLE, NODE_IF, NODE_FOR };

struct node;
struct nodes {
	struct node *v;
	size_t n, cap;
};

struct node {
	enum node_type type;
	size_t line;
	char *text;         /* NODE_TEXT: the text; else the variable's name */
	char *item;         /* NODE_FOR: what each element is called */
	bool negated, wrap; /* NODE_IF; NODE_VARIABLE */
	struct nodes then, otherwise;
};

struct template
{
	char *name;
	struct nodes nodes;
};

struct parser {
	const char *name, *at, *end;
	size_t line;
};

/* What ended a block. */
enum stop { STOP_END_OF_FILE, STOP_ELSE, STOP_END };

static void nodes_release(struct nodes *nodes)
{
	struct node *node;

	array_each (node, nodes) {
		free(node->text);
		free(node->item);
		nodes_release(&node->then);
		nodes_release(&node->otherwise);
	}
	array_release(nodes);
}

/* ---- parsing ---- */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '.';
}

static bool is_variable(const char *text)
{
	for (const char *c = text; *c; c++)
		if (!is_name(*c))
			return false;
	return *text && *text != '.' && text[strlen(text) - 1] != '.';
}

static void add_text(struct nodes *into, const struct parser *parser, const char *text, size_t length)
{
	struct node node = {.type = NODE_TEXT, .line = parser->line};

	if (!length)
		return;
	node.text = mem_dupn(text, length);
	array_push(into, node);
}

/* "name" or "name|wrap", between the braces. */
static struct error *add_variable(
    struct nodes *into, const struct parser *parser, const char *inside, size_t length)
{
	struct node node = {.type = NODE_VARIABLE, .line = parser->line};
	struct error *err;
	char *bar;

	node.text = mem_dupn(inside, length);
	bar = strchr(node.text, '|');
	if (bar) {
		*bar = '\0';
		node.wrap = true;
	}
	if (is_variable(node.text) && (!bar || !strcmp(bar + 1, "wrap"))) {
		array_push(into, node);
		return NULL;
	}
	if (bar)
		*bar = '|';
	err = error_failed("%s:%zu: '${%s}' is not understood", parser->name, parser->line, node.text);
	free(node.text);
	return error_hint(err, "Write ${name}, ${name.part} or ${name|wrap}; a literal ${ is written $${.");
}

/* A line of text, with its newline if it has one. */
static struct error *parse_text(
    struct nodes *into, const struct parser *parser, const char *line, size_t length)
{
	const char *end = line + length, *from = line, *at = line;

	while (at < end && (at = memchr(at, '$', (size_t)(end - at)))) {
		const char *close;
		struct error *err;

		if (end - at >= 3 && at[1] == '$' && at[2] == '{') {
			add_text(into, parser, from, (size_t)(at + 1 - from));
			from = at + 2;
			at += 3;
			continue;
		}
		if (end - at < 2 || at[1] != '{') {
			at++;
			continue;
		}
		close = memchr(at, '}', (size_t)(end - at));
		if (!close)
			return error_hint(error_failed("%s:%zu: '${' without its '}' on the same line",
					      parser->name, parser->line),
			    "Close it, or write $${ for a literal ${.");
		add_text(into, parser, from, (size_t)(at - from));
		err = add_variable(into, parser, at + 2, (size_t)(close - at - 2));
		if (err)
			return err;
		from = at = close + 1;
	}
	add_text(into, parser, from, (size_t)(end - from));
	return NULL;
}

static struct error *parse_block(struct parser *parser, struct nodes *into, int depth, enum stop *stop);

/* The body of %if or %for, %else and %end included. */
static struct error *parse_body(struct parser *parser, struct node *node, int depth)
{
	const char *what = node->type == NODE_IF ? "%if" : "%for";
	enum stop stop;
	struct error *err = parse_block(parser, &node->then, depth + 1, &stop);

	if (!err && stop == STOP_ELSE)
		err = parse_block(parser, &node->otherwise, depth + 1, &stop);
	if (!err && stop == STOP_ELSE)
		err = error_hint(error_failed("%s:%zu: a second %%else", parser->name, parser->line),
		    "Leave one out, or end what is before it with %%end.");
	if (!err && stop == STOP_END_OF_FILE)
		err = error_hint(error_failed("%s:%zu: %s without its %%end", parser->name, node->line, what),
		    "Write a line %%end behind what it is for.");
	return err;
}

static struct error *misread(const struct parser *parser, const struct strings *words)
{
	struct error *err = error_failed("%s:%zu: the instruction '%s' is not understood", parser->name,
	    parser->line, words->n ? words->v[0] : "%");

	return error_hint(err,
	    "Instructions are: %%if NAME, %%if not NAME, %%else, %%for ITEM in NAME, %%end, "
	    "%%# REMARK. A line that starts with '%%' itself starts with '%%%%'.");
}

/* Fills the node from the words of its line; false if they are no such instruction. */
static bool read_instruction(struct node *node, const struct strings *words)
{
	char *const *word = words->v;

	if (!strcmp(word[0], "%if") && (words->n == 2 || (words->n == 3 && !strcmp(word[1], "not")))) {
		node->type = NODE_IF;
		node->negated = words->n == 3;
		node->text = mem_dup(word[words->n - 1]);
	} else if (!strcmp(word[0], "%for") && words->n == 4 && !strcmp(word[2], "in")) {
		node->type = NODE_FOR;
		node->item = mem_dup(word[1]);
		node->text = mem_dup(word[3]);
		if (!is_variable(node->item) || strchr(node->item, '.'))
			return false;
	}
	return node->text && is_variable(node->text);
}

static struct error *parse_instruction(
    struct parser *parser, struct nodes *into, char *line, int depth, enum stop *stop, bool *stopped)
{
	struct node node = {.type = NODE_TEXT, .line = parser->line};
	struct strings words = STRINGS_INIT;
	struct error *err = NULL;

	for (char *c = line; *c; c++)
		if (*c == '\t' || *c == '\r')
			*c = ' ';
	strings_split(&words, line, ' ');
	if (words.n == 1 && (!strcmp(words.v[0], "%end") || !strcmp(words.v[0], "%else"))) {
		*stop = words.v[0][2] == 'n' ? STOP_END : STOP_ELSE;
		*stopped = true;
		if (!depth)
			err = error_hint(error_failed("%s:%zu: %s without its %%if or %%for", parser->name,
					     parser->line, words.v[0]),
			    "Take it out, or write a line %%if NAME or %%for ITEM in NAME before it.");
	} else if (words.n && !strncmp(words.v[0], "%#", 2)) {
		*stopped = false;
	} else {
		err = words.n && read_instruction(&node, &words) ? NULL : misread(parser, &words);
		if (!err && depth == MAX_DEPTH)
			err = error_failed(
			    "%s:%zu: nested deeper than %d", parser->name, parser->line, MAX_DEPTH);
		if (!err)
			err = parse_body(parser, &node, depth);
		array_push(into, node); /* owned by the tree also when it is half */
	}
	strings_release(&words);
	return err;
}

static struct error *parse_block(struct parser *parser, struct nodes *into, int depth, enum stop *stop)
{
	struct error *err = NULL;
	bool stopped = false;

	*stop = STOP_END_OF_FILE;
	while (!err && !stopped && parser->at < parser->end) {
		const char *line = parser->at, *newline = memchr(line, '\n', (size_t)(parser->end - line));
		const char *next = newline ? newline + 1 : parser->end, *first = line;

		parser->at = next;
		parser->line++;
		while (first < next && (*first == ' ' || *first == '\t'))
			first++;
		if (first < next && *first == '%' && first + 1 < next && first[1] == '%') {
			add_text(into, parser, line, (size_t)(first - line));
			err = parse_text(into, parser, first + 1, (size_t)(next - first - 1));
		} else if (first < next && *first == '%') {
			char *copy = mem_dupn(first, (size_t)((newline ? newline : next) - first));

			err = parse_instruction(parser, into, copy, depth, stop, &stopped);
			free(copy);
		} else {
			err = parse_text(into, parser, line, (size_t)(next - line));
		}
	}
	return err;
}

struct error *template_parse(struct template **out, const char *name, const char *text, size_t length)
{
	struct template *template = mem_zero(1, sizeof(*template));
	struct parser parser = {name, text, text + length, 0};
	struct error *err = NULL;
	enum stop stop;

	template->name = mem_dup(name);
	if (memchr(text, '\0', length))
		err = error_hint(error_failed("%s: is no text: it holds a NUL byte", name),
		    "A template is a text file: name another with --template=FILE.");
	if (!err)
		err = parse_block(&parser, &template->nodes, 0, &stop);
	if (err) {
		template_free(template);
		template = NULL;
	}
	*out = template;
	return err;
}

void template_free(struct template *template)
{
	if (!template)
		return;
	nodes_release(&template->nodes);
	free(template->name);
	free(template);
}

/* ---- rendering ---- */

/* The variables of the loops around, innermost first; the outermost is the caller's map. */
struct scope {
	const struct scope *outer;
	const char *name; /* NULL: all entries of the map are known */
	const struct value *value;
};

static const struct value *look_up_first(const struct scope *scope, const char *name, size_t length)
{
	for (; scope; scope = scope->outer) {
		if (!scope->name)
			return value_get(scope->value, name, length);
		if (!strncmp(scope->name, name, length) && !scope->name[length])
			return scope->value;
	}
	return NULL;
}

/* Which names would have been known where this one was not. */
static void hint_known(struct error *err, const struct scope *scope, const struct value *map)
{
	struct buf known = BUF_INIT;

	for (; !map && scope; scope = scope->outer)
		if (scope->name)
			buf_addf(&known, "%s%s", known.len ? ", " : "", scope->name);
		else
			map = scope->value;
	for (size_t i = 0; i < value_count(map); i++)
		buf_addf(&known, "%s%s", known.len ? ", " : "", value_name_at(map, i));
	error_hint(err, "Known here: %s", known.len ? known.s : "none");
	buf_release(&known);
}

static const char *const type_names[] = {
    [VALUE_TEXT] = "a text", [VALUE_TRUTH] = "a truth", [VALUE_LIST] = "a list", [VALUE_MAP] = "a map"};

/* Only a map has parts. */
static void hint_no_parts(struct error *err, const struct node *node, size_t length,
    const struct scope *scope, const struct value *inside)
{
	error_hint(
	    err, "'%.*s' is %s and has no parts.", (int)length, node->text, type_names[value_type(inside)]);
	hint_known(err, scope, NULL);
}

static struct error *look_up(const struct template *template, const struct node *node,
    const struct scope *scope, const struct value **out)
{
	const char *part = node->text;
	size_t length = strcspn(part, ".");
	const struct value *inside = NULL;

	*out = look_up_first(scope, part, length);
	while (*out && part[length]) {
		part += length + 1;
		length = strcspn(part, ".");
		inside = *out;
		*out = value_type(inside) == VALUE_MAP ? value_get(inside, part, length) : NULL;
	}
	if (!*out) {
		struct error *err =
		    error_failed("%s:%zu: there is no variable '%s'", template->name, node->line, node->text);

		if (!inside || value_type(inside) == VALUE_MAP)
			hint_known(err, scope, inside);
		else
			hint_no_parts(err, node, (size_t)(part - 1 - node->text), scope, inside);
		return err;
	}
	return NULL;
}

/* What may be done with a value of that type instead. */
static struct error *wrong_type(const struct template *template, const struct node *node,
    const struct scope *scope, const struct value *value, const char *wanted)
{
	const char *name = node->text;
	struct error *err = error_failed("%s:%zu: the variable '%s' is %s, not %s", template->name,
	    node->line, name, type_names[value_type(value)], wanted);

	switch (value_type(value)) {
	case VALUE_TEXT:
		return error_hint(
		    err, "Show it with ${%s}, or ask with %%if %s whether it is empty.", name, name);
	case VALUE_TRUTH:
		return error_hint(err, "Ask for it with %%if %s.", name);
	case VALUE_LIST:
		return error_hint(err, "Walk it with %%for ITEM in %s.", name);
	case VALUE_MAP:
		hint_known(error_hint(err, "Name one of its parts, as in ${%s.PART}.", name), scope, value);
		break;
	}
	return err;
}

static size_t current_column(const struct buf *out, size_t start)
{
	const char *line = out->s + out->len;

	while (line > out->s + start && line[-1] != '\n')
		line--;
	return safe_width(line);
}

static struct error *render_variable(const struct template *template, const struct node *node,
    const struct scope *scope, struct buf *out, size_t start)
{
	const struct value *value;
	struct error *err = look_up(template, node, scope, &value);

	if (err)
		return err;
	if (value_type(value) != VALUE_TEXT)
		return wrong_type(template, node, scope, value, "a text");
	if (node->wrap)
		wrap_add(out, value_as_text(value), current_column(out, start), WRAP_WIDTH);
	else
		buf_addstr(out, value_as_text(value));
	return NULL;
}

static struct error *render_nodes(const struct template *template, const struct nodes *nodes,
    const struct scope *scope, struct buf *out, size_t start);

static struct error *render_block(const struct template *template, const struct node *node,
    const struct scope *scope, struct buf *out, size_t start)
{
	const struct value *value;
	struct error *err = look_up(template, node, scope, &value);

	if (err)
		return err;
	if (node->type == NODE_IF)
		return render_nodes(template,
		    value_is_true(value) != node->negated ? &node->then : &node->otherwise, scope, out,
		    start);
	if (value_type(value) != VALUE_LIST)
		return wrong_type(template, node, scope, value, "a list");
	for (size_t i = 0; !err && i < value_count(value); i++) {
		struct scope inner = {scope, node->item, value_at(value, i)};

		err = render_nodes(template, &node->then, &inner, out, start);
	}
	if (!err && !value_count(value))
		err = render_nodes(template, &node->otherwise, scope, out, start);
	return err;
}

static struct error *render_nodes(const struct template *template, const struct nodes *nodes,
    const struct scope *scope, struct buf *out, size_t start)
{
	struct error *err = NULL;

	for (size_t i = 0; !err && i < nodes->n; i++) {
		const struct node *node = &nodes->v[i];

		if (node->type == NODE_TEXT)
			buf_addstr(out, node->text);
		else if (node->type == NODE_VARIABLE)
			err = render_variable(template, node, scope, out, start);
		else
			err = render_block(template, node, scope, out, start);
	}
	return err;
}

struct error *template_render(const struct template *template, const struct value *variables, struct buf *out)
{
	struct scope scope = {NULL, NULL, variables};

	return render_nodes(template, &template->nodes, &scope, out, out->len);
}
