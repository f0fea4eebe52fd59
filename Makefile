# SPDX-License-Identifier: GPL-2.0-or-later
VERSION := 0.1

PREFIX  ?= /usr/local
DESTDIR ?=
BINDIR   = $(PREFIX)/bin
DATADIR  = $(PREFIX)/share
SHAREDIR = $(DATADIR)/pullprep

# Objects, the binary and all else that is made go here; each kind of build has its own place.
B := build$(if $(SANITIZE),/sanitize)
Q := $(if $(V),,@)

BUILD_PACKAGES := gcc libc6-dev make pkg-config libgit2-dev libpcre2-dev libjansson-dev libgmime-3.0-dev libxxhash-dev git
DEMO_PACKAGES  := gnupg openssh-client
TEST_PACKAGES  := $(DEMO_PACKAGES) libcmocka-dev perl python3 git-email mutt b4 mandoc bash-completion
CI_PACKAGES    := clang clang-format

MODULES      := libgit2 libpcre2-8 jansson gmime-3.0 libxxhash
TEST_MODULES := cmocka

CFLAGS   ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes
SANITIZERS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

# pkg-config is asked when something is compiled, and once: `make help` and `make packages` work without it.
once = $(eval $1 := $2)$($1)
MODULE_CFLAGS = $(call once,MODULE_CFLAGS,$(shell pkg-config --cflags $(MODULES)))
MODULE_LIBS   = $(call once,MODULE_LIBS,$(shell pkg-config --libs $(MODULES)))
TEST_LIBS     = $(call once,TEST_LIBS,$(shell pkg-config --libs $(TEST_MODULES)))

ALL_CFLAGS = -std=c11 -D_DEFAULT_SOURCE $(WARNINGS) $(if $(WERROR),-Werror) -Iinclude -DVERSION='"$(VERSION)"' \
	-DTEMPLATE_DIR='"$(SHAREDIR)/templates"' $(MODULE_CFLAGS) $(CFLAGS) $(SANITIZERS)
ALL_LDFLAGS = $(LDFLAGS) $(SANITIZERS)

SOURCES := $(sort $(wildcard prep/*/*.c))
OBJECTS := $(SOURCES:prep/%.c=$B/%.o)
UNITS   := $(patsubst tests/unit/%.c,$B/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
PAGES   := $B/pullprep.1 $B/pullprep.bash

.DELETE_ON_ERROR:

##	make                  build the program as build/pullprep
all: $B/pullprep

# ---- building

$B/pullprep: $B/main.o $(OBJECTS)
	@echo "LD $@"
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MODULE_LIBS)
	$Q$(link-templates)

# A binary in a directory below build/ looks for the templates beside that directory.
link-templates = case $B in build/*) ln -sfn ../templates build/templates ;; esac

$B/%.o: prep/%.c $B/flags
	@mkdir -p $(@D)
	@echo "CC $<"
	$Q$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$B/unit/%.o: tests/unit/%.c $B/flags
	@mkdir -p $(@D)
	@echo "CC $<"
	$Q$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(UNITS): %: %.o $(OBJECTS)
	@echo "LD $@"
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MODULE_LIBS) $(TEST_LIBS)

# Rewritten only when compiler or flags are others than last time, so that everything is built again then, and only then.
$B/flags: FORCE
	@pkg-config --exists $(MODULES) 2>/dev/null || { \
		echo "The libraries to build with are missing. These Debian packages have them:"; \
		echo "  $(BUILD_PACKAGES)"; \
		echo "Install what is missing with:  make packages"; exit 1; } >&2
	@mkdir -p $B
	@printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))' | cmp -s - $@ || \
		printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))' >$@

$B/pullprep.1: $B/pullprep
	@echo "MAN $@"
	$Q$B/pullprep help --man >$@

$B/pullprep.bash: $B/pullprep
	@echo "COMPLETION $@"
	$Q$B/pullprep help --completion >$@

# ---- testing

# What a sanitizer finds ends the program; leaks that libraries keep for their whole life are named in the list.
SANITIZER_ENV := ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lib/leaks.supp:print_suppressions=0

##	make test             install what tests need, then run all tests; SANITIZE=address,undefined
test: packages-test
	$Q$(MAKE) --no-print-directory check

##	make check            run all tests without looking for packages
check: $B/pullprep $(UNITS)
	$Q$(SANITIZER_ENV) tests/lib/units.sh $B/unit $(UNITS)
	$Q$(SANITIZER_ENV) PULLPREP=$(abspath $B/pullprep) prove -j2 tests/t*.sh

packages-test:

-include $(OBJECTS:.o=.d) $B/main.d $(UNITS:=.d)

clean:
	rm -rf build

.PHONY: all test check packages-test clean FORCE
.SECONDARY:
