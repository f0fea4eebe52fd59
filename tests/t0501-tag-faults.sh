#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Whatever goes wrong with a tag: one message with what to do, no half-made tag, no word lost.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
one_topic

kept() {
	ls .git/pullprep/*.message 2>/dev/null
}

# A failure keeps the message, says where, and leaves no tag; then the message is taken away for the next one.
check_kept() { # DESCRIPTION
	check_text "$1: the message is kept" '^  The message is kept in .*/pullprep/for-linus-6.10-1(\.[0-9]+)?\.message$' "$err"
	check "$1: no tag" no_tag
	check "$1: with all its words" grep -q 'deliver events' "$(kept | head -n 1)"
	rm -f .git/pullprep/*.message
}

# ---- no key

check_exit 128 'no key' pp tag first --no-edit
check_text 'is told with what git signs with' 'user.signingKey, gpg.format and gpg.program' "$err"
check_kept 'no key'

openpgp_key

# ---- gpg.program

printf '#!/bin/sh\necho "the token is not plugged in" >&2\nexit 2\n' >failing
chmod +x failing
git config gpg.program "$PWD/failing"
check_exit 128 'a signer that fails' pp tag first --no-edit
check_text 'is quoted' 'the token is not plugged in|gpg failed to sign the data' "$err"
check_kept 'a signer that fails'

git config gpg.program "$PWD/not-there"
check_exit 128 'a signer that is not there' pp tag first --no-edit
check_kept 'a signer that is not there'

cat >garbage <<'SCRIPT'
#!/bin/sh
case "$*" in
*--verify*) exec gpg "$@" ;;
esac
cat >/dev/null
echo '[GNUPG:] SIG_CREATED ' >&2
printf -- '-----BEGIN PGP SIGNATURE-----\n\nbm9uc2Vuc2U=\n-----END PGP SIGNATURE-----\n'
SCRIPT
sed 's/exec gpg.*;;/exit 1 ;;/' garbage >garbage-alone
cat >other-text <<'SCRIPT'
#!/bin/sh
case "$*" in
*--verify*) exec gpg "$@" ;;
esac
{ cat; echo more; } | gpg "$@"
SCRIPT
for fault in garbage garbage-alone other-text; do
	chmod +x $fault
	git config gpg.program "$PWD/$fault"
	check_exit 128 "a signature that is none ($fault)" pp tag first --no-edit
	check_text "is found out ($fault)" "the tag's signature is broken" "$err"
	check_kept "$fault"
done

# ---- the same over a tag that exists

git config --unset gpg.program
check_exit 0 'a good tag' pp tag first --no-edit
git rev-parse for-linus-6.10-1 >before
for fault in failing garbage; do
	git config gpg.program "$PWD/$fault"
	check_exit 128 "--again with $fault" pp tag first --no-edit --again
	git rev-parse for-linus-6.10-1 >after
	check_same "leaves the old tag ($fault)" before after
	rm -f .git/pullprep/*.message
done
git config --unset gpg.program
git tag -d for-linus-6.10-1 >/dev/null

# ---- ssh: git 2.39 makes an unsigned tag and exits 0

ssh_key
git config --global user.signingKey "$HOME/none.pub"
check_exit 128 'an ssh key that is not there' pp tag first --no-edit
check_kept 'an ssh key that is not there'
echo 'no key' >"$HOME/none.pub"
check_exit 128 'an ssh key that is none' pp tag first --no-edit
check_kept 'an ssh key that is none'
openpgp_key

# ---- the editor

check_exit 128 'an editor that fails' env GIT_EDITOR=false "$PULLPREP" --as-of=2026-07-08 tag first
check_text 'is named' "the editor 'false' failed" "$err"
check_text 'with what to do' 'or leave it out with --no-edit' "$err"
check_text 'and what goes on from there' '^  Go on with:  pullprep --as-of=2026-07-08 tag first --message=' "$err"
check_kept 'an editor that fails'
check_exit 128 'an editor that is not there' env GIT_EDITOR=./not-there "$PULLPREP" --as-of=2026-07-08 tag first
check_kept 'an editor that is not there'
printf '#!/bin/sh\n: >"$1"\n' >emptying
chmod +x emptying
check_exit 128 'an empty message' env GIT_EDITOR=./emptying "$PULLPREP" --as-of=2026-07-08 tag first
check_text 'makes no tag' 'the message is empty' "$err"
check_text 'says what to do' 'take the draft as it is with --no-edit' "$err"
check 'and leaves nothing' nothing_left
check_exit 128 'an editor that takes the file away' env GIT_EDITOR=rm "$PULLPREP" --as-of=2026-07-08 tag first
check_text 'is told' 'the editor left no message: its file is gone' "$err"
check_kept 'an editor that takes the file away'
printf 'Head\0line\n' >nul
check_exit 128 'a NUL byte' pp tag first --no-edit --message=nul
check_text 'is refused with its line' ':1: the message holds a NUL byte' "$err"
check_text 'and what to do' "tr -d '.000'" "$err"
check_text 'before it can go on' '^  Mend it there, then go on with:  pullprep ' "$err"
rm -f .git/pullprep/*.message
printf 'Headline\n\n-----BEGIN PGP MESSAGE-----\n' >cut
check_exit 128 'a message that request-pull would cut' pp tag first --no-edit --message=cut
check_text 'is refused with its line' ':3: this line begins like a signature' "$err"
check 'and makes no tag' no_tag
rm -f .git/pullprep/*.message
check_exit 128 'a message that is not there' pp tag first --no-edit --message=nowhere
check_text 'is named' '^pullprep: --message: cannot open nowhere' "$err"
check_text 'with what to do' 'Name a file that can be read' "$err"
check_exit 128 'a message that is a directory' pp tag first --no-edit --message=.
check_text 'is named' '^pullprep: --message: cannot read \.: ' "$err"
: >nothing
check_exit 128 'a message with nothing in it' pp tag first --no-edit --message=nothing
check_text 'is told' 'Write it into the file of --message' "$err"
check 'and leaves nothing' nothing_left

# ---- the kept message leads on, and is never written over

git config gpg.program "$PWD/failing"
run pp tag first --no-edit
run pp tag first --no-edit
check 'two failures keep two messages' test "$(kept | wc -l)" = 2
git config --unset gpg.program
git config gpg.program "$PWD/failing"
run pp tag first --no-edit --name=for-linus-6.10-1
command=$(sed -n 's/^  Go on with:  //p' "$err")
git config --unset gpg.program
check_text 'the command that goes on is whole' "^  Go on with:  pullprep --as-of=2026-07-08 tag first --message=/[^ ]* --name=for-linus-6.10-1\$" "$err"
check_exit 0 'and what was kept goes on' eval "pp ${command#pullprep} --no-edit"
git tag -d for-linus-6.10-1 >/dev/null
rm -f .git/pullprep/*.message

# from elsewhere, with words that a shell would take apart
git config gpg.program "$PWD/failing"
(cd .. && run "$PULLPREP" -C repo --as-of=2026-07-08 --config "pullprep.tagName=it's%n" tag first --no-edit --base 'v6.9^{commit}')
command=$(sed -n 's/^  Go on with:  pullprep //p' "$err")
git config --unset gpg.program
cat >elsewhere.sh <<SCRIPT
cd .. && "$PULLPREP" $command --no-edit
SCRIPT
check_exit 0 'the command works as printed, from where it was given' sh elsewhere.sh
cp "$out" told
check 'and makes that tag' git cat-file -e "it's1"
push=$(sed -n 's/^Push it with: *//p' told)
mail=$(sed -n 's/^Write the mail with: *pullprep //p' told)
git init -q --bare ../push.git
printf 'cd .. && %s\n' "$push" | sed "s|https://git.example.org/kvm.git|$PWD/../push.git|" >elsewhere.sh
check_exit 0 'so does the one that pushes it' sh elsewhere.sh
check 'which has it then' git -C ../push.git cat-file -e "it's1"
printf 'cd .. && "%s" %s\n' "$PULLPREP" "$mail" >elsewhere.sh
check_exit 0 'and the one that writes the mail' sh elsewhere.sh
check_text 'of that tag' "^  https://git.example.org/kvm.git tags/it's1\$" "$out"
git tag -d "it's1" >/dev/null
rm -rf .git/pullprep/*.message ../push.git

for name in by-name kvm/xen first; do
	cp .git/pullprep/plan theplan 2>/dev/null
	check_exit 0 "a tag with a name of its own ($name)" pp tag first --no-edit --name=$name
	mail=$(sed -n 's/^Write the mail with: *pullprep //p' "$out")
	printf '"%s" %s\n' "$PULLPREP" "$mail" >elsewhere.sh
	check_exit 0 "has its mail as told ($name)" sh elsewhere.sh
	check_text "which asks to pull it ($name)" "^  https://git.example.org/kvm.git tags/$name\$" "$out"
	git tag -d $name >/dev/null
done
pp split --write --plan=theplan >/dev/null 2>&1
check_exit 0 'a plan of its own' pp tag first --no-edit --plan=theplan
check_text 'is part of the advice' '^Write the mail with:  pullprep --as-of=2026-07-08 mail first --plan=theplan$' "$out"
git tag -d for-linus-6.10-1 >/dev/null
rm -f theplan

# ---- nobody hears of it

if [ -w /dev/full ]; then
	full() {
		pp "$@" >/dev/full
	}
	check_exit 128 'a tag whose making cannot be told' full tag first --no-edit
	check_text 'says that it is there' 'the tag for-linus-6.10-1 is made and stays, but could not be told: cannot write' "$err"
	check_text 'and what comes next' 'pullprep .*mail first$' "$err"
	check 'which is true' git verify-tag for-linus-6.10-1
	git tag -d for-linus-6.10-1 >/dev/null
	check_exit 128 'a draft that cannot be shown' full tag first --dry-run
	check_text 'says what helps' 'Make room where it goes' "$err"
else
	skip 'a tag whose making cannot be told' 'there is no /dev/full here'
fi

# ---- hooks and refs that refuse

mkdir -p .git/hooks
printf '#!/bin/sh\n[ "$1" = prepared ] && grep -q refs/tags/ && { echo "no tags today" >&2; exit 1; }\nexit 0\n' >.git/hooks/reference-transaction
chmod +x .git/hooks/reference-transaction
check_exit 128 'a hook that refuses' pp tag first --no-edit
check_kept 'a hook that refuses'
rm .git/hooks/reference-transaction
: >.git/refs/tags/for-linus-6.10-1.lock
check_exit 128 'a lock of somebody else' pp tag first --no-edit
check_text 'is named' 'for-linus-6.10-1.lock' "$err"
check_text 'with what to do' 'Another git is at work there, or one that died' "$err"
check_no_text 'which is not about signing' 'user.signingKey' "$err"
check_text 'its message is kept' 'The message is kept in' "$err"
check 'and stays' test -f .git/refs/tags/for-linus-6.10-1.lock
rm .git/refs/tags/for-linus-6.10-1.lock .git/pullprep/*.message
: >.git/in-the-way
mv .git/pullprep .git/was 2>/dev/null
: >.git/pullprep
check_exit 128 'no place for the message' pp tag first --no-edit
check 'makes no tag' no_tag
rm .git/pullprep
[ -d .git/was ] && mv .git/was .git/pullprep

git tag a
check_exit 128 'a tag in the way' pp tag first --no-edit --name=a/b
check_text 'is told' "'refs/tags/a' exists" "$err"
check_text 'with what to do' 'choose another name with --name=NAME or pullprep.tagName' "$err"
check_no_text 'which is not about signing' 'user.signingKey' "$err"
git tag -d a >/dev/null
rm -f .git/pullprep/*.message
nobody() {
	unset GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL
	git config user.useConfigOnly true
	git config --global --unset user.email
	pp tag first --no-edit
}
check_exit 128 'nobody who tags' nobody
check_text 'is told what to set' 'git config user.email ADDRESS' "$err"
check_no_text 'which is not about signing' 'user.signingKey' "$err"
git config --unset user.useConfigOnly
git config --global user.email maintainer@example.org
rm -f .git/pullprep/*.message

# ---- a limit on the size of files, which standard error as a pipe does not feel

limited() {
	{
		(
			ulimit -f 0
			"$PULLPREP" --as-of=2026-07-08 "$@" 2>&1
		)
		echo "exit $?"
	} | cat
}
rm -rf .git/pullprep
check_exit 0 'no file may grow' limited tag first --no-edit
check_text 'is told' '^pullprep: the message cannot be kept, so no tag was made: cannot write .*for-linus-6.10-1.message: File too large$' "$out"
check_text 'as a failure' '^exit 128$' "$out"
check 'and leaves nothing' nothing_left
check_exit 0 'nor the plan' limited split --write
check_text 'is told' '^pullprep: the plan is not saved, and is as it was: cannot write .*/plan: File too large$' "$out"
check_text 'as a failure' '^exit 128$' "$out"
check 'and leaves nothing' nothing_left

# ---- signals and signers that hang

cat >hanging <<'SCRIPT'
#!/bin/sh
echo $$ >starting
mv starting started
exec sleep 300
SCRIPT
chmod +x hanging
git config gpg.program "$PWD/hanging"
check_exit 128 'a signer that hangs' pp tag first --no-edit --config=pullprep.signDeadline=1
check_text 'is ended at the deadline' 'did not finish within 1 seconds' "$err"
check_kept 'a signer that hangs'

# A process that nobody has waited for yet has ended all the same.
ended() {
	! grep -q '^State:[[:space:]]*[A-Y]' "/proc/$1/status" 2>/dev/null
}

# one that will not hear of it: git, which started it, is gone before
cat >deaf <<'SCRIPT'
#!/bin/sh
trap '' TERM INT HUP
echo $$ >starting
mv starting started
count=0
while [ $count -lt 300 ]; do
	sleep 1
	count=$((count + 1))
done
SCRIPT
chmod +x deaf
git config gpg.program "$PWD/deaf"
check_exit 128 'a signer that is deaf' pp tag first --no-edit --config=pullprep.signDeadline=1
check_text 'is ended at the deadline' 'did not finish within 1 seconds' "$err"
check_kept 'a signer that is deaf'
check 'for good' ended "$(cat started)"
git config gpg.program "$PWD/hanging"

# send SIGNAL COMMAND...: sends it once the hanging program has started
send() {
	signal=$1
	shift
	rm -f started
	"$@" >"$out" 2>"$err" </dev/null &
	pid=$!
	tries=0
	while [ ! -e started ] && [ $tries -lt 200 ]; do
		sleep 0.05
		tries=$((tries + 1))
	done
	kill -"$signal" $pid
	wait $pid
	echo $? >status
}
for signal in TERM HUP; do
	send $signal "$PULLPREP" --as-of=2026-07-08 tag first --no-edit
	check_text "SIG$signal while it is signed" "interrupted by SIG$signal" "$err"
	check_text "ends with 128 (SIG$signal)" '^128$' status
	check_kept "SIG$signal"
	check "the signer is ended too (SIG$signal)" ended "$(cat started)"
done
git config gpg.program "$PWD/deaf"
send TERM "$PULLPREP" --as-of=2026-07-08 tag first --no-edit
check_text 'SIGTERM with a signer that is deaf' 'interrupted by SIGTERM' "$err"
check_kept 'SIGTERM with a signer that is deaf'
check 'ends it, too' ended "$(cat started)"
git config --unset gpg.program
send TERM env GIT_EDITOR="$PWD/hanging" "$PULLPREP" --as-of=2026-07-08 tag first
check_text 'SIGTERM while it is edited' 'interrupted by SIGTERM|the editor .* failed' "$err"
check_kept 'SIGTERM in the editor'

# ---- batches

check_exit 128 'an empty batch' pp tag second --no-edit
check_text 'is told' "no topic is in the batch 'second'" "$err"
check_exit 129 'no batch' pp tag
check_exit 129 'an unknown batch' pp tag third --no-edit
check_exit 129 'a batch that is not sent' pp tag hold --no-edit
check 'none of them leaves anything' nothing_left

# ---- templates

printf '${headlin}\n' >broken
check_exit 128 'a template with an unknown variable' pp tag first --no-edit --template=broken
check_text 'is told with file, line and variable' "broken:1: there is no variable 'headlin'" "$err"
check_exit 128 'a template that is not there' pp tag first --no-edit --template=nowhere
check_text 'is named' 'cannot open nowhere' "$err"
check_text 'with what to do' 'Name one that can be read with --template=FILE' "$err"
printf '%%if first\n' >open
check_exit 128 'a template without its end' pp tag first --no-edit --template=open
check_text 'is told' 'open:1: %if without its %end' "$err"
check_no_text 'with what to do there' 'that can be read' "$err"
git config pullprep.templateDir nowhere
check_exit 128 'a directory of templates that is not there' pp tag first --no-edit
check_text 'is told by its key' "pullprep.templateDir is 'nowhere'" "$err"
mkdir own && printf 'From %s: ${batch}\n' own >own/tag
git config pullprep.templateDir own
check_exit 0 'a template of one'\''s own' pp tag first --dry-run
check_text 'is used' '^From own: first$' "$out"
mkdir -p "$HOME/own" && echo 'from home' >"$HOME/own/tag"
git config pullprep.templateDir '~/own'
check_exit 0 'a directory below ~' pp tag first --dry-run
check_text 'is found' '^from home$' "$out"
git config pullprep.templateDir '~nobody-of-that-name/own'
check_exit 128 'a home that is none' pp tag first --dry-run
check_text 'is named' "pullprep.templateDir is '~nobody-of-that-name/own'" "$err"
git config --unset pullprep.templateDir
mkdir -p "$HOME/.config/pullprep/templates"
echo 'personal' >"$HOME/.config/pullprep/templates/tag"
check_exit 0 'a personal template' pp tag first --dry-run
check_text 'is used' '^personal$' "$out"
mkdir -p elsewhere/pullprep/templates
echo 'by XDG' >elsewhere/pullprep/templates/tag
check_exit 0 'XDG_CONFIG_HOME' env XDG_CONFIG_HOME="$PWD/elsewhere" "$PULLPREP" --as-of=2026-07-08 tag first -n
check_text 'is honoured' '^by XDG$' "$out"
check 'none of them leaves anything' nothing_left

finish
