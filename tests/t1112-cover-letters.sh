#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Where nobody has described a topic, tags and merges take the words of the cover letters that it was posted with: of the version
# that was applied, and without what tools and manners add.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/faults.sh"
. "$TOP/tests/lib/inbox.sh"
. "$TOP/tests/lib/patchmails.sh"

need_inbox

git init -q repo && cd repo || exit 1
at 2026-05-01
commit file 'Linux 6.9'
git tag -a -m 'Linux 6.9' v6.9
at 2026-05-20
commit file 'Linux 6.10-rc1'
git tag -a -m 'Linux 6.10-rc1' v6.10-rc1
git config pullprep.mainline master
git config pullprep.base v6.10-rc1
git config pullprep.topic 'refs/heads/kvm/*'
git config pullprep.url https://git.example.org/kvm.git
openpgp_key
nobody_objects
git config user.signingKey maintainer@example.org
git config user.name 'Ann Author' && git config user.email ann@example.org

# ---- what was posted

# kvm/events: of three versions the second was applied, all of it
git checkout -q -b v1 && commit one 'KVM: one' && commit two 'KVM: two'
as_title='KVM: deliver events' as_text='The first try.'
as v1 2026-06-01 master v1 --cover-letter
git checkout -q -b v2 master && commit one 'KVM: one' better && commit two 'KVM: two'
as_text='Hi all,

Events of guests that sleep were lost. With this they are
delivered, be it late:

- at the next entry
- or when the guest is moved

Größere Änderungen sind das nicht.

Changes since v1:
 - it is better

 - and faster

v1: https://lists.example.org/v1

Thanks,
Ann'
as v2 2026-06-02 master v2 --cover-letter -v2 --base=master
git checkout -q -b v3 master && commit one 'KVM: one' best && commit two 'KVM: two'
as_text='The third try.'
as v3 2026-06-08 master v3 --cover-letter -v3
# kvm/both: one of two patches of a series, and another series whose letter has nothing but a title
git checkout -q -b half master && commit three 'KVM: three' && commit four 'KVM: four'
as_title='KVM: half of it' as_text='What stands here is about both patches.'
as half 2026-06-03 master half --cover-letter
git checkout -q -b whole master && commit five 'KVM: five' && commit six 'KVM: six'
as_title='KVM: say nothing' as_text='*** BLURB HERE ***'
as whole 2026-06-04 master whole --cover-letter
# kvm/lone: a patch without a letter; kvm/unfilled: a letter that nobody wrote
git checkout -q -b lone master && commit seven 'KVM: seven'
as lone 2026-06-05 master lone
git checkout -q -b empty master && commit eight 'KVM: eight' && commit nine 'KVM: nine'
as_title='*** SUBJECT HERE ***'
as empty 2026-06-05 master empty --cover-letter

at 2026-06-10
apply() { # TOPIC BRANCH-COMMIT...
	git checkout -q -b "kvm/$1" v6.10-rc1
	shift
	for apply_commit; do
		git cherry-pick "$apply_commit" >/dev/null 2>&1
		tick
	done
}
apply events v2~1 v2
git commit -q --amend -m 'KVM: two' -m 'Signed-off-by: Ann Author <ann@example.org>
Link: https://patch.msgid.link/20260602120000.4711-2-v2@example.org'
apply both half~1 whole~1 whole
apply lone lone
apply unfilled empty~1 empty
apply mine
commit ten 'KVM: ten' && commit eleven 'KVM: eleven'
apply described v2
git config branch.kvm/described.description 'What the maintainer wrote.'
git branch -q -D v1 v2 v3 half whole lone empty
git checkout -q master
serve_inbox ../mails

pp() {
	"$PULLPREP" --as-of=2026-06-20 "$@"
}
plan() { # TOPIC...: they are in the first batch
	mkdir -p .git/pullprep
	for plan_topic in both described events lone mine unfilled; do
		case " $* " in
		*" $plan_topic "*) echo "first kvm/$plan_topic $(git rev-parse --short=12 kvm/$plan_topic)" ;;
		*) echo "hold kvm/$plan_topic $(git rev-parse --short=12 kvm/$plan_topic)" ;;
		esac
	done >.git/pullprep/plan
}
said() { # the message of the last dry run
	sed -n '/^\* /,/^Tests and documentation/p' "$out" | sed '$d' | sed '$d'
}

# ---- without an archive that is configured, nobody is asked

plan events
check 'a draft' pp tag first --dry-run
check_no_text 'without an archive knows no letter' 'deliver' "$out"
check_no_text 'and says nothing of it' 'letter' "$err"
git config pullprep.lore.url "$inbox_url"

# ---- one topic

check 'one with an archive' pp tag first --dry-run
said >words
check_same 'has title and words of the version that was applied' - words <<'END'
* KVM: deliver events

  Events of guests that sleep were lost. With this they are
  delivered, be it late:
  - at the next entry
  - or when the guest is moved

  Größere Änderungen sind das nicht.
END
check_text 'says whose words these are' '^pullprep: warning: kvm/events is described in the words of its cover letter:$' "$err"
check_text 'where' "^ +$inbox_url/all/20260602120000.4711-0-v2%40example.org/\$" "$err"
check_text 'and of when' '^ +\(v2, Tue 2 Jun 2026\)$' "$err"
cat >editor <<'EDITOR'
#!/bin/sh
cp "$1" given
EDITOR
chmod +x editor
check 'a tag' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-06-20 tag first
check_text 'says it to the editor' '^# kvm/events is described in the words of its cover letter:$' given
check_text 'with where' "^#   $inbox_url/all/20260602120000.4711-0-v2%40example.org/\$" given
check_no_text 'and not again' 'letter' "$err"
check_no_text 'nor that words are missing' 'Nothing tells' given
git tag -l --format='%(contents:body)' for-linus-6.11-1 | sed -n '/^\* /,/nicht/p' >signed
check_same 'it is signed with them' words signed
check 'a tag with a message' pp tag first --again --no-edit --refresh
check_no_text 'asks nobody' 'letter' "$err"
git tag -d for-linus-6.11-1 >/dev/null

# ---- several

plan both described lone mine unfilled
git checkout -q -b merged v6.10-rc1
for topic in both described lone mine unfilled; do
	git merge -q --no-ff -m "Merge branch 'kvm/$topic'" kvm/$topic
done
git checkout -q master
check 'several topics' pp tag first --dry-run --tip=merged
said >words
check_same 'have a bullet for each series' - words <<'END'
* KVM: half of it

  What stands here is about both patches.

* KVM: say nothing

* What the maintainer wrote.

* KVM: seven

* kvm/mine: 2 patches, starting with "KVM: ten"

* kvm/unfilled: 2 patches, starting with "KVM: eight"
END
check_text 'whose words these are' '^pullprep: warning: kvm/both is described in the words of its cover letters:$' "$err"
check_text 'and that not all is here' '^ +\(v1, Wed 3 Jun 2026; 1 of its 2 patches is here\)$' "$err"
check_no_text 'is said of no other' 'kvm/(described|lone|mine|unfilled) is described' "$err"
# shellcheck disable=SC2016
printf '%s\n' '%for topic in topics' '[${topic.name}: ${topic.description}]' '%end' >template
check 'a template of its own' pp tag first --dry-run --tip=merged --template=template
check_text 'has them as the description' '^\[kvm/both: \* KVM: half of it$' "$out"
check_text 'or what was written' '^\[kvm/described: What the maintainer wrote\.\]$' "$out"
git branch -q -D merged

# ---- topic by topic

plan events both
check 'a tag for each topic' pp tag --per-topic first --no-edit
git tag -l --format='%(contents:body)' kvm-events-6.11 >said
check_text 'has its own letter' '^\* KVM: deliver events$' said
git tag -l --format='%(contents:body)' kvm-both-6.11 >said
check_text 'and so has the other' '^\* KVM: half of it$' said
check_no_text 'which is not the same' 'deliver' said
check_text 'which is told' '^pullprep: warning: kvm/both is described' "$err"
git tag -d kvm-events-6.11 kvm-both-6.11 >/dev/null

# ---- merges

check 'assemble' pp assemble first --no-edit
check_text 'tells whose words these are' '^pullprep: warning: kvm/events is described' "$err"
git log --merges --first-parent --format=%B -1 --grep=events for-6.11-1 >merge
check_same 'its merge has them' - merge <<'END'
Merge branch 'kvm/events' into for-6.11-1

KVM: deliver events

Events of guests that sleep were lost. With this they are
delivered, be it late:

- at the next entry
- or when the guest is moved

Größere Änderungen sind das nicht.

END
check 'again' pp assemble first --no-edit
check_no_text 'finds nothing to remark on' 'warning: (the merge|kvm)' "$err"
check 'the tag of what was assembled' pp tag first --dry-run
check_text 'has them in full' '^  Größere Änderungen sind das nicht\.$' "$out"
git checkout -q for-6.11-1
git -c core.editor=true commit -q --amend -m "$(git log -1 --format=%s)" -m 'What the maintainer says of it is something else.'
git checkout -q master
check 'merged in other words' pp tag first --dry-run --tip=for-6.11-1
check_text 'has these' '^\* What the maintainer says of it is something else\.$' "$out"
git branch -q -D for-6.11-1

# ---- what cannot be asked

plan events
serve_end
check 'without the archive' pp tag first --dry-run --offline
check_text 'the cache knows it' '^\* KVM: deliver events$' "$out"
check 'one that does not answer' pp tag first --dry-run --refresh
check_text 'leaves the message without' '^\* kvm/events: 2 patches, starting with "KVM: one"$' "$out"
check_text 'and says so' '^pullprep: warning: what cover letters say of 1 topic is unknown: 127\.0\.0\.1.*refuse' "$err"
export XDG_CACHE_HOME="$PWD/../empty"
check 'an empty cache' pp tag first --no-edit --offline
check_text 'does, too' '^pullprep: warning: what cover letters say of 1 topic is unknown: ' "$err"
git tag -d for-linus-6.11-1 >/dev/null
check_exit 128 'as does a merge' pp assemble first --no-edit --offline
check_text 'which then has no words' 'there are no words that say what these topics do and why: kvm/events' "$err"
check 'a wrong configuration' pp tag first --dry-run --config=pullprep.lore.url=nowhere
check_text 'is no failure' "^pullprep: warning: what cover letters say of the topics is unknown: pullprep.lore.url is 'nowhere'" "$err"
check 'an archive that is turned off' pp tag first --dry-run --config=pullprep.lore.url=
check_no_text 'is not asked' 'letter' "$err"
plan described
if can_trace; then
	check 'where all is described' env ASAN_OPTIONS=detect_leaks=0 strace -o trace -f -e trace=%network \
		"$PULLPREP" --as-of=2026-06-20 tag first --dry-run
	check_no_text 'no socket is opened' 'socket\(|connect\(' trace
else
	skip 'no socket where all is described' 'strace cannot trace here'
fi
check_exit 129 'offline and anew' pp tag first --offline --refresh
check_exit 129 'nor with assemble' pp assemble first --offline --refresh

finish
