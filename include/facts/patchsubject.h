/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_PATCHSUBJECT_H
#define FACTS_PATCHSUBJECT_H

#include <stdbool.h>

/*
 * What the subject of a mail says of the patch in it. Pure.
 *
 *	[PATCH v3 02/14] KVM: x86: ...		the second of fourteen, third version
 *	[PATCH net-next,v2] net: ...		one patch; other words are of a tree
 *	[RFC PATCH 0/3], [RFC v2 1/2]		asked for comments only; 0 is the cover letter
 *	[PATCH RESEND], [PATCHv2 1/3]		sent again; forms that people type
 *	[GIT PULL] KVM fixes			a request to pull, no patch
 *	Re: [PATCH v3 02/14] ...		an answer ("AW:", "Sv:" and "Fwd:" as well)
 *
 * Brackets count where they lead, one group after the other. Source: git format-patch (--subject-prefix, --rfc,
 * -v, --numbered), the kernel's submitting-patches.rst.
 */
struct patch_subject {
	bool answer; /* it says that it answers another mail */
	bool patch;  /* PATCH or RFC stands in the brackets, or a number n/m does */
	bool rfc, resend, pull;
	int version;      /* 1 if none is said */
	int part, parts;  /* 0 of m: the cover letter; 1 of 1 if no number is said */
	bool numbered;    /* it was said */
	const char *rest; /* what follows, within the text that was parsed */
};

/* subject: on one line; NULL is as "". */
void patch_subject_parse(struct patch_subject *out, const char *subject);

#endif
