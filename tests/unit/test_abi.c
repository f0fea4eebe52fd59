/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/abi.h"

#include "scratch.h"

static void expect_list(const struct strings *list, const char *wanted)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < list->n; i++)
		buf_addf(&text, "%s%s", i ? " " : "", list->v[i]);
	assert_string_equal(text.s, wanted);
	buf_release(&text);
}

static void expect(const char *script, const char *files, const char *new, const char *gone)
{
	struct repo *repo;
	struct abi abi;
	git_oid from, to;

	scratch_sh("write() { case $1 in */*) mkdir -p \"${1%/*}\";; esac; printf '%b\\n' \"$2\" >\"$1\"; }\n"
		   "write kvm.h '#define KVM_CREATE_VM _IO(KVMIO, 0x01)'\n"
		   "write include/uapi/linux/kvm.h '#define KVM_CREATE_VM _IO(KVMIO, 0x01)\\n#define KVM_OLD "
		   "_IOR(KVMIO, 2, int)\\nint x;'\n"
		   "git add .; git commit -q -m base; git tag from\n");
	{
		char *whole = mem_format("write() { case $1 in */*) mkdir -p \"${1%%/*}\";; esac; printf "
					 "'%%b\\n' \"$2\" >\"$1\"; }\n"
					 "%s\ngit add -A; git commit -q -m change\n",
		    script);

		scratch_sh(whole);
		free(whole);
	}
	assert_null(repo_open(&repo));
	assert_null(repo_commit(repo, "from", &from));
	assert_null(repo_commit(repo, "HEAD", &to));
	assert_null(abi_find(&abi, repo, &from, &to));
	expect_list(&abi.files, files);
	expect_list(&abi.new_ioctls, new);
	expect_list(&abi.gone_ioctls, gone);
	abi_release(&abi);
	repo_free(repo);
}

static void finds_files(void **state)
{
	(void)state;
	expect("write arch/x86/include/uapi/asm/kvm.h x; write arch/x86/include/asm/kvm.h x\n"
	       "write Documentation/ABI/testing/sysfs-kvm x; write Documentation/virt/kvm.rst x\n"
	       "write tools/include/uapi/linux/kvm.h x; write include/uapi/asm-generic/new.h x\n"
	       "git mv kvm.h kvm2.h",
	    "Documentation/ABI/testing/sysfs-kvm arch/x86/include/uapi/asm/kvm.h "
	    "include/uapi/asm-generic/new.h",
	    "", "");
}

static void finds_ioctls(void **state)
{
	(void)state;
	expect("write include/uapi/linux/kvm.h '#define KVM_CREATE_VM _IO(KVMIO, 0x03)\\n#define  "
	       "KVM_NEW\\t_IOWR"
	       "(KVMIO, 4, int)\\n # define KVM_NEWER _IOC(x)\\nint x;\\n/* #define KVM_NOT _IO(1) "
	       "*/\\n#define KVM_FLAG 1\\n#define _IO(x) y\\n#define KVM_X _IOWNER'",
	    "include/uapi/linux/kvm.h", "KVM_NEW KVM_NEWER", "KVM_OLD");
}

static void finds_capabilities_and_system_calls(void **state)
{
	struct repo *repo;
	struct abi abi;
	git_oid from, to;

	(void)state;
	scratch_sh(
	    "mkdir -p include/uapi/linux arch/x86/entry/syscalls Documentation/ABI\n"
	    "printf '#define KVM_CAP_OLD 1\\n#define KVM_CAP_MOVED 2\\n' >include/uapi/linux/kvm.h\n"
	    "printf '1\\tcommon\\told\\tsys_old\\n' >arch/x86/entry/syscalls/syscall_64.tbl\n"
	    "git add .; git commit -q -m base\n"
	    "printf '#define KVM_CAP_OLD 1\\n#define KVM_CAP_MOVED 3\\n#define KVM_CAP_NEW 4\\n#define "
	    "_LINUX_CAP_H\\n#define KVM_CAP_VALID(x) (x)\\n#define  CAP_BPF\\t39\\n#define CAP_LAST_CAP "
	    "CAP_BPF\\n#define __NR_new 5\\n#define __NR_syscalls 6\\n#define ESCAPE_X 1\\n"
	    "#define KVM_CAP_NONE\\n' >include/uapi/linux/kvm.h\n"
	    "printf '1\\tcommon\\told\\tsys_older\\n# 2 common no x\\n2\\t64\\tnewer\\tsys_newer\\n3 x32\\n' "
	    ">arch/x86/entry/syscalls/syscall_64.tbl\n"
	    "echo '4 common prose that counts' >Documentation/ABI/x\n"
	    "git add .; git commit -q -m change\n");
	assert_null(repo_open(&repo));
	assert_null(repo_commit(repo, "HEAD~", &from));
	assert_null(repo_commit(repo, "HEAD", &to));
	assert_null(abi_find(&abi, repo, &from, &to));
	expect_list(&abi.new_capabilities, "KVM_CAP_NEW CAP_BPF");
	expect_list(&abi.new_syscalls, "newer new");
	expect_list(&abi.files,
	    "Documentation/ABI/x arch/x86/entry/syscalls/syscall_64.tbl include/uapi/linux/kvm.h");
	abi_release(&abi);
	repo_free(repo);
}

static void finds_nothing(void **state)
{
	(void)state;
	expect("write kvm.h '#define KVM_NEW _IO(KVMIO, 9)'", "", "", "");
}

static void finds_removed_files(void **state)
{
	(void)state;
	expect("git rm -q include/uapi/linux/kvm.h", "include/uapi/linux/kvm.h", "", "KVM_CREATE_VM KVM_OLD");
}

static void odd_names_come_as_they_are(void **state)
{
	(void)state;
	expect("write 'include/uapi/a\"b\\té' x", "include/uapi/a\"b\\té", "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)
	    TEST(finds_files),
	    TEST(finds_ioctls),
	    TEST(finds_capabilities_and_system_calls),
	    TEST(finds_nothing),
	    TEST(finds_removed_files),
	    TEST(odd_names_come_as_they_are),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
