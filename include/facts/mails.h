/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_MAILS_H
#define FACTS_MAILS_H

#include "source/email.h"
#include "source/mbox.h"

/*
 * Mails from several answers of an archive, each Message-ID once: parses and adds those that are not there yet, in their
 * order. One without a Message-ID can be no part of a thread: it is left out. How many were added.
 */
size_t mails_add(struct emails *mails, const struct raw_mails *const *answers, size_t count);

#endif
