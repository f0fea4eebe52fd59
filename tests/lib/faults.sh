# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Asking archives that misbehave. To be read after server.sh.
#
#	serve_faults [HOST]	faults.py on loopback: sets faults_url and faults_log. With a HOST over TLS, with a certificate for
#				that host that nobody trusts, $faults_cert
#	ask_lore ...		tests/unit/ask_lore.c, which asks as commands do; says `make units` where it is not built
#	can_trace		does strace work here?
#	traced ...		ask_lore, with its use of the network in the file `trace`

ASK_LORE=${PULLPREP%/*}/unit/ask_lore
if [ ! -x "$ASK_LORE" ]; then
	skip "what archives answer" "$ASK_LORE is not there: run make units"
	finish
fi
export NO_PROXY='*' no_proxy='*'
faults_count=0

ask_lore() {
	"$ASK_LORE" "$@"
}

can_trace() {
	strace -o trace -f true >/dev/null 2>&1
}

# who looks for leaks traces, and cannot do so when traced itself
traced() {
	ASAN_OPTIONS=detect_leaks=0 strace -o trace -f -e trace=%network "$ASK_LORE" "$@"
}

serve_faults() {
	faults_count=$((faults_count + 1))
	faults_log=$server_directory/faults$faults_count.log
	faults_cert=$server_directory/faults$faults_count.pem
	set -- "${1:-}" "$server_directory/faults$faults_count.port"
	if [ -n "$1" ]; then
		openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=faults -addext "subjectAltName=DNS:$1" \
			-keyout "$faults_cert.key" -out "$faults_cert" 2>/dev/null
		python3 "$TOP/tests/lib/faults.py" "$2" "$faults_log" "$faults_cert" "$faults_cert.key" >"$2.out" 2>&1 </dev/null &
	else
		python3 "$TOP/tests/lib/faults.py" "$2" "$faults_log" >"$2.out" 2>&1 </dev/null &
	fi
	echo $! >"$server_directory/faults$faults_count.pid"
	server_wait test -s "$2"
	if [ -n "$1" ]; then
		faults_url=https://localhost:$(cat "$2")
	else
		faults_url=http://127.0.0.1:$(cat "$2")
	fi
}
