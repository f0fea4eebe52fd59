/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/lineage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* SENDER|SUBJECT; mails of one posting stand together, each in answer to the first of it. */
enum { MOST = 32 };
static struct email mails[MOST];
static struct thread thread;
static size_t count;

static void post(const char *const *lines)
{
	for (count = 0; lines[count]; count++) {
		const char *bar = strchr(lines[count], '|');

		mails[count] = (struct email){.time = 100 + (int64_t)count, .text = mem_dup("")};
		mails[count].message_id = mem_format("%zu@example.org", count);
		mails[count].from_email = mem_dupn(lines[count], (size_t)(bar - lines[count]));
		mails[count].subject = mem_dup(bar + 1);
		if (count && !strstr(lines[count], " 0/"))
			strings_add(&mails[count].parents, mails[count - 1].parents.n
							       ? mails[count - 1].parents.v[0]
							       : mails[count - 1].message_id);
	}
	thread_find(&thread, mails, count);
}

static void forget(void)
{
	thread_release(&thread);
	for (size_t i = 0; i < count; i++)
		email_release(&mails[i]);
}

static size_t posting_of(size_t mail)
{
	return thread.places[mail].posting;
}

/* The first mails of the lineage of a mail's posting, in order. */
static void expect(size_t mail, const size_t *firsts, size_t n)
{
	struct lineage lineage;

	lineage_find(&lineage, &thread, posting_of(mail));
	assert_int_equal(lineage.n, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(lineage.v[i], posting_of(firsts[i]));
	array_release(&lineage);
}

static void versions_share_a_title(void **state)
{
	static const char *const lines[] = {"ann|[PATCH v2 0/1] KVM:  Do it", "ann|[PATCH v2 1/1] new",
	    "ann|[PATCH 0/1] kvm: do it", "ann|[PATCH 1/1] old", "bob|[PATCH v3 0/1] KVM: Do it",
	    "bob|[PATCH v3 1/1] new", "ann|[PATCH v3 0/1] Other", "ann|[PATCH v3 1/1] other", NULL};
	static const size_t own[] = {0, 2}, other[] = {6};

	(void)state;
	post(lines);
	expect(0, own, 2);
	expect(2, own, 2);
	expect(6, other, 1);
	forget();
}

/* v1 and v2 share parts, v2 and v3 the title. */
static void series_are_renamed(void **state)
{
	static const char *const lines[] = {"ann|[RFC 0/3] First name", "ann|[RFC 1/3] a", "ann|[RFC 2/3] b",
	    "ann|[RFC 3/3] c", "ann|[PATCH v2 0/4] Second name", "ann|[PATCH v2 1/4] A",
	    "ann|[PATCH v2 2/4] d", "ann|[PATCH v2 3/4] b", "ann|[PATCH v2 4/4] e",
	    "ann|[PATCH v3 0/1] Second name", "ann|[PATCH v3 1/1] all new", "ann|[PATCH 0/4] Else",
	    "ann|[PATCH 1/4] a", "ann|[PATCH 2/4] w", "ann|[PATCH 3/4] x", "ann|[PATCH 4/4] y", NULL};
	static const size_t all[] = {0, 4, 9}, other[] = {11};

	(void)state;
	post(lines);
	expect(9, all, 3);
	expect(0, all, 3);
	expect(11, other, 1);
	forget();
}

static void b4_marks_versions(void **state)
{
	static const char *const lines[] = {"ann|[PATCH 0/1] First", "ann|[PATCH 1/1] a",
	    "bob|[PATCH v2 0/1] Second", "bob|[PATCH v2 1/1] b", "bob|[PATCH 0/1] Third", "bob|[PATCH 1/1] c",
	    NULL};
	static const size_t both[] = {0, 2}, other[] = {4};

	(void)state;
	post(lines);
	thread_release(&thread);
	for (size_t i = 0; i < 6; i += 2) {
		free(mails[i].text);
		mails[i].text = mem_format("x\n---\nchange-id: 20260501-name-%d\n", i < 4 ? 1 : 2);
	}
	thread_find(&thread, mails, count);
	expect(0, both, 2);
	expect(2, both, 2);
	expect(4, other, 1);
	forget();
}

/* Numbers begin anew with the first that is no request for comments; and the second is sent again. */
static void versions_have_an_order(void **state)
{
	static const char *const lines[] = {"ann|[RFC v3 0/1] x", "ann|[RFC v3 1/1] a", "ann|[PATCH 0/1] x",
	    "ann|[PATCH 1/1] a", "ann|[PATCH v2 0/1] x", "ann|[PATCH v2 1/1] a",
	    "ann|[PATCH RESEND v2 0/1] x", "ann|[PATCH RESEND v2 1/1] a", "ann|[PATCH v3 0/1] x",
	    "ann|[PATCH v3 1/1] a", NULL};
	const struct posting *v;

	(void)state;
	post(lines);
	v = thread.v;
	assert_int_equal(thread.n, 5);
	assert_true(posting_is_newer(&v[1], &v[0]));
	assert_false(posting_is_newer(&v[0], &v[1]));
	assert_true(posting_is_newer(&v[2], &v[1]));
	assert_false(posting_is_newer(&v[1], &v[2]));
	assert_false(posting_is_newer(&v[3], &v[2]));
	assert_null(posting_before(&thread, 0));
	assert_ptr_equal(posting_before(&thread, 1), &v[0]);
	assert_ptr_equal(posting_before(&thread, 2), &v[1]);
	assert_null(posting_before(&thread, 3));
	assert_ptr_equal(posting_before(&thread, 4), &v[2]);
	forget();
}

/* Two series of one title in two versions each, and a third one. */
static void titles_come_back(void **state)
{
	static const char *const lines[] = {"ann|[PATCH 0/2] Fixes", "ann|[PATCH 1/2] a", "ann|[PATCH 2/2] b",
	    "ann|[PATCH v2 0/3] Fixes", "ann|[PATCH v2 1/3] a", "ann|[PATCH v2 2/3] x",
	    "ann|[PATCH v2 3/3] y", "ann|[PATCH 0/1] Fixes", "ann|[PATCH 1/1] c", "ann|[PATCH v2 0/1] Fixes",
	    "ann|[PATCH v2 1/1] c", "ann|[PATCH v3 0/1] Fixes", "ann|[PATCH v3 1/1] d", NULL};
	static const size_t first[] = {0, 3}, second[] = {7, 9}, third[] = {11};

	(void)state;
	post(lines);
	expect(0, first, 2);
	expect(9, second, 2);
	expect(11, third, 1);
	forget();
}

static void parts_are_commits(void **state)
{
	static const char *const lines[] = {
	    "ann|[PATCH 0/3] cover", "ann|[PATCH 1/3] KVM: one", "ann|[PATCH 3/3] KVM: [x86] three", NULL};
	const struct posting *posting;

	(void)state;
	post(lines);
	posting = &thread.v[0];
	assert_int_equal(posting_part(&thread, posting, "KVM: one"), 1);
	assert_int_equal(posting_part(&thread, posting, "kvm:  one"), 1);
	assert_int_equal(posting_part(&thread, posting, "KVM: [x86] three"), 3);
	assert_int_equal(posting_part(&thread, posting, "cover"), 0);
	assert_int_equal(posting_part(&thread, posting, ""), 0);
	forget();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(versions_share_a_title),
	    cmocka_unit_test(series_are_renamed),
	    cmocka_unit_test(b4_marks_versions),
	    cmocka_unit_test(versions_have_an_order),
	    cmocka_unit_test(titles_come_back),
	    cmocka_unit_test(parts_are_commits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
