#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check --remote: whether the public repository has the tag, asked of a real git http-backend behind nginx and of a real
# git daemon.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"
. "$TOP/tests/lib/server.sh"

mkdir ../srv
git init -q --bare ../srv/kvm.git
git init -q --bare ../srv/mirror.git
touch ../srv/kvm.git/git-daemon-export-ok
serve_http "$(cd ../srv && pwd)"
serve_daemon "$(cd ../srv && pwd)"
maintainer_repository
one_topic
openpgp_key
srv=$(cd ../../srv && pwd)
git remote add korg "$srv/kvm.git"
git config pullprep.remote korg
tag=for-linus-6.10-1

check_all() { # DESCRIPTION STATUS LINE: over both servers
	for server in "$http_url" "git://127.0.0.1:$daemon_port"; do
		git config pullprep.url "$server/kvm.git"
		check_exit "$2" "${server%%:*}: $1" pp check --remote first
		check_text "${server%%:*}: ... $1: says so" "$3" "$out"
	done
}

check_all 'a tag that was not made' 1 'error +tag-not-public +The tag was not made here yet\.$'
check_text '... is told how to make' "pullprep --as-of=2026-07-08 tag first$" "$out"
check 'the tag is made' pp tag first --no-edit
object=$(git rev-parse $tag)
short=$(git rev-parse --short=12 $tag)
check_all 'a tag that was not pushed' 1 "^$tag at .*: 1 error$"
check_text '... is told' 'kvm.git does not have the tag' "$out"
push=$(sed -n 's/^      git //p' "$out")
check '... how to push it' test "$push" = "push korg refs/tags/$tag"
# shellcheck disable=SC2086
git $push 2>/dev/null
check_all 'a tag that is public' 0 "^$tag at .*/kvm.git: it is there, as tag object $short on commit $(git rev-parse --short=12 $tag^0)$"
check 'the tag by its name' "$PULLPREP" check --remote $tag
check_empty '... of which nothing else is said' "$err"
check 'in full' "$PULLPREP" check --remote refs/tags/$tag
check 'with its kind' "$PULLPREP" check --remote tags/$tag
check 'by another name for the batch' pp check --remote first --name=$tag

# ---- another object

git tag -a -f -m 'another' $tag kvm/xen >/dev/null
at 2026-07-09
check_all 'another object' 1 "has another one: the$"
check_text '... and how to replace it' "^      git push --force korg refs/tags/$tag$" "$out"
check_exit 1 '... for programs' pp check --remote $tag --format=tsv
check_text '... with its day, since it is known here' "the tag object $short of Tue 7 Jul 2026, on the same commit; here it is the tag object $(git rev-parse --short=12 $tag)\." "$out"
git tag -a -f -m 'another commit' $tag kvm/s390 >/dev/null
check_exit 1 'an object on another commit' pp check --remote $tag --format=tsv
check_text '... is told' "the tag object $short of [A-Z][a-z]+ [0-9]+ Jul 2026, on commit $(git rev-parse --short=12 "$object^0"); here it is" "$out"
git push -q -f korg "$object:refs/tags/$tag"
git clone -q "$srv/kvm.git" ../elsewhere 2>/dev/null
git -C ../elsewhere -c tag.gpgSign=false tag -a -f -m 'unknown here' $tag "$object^0" >/dev/null && git -C ../elsewhere push -q -f origin $tag
check_exit 1 'an object that is not known here' pp check --remote $tag --format=tsv
check_text '... is told without a day' "the tag object $(git -C ../elsewhere rev-parse --short=12 $tag), on commit" "$out"
git push -q -f korg "$object^0:refs/tags/$tag"
git update-ref refs/tags/$tag "$object"
check_all 'a lightweight tag there' 1 'lightweight'
check_exit 1 '... for programs' pp check --remote $tag --format=tsv
check_text '... is told' "has another one: a lightweight tag, without text and signature, on commit $(git rev-parse --short=12 "$object^0"); here it is the tag object $short\." "$out"
git push -q -f korg "$object:refs/tags/$tag"
git push -q korg "$object:refs/tags/prefix/$tag" "$object:refs/tags/light" "kvm/s390:refs/heads/$tag"
check 'a tag whose name ends in it, and a branch of its name, do not count' pp check --remote $tag
git tag light "$object^0"
check_exit 1 'a lightweight tag here' pp check --remote light
check_text '... is told' 'The tag is a lightweight one here' "$out"
check_text '... with how to make another' "^      git tag -s --force light 'refs/tags/light\^\{\}'$" "$out"
check_exit 1 'a name that no tag has' pp check --remote none
check_text '... is told where to look for names' '^      git tag --list$' "$out"
check_exit 1 'a tag that is only there' pp check --remote prefix/$tag --format=tsv
check_text '... is told' "The tag was not made here yet\. .*has the tag object $short" "$out"

# ---- a mirror

git config pullprep.url "$http_url/mirror.git"
check 'a mirror that does not have it yet' pp check --remote $tag
check_text '... is warned of' 'warning +tag-not-public' "$out"
check_text '... and why' 'the mirror' "$out"
git push -q "$srv/mirror.git" kvm/s390:refs/tags/$tag
check 'a mirror that has an old one' pp check --remote $tag --format=tsv
check_text '... is warned of' "^warning	tag-not-public	$tag	$http_url/mirror.git still has a lightweight tag.*the mirror lags\. Wait with the mail until it has come\.	-$" "$out"
git push -q korg ":refs/tags/$tag"
check_exit 1 'neither has the right one' pp check --remote $tag --format=tsv
check_text '... is an error' "^error.*push --force korg" "$out"
git push -q "$srv/mirror.git" ":refs/tags/$tag"
check_exit 1 'neither has one' pp check --remote $tag --format=tsv
check_text '... is an error' "does not have the tag\. Neither has $srv/kvm.git\. Push it\.	git push korg refs/tags/$tag$" "$out"
git config remote.korg.pushurl "$srv/gone.git"
check_exit 1 'the push side cannot be asked' pp check --remote $tag --format=tsv
check_text '... which is told' 'Whether it was pushed is unknown: cannot ask .*gone.git: there is no such repository' "$out"
git push -q "$srv/mirror.git" $tag
check 'nor need it be asked where the tag is public' pp check --remote $tag
git config --unset remote.korg.pushurl
git config --unset pullprep.remote
check 'no push side at all' pp check --remote $tag
git push -q "$srv/mirror.git" ":refs/tags/$tag"
check_exit 1 '... and the tag not there' pp check --remote $tag
check_text '... names the URL to push to' "^      git push $http_url/mirror.git refs/tags/$tag$" "$out"
git config pullprep.remote nowhere
check_exit 128 'a push side that is no remote' pp check --remote $tag
check_text '... is told' "pullprep.remote is 'nowhere', but there is no such remote" "$err"
git config pullprep.remote korg

# ---- as strangers see it

git push -q korg $tag
git config pullprep.url "$http_url/private/kvm.git"
check_exit 128 'a public repository that wants a password' pp check --remote $tag
check_text '... is told' 'wants a name and a password' "$err"
cat >../helper <<'EOF'
#!/bin/sh
[ "$1" = get ] && printf 'username=me\npassword=secret\n'
EOF
chmod +x ../helper
git config credential.helper "$(cd .. && pwd)/helper"
check '(which a helper knows)' git ls-remote "$http_url/private/kvm.git"
check_exit 128 '... strangers do not' pp check --remote $tag
git config --unset credential.helper
echo 'machine 127.0.0.1 login me password secret' >"$HOME/.netrc"
check '(nor what ~/.netrc knows)' git ls-remote "$http_url/private/kvm.git"
check_exit 128 '... do they' pp check --remote $tag
rm "$HOME/.netrc"
git config "http.$http_url/.extraHeader" "Authorization: Basic $(printf me:secret | base64)"
check '(nor a header of our own)' git ls-remote "$http_url/private/kvm.git"
check_exit 128 '... is theirs' pp check --remote $tag
git config --unset "http.$http_url/.extraHeader"
git config "url.$srv/.insteadOf" "$http_url/"
git push -q "$srv/kvm.git" ":refs/tags/$tag"
git config pullprep.url "$http_url/mirror.git"
git push -q "$srv/mirror.git" $tag
git config pullprep.url "$http_url/kvm.git"
check_exit 1 'url.*.insteadOf is left out' pp check --remote $tag --format=tsv
check_text '... of what is asked and told' "$http_url/kvm.git does not have" "$out"
git config --remove-section "url.$srv/"
git config "url.$http_url/mirror.git.insteadOf" "$http_url/kvm.git"
check_exit 1 '... be it for the very URL' pp check --remote $tag --format=json
check_text '... for programs that read JSON too' '"rule": ?"tag-not-public"' "$out"
git config --remove-section "url.$http_url/mirror.git"

# ---- how it looks

"$PULLPREP" check --remote $tag >wide 2>/dev/null
awk 'length > 80 && !/^      git/' wide >long
check_empty 'no line but a command is wider than 80 columns' long
check_no_text 'no colour goes into a file' "$(printf '\033')" wide
check_exit 1 'colour on demand' pp check --remote $tag --color=always
check_text '... is there' "$(printf '\033')" "$out"

# ---- the command line

check_exit 129 'nothing named' pp check --remote
check_exit 129 'two named' pp check --remote first second
check_exit 128 'a name that no tag can have' pp check --remote 'a..b'
check_exit 128 'no URL' pp check --remote $tag --config=pullprep.url=
git config --unset pullprep.url
check_exit 128 'no URL at all' pp check --remote $tag
check_text '... is told with what to set' 'git config pullprep.url URL' "$err"
check_exit 128 'a URL with a password' pp check --remote $tag --config=pullprep.url=https://me:secret@git.example.org/kvm.git
check_no_text '... does not tell it' secret "$err"
check_exit 128 'the name of a remote for a URL' pp check --remote $tag --config=pullprep.url=korg
check_exit 128 'a deadline that is none' pp check --remote $tag --config=pullprep.url="$http_url/kvm.git" --config=pullprep.remoteDeadline=0
check 'a bare repository' sh -c 'git clone -q --bare . ../bare.git && git push -q '"$srv/kvm.git"' '$tag' && "$PULLPREP" -C ../bare.git check --remote '$tag' --config=pullprep.url='"$http_url/kvm.git"

finish
