/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FACTS_EXTENT_H
#define FACTS_EXTENT_H

#include "facts/survey.h"

/*
 * To which parts of the project a commit reaches, by the paths that it changes: enough to ask whether a
 * feature has a test, and without counting lines.
 */
struct extent {
	bool known;               /* false for a merge, or where an object is missing */
	bool tests, docs;         /* by class, see source/classes.h */
	bool tools;               /* below tools/, tests aside */
	bool kernel;              /* code outside tools/, in a kernel (its root has mm/ and arch/) */
	bool uapi;                /* below include/uapi/ or arch/ARCH/include/uapi/ */
	struct strings outside;   /* files outside pullprep.scope; see facts/scope.h */
	struct strings additions; /* to the interface of programs: names of new ioctls ("KVM_NEW_THING"),
				     capabilities ("KVM_CAP_THING") and system calls ("futex_wake"), see
				     facts/abi.h; new files of the above */
	struct strings untested;  /* those of them that no repository of pullprep.testRepo mentions */
};

/* *out: one for each of survey->commits. */
struct error *extent_find(struct extent **out, const struct survey *survey);
void extent_free(struct extent *extents, size_t n);

#endif
