/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source/syncer.h"

#include "util/array.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

enum { WORKERS = 4, OPEN_MOST = 64 };

struct file {
	int fd;
	char *temporary, *path;
};

struct syncer {
	pthread_mutex_t lock;
	pthread_cond_t changed; /* there is more to do, less, or no more to come */
	ARRAY(struct file) files;
	size_t taken, kept; /* the first of those that nobody has in hand; those in their place */
	bool ending;
	int number;
	pthread_t workers[WORKERS];
	int count; /* of workers */
};

/* 0, or the errno. */
static int settle(struct file *file)
{
	int number = fsync(file->fd) < 0 && errno != EINVAL && errno != EROFS ? errno : 0;

	if (close(file->fd) < 0 && !number)
		number = errno;
	if (!number && rename(file->temporary, file->path) < 0)
		number = errno;
	if (number)
		unlink(file->temporary);
	free(file->temporary);
	free(file->path);
	return number;
}

/* Under the lock. */
static void note(struct syncer *syncer, int number)
{
	if (number)
		syncer->number = number;
	else
		syncer->kept++;
}

static void *work(void *context)
{
	struct syncer *syncer = context;

	pthread_mutex_lock(&syncer->lock);
	for (;;) {
		struct file file;
		int number;

		while (syncer->taken == syncer->files.n && !syncer->ending)
			pthread_cond_wait(&syncer->changed, &syncer->lock);
		if (syncer->taken == syncer->files.n)
			break;
		file = syncer->files.v[syncer->taken++];
		pthread_cond_broadcast(&syncer->changed);
		pthread_mutex_unlock(&syncer->lock);
		number = settle(&file);
		pthread_mutex_lock(&syncer->lock);
		note(syncer, number);
	}
	pthread_mutex_unlock(&syncer->lock);
	return NULL;
}

/* Signals are for the thread that looks after them. */
static void start_workers(struct syncer *syncer)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (
	    syncer->count < WORKERS && !pthread_create(syncer->workers + syncer->count, NULL, work, syncer))
		syncer->count++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct syncer *syncer_new(void)
{
	struct syncer *syncer = mem_zero(1, sizeof(*syncer));

	pthread_mutex_init(&syncer->lock, NULL);
	pthread_cond_init(&syncer->changed, NULL);
	return syncer;
}

void syncer_add(struct syncer *syncer, int fd, char *temporary, char *path)
{
	struct file file = {fd, temporary, path};

	if (!syncer->count)
		start_workers(syncer);
	if (!syncer->count) {
		note(syncer, settle(&file)); /* no threads to be had: it takes its time */
		return;
	}
	pthread_mutex_lock(&syncer->lock);
	while (syncer->files.n - syncer->taken >= OPEN_MOST)
		pthread_cond_wait(&syncer->changed, &syncer->lock);
	array_push(&syncer->files, file);
	pthread_cond_broadcast(&syncer->changed);
	pthread_mutex_unlock(&syncer->lock);
}

size_t syncer_finish(struct syncer *syncer, int *number)
{
	size_t kept;

	pthread_mutex_lock(&syncer->lock);
	syncer->ending = true;
	pthread_cond_broadcast(&syncer->changed);
	pthread_mutex_unlock(&syncer->lock);
	while (syncer->count)
		pthread_join(syncer->workers[--syncer->count], NULL);
	kept = syncer->kept;
	*number = syncer->number;
	syncer->ending = false;
	syncer->kept = syncer->files.n = syncer->taken = 0;
	syncer->number = 0;
	return kept;
}

void syncer_free(struct syncer *syncer)
{
	int number;

	if (!syncer)
		return;
	syncer_finish(syncer, &number);
	array_release(&syncer->files);
	pthread_cond_destroy(&syncer->changed);
	pthread_mutex_destroy(&syncer->lock);
	free(syncer);
}
