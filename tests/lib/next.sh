# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Daily trees for tests, made as linux-next makes them. Source it after tap.sh.
#
#	next_tree DATE BASE REV...	tag next-YYYYMMDD (DATE as 2026-07-06): BASE (mainline of that day), then a
#					two-parent merge of each REV, then a commit of next's own
#	oracle_next RANGE [ARGS...]	the yardstick's answer on standard output; fails where it is not at hand
#	soak_as_oracle FILE		a `soak --format=tsv` in the columns that the yardstick gives, sorted
#	check_soak DESCRIPTION RANGE	passes if soak and the yardstick agree on the range (mainline is master)
#
# HEAD, index and work tree stay as they are.

ORACLE=${ORACLE:-$TOP/../shared/tools/oracle-next}

next_tree() {
	next_name=next-$(echo "$1" | tr -d -)
	next_head=$(git rev-parse --verify -q "$2^{commit}") || return 1
	next_date="$1 22:00:00 +0000"
	shift 2
	for next_rev in "$@"; do
		next_head=$(GIT_AUTHOR_DATE=$next_date GIT_COMMITTER_DATE=$next_date git commit-tree -p "$next_head" \
			-p "$(git rev-parse "$next_rev^{commit}")" -m "Merge $next_rev" "$next_rev^{tree}") || return 1
	done
	next_head=$(GIT_AUTHOR_DATE=$next_date GIT_COMMITTER_DATE=$next_date git commit-tree -p "$next_head" \
		-m "Add linux-next specific files for $next_name" "$next_head^{tree}") || return 1
	git tag "$next_name" "$next_head"
}

oracle_next() {
	"$ORACLE" . "$@"
}

# commit, own_first, first, releases, match
soak_as_oracle() {
	awk -F '\t' -v OFS='\t' '{print $1, $6, $3, $5, $2}' "$1" | sort
}

# The mapping of the definition: first is the earlier of columns 2 and 3, releases the larger of 5 and 6.
oracle_as_soak() {
	awk -F '\t' -v OFS='\t' '{
		first = ($2 == "-" || ($3 != "-" && $3 < $2)) ? $3 : $2
		kind = ($2 != "-") ? "same" : (($3 != "-") ? "rebased" : (($4 != "-") ? "modified" : "never"))
		print $1, $2, first, ($5 > $6 ? $5 : $6), kind
	}' "$1" | sort
}

check_soak() {
	if [ ! -x "$ORACLE" ] || ! command -v python3 >/dev/null; then
		skip "$1" "the yardstick is not at hand"
		return
	fi
	oracle_next "$2" --mainline "${3:-master}" >"$tap_directory/oracle.raw" 2>/dev/null
	oracle_as_soak "$tap_directory/oracle.raw" >"$tap_directory/oracle"
	run "$PULLPREP" soak "$2" --config "pullprep.mainline=${3:-master}" --format=tsv
	soak_as_oracle "$out" >"$tap_directory/soak"
	# what mainline had before the oldest tree is unknown here; the yardstick has no word for that
	awk -F '\t' -v OFS='\t' 'NR == FNR { if ($5 == "unknown") before[$1] = 1; next }
		$1 in before && $3 == "-" { $5 = "unknown" } { print }' "$tap_directory/soak" "$tap_directory/oracle" >"$tap_directory/known"
	mv "$tap_directory/known" "$tap_directory/oracle"
	if [ ! -s "$tap_directory/oracle" ]; then
		tap_result 1 "$1 (the yardstick said nothing)"
		return 1
	fi
	check_same "$1" "$tap_directory/oracle" "$tap_directory/soak"
}
