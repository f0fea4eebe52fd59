/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_RECEIVED_H
#define TEXT_RECEIVED_H

#include "check/request.h"
#include "check/tagwords.h"
#include "facts/survey.h"
#include "util/term.h"

/*
 * What somebody asks to be pulled, for whoever is asked: who, what, where, whose signature, and then what
 * comes with it: how long it was in linux-next by days, and how much of it is tests and documentation.
 *
 *	[GIT PULL] KVM updates for 6.9
 *	  from       Ann Example <ann@example.org>, Mon, 6 May 2024 10:00:00 +0200
 *	  asks for   tags/for-linus of https://git.example.org/kvm.git
 *	  signature  good, by Ann Example <ann@example.org>
 *	  brings     12 commits, 1 merge among them, up to 1a2b3c4d5e6f ("kvm: last")
 */
struct received {
	const char *subject, *from, *date; /* the mail's, NULL: none */
	const char *url;                   /* without a password */
	const char *ref;                   /* as it was written; NULL: HEAD */
	const struct tag_facts *tag;
	const char *signer; /* NULL: not known */
	const struct survey *survey;
	const struct topic *topic;
	const struct ratio *ratio; /* of what the pull changes */
};
void received_add_text(struct buf *out, const struct term *term, const struct received *received);

#endif
