/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_HTTPSETTINGS_H
#define SOURCE_HTTPSETTINGS_H

#include "source/config.h"
#include "util/error.h"

/* How servers are asked over HTTP; source/http.h says why so. */
struct http_settings {
	char *agent;   /* User-Agent; owned */
	char *ca_file; /* a file of certificates to trust, owned; NULL: the system's */
	long connect_ms, total_ms;
	long slow_bytes, slow_seconds; /* slower than so many bytes a second, for so long, is too slow */
	long pause_ms;                 /* between two starts, to hosts other than this machine */
	long back_off_ms;              /* before the second try; doubled each time */
	long wait_most_ms;             /* the longest Retry-After that is waited for */
};

/* With pullprep.contact, pullprep.caFile (else http.sslCAInfo), pullprep.httpDeadline and pullprep.httpPause. An
 * error names the key that is wrong. */
struct error *http_settings_read(struct http_settings *out, const struct config *config);
void http_settings_release(struct http_settings *settings);

#endif
