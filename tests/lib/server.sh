# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Servers for tests, on loopback at ports that are free, all ended with the test. To be read after tap.sh.
#
#	serve_http DIRECTORY	git http-backend behind nginx, for the repositories below it: sets http_url. Besides:
#				$http_url/private/REPOSITORY	wants a password (me, secret) and says for which realm
#				$http_url/unnamed/REPOSITORY	401 without a word on how
#				$http_url/forbidden/, /broken/	403, 500
#				$http_url/page/REPOSITORY	a page for browsers, whatever is asked
#				$https_url/REPOSITORY		the same repositories, with a certificate that nobody trusts
#	serve_daemon DIRECTORY	git daemon, for the repositories below it that hold git-daemon-export-ok: sets daemon_port
#	serve_words NAME [FILE]	accepts every connection; answers with the file's bytes and closes, or, without a file, is
#				silent and holds it: sets words_port
#	serve_end		ends all of them

server_directory=$tap_directory/servers
mkdir -p "$server_directory"
trap 'serve_end; tap_clean_up' EXIT

serve_end() {
	for server_pid in "$server_directory"/*.pid; do
		[ -s "$server_pid" ] && kill "$(cat "$server_pid")" 2>/dev/null
		rm -f "$server_pid"
	done
}

# Until the command succeeds, for 20 seconds at most.
server_wait() {
	server_tries=0
	until "$@" >/dev/null 2>&1; do
		server_tries=$((server_tries + 1))
		if [ "$server_tries" -gt 200 ]; then
			echo "Bail out! no server: $*"
			exit 1
		fi
		sleep 0.1
	done
}

server_free_port() {
	python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

server_listens() {
	python3 -c 'import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close()' "$1"
}

# Servers are not in the PATH of all who test.
server_program() {
	PATH=$PATH:/usr/sbin:/sbin command -v "$1"
}

serve_http() {
	server_http=$server_directory/http
	mkdir -p "$server_http/temporary"
	server_port=$(server_free_port)
	server_tls_port=$(server_free_port)
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext 'subjectAltName=IP:127.0.0.1' \
		-keyout "$server_http/key.pem" -out "$server_http/cert.pem" 2>/dev/null
	printf 'me:%s\n' "$(openssl passwd -apr1 secret)" >"$server_http/passwords"
	echo '<!doctype html><title>A page</title>' >"$server_http/page.html"
	cat >"$server_http/backend.conf" <<EOF
fastcgi_param SCRIPT_FILENAME $(git --exec-path)/git-http-backend;
fastcgi_param GIT_PROJECT_ROOT $1;
fastcgi_param GIT_HTTP_EXPORT_ALL 1;
fastcgi_param GIT_PROTOCOL \$http_git_protocol;
fastcgi_param PATH_INFO \$1;
fastcgi_param QUERY_STRING \$query_string;
fastcgi_param REQUEST_METHOD \$request_method;
fastcgi_param CONTENT_TYPE \$content_type;
fastcgi_param CONTENT_LENGTH \$content_length;
fastcgi_pass unix:$server_http/socket;
EOF
	: >"$server_http/nginx.conf"
	[ "$(id -u)" = 0 ] && echo 'user root;' >"$server_http/nginx.conf"
	cat >>"$server_http/nginx.conf" <<EOF
pid $server_directory/nginx.pid;
error_log $server_http/error.log;
worker_processes 1;
events { worker_connections 64; }
http {
	access_log $server_http/access.log;
	client_body_temp_path $server_http/temporary/1;
	proxy_temp_path $server_http/temporary/2;
	fastcgi_temp_path $server_http/temporary/3;
	uwsgi_temp_path $server_http/temporary/4;
	scgi_temp_path $server_http/temporary/5;
	server {
		listen 127.0.0.1:$server_port;
		listen 127.0.0.1:$server_tls_port ssl;
		ssl_certificate $server_http/cert.pem;
		ssl_certificate_key $server_http/key.pem;
		location ^~ /unnamed/ { return 401; }
		location ^~ /forbidden/ { return 403; }
		location ^~ /broken/ { return 500; }
		location ^~ /page/ { default_type text/html; root $server_http; rewrite ^ /page.html break; }
		location ~ ^/private(/.*)\$ {
			auth_basic "the test";
			auth_basic_user_file $server_http/passwords;
			include $server_http/backend.conf;
		}
		location ~ ^(/.*)\$ { include $server_http/backend.conf; }
	}
}
EOF
	"$(server_program fcgiwrap)" -s "unix:$server_http/socket" >"$server_http/fcgiwrap.log" 2>&1 </dev/null &
	echo $! >"$server_directory/fcgiwrap.pid"
	server_wait test -S "$server_http/socket"
	"$(server_program nginx)" -c "$server_http/nginx.conf" -e "$server_http/error.log" 2>"$server_http/start.log"
	http_url=http://127.0.0.1:$server_port
	https_url=https://127.0.0.1:$server_tls_port
	server_wait server_listens "$server_port"
	server_wait test -s "$server_directory/nginx.pid"
}

serve_daemon() {
	daemon_port=$(server_free_port)
	"$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$daemon_port" --base-path="$1" --reuseaddr >"$server_directory/daemon.log" 2>&1 </dev/null &
	echo $! >"$server_directory/daemon.pid"
	server_wait server_listens "$daemon_port"
}

serve_words() {
	rm -f "$server_directory/$1.port"
	python3 - "$server_directory/$1.port" ${2:+"$2"} >"$server_directory/$1.log" 2>&1 <<'EOF' &
import os, socket, sys, threading
words = open(sys.argv[2], "rb").read() if len(sys.argv) > 2 else None
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(16)
with open(sys.argv[1] + ".new", "w") as out:
    out.write(str(server.getsockname()[1]))
os.rename(sys.argv[1] + ".new", sys.argv[1])
held = []
def answer(peer):
    peer.recv(65536)
    peer.sendall(words)
    # closed with something unread, it would take back what is not read yet over there
    peer.shutdown(socket.SHUT_WR)
    while peer.recv(65536):
        pass
    peer.close()
while True:
    peer, _ = server.accept()
    held.append(peer)
    if words is not None:
        threading.Thread(target=answer, args=(peer,), daemon=True).start()
EOF
	echo $! >"$server_directory/$1.pid"
	server_wait test -s "$server_directory/$1.port"
	words_port=$(cat "$server_directory/$1.port")
}
