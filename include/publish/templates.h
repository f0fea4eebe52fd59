/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PUBLISH_TEMPLATES_H
#define PUBLISH_TEMPLATES_H

#include "source/config.h"
#include "text/template.h"

/*
 * Where templates are, the first that exists wins:
 *	--template=FILE
 *	pullprep.templateDir/NAME
 *	$XDG_CONFIG_HOME/pullprep/templates/NAME (~/.config without that variable)
 *	the program's own: templates/NAME beside the build tree it runs from, or installed
 * One that exists and cannot be read is an error, and so is a templateDir that is not there.
 */

/* name: "tag", "mail", "cover" or "report"; file: --template, or NULL. */
struct error *templates_load(
    struct template **out, const struct config *config, const char *name, const char *file);

#endif
