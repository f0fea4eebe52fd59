# SPDX-License-Identifier: GPL-2.0-or-later
VERSION := 0.1
PKGS := libgit2 libpcre2-8 jansson gmime-3.0 libxxhash
CC ?= cc
WARN := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes
SAN := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer)
B := build$(if $(SANITIZE),/sanitize)
CFLAGS ?= -O2 -g
ALL_CFLAGS := -std=c11 -D_DEFAULT_SOURCE $(WARN) $(if $(WERROR),-Werror) -Iinclude -DVERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PKGS)) $(CFLAGS) $(SAN)
LIBS := $(shell pkg-config --libs $(PKGS)) $(SAN)
SRC := $(wildcard prep/*/*.c)
OBJ := $(SRC:prep/%.c=$B/%.o)
Q := $(if $(V),,@)

all: $B/pullprep
$B/pullprep: $(OBJ) $B/main.o
	@echo LD $@
	$Q$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/%.o: prep/%.c Makefile
	@mkdir -p $(@D)
	@echo CC $<
	$Q$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
-include $(OBJ:.o=.d) $B/main.d
clean:
	rm -rf build
.PHONY: all clean
