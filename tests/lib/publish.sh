# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A small maintainer's repository with throw-away keys, for the tests of tag and mail. To be read after tap.sh.
#
#	openpgp_key, ssh_key	make a key and configure git to sign with it
#	maintainer_repository	makes "repo": v6.9, two topics that soaked, one that never was in linux-next; and stands in it
#	pp ARGS...		pullprep on the day of the tests
#	nobody_objects		what check calls errors in the repository at hand are remarks: for tests of other things
#	all_object		takes that back

openpgp_key() {
	git config --global --unset gpg.format
	git config --global --unset user.signingKey
	gpg --list-secret-keys maintainer@example.org >/dev/null 2>&1 ||
		gpg --batch --quiet --passphrase '' --quick-gen-key 'Morgan Maintainer <maintainer@example.org>' \
			default default never >/dev/null 2>&1
}

ssh_key() {
	[ -f "$HOME/id" ] || ssh-keygen -q -t ed25519 -N '' -C maintainer@example.org -f "$HOME/id" || return 1
	git config --global gpg.format ssh
	git config --global user.signingKey "$HOME/id.pub"
}

pp() {
	"$PULLPREP" --as-of=2026-07-08 "$@"
}

objectors='never-in-next late-in-next sob-author sob-committer empty-merge back-merge tag-unsigned'
nobody_objects() {
	for rule in $objectors; do
		git config "pullprep.rule.$rule.level" info
	done
}

all_object() {
	for rule in $objectors; do
		git config --unset "pullprep.rule.$rule.level"
	done
}

maintainer_repository() {
	git init -q repo && cd repo || exit 1
	at 2026-05-03
	commit Makefile 'Linux 6.8'
	git tag -a -m 'Linux 6.8' v6.8
	at 2026-06-01
	commit arch/x86/kvm/xen.c 'KVM: x86: add Xen'
	commit arch/s390/kvm/intr.c 'KVM: s390: add interrupts'
	git branch kvm/xen
	git branch kvm/s390
	git branch kvm/late
	git checkout -q kvm/xen
	commit arch/x86/kvm/xen.c 'KVM: x86/xen: deliver events'
	commit tools/testing/selftests/kvm/xen.c 'KVM: selftests: test Xen events'
	git checkout -q kvm/s390
	commit arch/s390/kvm/intr.c 'KVM: s390: größere Änderung an Interrupts'
	for day in 20260629 20260630 20260701 20260702; do
		at "$(echo $day | sed 's/\(....\)\(..\)\(..\)/\1-\2-\3/')"
		git checkout -q --detach master
		git merge -q --no-ff -m "next $day" kvm/xen kvm/s390 >/dev/null 2>&1
		git tag next-$day
	done
	at 2026-07-05
	git checkout -q master
	commit Makefile 'Linux 6.9'
	git tag -a -m 'Linux 6.9' v6.9
	git checkout -q kvm/late
	commit arch/x86/kvm/late.c 'KVM: x86: a late one'
	git checkout -q master
	at 2026-07-07
	git config pullprep.mainline master
	git config pullprep.url https://git.example.org/kvm.git
	git config pullprep.to 'Upstream Person <upstream@example.org>'
	nobody_objects
}

# Only one topic is left in the first batch.
one_topic() {
	git config pullprep.topic refs/heads/kvm/xen
}

# No tag, no temporary, no draft.
nothing_left() {
	[ -z "$(git tag --list 'for-linus*')" ] && [ -z "$(find .git/pullprep -type f 2>/dev/null)" ] &&
		[ -z "$(find .git -name '*.lock')" ]
}

no_tag() {
	[ -z "$(git tag --list 'for-linus*')" ]
}

# A repository whose first batch is five topics, all soaked: kvm/mmu; kvm/pmu, which stands on it; kvm/xen, which changes
# a line that kvm/mmu changes too; kvm/svm, which merges mmu and xen; and kvm/s390, which stands on a newer -rc.
topics_repository() {
	git init -q repo && cd repo || exit 1
	at 2026-05-03
	commit Makefile 'Linux 6.8'
	git tag -a -m 'Linux 6.8' v6.8
	at 2026-05-20
	commit arch/x86/kvm/xen.c 'KVM: x86: add Xen'
	commit arch/s390/kvm/intr.c 'KVM: s390: add interrupts'
	printf 'one\ntwo\nthree\n' >arch/x86/kvm/x86.c && git add . && git commit -q -s -m 'KVM: x86: count' && tick
	commit Makefile 'Linux 6.9-rc1'
	git tag -a -m 'Linux 6.9-rc1' v6.9-rc1
	at 2026-06-10
	commit Makefile 'Linux 6.9-rc3'
	git tag -a -m 'Linux 6.9-rc3' v6.9-rc3
	git checkout -q -b kvm/mmu v6.9-rc1
	sed -i 's/two/zwei/' arch/x86/kvm/x86.c && git commit -q -s -a -m 'KVM: x86/mmu: count in German' && tick
	commit arch/x86/kvm/mmu.c 'KVM: x86/mmu: zap lazily'
	git checkout -q -b kvm/pmu
	commit arch/x86/kvm/pmu.c 'KVM: x86/pmu: count lazily'
	git checkout -q -b kvm/xen v6.9-rc1
	sed -i 's/two/deux/' arch/x86/kvm/x86.c && git commit -q -s -a -m 'KVM: x86/xen: count in French' && tick
	commit include/uapi/linux/kvm.h 'KVM: x86/xen: a new ioctl' '#define KVM_XEN_HVM_SEND _IOW(KVMIO, 0xd0, int)'
	git checkout -q -b kvm/svm kvm/mmu
	git merge -q --no-ff -s ours -m "Merge branch 'kvm/xen' into kvm/svm" kvm/xen && tick
	git checkout -q kvm/xen -- include/uapi && git commit -q --amend --no-edit && tick
	commit arch/x86/kvm/svm.c 'KVM: SVM: count in both'
	git checkout -q -b kvm/s390 v6.9-rc3
	commit arch/s390/kvm/intr.c 'KVM: s390: größere Änderung an Interrupts'
	git branch kvm/late v6.9-rc1
	for day in 29 30; do
		at 2026-06-$day
		git checkout -q --detach master
		git merge -q --no-ff -m "next 202606$day" kvm/svm >/dev/null 2>&1 && git merge -q --no-ff -m pmu kvm/pmu &&
			git merge -q --no-ff -m s390 kvm/s390
		git tag next-202606$day
	done
	for day in 01 02; do
		at 2026-07-$day
		git checkout -q --detach next-20260630
		git tag next-202607$day
	done
	at 2026-07-05
	git checkout -q master
	commit Makefile 'Linux 6.9'
	git tag -a -m 'Linux 6.9' v6.9
	git checkout -q kvm/late
	commit arch/x86/kvm/late.c 'KVM: x86: a late one'
	git checkout -q master
	at 2026-07-07
	git config pullprep.mainline master
	git config pullprep.topic 'refs/heads/kvm/*'
	git config pullprep.url https://git.example.org/kvm.git
	git config pullprep.to 'Upstream Person <upstream@example.org>'
	nobody_objects
}
