# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A batch like KVM/arm64's for v6.2: topics are what was merged into the tree's integration branch, described by the merges; one of them
# is a branch that another tree has as well.

# fold NAME TEXT: merges the branch into the integration branch
fold() {
	git checkout -q kvmarm/next && git merge -q --no-ff "$1" -m "Merge branch $1 into kvmarm/next

$2

Signed-off-by: Morgan Maintainer <maintainer@example.org>"
	tick
	git branch -q -D "$1"
}

# start NAME
start() {
	git checkout -q -b "$1" v6.1-rc4
}

build() {
	at 2022-10-02
	write Makefile 1 'Linux 6.0' && git tag -a -m 'Linux 6.0' v6.0
	at 2022-11-06
	write arch/arm64/kvm/mmu.c 90 'KVM: arm64: base' && git tag -a -m 'Linux 6.1-rc4' v6.1-rc4
	git branch kvmarm/next
	at 2022-11-10
	git config remote.arm64.url https://git.example.org/arm64.git
	start kvm-arm64/sysregs
	ack='Acked-by: Cameron Cores <cameron@example.org>'
	by 'Jamie Morse' write arch/arm64/tools/sysreg 154 'arm64/sysreg: Generate the ID registers'
	by 'Jamie Morse' write arch/arm64/kernel/cpufeature.c 33 'arm64/sysreg: Use the names of the manual'
	git update-ref refs/remotes/arm64/for-next/sysregs HEAD
	write arch/arm64/kvm/nested.c 21 'KVM: arm64: Use the names of the manual'
	fold kvm-arm64/sysregs "The names of the system registers come from the manual, as in the rest of the
architecture's code, which shares the branch that changes them."
	start kvm-arm64/dirty-ring
	write virt/kvm/dirty_ring.c 46 'KVM: Let a ring stand beside a bitmap' "$ack"
	write arch/arm64/kvm/arm.c 9 'KVM: arm64: Enable the dirty ring'
	write Documentation/virt/kvm/api.rst 36 'KVM: Document ring and bitmap'
	fold kvm-arm64/dirty-ring 'Each vcpu can have a ring of dirty pages, and a bitmap for those that nobody
but the host dirties.'
	start kvm-arm64/parallel-faults
	write arch/arm64/kvm/hyp/pgtable.c 152 'KVM: arm64: Walk tables without the lock'
	write arch/arm64/kvm/mmu.c 40 'KVM: arm64: Handle faults in parallel'
	fold kvm-arm64/parallel-faults 'Faults are handled in parallel, and tables are freed by RCU, which helps much
under load.'
	start kvm-arm64/mte-map-shared
	by 'Pat Collins' write arch/arm64/mm/mteswap.c 16 'arm64: mte: Lock a page while its tags are set' "$ack"
	by 'Pat Collins' write arch/arm64/kvm/guest.c 8 'KVM: arm64: Allow shared mappings with MTE'
	fold kvm-arm64/mte-map-shared 'With MTE, guests may be backed by shared mappings, as VMMs of several processes
need it.'
	start kvm-arm64/pkvm-vcpu-state
	write arch/arm64/kvm/pkvm.c 138 'KVM: arm64: Track guests in the hypervisor'
	fold kvm-arm64/pkvm-vcpu-state "The hypervisor has a state of its own for each protected vcpu, which the host
cannot see."
	start kvm-arm64/pmuv3p5
	write arch/arm64/kvm/pmu-emul.c 182 'KVM: arm64: PMU: Use 64 bit counters'
	write arch/arm64/kvm/sys_regs.c 57 'KVM: arm64: PMU: Show PMUv3p5'
	fold kvm-arm64/pmuv3p5 'PMUv3p5 with its counters of 64 bits; counters that are chained work on machines
that do not quite keep to the architecture.'
	start kvm-arm64/52bit-fixes
	write arch/arm64/kvm/va_layout.c 12 'KVM: arm64: Mask addresses of 52 bits'
	fold kvm-arm64/52bit-fixes 'Small fixes for addresses of 52 bits.'
	start kvm-arm64/selftests
	write tools/testing/selftests/kvm/aarch64/page_fault_test.c 412 'KVM: selftests: arm64: Test faults of stage 2'
	write tools/testing/selftests/kvm/aarch64/debug.c 111 'KVM: selftests: arm64: Test every breakpoint'
	fold kvm-arm64/selftests 'Tests of memslots, breakpoints, stage 2 faults and access tracking.'
	start kvm-arm64/doc
	write Documentation/virt/kvm/arm/vcpu.rst 12 'KVM: arm64: Document what a reset keeps'
	fold kvm-arm64/doc 'Documentation of what a reset keeps, and spelling.'
	start kvm-arm64/misc
	write Documentation/virt/kvm/arm/hyp.rst 7 'KVM: arm64: Say what the stub does'
	write arch/arm64/kvm/vgic.c 2 'KVM: arm64: Fix spelling'
	git checkout -q kvmarm/next
	git merge -q --no-ff kvm-arm64/misc -m 'Merge branch kvm-arm64/misc into kvmarm/next' && tick
	git branch -q -D kvm-arm64/misc
	for day in 2022-11-28 2022-11-29 2022-11-30 2022-12-01 2022-12-02; do
		next_tree $day master kvmarm/next
	done
	at 2022-12-05
	git checkout -q master
	git config pullprep.gather kvmarm/next
	git config pullprep.title KVM/arm64
	day=2022-12-05 batch=first tip=kvmarm/next
}
