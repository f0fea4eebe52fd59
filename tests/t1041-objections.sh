#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tag, mail and status tell what upstream may object to, and give the reasons why the maintainer has waived it.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"
. "$TOP/tests/lib/publish.sh"

# kvm/old has soaked; kvm/new (2 commits) was never in linux-next; kvm/mixed has one commit that was there and one that was not. The
# window is open.
git init -q repo && cd repo || exit 1
at 2026-05-03
commit Makefile 'Linux 6.8'
git tag -a -m 'Linux 6.8' v6.8
at 2026-06-01
for topic in old new mixed; do
	git branch kvm/$topic
done
git checkout -q kvm/old && commit old.c 'KVM: something old'
git checkout -q kvm/mixed && commit mixed.c 'KVM: in next'
for day in 29 30; do
	next_tree 2026-06-$day master kvm/old kvm/mixed
done
for day in 01 02 03; do
	next_tree 2026-07-$day master kvm/old kvm/mixed
done
at 2026-07-05
git checkout -q master
commit Makefile 'Linux 6.9'
git tag -a -m 'Linux 6.9' v6.9
at 2026-07-06
git checkout -q kvm/new && commit new.c 'KVM: new calls' && commit new2.c 'KVM: größere Änderung'
at 2026-06-20
git checkout -q kvm/mixed && commit mixed2.c 'KVM: not in next'
at 2026-07-07
git checkout -q master
git config pullprep.mainline master
git config pullprep.base v6.8
git config pullprep.topic 'refs/heads/kvm/*'
git config pullprep.url https://git.example.org/kvm.git
git config pullprep.to 'Upstream Person <upstream@example.org>'
for topic in old new mixed; do
	git config branch.kvm/$topic.description "What kvm/$topic is for"
done
mkdir -p .git/pullprep
batches() { # BATCH TOPIC...
	batches_name=$1
	shift
	for batches_topic in old new mixed; do
		case " $* " in
		*" $batches_topic "*) echo "$batches_name kvm/$batches_topic $(git rev-parse --short=12 kvm/$batches_topic)" ;;
		*) echo "hold kvm/$batches_topic $(git rev-parse --short=12 kvm/$batches_topic)" ;;
		esac
	done >.git/pullprep/plan
}
openpgp_key
message() { # the tag's, on one line
	git tag --list --format='%(contents:subject)%0a%(contents:body)' "$1" | tr '\n' ' ' | tr -s ' '
}
# once FILE WORDS: the words are there once, however the lines are broken
once() {
	test "$(tr '\n' ' ' <"$1" | tr -s ' ' | grep -oF "$2" | wc -l)" = 1
}

# ---- nothing to object to

batches first old
check 'a topic that has soaked' pp tag first --no-edit
check_no_text 'of which nothing is said' 'may object' "$err"
check 'nor with its mail' pp mail first --output=mail
check_no_text 'there' 'may object' "$err"

# ---- errors

batches first new
check_exit 1 'a draft of what was never in linux-next' pp tag first --again --dry-run --message=/dev/stdin </dev/null
check_text 'has errors' '^pullprep: warning: upstream may object: 2 errors, 2 warnings; see  pullprep --as-of=2026-07-08 check first$' "$err"
git tag -d for-linus-6.10-1 >/dev/null
check_exit 1 'the tag' pp tag first --no-edit
check_text 'is made nevertheless' '^first is tagged: for-linus-6.10-1 on ' "$out"
check_text 'its errors are told in full' "^ +$(git rev-parse --short=12 kvm/new~1) \\(\"KVM: new calls\"\\)$" "$err"
check_text 'topic by topic' '^kvm/new  2 commits: 2 errors$' "$err"
check_text 'and what to do' 'Hold it for the next window, or say in the mail why it$' "$err"
check_no_text 'its warnings are not' 'committed-in-window' "$err"
check_text 'but counted' '2 errors, 2 warnings; see  pullprep --as-of=2026-07-08 check first$' "$err"
check 'it is signed' git verify-tag for-linus-6.10-1
check_exit 1 'as the command says' pp check first
check_text 'that it names' '^2 errors and 2 warnings in 2 commits of 1 topic$' "$out"
check_exit 1 'the mail' pp mail first --output=mail
check_text 'is written' '^Subject: \[GIT PULL\] kvm' mail
check_text 'and its errors told' '^pullprep: warning: upstream may object: 2 errors, 2 warnings; see ' "$err"
check_text 'before what comes next' '^Push first:' "$err"
check_exit 1 'the mail of a tag by its name' pp mail for-linus-6.10-1 --output=other
check_text 'has the same' 'upstream may object: 2 errors, 2 warnings; see  pullprep --as-of=2026-07-08 check [0-9a-f]{12}..for-linus-6.10-1$' "$err"
check_same 'and is the same' mail other
check_exit 1 'a closed standard error' sh -c '"$0" --as-of=2026-07-08 mail first --output=other 2>&-' "$PULLPREP"
cat >editor <<'EDITOR'
#!/bin/sh
cp "$1" given
sed -i '1s/6\.10/6.8/' "$1"
EDITOR
chmod +x editor
check_exit 1 'a message as it was edited' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-07-08 tag first --again
check_text 'whose editor was told' '^# Upstream may object: 2 errors, 2 warnings \(pullprep --as-of=2026-07-08 check first\)$' given
check_text 'is judged, too' '^  error    message-version  The tag says in its headline that it is for 6\.8, but$' "$err"
check_text 'under its name' '^for-linus-6.10-1  tag: 1 error$' "$err"
check_text 'and counted' 'upstream may object: 3 errors, 2 warnings;' "$err"
check_exit 1 'and so it is with the mail' pp mail first --output=mail
check_text 'that carries it' '^for-linus-6.10-1  tag: 1 error$' "$err"
git tag -f -a -m 'kvm updates for 6.10' for-linus-6.10-1 kvm/new >/dev/null
check_exit 1 'a tag that is not signed' pp mail first --output=mail
check_text 'is one more' '^  error    tag-unsigned  The tag is not signed$' "$err"
git tag -a -m 'kvm updates for 6.10' soaked kvm/old
check_exit 1 'the same, where its commits are fine' pp mail soaked --output=other
check_text 'names no command, since none tells more' 'upstream may object: 1 error$' "$err"
git tag -d soaked >/dev/null
batches first old
git tag -a -m 'kvm updates for 6.10' kvm-old-6.10 kvm/old
check_exit 1 'a mail for each topic' pp mail --per-topic first --output=soaked
check_text 'does not, either' 'upstream may object: 1 error$' "$err"
git tag -d kvm-old-6.10 >/dev/null
batches first new

# ---- reasons

reason='no released userspace calls it – größer wird es erst später'
check 'errors are waived' pp waive kvm/new kvm/new~1 --rule=never-in-next --reason="$reason"
check 'and warnings' pp waive kvm/new~1 --rule=committed-in-window --reason='it was rebased once more, to drop a patch that broke the build on many machines'
check 'and what is neither' pp waive kvm/new --rule=no-link --reason='it was never posted'
check 'the tag' pp tag first --no-edit --again
git tag -d for-linus-6.10-1 >/dev/null
check 'made anew' pp tag first --no-edit
check_no_text 'has no errors' '^  error' "$err"
check_text 'only a warning that is left' '^pullprep: warning: upstream may object: 1 warning; see ' "$err"
message for-linus-6.10-1 >said
check_text 'the sentence on soak has the reason' "kvm/new \\(2 commits, never in linux-next: $reason\\)\\." said
check_text 'the other one stands behind it' "$(git rev-parse --short=12 kvm/new~1) \\(\"KVM: new calls\"\\) was committed on Mon 6 Jul: it was rebased once more, to drop a patch that broke the build on many machines\\." said ||
	cat said
check_no_text 'reasons of other rules are not for upstream' 'never posted' said
git cat-file tag for-linus-6.10-1 | sed '/^-----BEGIN/q' >raw
check 'no line is too long' test "$(sed '1,/^$/d; s/[^ -~][^ -~]*/?/g' raw | awk '{ if (length > most) most = length } END { print most }')" -le 76
check 'the mail' pp mail first --output=mail
check 'has the first reason once' once mail "$reason"
check 'and the other' once mail 'it was rebased once more, to drop a patch that broke the build on many machines'

printf 'kvm updates for 6.10\n\nNew calls: %s.\n' "$reason" >words
check 'a message that gives one reason only' pp tag first --no-edit --again --message=words
check 'and its mail' pp mail first --output=mail
check 'has that once' once mail "$reason"
check 'and the other, before the request' once mail "was committed on Mon 6 Jul: it was rebased once more, to drop a patch that broke the build on many machines."
sed '/^The following changes/,$d' mail >before
check 'there' once before 'it was rebased once more, to drop a patch'
check_no_text 'in lines of 76 columns' '.{77}' before
grep -v '^%\|reason' "$TOP/templates/mail" >template
check 'a template that leaves it out' pp mail first --output=other --template=template
check_text 'is told of' 'the template of the mail leaves reasons of waivers out' "$err"

batches first old new
sed -i 's|^first kvm/new|# because: No released userspace calls it – größer wird es erst später.\n&|' .git/pullprep/plan
git checkout -q -B both kvm/old && git merge -q --no-ff -m "Merge kvm/new

It is what kvm/new is for." kvm/new && git checkout -q master
check 'the plan gives the same reason' pp tag first --no-edit --again --tip=both --dry-run --message=/dev/null
git tag -d for-linus-6.10-1 >/dev/null
check 'a tag of both' pp tag first --no-edit --tip=both
message for-linus-6.10-1 | tr '[:upper:]' '[:lower:]' >said
check 'has it once' once said "$reason"

# ---- one commit of several, and hostile words

batches first mixed
git tag -d for-linus-6.10-1 >/dev/null
check 'one of two commits' pp waive kvm/mixed --rule=never-in-next --reason='it is RED'
git notes --ref=pullprep/waivers show kvm/mixed | sed "s/RED/$(printf '\033[31mred\033[m')/" |
	git notes --ref=pullprep/waivers add -f -F - kvm/mixed 2>/dev/null
check 'is waived' pp tag first --no-edit
message for-linus-6.10-1 >said
check_text 'its reason is tamed' 'it is \[31mred \[m' said
check_text 'in the sentence of its topic' '1 of the 2 commits of kvm/mixed \(never in linux-next: it is ' said
check_no_text 'no escape is signed' "$(printf '\033')" said
check 'dropped' pp waive --drop kvm/mixed --rule=never-in-next
check_exit 1 'it is an error again' pp tag first --again --no-edit --dry-run

# ---- topic by topic

batches first new mixed
git tag -d for-linus-6.10-1 >/dev/null
check_exit 1 'a tag for each topic' pp tag --per-topic first --no-edit
check_text 'is made' '^  kvm-mixed-6.10 on ' "$out"
check_text 'only one has errors' '^kvm/mixed  2 commits: 1 error$' "$err"
check_no_text 'not the other' '^kvm/new' "$err"
check_text 'all are counted' 'upstream may object: 1 error, ' "$err"
message kvm-new-6.10 >said
check_text 'the reason is in its own message' "never in linux-next: $reason" said
message kvm-mixed-6.10 >said
check_no_text 'and not in the other' 'größer wird' said
printf 'kvm/new updates for 6.8\n' >words
git tag -s -f -F words kvm-new-6.10 kvm/new >/dev/null
check_exit 1 'the mails' pp mail --per-topic first --output=mails
check_text 'tell of the tags' '^kvm-new-6.10  tag: 1 error$' "$err"
check_text 'and of the commits' '^kvm/mixed  2 commits: 1 error$' "$err"
check 'give the reasons' once mails/0001-kvm-new-6.10.eml "$reason"
check_no_text 'each in its own mail' 'größer wird' mails/0002-kvm-mixed-6.10.eml

# ---- status

check 'status' pp status
check_text 'counts' '^1 error, 1 warning: pullprep --as-of=2026-07-08 check$' "$out"
check_exit 1 'as check does' pp check
check_text 'there' '^1 error, 1 warning.* in 5 commits of 3 topics; 3 waived$|^1 error and 1 warning in 5 commits of 3 topics; 3 waived$' "$out"
check 'status of topics' pp status kvm/mixed kvm/old
check_text 'names them' '^1 error: pullprep --as-of=2026-07-08 check (kvm/mixed kvm/old|kvm/old kvm/mixed)$' "$out"
check 'status of what is fine' pp status kvm/old
check_no_text 'counts nothing' 'pullprep.* check' "$out"
git branch "kvm/it's" kvm/mixed
check 'status from elsewhere' env COLUMNS=200 "$PULLPREP" -C . --config=pullprep.rule.never-in-next.level=warning --as-of=2026-07-08 status "kvm/it's"
check_text 'gives the command that counts the same' "^1 warning: pullprep " "$out"
sed -n 's/^1 warning: pullprep /"$PULLPREP" /p' "$out" >command
check 'whatever names and options are' sh command
check_text 'there' '^1 warning in ' "$out"
git branch -q -D "kvm/it's"
check 'in tsv' pp status --format=tsv
awk -F '\t' '{ print $1, $17 }' "$out" | sort >columns
printf 'kvm/mixed 1\nkvm/new 0\nkvm/old 0\n' >expected
check_same 'by topic' expected columns
check 'in json' pp status --format=json
cp "$out" json
check 'too' python3 -c 'import json, sys; assert {t["topic"]: t["errors"] for t in json.load(open(sys.argv[1]))} == {"kvm/mixed": 1, "kvm/new": 0, "kvm/old": 0}' json
git checkout -q -b kvm/made kvm/old && commit made.c 'KVM: made' && git checkout -q -b side kvm/old && commit side.c 'KVM: side'
git checkout -q kvm/made && git merge -q --no-ff --no-commit side && echo more >>made.c && git add made.c &&
	git commit -q -s -m "Merge side

It is what side is for."
git checkout -q master && git branch -q -D side
check_exit 1 'a merge made by hand' pp check kvm/made --format=tsv
check_text 'is found' '^warning	hand-made-merge	' "$out"
cp "$out" checked
check 'by status as well' pp status kvm/made --format=tsv
check 'which counts the same' test "$(cut -f 18 "$out")" = "$(grep -c '^warning' checked)"
batches first old
echo "first kvm/made $(git rev-parse --short=12 kvm/made)" >>.git/pullprep/plan
git config branch.kvm/made.description 'What kvm/made is for'
reason='side renamed what made calls'
check 'its waiver' pp waive kvm/made --rule=hand-made-merge --reason="$reason"
run pp tag first --no-edit --dry-run --tip=kvm/made
tr '\n' ' ' <"$out" >said
check_text 'is for upstream: linux-next did not vouch for it' "$(git rev-parse --short=12 kvm/made) \(\"Merge side\"\) is a merge that git would not have made like that: $reason\." said
check 'with a commit' pp waive kvm/made~1 --rule=never-in-next --reason="$reason"
run pp tag first --no-edit --dry-run --tip=kvm/made
tr '\n' ' ' <"$out" >said
check_text 'it is not for the whole topic' "[0-9a-f]{12} \\(\"KVM: made\"\\) and [0-9a-f]{12} \\(\"Merge side\"\\): $reason\\.|\\(\"Merge side\"\\) and [0-9a-f]{12} \\(\"KVM: made\"\\): $reason\\." said
git branch -q -D kvm/made
git config pullprep.rule.base.level loud
check 'where it cannot be judged' pp status
check_text 'it is said' "^pullprep: warning: what upstream may object to is unknown, .*: pullprep.rule.base.level is 'loud'" "$err"
check_no_text 'and not counted' 'pullprep.* check$' "$out"
check 'in tsv' pp status --format=tsv
check_text 'it is unknown' '	-	-$' "$out"

finish
