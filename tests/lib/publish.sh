# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A small maintainer's repository with throw-away keys, for the tests of tag and mail. To be read after tap.sh.
#
#	openpgp_key, ssh_key	make a key and configure git to sign with it
#	maintainer_repository	makes "repo": v6.9, two topics that soaked, one that never was in linux-next; and stands in it
#	pp ARGS...		pullprep on the day of the tests

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
