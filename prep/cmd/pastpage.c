/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/pastpage.h"

#include "publish/file.h"
#include "publish/templates.h"
#include "text/htmlpage.h"

#include <string.h>

static struct error *with_advice(struct error *err)
{
	return error_hint(
	    err, "Name a place that can be written to with --html=FILE; --html=- is standard output.");
}

static bool is_stdout(const char *file)
{
	return !strcmp(file, "-");
}

static struct error *write_page(const char *file, const struct buf *page)
{
	if (is_stdout(file))
		return file_show(stdout, page->s, page->len);
	return with_advice(file_replace(file, page->s, page->len));
}

struct error *pastpage_check(const char *file, const struct config *config, const char *template_file)
{
	struct template *template = NULL;
	struct error *err = templates_load(&template, config, "report", template_file);

	template_free(template);
	return err || is_stdout(file) ? err : with_advice(file_check(file));
}

struct error *pastpage_write(const char *file, const struct postmortems *postmortems,
    const struct config *config, const char *template_file)
{
	struct template *template = NULL;
	struct buf page = BUF_INIT;
	struct error *err = templates_load(&template, config, "report", template_file);

	if (!err) {
		struct value *values = htmlpage(postmortems);

		err = template_render(template, values, &page);
		value_free(values);
	}
	if (!err)
		err = write_page(file, &page);
	template_free(template);
	buf_release(&page);
	return err;
}
