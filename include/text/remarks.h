/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_REMARKS_H
#define TEXT_REMARKS_H

#include "text/message.h"

/* What a tag message says of its batch below the bullets, a sentence each; masked, one line, not broken. */

/*
 * "Tests and documentation are 34 % of the lines added (1,234 of 3,600)." The share of the lines changed
 * follows where the two differ by TESTED_APART or more. NULL where nothing is known or added, and for fixes,
 * whose tests come with what they fix. Owned by the caller.
 */
enum { TESTED_APART = 10 };
char *remarks_tested(const struct message_facts *facts);

/* The maintainer's reasons that `sentence`, the one on soak, does not hold yet. */
void remarks_reasons(struct strings *out, const struct message_facts *facts, const char *sentence);

/* Those of waivers that neither that sentence nor remarks_reasons() have told of the same topic. */
void remarks_waived(struct strings *out, const struct message_facts *facts);

/* "The merge of kvm/xen was resolved by hand (arch/x86/kvm/xen.c): linux-next did not have it." */
void remarks_merges(struct strings *out, const struct message_facts *facts);

/*
 * Commits that are elsewhere too. Of another tree is known only that one of its branches, as fetched last,
 * has them: "12 of 14 commits of kvm/vfio are also in vfio/for-kvm, a branch of another tree." Of topics that
 * are not in the batch: "3 of 14 commits of kvm/vfio are also in kvm/mmu, which is not part of this."
 */
void remarks_shared(struct strings *out, const struct message_facts *facts);

/* "kvm/vfio: acked by Other Maintainer (3 of 14 commits)." */
void remarks_acks(struct strings *out, const struct message_facts *facts);

#endif
