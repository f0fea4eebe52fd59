# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A small tree's only pull, like slab's for v6.17: four topics of several authors, one of them a fix, and a document that moves.

build() {
	at 2025-05-25
	write mm/slub.c 200 'Linux 6.15' && git tag -a -m 'Linux 6.15' v6.15
	at 2025-06-08
	write Documentation/mm/slub.rst 80 'Linux 6.16-rc1' && git tag -a -m 'Linux 6.16-rc1' v6.16-rc1
	at 2025-06-20
	by 'Max Wilder' git checkout -q -b slab/flags
	by 'Max Wilder' write mm/slab.h 28 'slab: Give slabs flags of their own'
	by 'Max Wilder' write include/linux/mm.h 4 'slab: Add a flag for partial lists'
	mkdir -p Documentation/admin-guide/mm
	git mv Documentation/mm/slub.rst Documentation/admin-guide/mm/slab.rst
	by 'Max Wilder' write Documentation/mm/slab.rst 17 'doc: Move what administrators read'
	git checkout -q -b slab/kmalloc master
	write mm/slub.c 44 'slab: Use frozen pages for large allocations' 'Acked-by: Harriet Young <harriet@example.org>'
	git checkout -q -b slab/maintainers master
	by 'Lou Stone' write MAINTAINERS 2 'MAINTAINERS: Add files to slab'
	by 'Max Wilder' write MAINTAINERS 1 'MAINTAINERS: Add a mailing list to slab'
	git checkout -q -b slab/numa master
	write mm/slub.c 6 'slab: Let large allocations follow the policy again' \
		"Fixes: $(git rev-parse --short=12 v6.15^0) (\"Linux 6.15\")"
	for day in 2025-07-21 2025-07-22 2025-07-23 2025-07-24 2025-07-25; do
		next_tree $day master slab/flags slab/kmalloc slab/maintainers slab/numa
	done
	at 2025-07-27
	git checkout -q master
	write Makefile 1 'Linux 6.16' && git tag -a -m 'Linux 6.16' v6.16
	at 2025-07-28
	git config branch.slab/flags.description 'A slab has flags of its own and no longer those of its page, so that it can
be told apart from a page one day. The documentation is in order again, and
what administrators need of it has moved to their guide. (Max Wilder)'
	git config branch.slab/kmalloc.description 'Large allocations use frozen pages as small ones do (Morgan Maintainer)'
	git config branch.slab/maintainers.description 'Entries of MAINTAINERS (Lou Stone, Max Wilder)'
	git config branch.slab/numa.description 'Large allocations follow the NUMA policy again'
	git checkout -q -b assembled v6.16-rc1
	for branch in flags kmalloc maintainers; do
		git merge -q --no-ff slab/$branch -m "Merge branch 'slab/$branch'"
	done
	git merge -q --no-ff -X ours slab/numa -m "Merge branch 'slab/numa'"
	day=2025-07-28 batch=first tip=assembled
}
