#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The repository of the demo: history.pl DIRECTORY was|better
#
# A small kernel in the spring of 2022: mainline from v5.14 to the eve of v5.18-rc1, linux-next of each weekday since the end of
# January, and a KVM maintainer's topics as they stood on 17 March, three days before the window opened. Paths, dates and sizes follow
# the second KVM pull of v5.18 (3,157 lines in, 972 out, 63 files); people and code are made up. Same ids each time.
#
#	was	what the pull held came to linux-next never. The branch `second` is the pull as it was sent
#	better	from 18 March on linux-next has the small ones, and the topic that changed. `for-5.18-late` merges them
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use History;

my ($directory, $world) = @ARGV;
die "usage: history.pl DIRECTORY was|better\n" unless @ARGV == 2 && $world =~ /^(was|better)$/;

my %person = map { (lc((split)[0]) => "$_ <" . lc((split)[0]) . "\@example.org>") } (
	"Morgan Maintainer", "Ursula Upstream", "Noor Network", "Next Builder", "Mira Mapper", "Sam Selftest",
	"Dana Documents", "Pau Counter", "Evan Event", "Tess Timer", "Vik Virtual", "Quinn Quirk", "Remi Repair");
my $maintainer = $person{morgan};

my $x86 = "arch/x86/kvm";
my $asm = "arch/x86/include/asm";
my $uapi = "include/uapi/linux/kvm.h";
my $tests = "tools/testing/selftests/kvm";
my $docs = "Documentation/virt/kvm";

# ---- what the topics hold: lines in and out of each file; a third member: it is a new one

my %topic = (
	"kvm/tdp-mmu" => {
		author => "mira", word => "tdp",
		files => {
			"$x86/mmu/tdp_mmu.c" => [520, 260], "$x86/mmu/mmu.c" => [310, 190], "$x86/mmu/mmu_internal.h" => [24, 8],
			"$x86/mmu/spte.c" => [90, 60], "$x86/mmu/spte.h" => [40, 12], "$x86/mmu/tdp_iter.c" => [36, 20],
			"$x86/mmu/tdp_mmu.h" => [20, 6], "$tests/dirty_log_perf_test.c" => [44, 6],
		},
		commits => [
			["KVM: x86/mmu: Rename the entry points of zapping", "$x86/mmu/mmu.c", "$x86/mmu/tdp_mmu.c"],
			["KVM: x86/mmu: Check for present SPTEs in one place", "$x86/mmu/spte.c", "$x86/mmu/spte.h"],
			["KVM: x86/mmu: Zap only the TDP MMU's leaves", "$x86/mmu/tdp_mmu.c", "$x86/mmu/tdp_mmu.h"],
			["KVM: x86/mmu: Defer TLB flush until RCU lets go", "$x86/mmu/tdp_mmu.c", "$x86/mmu/mmu_internal.h"],
			["KVM: x86/mmu: Read roots without the lock", "$x86/mmu/mmu.c", "$x86/mmu/tdp_mmu.c"],
			["KVM: x86/mmu: Walk the tables in both directions", "$x86/mmu/tdp_iter.c", "$x86/mmu/tdp_mmu.c"],
			["KVM: x86/mmu: Split huge pages when dirty logging starts", "$x86/mmu/mmu.c", "$x86/mmu/tdp_mmu.c", "$x86/mmu/spte.c"],
			["KVM: x86/mmu: Split huge pages on CLEAR_DIRTY_LOG too", "$x86/mmu/mmu.c", "$x86/mmu/tdp_mmu.c"],
			["KVM: selftests: Measure dirty logging with huge pages", "$tests/dirty_log_perf_test.c"],
			["KVM: x86/mmu: Zap invalidated roots in a worker", "$x86/mmu/tdp_mmu.c", "$x86/mmu/tdp_mmu.h"],
			["KVM: x86/mmu: Let the worker yield", "$x86/mmu/tdp_mmu.c", "$x86/mmu/tdp_iter.c"],
			["KVM: x86/mmu: Count the roots that are still to go", "$x86/mmu/mmu.c", "$x86/mmu/spte.h"],
		],
	},
	"kvm/selftests-lib" => {
		author => "sam", word => "lib",
		files => {
			"$tests/lib/kvm_util.c" => [220, 140], "$tests/lib/test_util.c" => [40, 4], "$tests/demand_paging_test.c" => [34, 30],
			"$tests/include/kvm_util_base.h" => [60, 20], "$tests/include/test_util.h" => [20, 2], "$docs/selftests.rst" => [26, 0, 1],
		},
		commits => [
			["KVM: selftests: Return the VM from its constructors", "$tests/lib/kvm_util.c", "$tests/include/kvm_util_base.h"],
			["KVM: selftests: Add one wrapper for all ioctls", "$tests/lib/kvm_util.c", "$tests/include/kvm_util_base.h"],
			["KVM: selftests: Say which ioctl failed", "$tests/lib/kvm_util.c", "$tests/lib/test_util.c", "$tests/include/test_util.h"],
			["KVM: selftests: Use the wrapper in demand_paging_test", "$tests/demand_paging_test.c"],
			["KVM: selftests: Drop the old helpers", "$tests/lib/kvm_util.c"],
			["KVM: selftests: Tell how to write a test", "$docs/selftests.rst"],
		],
	},
	"kvm/docs" => {
		author => "dana", word => "doc",
		files => { "$docs/api.rst" => [60, 12], "$docs/locking.rst" => [48, 20], "$docs/vcpu-requests.rst" => [20, 8] },
		commits => [
			["KVM: Documentation: List errors of each ioctl", "$docs/api.rst"],
			["KVM: Documentation: Bring the lock order up to date", "$docs/locking.rst"],
			["KVM: Documentation: Name the requests that are gone", "$docs/vcpu-requests.rst"],
		],
	},
	"kvm/pmu" => {
		author => "pau", word => "pmu",
		files => {
			"$x86/pmu.c" => [120, 60], "$x86/pmu.h" => [30, 12], "$x86/vmx/pmu_intel.c" => [80, 40],
			"$x86/svm/pmu_amd.c" => [30, 10], "$tests/x86_64/pmu_event_filter_test.c" => [20, 2],
		},
		commits => [
			["KVM: x86/pmu: Look counters up by index", "$x86/pmu.c", "$x86/pmu.h"],
			["KVM: x86/pmu: Share the perf event's attributes", "$x86/pmu.c"],
			["KVM: VMX: Read the fixed counters' control once", "$x86/vmx/pmu_intel.c"],
			["KVM: SVM: Use the common lookup", "$x86/svm/pmu_amd.c"],
			["KVM: selftests: Filter more than one event", "$tests/x86_64/pmu_event_filter_test.c"],
			["KVM: x86/pmu: Reprogram counters lazily", "$x86/pmu.c", "$x86/pmu.h"],
			["KVM: VMX: Reprogram fixed counters lazily", "$x86/vmx/pmu_intel.c", "$x86/pmu.c"],
			["KVM: x86/pmu: Count reprogramming in the statistics", "$x86/pmu.c"],
		],
	},
	"kvm/tsc-ioctl" => {
		author => "tess", word => "tsc",
		files => {
			"$x86/x86.c" => [58, 15], "$asm/kvm_host.h" => [8, 2], $uapi => [12, 0], "$tests/x86_64/tsc_scaling_sync.c" => [110, 0, 1],
			"$tests/system_counter_offset_test.c" => [5, 0], "$tests/Makefile" => [2, 0], "$tests/.gitignore" => [1, 0],
			"$docs/devices/vcpu.rst" => [10, 0], "$docs/api.rst" => [35, 0],
		},
		commits => [
			["KVM: x86: Keep a default TSC frequency for the VM", "$x86/x86.c", "$asm/kvm_host.h"],
			["KVM: x86: Add ioctls to get and set it", "$x86/x86.c", $uapi],
			["KVM: x86: Document them", "$docs/api.rst", "$docs/devices/vcpu.rst"],
			["KVM: selftests: Test that vCPUs start with the VM's TSC", "$tests/x86_64/tsc_scaling_sync.c",
				"$tests/system_counter_offset_test.c", "$tests/Makefile", "$tests/.gitignore"],
		],
	},
	"kvm/hypercalls" => {
		author => "quinn", word => "quirk",
		files => {
			"$x86/x86.c" => [12, 1], "$x86/vmx/vmx.c" => [8, 1], "$x86/svm/svm.c" => [8, 2],
			"arch/x86/include/uapi/asm/kvm.h" => [2, 0], "$docs/api.rst" => [4, 0],
		},
		commits => [
			["KVM: x86: Reject a hypercall instruction that was not patched", "$x86/vmx/vmx.c", "$x86/svm/svm.c"],
			["KVM: x86: Allow userspace to opt out of hypercall patching", "$x86/x86.c", "arch/x86/include/uapi/asm/kvm.h", "$docs/api.rst"],
		],
	},
	"kvm/xen-evtchn" => {
		author => "evan", word => "xen",
		files => {
			"$x86/xen.c" => [640, 20], "$x86/xen.h" => [30, 4], "$x86/x86.c" => [60, 10], "$x86/irq.c" => [20, 6], "$x86/irq_comm.c" => [30, 6],
			"$x86/trace.h" => [20, 2], "$asm/kvm_host.h" => [24, 2], "include/linux/kvm_host.h" => [20, 4], "include/linux/kvm_types.h" => [6, 2],
			$uapi => [60, 0], "include/xen/interface/event_channel.h" => [12, 0], "virt/kvm/pfncache.c" => [60, 10],
			"virt/kvm/kvm_main.c" => [20, 2], "virt/kvm/kvm_mm.h" => [8, 2], "$tests/x86_64/xen_shinfo_test.c" => [350, 0],
			"$tests/x86_64/xen_timer_test.c" => [254, 0, 1], "$tests/Makefile" => [6, 0], "$docs/api.rst" => [140, 0],
		},
		commits => [
			["KVM: Remove dirty handling from gfn_to_pfn_cache completely", "virt/kvm/pfncache.c", "include/linux/kvm_types.h", "virt/kvm/kvm_mm.h"],
			["KVM: x86/xen: Use gfn_to_pfn_cache for runstate area", "$x86/xen.c", "$asm/kvm_host.h"],
			["KVM: x86/xen: Use gfn_to_pfn_cache for vcpu_info", "$x86/xen.c", "$x86/xen.h"],
			["KVM: x86/xen: Use gfn_to_pfn_cache for vcpu_time_info", "$x86/xen.c", "$x86/x86.c"],
			["KVM: x86/xen: Make kvm_xen_set_evtchn() reusable from other places", "$x86/xen.c", "$x86/irq_comm.c", "include/linux/kvm_host.h"],
			["KVM: x86/xen: Support direct injection of event channel events", "$x86/xen.c", $uapi, "$x86/x86.c"],
			["KVM: x86/xen: intercept EVTCHNOP_send from guests", "$x86/xen.c", "$x86/trace.h", "include/xen/interface/event_channel.h", $uapi],
			["KVM: x86/xen: handle PV IPI vcpu yield", "$x86/xen.c", "virt/kvm/kvm_main.c"],
			["KVM: x86/xen: Add KVM_XEN_VCPU_ATTR_TYPE_VCPU_ID", "$x86/xen.c", $uapi],
			["KVM: x86/xen: handle PV timers oneshot mode", "$x86/xen.c", "$x86/irq.c", "$x86/x86.c"],
			["KVM: x86/xen: handle PV spinlocks slowpath", "$x86/xen.c", "$x86/xen.h"],
			["KVM: x86/xen: Support per-vCPU event channel upcall via local APIC", "$x86/xen.c", "$x86/irq.c", $uapi],
			["KVM: x86/xen: Advertise and document KVM_XEN_HVM_CONFIG_EVTCHN_SEND", "$x86/xen.c", "$docs/api.rst"],
			["KVM: x86/xen: Update self test for Xen PV timers", "$tests/x86_64/xen_shinfo_test.c", "$tests/x86_64/xen_timer_test.c", "$tests/Makefile"],
		],
	},
	"kvm/nested-avic" => {
		author => "vik", word => "avic",
		files => {
			"$x86/svm/avic.c" => [260, 240], "$x86/svm/svm.c" => [140, 118], "$x86/svm/nested.c" => [168, 150], "$x86/svm/svm.h" => [48, 30],
			"$x86/lapic.c" => [34, 33], "$tests/x86_64/svm_nested_avic_test.c" => [70, 0, 1],
			"$tests/include/x86_64/svm_util.h" => [18, 0], "$tests/lib/x86_64/svm.c" => [12, 0],
			# A little of everything else.
			map { ($_ => [12, 10]) } (map { "$x86/$_" } qw(lapic.h hyperv.c hyperv.h cpuid.c cpuid.h i8254.c ioapic.c mmu.h kvm_cache_regs.h
				kvm_emulate.h emulate.c mtrr.c reverse_cpuid.h tss.h svm/svm_onhyperv.c svm/sev.c svm/pmu.c vmx/nested.c vmx/nested.h
				vmx/posted_intr.c vmx/vmcs12.c vmx/vmx.h vmx/evmcs.c)), (map { "$asm/$_" } qw(svm.h kvm-x86-ops.h apicdef.h cpufeatures.h
				msr-index.h)), qw(arch/x86/kernel/kvm.c drivers/iommu/amd/iommu.c drivers/iommu/amd/amd_iommu.h),
		},
		commits => [
			["KVM: x86: nSVM: implement nested LBR virtualization", "$x86/svm/nested.c", "$x86/svm/svm.c", "$asm/svm.h", "$asm/msr-index.h"],
			["KVM: x86: nSVM: implement nested VMLOAD/VMSAVE", "$x86/svm/nested.c", "$x86/svm/svm.c", "$x86/svm/svm.h"],
			["KVM: x86: SVM: remove vgif_enabled()", "$x86/svm/nested.c", "$x86/svm/svm.h", "$x86/svm/sev.c"],
			["KVM: x86: nSVM: support PAUSE filter threshold and count", "$x86/svm/nested.c", "$x86/svm/svm.c", "$asm/cpufeatures.h", "$x86/reverse_cpuid.h", "$x86/cpuid.c", "$x86/cpuid.h"],
			["KVM: x86: nSVM: implement nested vGIF", "$x86/svm/nested.c", "$x86/svm/svm.c", "$x86/svm/svm.h"],
			["KVM: x86: allow per cpu apicv inhibit reasons", "$x86/lapic.c", "$x86/lapic.h", "$x86/i8254.c", "$x86/ioapic.c", "$asm/apicdef.h"],
			["KVM: x86: ask backends whether APICv may be on", "$asm/kvm-x86-ops.h", "$x86/vmx/vmx.h", "$x86/vmx/posted_intr.c"],
			["KVM: VMX: tell nested guests apart", "$x86/vmx/nested.c", "$x86/vmx/nested.h", "$x86/vmx/vmcs12.c", "$x86/vmx/evmcs.c"],
			["KVM: x86: hyperv: inhibit APICv by vCPU", "$x86/hyperv.c", "$x86/hyperv.h", "$x86/svm/svm_onhyperv.c"],
			["KVM: x86: emulate: pass the vCPU down", "$x86/emulate.c", "$x86/kvm_emulate.h", "$x86/tss.h", "$x86/mtrr.c"],
			["KVM: x86: SVM: move AVIC's tables out of the VM", "$x86/svm/avic.c", "$x86/svm/svm.h", "$x86/mmu.h"],
			["KVM: x86: SVM: load AVIC lazily", "$x86/svm/avic.c", "$x86/svm/svm.c", "$x86/kvm_cache_regs.h", "arch/x86/kernel/kvm.c"],
			["iommu/amd: let AVIC change the vCPU of an interrupt", "drivers/iommu/amd/iommu.c", "drivers/iommu/amd/amd_iommu.h"],
			["KVM: SVM: fix what AVIC does on a nested exit", "$x86/svm/avic.c", "$x86/svm/nested.c", "$x86/svm/pmu.c"],
			["KVM: SVM: allow AVIC to co-exist with a nested guest running", "$x86/svm/avic.c", "$x86/svm/nested.c", "$x86/svm/svm.h"],
			["KVM: SVM: shadow the physical id table of a nested guest", "$x86/svm/avic.c", "$x86/svm/nested.c", "$x86/svm/svm.c"],
			["KVM: selftests: run a nested guest with AVIC", "$tests/x86_64/svm_nested_avic_test.c", "$tests/include/x86_64/svm_util.h", "$tests/lib/x86_64/svm.c"],
		],
	},
	"kvm/fixes" => {
		author => "remi", word => "fix",
		files => { "$x86/hypercall.c" => [4, 3], "virt/kvm/kvm_main.c" => [7, 2], "$x86/irq_comm.c" => [3, 4] },
		commits => [
			["KVM: x86: fix sending PV IPI", "$x86/hypercall.c"],
			["KVM: Prevent module exit until all VMs are freed", "virt/kvm/kvm_main.c"],
			["KVM: x86: Check the destination before fast delivery", "$x86/irq_comm.c"],
		],
	},
	# What mainline had from KVM in the windows before, and what linux-next has from others.
	"past" => {
		author => "remi", word => "past",
		files => { "$x86/hypercall.c" => [90, 0], "virt/kvm/kvm_main.c" => [60, 10], "$x86/irq_comm.c" => [50, 5], "$x86/cpuid.c" => [20, 0] },
		commits => [
			["KVM: x86: Send IPIs by a hypercall", "$x86/hypercall.c"],
			["KVM: Count the users of the module", "virt/kvm/kvm_main.c"],
			["KVM: x86: Deliver interrupts fast", "$x86/irq_comm.c"],
			["KVM: x86: List what CPUID has", "$x86/cpuid.c"],
		],
	},
	"net" => {
		author => "noor", word => "net",
		files => { "net/core/dev.c" => [400, 90], "drivers/net/tun.c" => [120, 40], "fs/ext4/inode.c" => [8, 2], "mm/slub.c" => [6, 3] },
		commits => [map { ["net: Improve throughput, part $_", "net/core/dev.c", $_ % 2 ? "drivers/net/tun.c" : ()] } 1 .. 6],
	},
);
push @{ $topic{net}{commits} }, ["ext4: Check the inode's size", "fs/ext4/inode.c"], ["mm: Count slabs", "mm/slub.c"];

my $history = History->new($directory);
for my $name (sort keys %topic) {
	my $commits = $topic{$name}{commits};
	$_ = { subject => shift @$_, paths => [@$_] } for @$commits;
	$history->files($topic{$name});
}

# ---- making them

# Puts the commits FROM..TO of a topic upon another commit, an hour apart.
sub grow {
	my ($name, $parent, $date, $from, $to, %more) = @_;
	my $topic = $topic{$name};
	for my $n ($from .. $to) {
		my $c = $topic->{commits}[$n - 1];
		$parent = $history->commit(
			date => $date, later => 3600 * ($n - $from), parents => [$parent],
			author => $person{ $topic->{author} }, committer => $maintainer,
			subject => $c->{subject}, edits => $c->{edits}, word => "$topic->{word}_$n", %more);
	}
	return $parent;
}

# ---- mainline

my %name;    # what has a name: release tags, topics, and the topics' older selves
my $master;
my @line;    # [time, commit] of mainline's first-parent line

sub mainline {
	my ($date, $subject, %more) = @_;
	$master = $history->commit(date => $date, subject => $subject, author => $person{ursula},
		parents => [$master ? $master : (), @{ $more{merge} || [] }], literal => $more{literal}, body => $more{body});
	push @line, [$master->{time}, $master];
}

sub release {
	my ($version, $date) = @_;
	my ($number, $extra) = split /-/, $version;
	mainline("$date 22:00", "Linux $version", literal => {
		"Makefile" => "VERSION = $number\nEXTRAVERSION = " . ($extra ? "-$extra" : "") . "\n" });
	$history->tag("v$version", $master, $person{ursula}, "Linux $version");
	$name{"v$version"} = $master;
}

mainline("2021-08-29 20:00", "Linux as it is", literal => {
	"Kbuild" => "obj-y += init/ kernel/ lib/ mm/ virt/\n", "init/main.c" => "int main;\n", "kernel/fork.c" => "int fork;\n",
	"lib/string.c" => "int string;\n",
	"MAINTAINERS" => "KVM\nM:\t$maintainer\nT:\tgit https://git.example.org/kvm/kvm.git\n" });
release("5.14", "2021-08-29");
release("5.15-rc1", "2021-09-12");
release("5.15", "2021-10-31");

my $pull = "Merge tag 'for-linus' of https://git.example.org/kvm/kvm";
my %past;
for (["2021-11-05", 1], ["2021-11-12", 2], ["5.16-rc1", "2021-11-14"], ["5.16-rc8", "2022-01-02"], ["5.16", "2022-01-09"],
	["2022-01-16", 3], ["2022-01-21", 4], ["5.17-rc1", "2022-01-23"]) {
	my ($what, $which) = @$_;
	if ($which =~ /-/) {
		release($what, $which);
		next;
	}
	$past{$which} = grow("past", $name{"v5.15"}, "2021-10-15", $which, $which);
	mainline("$what 18:00", $pull, merge => [$past{$which}]);
}
release("5.17-rc$_->[0]", $_->[1]) for [2, "2022-01-30"], [3, "2022-02-06"], [4, "2022-02-13"], [5, "2022-02-20"], [6, "2022-02-27"];
my $fix = grow("net", $name{"v5.17-rc5"}, "2022-03-01", 7, 7);
mainline("2022-03-03 17:00", "Merge tag 'ext4-5.17' of https://git.example.org/ext4", merge => [$fix]);
release("5.17-rc7", "2022-03-06");
release("5.17-rc8", "2022-03-13");

# ---- topics, and where linux-next has them from: [day, commit]

my %seen;

sub seen {
	my ($name, $day, $commit) = @_;
	push @{ $seen{$name} }, [$day, $commit];
	$name{$name} = $commit;
}

seen("net-next", "2022-01-31", grow("net", $name{"v5.17-rc1"}, "2022-01-28", 1, 2));
seen("net-next", "2022-02-16", grow("net", $name{"net-next"}, "2022-02-15", 3, 4));
seen("net-next", "2022-03-09", grow("net", $name{"net-next"}, "2022-03-08", 5, 6));

seen("kvm/tdp-mmu", "2022-02-03", grow("kvm/tdp-mmu", $name{"v5.17-rc2"}, "2022-02-01", 1, 9));
seen("kvm/tdp-mmu", "2022-02-24", grow("kvm/tdp-mmu", $name{"kvm/tdp-mmu"}, "2022-02-22", 10, 12));
# Rebased on the 16th; linux-next of the 17th was built from what it was before.
seen("kvm/selftests-lib", "2022-02-17", grow("kvm/selftests-lib", $name{"v5.17-rc4"}, "2022-02-15", 1, 6));
seen("kvm/selftests-lib", "2022-03-18", grow("kvm/selftests-lib", $name{"v5.17-rc6"}, "2022-03-16", 1, 6));
seen("kvm/docs", "2022-03-16", grow("kvm/docs", $name{"v5.17-rc6"}, "2022-03-15", 1, 3));
# The last three patches are others since the 16th.
my $stays = grow("kvm/pmu", $name{"v5.17-rc4"}, "2022-02-17", 1, 5);
seen("kvm/pmu", "2022-02-21", grow("kvm/pmu", $stays, "2022-02-18", 6, 8, word => "draft"));
seen("kvm/pmu", "2022-03-18", grow("kvm/pmu", $stays, "2022-03-16", 6, 8));

my $never = "9999-12-31";
my $small = $world eq "better" ? "2022-03-18" : $never;
seen("kvm/tsc-ioctl", $small, grow("kvm/tsc-ioctl", $name{"v5.17-rc6"}, "2022-03-11", 1, 4));
seen("kvm/hypercalls", $small, grow("kvm/hypercalls", $name{"v5.17-rc6"}, "2022-03-14", 1, 2));
seen("kvm/xen-evtchn", $never, grow("kvm/xen-evtchn", $name{"v5.17-rc6"}, "2022-03-09", 1, 14));
seen("kvm/nested-avic", $never, grow("kvm/nested-avic", $name{"v5.17-rc6"}, "2022-03-15", 1, 17));

my $fixes = $name{"v5.17-rc8"};
for my $n (1 .. 3) {
	my $id = substr $history->id($past{$n}), 0, 12;
	$fixes = grow("kvm/fixes", $fixes, "2022-03-15 0$n:00", $n, $n,
		body => "Fixes: $id (\"$topic{past}{commits}[$n - 1]{subject}\")");
}
$name{"kvm/fixes"} = $fixes;

# ---- what the maintainer merged

sub gather {
	my ($branch, $tip, $date, @merges) = @_;
	for my $i (0 .. $#merges) {
		my ($name, $text) = @{ $merges[$i] };
		$tip = $history->commit(date => $date, later => 600 * $i, author => $maintainer, parents => [$tip, $name{$name}],
			subject => "Merge branch '$name' into $branch", body => $text);
	}
	return $name{$branch} = $tip;
}

gather("for-5.18", $name{"v5.17-rc8"}, "2022-03-21 09:00",
	["kvm/tdp-mmu", "* Zap invalidated roots in a worker, off the path of the vCPUs\n\n* Split huge pages when dirty logging starts, not on the first write"],
	["kvm/selftests-lib", "* One wrapper for all ioctls, which says what failed"],
	["kvm/docs", ""],
	["kvm/fixes", ""]);
if ($world eq "was") {
	gather("second", $name{"for-5.18"}, "2022-04-01 11:15",
		map { [$_, ""] } "kvm/xen-evtchn", "kvm/nested-avic", "kvm/tsc-ioctl", "kvm/hypercalls");
} else {
	gather("for-5.18-late", $name{"for-5.18"}, "2022-04-01 09:00",
		["kvm/pmu", "* Counters of the virtual PMU are reprogrammed lazily"],
		["kvm/tsc-ioctl", "* New ioctls to get and set the TSC frequency of a whole VM"],
		["kvm/hypercalls", "* Userspace may opt out of hypercall patching"]);
}

# ---- the window

release("5.17", "2022-03-20");
mainline("2022-03-22 17:00", "Merge tag 'net-next-5.18' of https://git.example.org/net-next", merge => [$name{"net-next"}]);
mainline("2022-03-24 19:00", $pull, merge => [$name{"for-5.18"}]);
my $late = grow("net", $name{"v5.17"}, "2022-03-27", 8, 8);
mainline("2022-03-29 16:00", "Merge tag 'slab-for-5.18' of https://git.example.org/slab", merge => [$late]);

# ---- linux-next, each weekday: mainline of the morning, a merge of each tree, and what it was made of

for (my $time = History::seconds("2022-01-31 06:00"); $time <= History::seconds("2022-04-01 06:00"); $time += 86400) {
	my ($d, $m, $y, $weekday) = (gmtime $time)[3 .. 6];
	next if $weekday == 0 || $weekday == 6;
	my $day = sprintf "%04d-%02d-%02d", $y + 1900, $m + 1, $d;
	my $tag = "next-$day" =~ s/-(\d\d)-(\d\d)$/$1$2/r;
	my ($origin) = map { $_->[1] } grep { $_->[0] < $time } reverse @line;
	my $tip = $origin;
	my $sources = "origin\t\t" . $history->id($origin) . "\n";
	my $trees = "origin\t\thttps://git.example.org/linux.git#master\n";
	for my $name (sort keys %seen) {
		my ($newest) = map { $_->[1] } grep { $_->[0] le $day } reverse @{ $seen{$name} };
		next unless $newest;
		my ($repository, $branch) = $name =~ m{^(kvm)/(.*)} ? ("kvm/kvm", $2) : ($name, "main");
		$sources .= "$name\t\t" . $history->id($newest) . "\n";
		$trees .= "$name\t\thttps://git.example.org/$repository.git#$branch\n";
		$tip = $history->commit(date => "$day 06:00", author => $person{next}, parents => [$tip, $newest],
			subject => "Merge branch '$branch' of https://git.example.org/$repository.git")
			unless $origin->{has}{ (sort { $b <=> $a } keys %{ $newest->{has} })[0] };
	}
	$tip = $history->commit(date => "$day 06:30", author => $person{next}, parents => [$tip],
		subject => "Add linux-next specific files for " . substr($tag, 5), literal => {
			"Next/SHA1s" => $sources, "Next/Trees" => $trees, "localversion-next" => "-$tag\n" });
	$history->tag($tag, $tip, $person{next}, "Tree for " . substr($tag, 5));
}

$history->branch("master", $master);
$history->branch($_, $name{$_}) for grep { m{^kvm/|^for-|^second$} } sort keys %name;
$history->finish;
