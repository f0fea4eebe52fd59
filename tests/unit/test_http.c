/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/http.h"
#include "util/clock.h"
#include "util/signals.h"

#include "scratch.h"

#include <sys/wait.h>
#include <time.h>

/*
 * Against tests/lib/faults.py, which misbehaves on a real socket as the path asks for, with spans that are short
 * enough to wait for.
 */
static char server_script[1024], log_path[128];
static pid_t plain_server, tls_server;
static long plain_port, tls_port;

static pid_t start_server(const char *name, long *port, bool tls)
{
	char path[128];
	pid_t pid = fork();
	FILE *file = NULL;

	snprintf(path, sizeof(path), "%s/%s", scratch_directory, name);
	if (!pid) {
		execlp("python3", "python3", server_script, path, log_path, tls ? "../cert.pem" : NULL,
		    "../key.pem", NULL);
		_exit(127);
	}
	for (int tries = 0; !file && tries < 200; tries++) {
		usleep(50000);
		file = fopen(path, "r");
	}
	if (!file || fscanf(file, "%ld", port) != 1)
		return -1;
	fclose(file);
	return pid;
}

static int start(void **state)
{
	char here[512];

	if (!getcwd(here, sizeof(here)))
		return -1;
	snprintf(server_script, sizeof(server_script), "%s/tests/lib/faults.py", here);
	if (access(server_script, R_OK)) {
		print_error("run it from the top of the source tree\n");
		return -1;
	}
	if (scratch_enter(state))
		return -1;
	setenv("no_proxy", "*", 1);
	snprintf(log_path, sizeof(log_path), "%s/log", scratch_directory);
	scratch_sh("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
		   "'subjectAltName=DNS:localhost' -keyout ../key.pem -out ../cert.pem 2>/dev/null\n");
	plain_server = start_server("plain", &plain_port, false);
	tls_server = start_server("tls", &tls_port, true);
	return plain_server > 0 && tls_server > 0 ? 0 : -1;
}

static int stop(void **state)
{
	kill(plain_server, SIGKILL);
	kill(tls_server, SIGKILL);
	waitpid(plain_server, NULL, 0);
	waitpid(tls_server, NULL, 0);
	return scratch_leave(state);
}

/* ---- asking ---- */

static struct http_settings quick(void)
{
	return (struct http_settings){.agent = "pullprep/test (+maintainer@example.org)",
	    .connect_ms = 1000,
	    .total_ms = 20000,
	    .slow_bytes = 100,
	    .slow_seconds = 1,
	    .back_off_ms = 20,
	    .wait_most_ms = 2000};
}

static struct http_request *make_request(const char *url)
{
	struct http_request *request = mem_zero(1, sizeof(*request));

	*request = (struct http_request){.url = mem_dup(url), .most = 1 << 20, .body = BUF_INIT};
	return request;
}

static struct http_request *to_server(const char *what)
{
	char *url = mem_format("http://127.0.0.1:%ld/%s", plain_port, what);
	struct http_request *request = make_request(url);

	free(url);
	return request;
}

static bool count_done(struct http_request *request, void *context)
{
	assert_true(request->state == HTTP_UNKNOWN || !request->why);
	++*(size_t *)context;
	return true;
}

static void ask(const struct http_settings *settings, struct http_request *const *requests, size_t n)
{
	struct http *http;
	size_t done = 0;

	assert_null(http_new(&http, settings));
	assert_null(http_run(http, requests, n, "Asking", count_done, &done));
	assert_int_equal(done, n);
	http_free(http);
}

static void drop(struct http_request *request)
{
	http_request_release(request);
	free(request);
}

static struct http_request *ask_one(struct http_request *request)
{
	struct http_settings settings = quick();

	ask(&settings, &request, 1);
	return request;
}

static size_t count_lines(const char *needle)
{
	FILE *log = fopen(log_path, "r");
	char line[4096];
	size_t n = 0;

	assert_non_null(log);
	while (fgets(line, sizeof(line), log))
		n += strstr(line, needle) != NULL;
	fclose(log);
	return n;
}

static void check_unknown(struct http_request *request, const char *words)
{
	if (request->state != HTTP_UNKNOWN || !request->why || !strstr(request->why, words))
		fail_msg("%s: state %d, not '%s': %s", request->url, request->state, words,
		    request->why ? request->why : "no reason");
	assert_int_equal(request->body.len, 0);
	assert_int_equal(request->asked, 0);
	drop(request);
}

/* ---- answers ---- */

static void takes_an_answer(void **state)
{
	struct http_request *request = ask_one(to_server("good"));

	(void)state;
	assert_int_equal(request->state, HTTP_ANSWER);
	assert_string_equal(request->body.s, "hello\n");
	assert_string_equal(request->type, "application/gzip");
	assert_true(request->asked >= time(NULL) - 60);
	assert_int_equal(count_lines("\tGET\t/good\tpullprep/test (+maintainer@example.org)\n"), 1);
	drop(request);
	request = to_server("good?post");
	request->post = true;
	drop(ask_one(request));
	assert_int_equal(count_lines("\tPOST\t/good?post\t"), 1);
}

static void tells_absence(void **state)
{
	struct http_request *request = ask_one(to_server("absent"));

	(void)state;
	assert_int_equal(request->state, HTTP_ABSENT);
	assert_null(request->why);
	drop(request);
}

/* ---- faults ---- */

static void tells_each_fault(void **state)
{
	static const char *const faults[][2] = {
	    {"cutchunk", "the answer was cut off"},
	    {"cutlength", "the answer was cut off"},
	    {"silent", "less than 100 bytes a second for 1 seconds"},
	    {"slow", "less than 100 bytes a second for 1 seconds"},
	    {"hang", "less than 100 bytes a second for 1 seconds"},
	    {"big", "the answer is larger than 1024 KiB"},
	    {"biglength", "the answer is larger than 1024 KiB"},
	    {"loop", "it redirects more than 3 times"},
	    {"nowhere", "it redirects to nowhere"},
	    {"to=file:%2f%2f%2fetc%2fpasswd",
		"it redirects to file:///etc/passwd, which is neither https nor http"},
	    {"to=http:%2f%2flocalhost:1%2f", "another host, and not encrypted"},
	    {"to=gopher:%2f%2f127.0.0.1%2f", "neither https nor http"},
	    {"nonsense", "what it answers is not HTTP"},
	    {"close", "it closed the connection without an answer"},
	    {"leave", "status 429, and wants to be asked again only in 3600 seconds"},
	    {"400", "it answers with status 400"},
	    {"403", "it answers with status 403"},
	    {"410", "it answers with status 410"},
	    {"204", "it answers with status 204"},
	    {"300", "it answers with status 300"},
	    {"503", "it answers with status 503, 4 times"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		check_unknown(ask_one(to_server(faults[i][0])), faults[i][1]);
	assert_int_equal(count_lines("\t/403\t"), 1);
	assert_int_equal(count_lines("\t/leave\t"), 1);
	assert_int_equal(count_lines("\t/503\t"), 4);
	assert_int_equal(count_lines("\t/loop\t"), 4);
}

static void tells_hosts_that_are_not_there(void **state)
{
	char *url;

	(void)state;
	check_unknown(ask_one(make_request("http://127.0.0.1:1/")), "the host refuses the connection");
	check_unknown(ask_one(make_request("https://no.such.host.invalid/")), "there is no such host");
	check_unknown(ask_one(make_request("file:///etc/passwd")), "");
	/* one that speaks no TLS */
	url = mem_format("https://127.0.0.1:%ld/good", plain_port);
	check_unknown(ask_one(make_request(url)), "no encrypted connection can be made");
	free(url);
}

static void keeps_to_the_total(void **state)
{
	struct http_settings settings = quick();
	struct http_request *request = to_server("hang");
	int64_t start_ms = clock_ms();

	(void)state;
	settings.slow_seconds = 30;
	settings.total_ms = 500;
	ask(&settings, &request, 1);
	check_unknown(request, "no whole answer within 0.5 seconds");
	assert_true(clock_ms() - start_ms < 3000);
}

static void follows_redirects(void **state)
{
	struct http_request *request = ask_one(to_server("to=%2fto=%252fgood"));

	(void)state;
	assert_int_equal(request->state, HTTP_ANSWER);
	assert_string_equal(request->body.s, "hello\n");
	assert_non_null(strstr(request->url, "/to="));
	drop(request);
}

static void tries_again(void **state)
{
	int64_t start_ms = clock_ms();
	struct http_request *request = ask_one(to_server("busy"));

	(void)state;
	assert_int_equal(request->state, HTTP_ANSWER);
	assert_true(clock_ms() - start_ms >= 1000); /* Retry-After: 1 */
	drop(request);
	start_ms = clock_ms();
	request = ask_one(to_server("once500"));
	assert_int_equal(request->state, HTTP_ANSWER);
	assert_string_equal(request->body.s, "hello\n");
	assert_true(clock_ms() - start_ms < 1000);
	assert_int_equal(count_lines("\t/once500\t"), 2);
	drop(request);
}

/* ---- certificates ---- */

static struct http_request *ask_tls(const char *host, const char *what, char *ca_file)
{
	struct http_settings settings = quick();
	char *url = mem_format("https://%s:%ld/%s", host, tls_port, what);
	struct http_request *request = make_request(url);

	settings.ca_file = ca_file;
	ask(&settings, &request, 1);
	free(url);
	return request;
}

static void trusts_only_good_certificates(void **state)
{
	char *path = mem_format("%s/cert.pem", scratch_directory), *to;
	struct http_request *request;

	(void)state;
	check_unknown(ask_tls("localhost", "good", NULL), "its certificate is not trusted");
	request = ask_tls("localhost", "good", path);
	assert_int_equal(request->state, HTTP_ANSWER);
	drop(request);
	check_unknown(ask_tls("127.0.0.1", "good", path), "its certificate is not trusted");
	check_unknown(ask_tls("localhost", "good", "/dev/null"), "cert");
	to = mem_format("to=http:%%2f%%2flocalhost:%ld%%2fgood", plain_port);
	check_unknown(ask_tls("localhost", to, path), "which is not encrypted");
	free(to);
	free(path);
}

/* ---- many ---- */

enum { MANY = 24 };

static void ask_many(const struct http_settings *settings, const char *const *what, size_t kinds)
{
	struct http_request *requests[MANY];

	for (size_t i = 0; i < MANY; i++) {
		char *path = mem_format("%s?many=%zu", what[i % kinds], i);

		requests[i] = to_server(path);
		free(path);
	}
	ask(settings, requests, MANY);
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(requests[i]->state, HTTP_ANSWER);
		assert_string_equal(requests[i]->body.s, "hello\n");
		drop(requests[i]);
	}
}

/* The most that were under way at once, by the log. */
static long most_at_once(const char *needle)
{
	FILE *log = fopen(log_path, "r");
	char line[4096];
	long most = 0, now;

	assert_non_null(log);
	while (fgets(line, sizeof(line), log))
		if (strstr(line, needle) && sscanf(line, "%*d\t%ld", &now) == 1 && now > most)
			most = now;
	fclose(log);
	return most;
}

static void asks_four_at_once(void **state)
{
	static const char *const late[] = {"late"};
	struct http_settings settings = quick();
	int64_t start_ms = clock_ms();

	(void)state;
	scratch_sh(": >../log\n");
	settings.pause_ms = 1000; /* not for this machine */
	ask_many(&settings, late, 1);
	assert_in_range(clock_ms() - start_ms, 6 * 300, 6 * 300 + 4000);
	assert_int_equal(most_at_once("?many="), 4);
}

static void asks_a_dead_host_once(void **state)
{
	struct http_settings settings = quick();
	struct http_request *requests[MANY];
	int64_t start_ms = clock_ms();
	size_t said = 0;

	(void)state;
	settings.slow_seconds = 30;
	settings.total_ms = 300;
	for (size_t i = 0; i < MANY; i++)
		requests[i] = to_server("hang?dead");
	ask(&settings, requests, MANY);
	for (size_t i = 0; i < MANY; i++) {
		said += strstr(requests[i]->why, "(so it was not asked again)") != NULL;
		check_unknown(requests[i], "no whole answer within 0.3 seconds");
	}
	assert_true(clock_ms() - start_ms < 4000);
	assert_int_equal(said + count_lines("/hang?dead"), MANY);
	assert_true(said >= MANY - 8);
}

static bool dislike(struct http_request *request, void *context)
{
	++*(size_t *)context;
	if (request->state == HTTP_ANSWER)
		http_request_fail(request, "a wall");
	return false;
}

static void goes_on_no_further_where_the_answer_is_disliked(void **state)
{
	struct http_settings settings = quick();
	struct http_request *requests[MANY];
	struct http *http;
	size_t done = 0;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		requests[i] = to_server("good?wall");
	assert_null(http_new(&http, &settings));
	assert_null(http_run(http, requests, MANY, "Asking", dislike, &done));
	assert_int_equal(done, MANY);
	assert_true(count_lines("/good?wall") <= 4);
	for (size_t i = 0; i < MANY; i++)
		check_unknown(requests[i], "a wall");
	/* nor in the next batch */
	requests[0] = to_server("good?wall");
	assert_null(http_run(http, requests, 1, "Asking", dislike, &done));
	check_unknown(requests[0], "a wall (so it was not asked again)");
	http_free(http);
}

static void asks_nothing_of_nobody(void **state)
{
	struct http_settings settings = quick();

	(void)state;
	ask(&settings, NULL, 0);
}

/* ---- signals ---- */

/* In a child, so that what the signal does can be seen. */
static void stops_when_told(void **state)
{
	pid_t pid;
	int status;

	(void)state;
	fflush(stdout);
	pid = fork();
	if (!pid) {
		struct http_settings settings = quick();
		struct http_request *requests[] = {to_server("good"), to_server("hang"), to_server("hang")};
		struct signals signals;
		struct http *http;
		size_t done = 0;
		int number;

		settings.slow_seconds = 30;
		if (http_new(&http, &settings))
			_exit(2);
		if (fork() == 0) {
			usleep(500000);
			kill(getppid(), SIGTERM);
			_exit(0);
		}
		signals_watch(&signals);
		if (http_run(http, requests, 3, "Asking", count_done, &done))
			_exit(3);
		number = signals_unwatch(&signals);
		if (number != SIGTERM || done != 1 || requests[0]->state != HTTP_ANSWER ||
		    requests[1]->state != HTTP_UNKNOWN || !strstr(requests[1]->why, "interrupted") ||
		    requests[1]->body.len)
			_exit(4);
		raise(SIGTERM); /* does again what it did before */
		_exit(5);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_an_answer),
	    cmocka_unit_test(tells_absence),
	    cmocka_unit_test(tells_each_fault),
	    cmocka_unit_test(tells_hosts_that_are_not_there),
	    cmocka_unit_test(keeps_to_the_total),
	    cmocka_unit_test(follows_redirects),
	    cmocka_unit_test(tries_again),
	    cmocka_unit_test(trusts_only_good_certificates),
	    cmocka_unit_test(asks_four_at_once),
	    cmocka_unit_test(asks_a_dead_host_once),
	    cmocka_unit_test(goes_on_no_further_where_the_answer_is_disliked),
	    cmocka_unit_test(asks_nothing_of_nobody),
	    cmocka_unit_test(stops_when_told),
	};

	return cmocka_run_group_tests_name("http", tests, start, stop);
}
