/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POSTMORTEMTIMEJSON_H
#define TEXT_POSTMORTEMTIMEJSON_H

#include "facts/postmortem.h"

#include <jansson.h>

/* How long things took in a release, as values of JSON (text/postmortemtime.h has them for people); null where there
 * is no data. The fields are in the man page. Pure. */
json_t *postmortem_curves_json(const struct postmortem *postmortem);
json_t *postmortem_times_json(const struct postmortem *postmortem);

#endif
