/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/httpcache.h"

#include "scratch.h"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define URL "https://archive.example.org/all/a@example.org/t.mbox.gz"

static struct http_request question(const char *url)
{
	return (struct http_request){.url = mem_dup(url), .most = 1 << 20, .body = BUF_INIT};
}

static struct http_request answered(const char *url, enum http_state state, const char *body, int64_t asked)
{
	struct http_request request = question(url);

	request.state = state;
	request.type = mem_dup("application/gzip");
	request.asked = asked;
	buf_addstr(&request.body, body);
	return request;
}

static void put(const char *url, enum http_state state, const char *body, int64_t asked, bool kept)
{
	struct http_request request = answered(url, state, body, asked);
	struct httpcache *cache;

	httpcache_open(&cache);
	assert_int_equal(httpcache_put(cache, &request), kept);
	httpcache_free(cache);
	http_request_release(&request);
}

/* The body, or NULL. */
static char *get(const char *url, bool post, int64_t since)
{
	struct http_request request = question(url);
	struct httpcache *cache;
	char *body = NULL;

	request.post = post;
	httpcache_open(&cache);
	if (httpcache_get(cache, &request, since)) {
		assert_true(request.cached);
		body = mem_dup(request.body.s);
	}
	httpcache_free(cache);
	http_request_release(&request);
	return body;
}

static void check_get(const char *url, bool post, int64_t since, const char *expected)
{
	char *body = get(url, post, since);

	if (expected)
		assert_string_equal(body, expected);
	else
		assert_null(body);
	free(body);
}

static int enter(void **state)
{
	char path[128];

	if (scratch_enter(state))
		return -1;
	snprintf(path, sizeof(path), "%s/cache", scratch_directory);
	setenv("XDG_CACHE_HOME", path, 1);
	return 0;
}

/* The only file of the only host. */
static char *only_file(void)
{
	char *path = mem_format("%s/cache/pullprep/answers", scratch_directory);

	for (int level = 0; level < 2; level++) {
		DIR *dir = opendir(path);
		const struct dirent *entry;
		char *deeper = NULL;

		assert_non_null(dir);
		while ((entry = readdir(dir)))
			if (*entry->d_name != '.') {
				assert_null(deeper);
				deeper = mem_format("%s/%s", path, entry->d_name);
			}
		closedir(dir);
		assert_non_null(deeper);
		free(path);
		path = deeper;
	}
	return path;
}

/* What is likely there, by the time of its file. */
static void knows_likely_answers(void **state)
{
	struct http_request request = question(URL);
	struct httpcache *cache;
	int64_t now = time(NULL);

	(void)state;
	httpcache_open(&cache);
	assert_false(httpcache_may_have(cache, &request, 0));
	httpcache_free(cache);
	put(URL, HTTP_ANSWER, "body", now, true);
	httpcache_open(&cache);
	assert_true(httpcache_may_have(cache, &request, now - 10));
	assert_false(httpcache_may_have(cache, &request, now + 1000));
	request.post = true;
	assert_false(httpcache_may_have(cache, &request, 0));
	httpcache_free(cache);
	http_request_release(&request);
}

static void keeps_answers(void **state)
{
	struct http_request request = question(URL);
	struct httpcache *cache;
	int64_t now = time(NULL);

	(void)state;
	check_get(URL, false, 0, NULL);
	put(URL, HTTP_ANSWER, "mails", now - 100, true);
	check_get(URL, false, now - 100, "mails");
	check_get(URL, false, now - 99, NULL);
	check_get(URL, true, 0, NULL);
	check_get(URL "?", false, 0, NULL);
	put(URL, HTTP_ABSENT, "", now - 50, true);
	httpcache_open(&cache);
	assert_true(httpcache_get(cache, &request, 0));
	assert_int_equal(request.state, HTTP_ABSENT);
	assert_int_equal(request.asked, now - 50);
	assert_string_equal(request.type, "application/gzip");
	http_request_release(&request);
	httpcache_free(cache);
}

static void keeps_nothing_unknown(void **state)
{
	(void)state;
	put(URL, HTTP_UNKNOWN, "", time(NULL), false);
	check_get(URL, false, 0, NULL);
}

static void believes_nothing_of_the_future(void **state)
{
	(void)state;
	put(URL, HTTP_ANSWER, "mails", time(NULL) + 3600, true);
	check_get(URL, false, 0, NULL);
}

static void keeps_no_passwords(void **state)
{
	(void)state;
	put("https://me:secret@archive.example.org/x", HTTP_ANSWER, "mails", time(NULL), true);
	check_get("https://archive.example.org/x", false, 0, "mails");
	check_get("https://me:other@archive.example.org/x", false, 0, "mails");
	scratch_sh("if grep -r secret ../cache; then exit 1; fi\ntest -d "
		   "../cache/pullprep/answers/archive.example.org\n");
}

/* Whichever byte is another one, and wherever the file ends: it is no answer. */
static void takes_corrupt_files_for_none(void **state)
{
	struct buf bytes = BUF_INIT;
	char *path;
	FILE *file;
	int c;

	(void)state;
	put(URL, HTTP_ANSWER, "mails", time(NULL), true);
	path = only_file();
	file = fopen(path, "r+");
	while ((c = fgetc(file)) != EOF)
		buf_addch(&bytes, (char)c);
	for (size_t i = 0; i < bytes.len; i++) {
		fseek(file, (long)i, SEEK_SET);
		fputc(bytes.s[i] ^ 1, file);
		fflush(file);
		check_get(URL, false, 0, NULL);
		fseek(file, (long)i, SEEK_SET);
		fputc(bytes.s[i], file);
		fflush(file);
	}
	check_get(URL, false, 0, "mails");
	for (size_t n = bytes.len; n-- > 0;) {
		assert_int_equal(ftruncate(fileno(file), (off_t)n), 0);
		check_get(URL, false, 0, NULL);
	}
	fclose(file);
	put(URL, HTTP_ANSWER, "mails again", time(NULL), true);
	check_get(URL, false, 0, "mails again");
	buf_release(&bytes);
	free(path);
}

/* A sound file in the place of another one: its request tells. */
static void takes_other_answers_for_none(void **state)
{
	static const char other[] = "https://archive.example.org/all/b@example.org/t.mbox.gz";
	char *path, *command;

	(void)state;
	put(URL, HTTP_ANSWER, "mails", time(NULL), true);
	path = only_file();
	scratch_sh("mv ../cache ../aside\n");
	put(other, HTTP_ANSWER, "others", time(NULL), true);
	scratch_sh("cp ../cache/pullprep/answers/archive.example.org/* ../other\n");
	command = mem_format("cp ../other %s\n", path);
	scratch_sh(command);
	check_get(URL, false, 0, NULL);
	check_get(other, false, 0, "others");
	free(command);
	free(path);
}

static void is_private(void **state)
{
	(void)state;
	put(URL, HTTP_ANSWER, "mails", time(NULL), true);
	scratch_sh("test \"$(find ../cache -type f -perm 600 | wc -l)\" = 1\n"
		   "test \"$(find ../cache -type d -perm 700 | wc -l)\" = 4\n"
		   "test \"$(find ../cache | wc -l)\" = 5\n");
}

static void finds_its_place(void **state)
{
	char *where, *home;

	(void)state;
	home = mem_format("%s/.cache/pullprep", scratch_directory);
	setenv("XDG_CACHE_HOME", "relative", 1);
	where = httpcache_directory();
	assert_string_equal(where, home);
	free(where);
	unsetenv("XDG_CACHE_HOME");
	where = httpcache_directory();
	assert_string_equal(where, home);
	free(where);
	free(home);
	unsetenv("HOME");
	assert_null(httpcache_directory());
	put(URL, HTTP_ANSWER, "mails", time(NULL), false);
	check_get(URL, false, 0, NULL);
	setenv("HOME", scratch_directory, 1);
}

/* Files may grow to 4 KiB only, as on a disk that is full then: one warning, nothing half-written, and the program goes on. */
static void survives_a_full_disk(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	if (!pid) {
		struct rlimit limit = {4096, 4096};
		struct buf large = BUF_INIT;
		struct http_request request;
		struct httpcache *cache;
		bool good;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		if (!freopen("../said", "w", stderr))
			_exit(2);
		buf_addchars(&large, 'x', 100000);
		request = answered(URL, HTTP_ANSWER, large.s, time(NULL));
		httpcache_open(&cache);
		good = !httpcache_put(cache, &request) && !httpcache_put(cache, &request);
		fflush(stderr);
		_exit(good ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	check_get(URL, false, 0, NULL);
	scratch_sh("test \"$(find ../cache -type f | wc -l)\" = 0\n"
		   "test \"$(wc -l <../said)\" = 1\n"
		   "grep -q 'warning: answers cannot be kept in .*: File too large' ../said\n");
}

/* Four at once on the same answer: each reader finds one that is whole. */
static void bears_several_at_once(void **state)
{
	enum { RUNS = 4, ROUNDS = 50 };
	pid_t pids[RUNS];

	(void)state;
	for (int i = 0; i < RUNS; i++) {
		pids[i] = fork();
		if (pids[i])
			continue;
		for (int round = 0; round < ROUNDS; round++) {
			struct buf body = BUF_INIT;
			char *found;

			buf_addchars(&body, (char)('a' + i), 20000 + (size_t)i);
			put(URL, HTTP_ANSWER, body.s, time(NULL), true);
			found = get(URL, false, 0);
			if (!found || strlen(found) != 20000 + (size_t)(*found - 'a') ||
			    strspn(found, (char[]){*found, '\0'}) != strlen(found))
				_exit(1);
			free(found);
			buf_release(&body);
		}
		_exit(0);
	}
	for (int i = 0; i < RUNS; i++) {
		int status;

		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	scratch_sh("test \"$(find ../cache -type f | wc -l)\" = 1\n");
}

static void check_scan(bool prune, int64_t before, size_t n)
{
	struct httpcache_hosts hosts;
	struct error *err = httpcache_scan(&hosts, prune, before);

	assert_null(err);
	assert_int_equal(hosts.n, n);
	httpcache_hosts_release(&hosts);
}

static void scans_and_prunes(void **state)
{
	struct httpcache_hosts hosts;
	int64_t now = time(NULL);

	(void)state;
	check_scan(false, 0, 0);
	check_scan(true, INT64_MAX, 0);
	put("https://b.example.org/1", HTTP_ANSWER, "mails", now - 500, true);
	put("https://b.example.org/2", HTTP_ANSWER, "", now - 100, true);
	put("https://a.example.org:8443/1", HTTP_ABSENT, "", now - 1000, true);
	scratch_sh("cd ../cache/pullprep/answers/b.example.org\n"
		   "echo broken >0123456789abcdef0123456789abcdef\n"
		   "echo new >.new-abcdef && echo old >.new-123456 && touch -d '2 hours ago' .new-123456\n"
		   "echo mine >README\n");
	assert_null(httpcache_scan(&hosts, false, 0));
	assert_int_equal(hosts.n, 2);
	assert_string_equal(hosts.v[0].name, "a.example.org:8443");
	assert_int_equal(hosts.v[0].answers, 1);
	assert_string_equal(hosts.v[1].name, "b.example.org");
	assert_int_equal(hosts.v[1].answers, 2);
	assert_int_equal(hosts.v[1].broken, 1);
	assert_int_equal(hosts.v[1].oldest, now - 500);
	assert_int_equal(hosts.v[1].newest, now - 100);
	httpcache_hosts_release(&hosts);
	scratch_sh("test \"$(find ../cache -type f | wc -l)\" = 7\n");

	assert_null(httpcache_scan(&hosts, true, now - 500));
	assert_int_equal(hosts.v[0].pruned, 1);
	assert_int_equal(hosts.v[0].answers, 0);
	assert_int_equal(hosts.v[1].pruned, 1);
	assert_int_equal(hosts.v[1].answers, 2);
	assert_int_equal(hosts.v[1].broken, 0);
	httpcache_hosts_release(&hosts);
	scratch_sh("cd ../cache/pullprep/answers\n"
		   "test ! -e a.example.org:8443 && test -e b.example.org/.new-abcdef && test ! -e "
		   "b.example.org/.new-123456\n"
		   "test -e b.example.org/README\n");
	check_scan(true, INT64_MAX, 1);
	check_scan(false, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(knows_likely_answers, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(keeps_answers, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(keeps_nothing_unknown, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(believes_nothing_of_the_future, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(keeps_no_passwords, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(takes_corrupt_files_for_none, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(takes_other_answers_for_none, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(is_private, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(finds_its_place, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(survives_a_full_disk, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(bears_several_at_once, enter, scratch_leave),
	    cmocka_unit_test_setup_teardown(scans_and_prunes, enter, scratch_leave),
	};

	return cmocka_run_group_tests_name("httpcache", tests, NULL, NULL);
}
