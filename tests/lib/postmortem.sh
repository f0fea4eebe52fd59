# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Histories for post-mortems.
#
#	say FILE SUBJECT [LINE...]	a commit with a line in FILE and these lines below its subject
#	id REV				12 digits of it
#	pull BRANCH SUBJECT		merges it
#	postmortem ARG...		the command
#	json EXPRESSION			what it is in $json, the objects that --format=json gave; `o` is the first
#	check_json DESCRIPTION EXPECTED EXPRESSION
#	check_counts DESCRIPTION PREV RC1 RELEASE	the same counts as by plain git

say() {
	say_file=$1 say_subject=$2
	shift 2
	case $say_file in
	*/*) mkdir -p "${say_file%/*}" ;;
	esac
	echo "$say_subject" >>"$say_file"
	git add -- "$say_file"
	{
		printf '%s\n\n' "$say_subject"
		for say_line in "$@"; do
			printf '%s\n' "$say_line"
		done
	} | git commit -q --cleanup=verbatim -F -
	tick
}
id() {
	git rev-parse --verify --short=12 "$1"
}
pull() {
	git merge -q --no-ff -m "$2" "$1"
	tick
}
postmortem() {
	"$PULLPREP" postmortem "$@"
}

json=$tap_directory/json
json() {
	python3 -c 'import json, sys
releases = json.load(open(sys.argv[1]))
o = releases[0]
print(eval(sys.argv[2]))' "$json" "$1"
}
check_json() {
	json "$3" >"$tap_directory/value" 2>&1
	echo "$2" >"$tap_directory/wanted"
	check_same "$1" "$tap_directory/wanted" "$tap_directory/value"
}
check_counts() {
	"$TOP/tests/lib/postmortem.py" . "$2" "$3" "$4" >"$tap_directory/plain" 2>&1
	postmortem --format=json "$2..$4" >"$json" 2>"$tap_directory/words" || cat "$tap_directory/words" >"$json"
	json 'json.dumps({s: {**{k: o[s][k] for k in ("commits", "fixes", "tags", "culprits", "culprits_by_tag", "either")},
		"reverts": o[s]["reverts"]["raw"]} for s in ("window", "rc")}, sort_keys=True)' >"$tap_directory/ours" 2>&1
	check_same "$1" "$tap_directory/plain" "$tap_directory/ours"
}
