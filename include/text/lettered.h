/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_LETTERED_H
#define TEXT_LETTERED_H

#include "facts/survey.h"

/*
 * Says that a topic is described in the words of others, and where these are, for who is to sign them; masked, owned by the
 * caller:
 *
 *	kvm/mmu is described in the words of its cover letter:
 *	  https://lore.kernel.org/all/20220307150000.4711-1-ann@example.org/
 *	  (v3, Mon 7 Mar 2022; 2 of its 5 patches are here)
 */
char *lettered_words(const struct topic *topic);

#endif
