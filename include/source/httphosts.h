/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SOURCE_HTTPHOSTS_H
#define SOURCE_HTTPHOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What is known of the hosts that are asked over HTTP: when each may be asked next, and whether it is worth it.
 * Times are those of clock_ms(). Pure.
 */
struct host {
	char *name;      /* "host" or "host:port" */
	bool near;       /* this machine: no pause between two requests */
	int64_t next_ms; /* not to be asked before */
	int failures;    /* in a row */
	char *given_up;  /* why it is not asked any further; NULL: it is */
};

struct hosts {
	struct host *v;
	size_t n, cap;
};

/* Whose trouble it is that a request failed. */
enum trouble {
	TROUBLE_NONE,    /* it did not */
	TROUBLE_REQUEST, /* this request's only */
	TROUBLE_AGAIN,   /* the host's, if it comes three times in a row */
	TROUBLE_HOST,    /* the host's: no other request would fare better */
};

/* The place of the URL's host, added if it is new. */
size_t hosts_find(struct hosts *hosts, const char *url);
void hosts_release(struct hosts *hosts);

/* A request was started now: the next one has to wait. */
void host_started(struct host *host, int64_t now, long pause_ms);

/* Leaves it alone until then, unless it is so for longer already. */
void host_rest(struct host *host, int64_t until);

/* A request has ended like that, `why` in words. */
void host_ended(struct host *host, enum trouble trouble, const char *why);

#endif
