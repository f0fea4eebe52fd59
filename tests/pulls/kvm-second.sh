# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A second batch like KVM's for v6.1: on top of the first one, an architecture pulled from a sub-maintainer, one kept as a branch, and
# small things for a third, one of which came in late.

build() {
	at 2022-07-31
	write Makefile 1 'Linux 5.19' && git tag -a -m 'Linux 5.19' v5.19
	at 2022-09-04
	write virt/kvm/kvm_main.c 40 'KVM: start a new cycle' && git tag -a -m 'Linux 6.0-rc4' v6.0-rc4
	at 2022-09-10
	git checkout -q -b kvm/queue
	write arch/x86/kvm/emulate.c 30 'KVM: x86: emulate one more instruction'
	git checkout -q -b kvm/arm64
	write arch/arm64/kvm/debug.c 34 'KVM: arm64: Keep the step state over an exception'
	write arch/arm64/kvm/sys_regs.c 22 'KVM: arm64: Hide registers that AArch64-only hosts lack'
	write virt/kvm/dirty_ring.c 18 'KVM: Order reads and writes of ring entries'
	write tools/testing/selftests/kvm/aarch64/single-step.c 61 'KVM: selftests: arm64: Step through an exception'
	write MAINTAINERS 3 'KVM: arm64: Name the new list'
	git checkout -q -b kvm/riscv kvm/queue
	ack='Acked-by: Robin Riscv <robin@example.org>'
	write arch/riscv/include/asm/insn-def.h 45 'RISC-V: Add macros for instructions' "$ack"
	write arch/riscv/kernel/cpu.c 2 'RISC-V: Detect Svinval' "$ack"
	write arch/riscv/kvm/tlb.c 52 'RISC-V: KVM: Use Svinval'
	write arch/riscv/kvm/vcpu.c 38 'RISC-V: KVM: Let guests have Zicbom and Zihintpause'
	write Documentation/virt/kvm/riscv.rst 21 'RISC-V: KVM: Document the extensions'
	git checkout -q -b kvm/x86-pmu kvm/queue
	write arch/x86/kvm/pmu.c 16 'KVM: x86/pmu: Clear the counters on reset'
	git checkout -q -b kvm/x86-selftests kvm/queue
	write tools/testing/selftests/kvm/x86_64/hyperv.c 12 'KVM: selftests: Compare opcodes as bytes'
	write tools/testing/selftests/kvm/x86_64/nx_huge.c 9 'KVM: selftests: Skip what needs TDP'
	for day in 2022-09-26 2022-09-27 2022-09-28 2022-09-29 2022-09-30; do
		next_tree $day master kvm/arm64 kvm/riscv kvm/x86-pmu
	done
	at 2022-10-02
	git checkout -q master
	write Makefile 1 'Linux 6.0' && git tag -a -m 'Linux 6.0' v6.0
	at 2022-10-05
	git tag -s -m 'KVM updates for 6.1' for-linus-6.1-1 kvm/queue
	at 2022-10-10
	git checkout -q -b assembled kvm/queue
	git merge -q --no-ff kvm/arm64 -m "Merge tag 'kvmarm-6.1' of https://git.example.org/kvmarm into HEAD

KVM/arm64 updates for v6.1

- A guest that is stepped gets its step state back after an
  exception that comes from outside

- Registers of AArch32 are hidden where the host has none

- The dirty ring keeps its order on machines that reorder memory
  accesses, and so can be used there

- A mailing list of its own

- Small cleanups"
	git merge -q --no-ff kvm/riscv -m "Merge branch 'kvm/riscv'"
	git merge -q --no-ff kvm/x86-pmu -m "Merge branch 'kvm/x86-pmu'"
	git merge -q --no-ff kvm/x86-selftests -m "Merge branch 'kvm/x86-selftests'"
	git config branch.kvm/riscv.description '* Instructions that binutils does not know yet are written as macros,
  which say what their operands are

* Svinval for host and guest

* Zihintpause for guests

* Zicbom for guests

* Exits because of a signal are counted

* Guests are entered through the generic code'
	git config branch.kvm/x86-pmu.description '* Counters of the PMU are clear after a reset'
	git config branch.kvm/x86-selftests.description '* selftests: opcodes are compared as bytes in the tests of Hyper-V

* selftests: what needs TDP is skipped without it

* selftests: cleanups'
	git config --add pullprep.area 'ARM:^(arch/arm64/|virt/kvm/dirty_ring|tools/testing/selftests/kvm/aarch64/)'
	git config --add pullprep.area 'RISC-V:^arch/riscv/'
	git config --add pullprep.area 'x86:^(arch/x86/|tools/testing/selftests/kvm/x86_64/)'
	git config pullprep.base for-linus-6.1-1
	git config pullprep.title KVM
	day=2022-10-11
	"$PULLPREP" --as-of=$day split --write >/dev/null 2>&1 || return 1
	sed -i 's|^[a-z]* *\(kvm/x86-selftests .*\)|# because: only tests change\nsecond  \1|' .git/pullprep/plan
	batch=second tip=assembled
}
