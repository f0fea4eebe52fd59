# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# cgit, as git.kernel.org has it, on loopback, ended with the test. To be read after server.sh.
#
#	have_cgit			are cgit, nginx and fcgiwrap installed?
#	serve_cgit REPOSITORIES FILES	cgit for the repositories below the first directory, and the files below the second as they
#					are: sets cgit_url, files_url and cgit_log, which has a line "STATUS PATH" for each request

CGIT=${CGIT:-/usr/lib/cgit/cgit.cgi}

have_cgit() {
	[ -x "$CGIT" ] && server_program nginx >/dev/null && server_program fcgiwrap >/dev/null
}

serve_cgit() {
	cgit=$server_directory/cgit
	mkdir -p "$cgit/temporary"
	cgit_log=$cgit/access.log
	cgit_port=$(server_free_port)
	# who serves is root, or not the one to whom the repositories belong
	printf '[safe]\n\tdirectory = *\n' >"$cgit/gitconfig"
	printf 'virtual-root=/\nscan-path=%s\ncache-size=0\n' "$1" >"$cgit/cgitrc"
	: >"$cgit/nginx.conf"
	[ "$(id -u)" = 0 ] && echo 'user root;' >"$cgit/nginx.conf"
	cat >>"$cgit/nginx.conf" <<END
pid $server_directory/cgit-nginx.pid;
error_log $cgit/error.log;
worker_processes 1;
events { worker_connections 64; }
http {
	log_format short '\$status \$request_uri';
	access_log $cgit_log short;
	client_body_temp_path $cgit/temporary/1;
	proxy_temp_path $cgit/temporary/2;
	fastcgi_temp_path $cgit/temporary/3;
	uwsgi_temp_path $cgit/temporary/4;
	scgi_temp_path $cgit/temporary/5;
	types { application/json json; text/html html; text/plain txt; }
	server {
		listen 127.0.0.1:$cgit_port;
		location ^~ /files/ { alias $2/; }
		location / {
			fastcgi_param SCRIPT_FILENAME $CGIT;
			fastcgi_param CGIT_CONFIG $cgit/cgitrc;
			fastcgi_param GIT_CONFIG_GLOBAL $cgit/gitconfig;
			fastcgi_param HOME $cgit;
			fastcgi_param PATH_INFO \$uri;
			fastcgi_param QUERY_STRING \$args;
			fastcgi_param REQUEST_METHOD \$request_method;
			fastcgi_pass unix:$cgit/socket;
		}
	}
}
END
	"$(server_program fcgiwrap)" -s "unix:$cgit/socket" >"$cgit/fcgiwrap.log" 2>&1 </dev/null &
	echo $! >"$server_directory/cgit-fcgiwrap.pid"
	server_wait test -S "$cgit/socket"
	"$(server_program nginx)" -c "$cgit/nginx.conf" -e "$cgit/error.log" 2>"$cgit/start.log"
	cgit_url=http://127.0.0.1:$cgit_port
	files_url=$cgit_url/files
	server_wait server_listens "$cgit_port"
	server_wait test -s "$server_directory/cgit-nginx.pid"
}
