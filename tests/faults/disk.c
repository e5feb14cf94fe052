/* Stands between a process and its disk (LD_PRELOAD): writes down what is written, named and synced below one
   folder, and fails or slows it on demand. Everything else passes. For Linux, 64 bit.

   A record in the log: op, descriptor, offset, length (each 8 bytes), then `length` bytes; paths end in NUL. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { OPEN = 1, CLOSE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, SAID, SYNC_FAILED };
enum { DESCRIPTORS = 65536 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096];
static int log_file = -1;
static char watched[DESCRIPTORS];
static long calls, fails_from, fails_times, slow_milliseconds;
static int fails_with;

void disk_watches(const char *path, int log) {
    strncpy(folder, path, sizeof folder - 1);
    log_file = log;
}

/* The calls counted from now on fail from the `from`th on (the next one is 1), so many times; -1: for ever. */
void disk_fails(long from, long times, int error) {
    pthread_mutex_lock(&turn);
    calls = 0, fails_from = from, fails_times = times, fails_with = error;
    pthread_mutex_unlock(&turn);
}

void disk_is_slow(long milliseconds) { slow_milliseconds = milliseconds; }

long disk_calls(void) { return calls; }

static void record(int64_t op, int64_t descriptor, int64_t offset, const struct iovec *parts, int count) {
    if (log_file < 0)
        return;
    int64_t head[4] = {op, descriptor, offset, 0};
    struct iovec all[4] = {{head, sizeof head}};
    for (int i = 0; i < count; i++) {
        all[i + 1] = parts[i];
        head[3] += parts[i].iov_len;
    }
    if (syscall(SYS_writev, log_file, all, count + 1) != (long)(sizeof head + head[3]))
        abort();
}

static void record_bytes(int op, int descriptor, int64_t offset, const void *bytes, size_t length) {
    struct iovec part = {(void *)bytes, length};
    record(op, descriptor, offset, &part, 1);
}

void disk_hears(const char *text) {
    pthread_mutex_lock(&turn);
    record_bytes(SAID, 0, 0, text, strlen(text));
    pthread_mutex_unlock(&turn);
}

static int is_below(const char *path) {
    size_t length = strlen(folder);
    return length && path && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int is_watched(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS && watched[descriptor];
}

/* Begin a call that reaches the disk: 0, or the error that it shall fail with. Ends with `done`. */
static int reaches_the_disk(void) {
    if (slow_milliseconds) {
        struct timespec pause = {slow_milliseconds / 1000, slow_milliseconds % 1000 * 1000000};
        nanosleep(&pause, NULL);
    }
    pthread_mutex_lock(&turn);
    calls++;
    int due = fails_from && calls >= fails_from && (fails_times < 0 || calls < fails_from + fails_times);
    return due ? fails_with : 0;
}

static long done(long result) {
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return result;
}

static long fails(int error) {
    errno = error;
    return done(-1);
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    if (!is_below(path))
        return syscall(SYS_openat, at, path, flags, mode);
    int changes = (flags & O_ACCMODE) != O_RDONLY;
    int error = changes ? reaches_the_disk() : (pthread_mutex_lock(&turn), 0);
    if (error)
        return fails(error);
    int descriptor = syscall(SYS_openat, at, path, flags, mode);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) {
        watched[descriptor] = 1;
        record_bytes(OPEN, descriptor, flags, path, strlen(path));
    }
    return done(descriptor);
}

/* The rest of a function with an optional `mode`; `call` may use it. */
#define WITH_MODE(call)                                                                                      \
    va_list more;                                                                                            \
    va_start(more, flags);                                                                                   \
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;                                \
    va_end(more);                                                                                            \
    return call;

#define OPENS(name)                                                                                          \
    int name(const char *path, int flags, ...) { WITH_MODE(opened(AT_FDCWD, path, flags, mode)) }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name)                                                                                       \
    int name(int at, const char *path, int flags, ...) { WITH_MODE(opened(at, path, flags, mode)) }
OPENS_AT(openat)
OPENS_AT(openat64)

int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }

int close(int descriptor) {
    if (!is_watched(descriptor))
        return syscall(SYS_close, descriptor);
    pthread_mutex_lock(&turn);
    watched[descriptor] = 0;
    record(CLOSE, descriptor, 0, NULL, 0);
    return done(syscall(SYS_close, descriptor));
}

static ssize_t written(int descriptor, const void *bytes, size_t length, int64_t offset) {
    int error = reaches_the_disk();
    if (error == ENOSPC && length > 1) { /* a disk that gets full takes the beginning */
        length /= 2;
        error = 0;
    }
    if (error)
        return fails(error);
    ssize_t result = syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    if (result > 0)
        record_bytes(WRITE, descriptor, offset, bytes, result);
    return done(result);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (!is_watched(descriptor))
        return syscall(SYS_write, descriptor, bytes, length);
    int64_t offset = syscall(SYS_lseek, descriptor, 0, SEEK_CUR);
    ssize_t result = written(descriptor, bytes, length, offset);
    if (result > 0)
        syscall(SYS_lseek, descriptor, offset + result, SEEK_SET);
    return result;
}

#define WRITES(name)                                                                                         \
    ssize_t name(int descriptor, const void *bytes, size_t length, off_t offset) {                           \
        if (!is_watched(descriptor))                                                                         \
            return syscall(SYS_pwrite64, descriptor, bytes, length, offset);                                 \
        return written(descriptor, bytes, length, offset);                                                   \
    }
WRITES(pwrite)
WRITES(pwrite64)

#define TRUNCATES(name)                                                                                      \
    int name(int descriptor, off_t length) {                                                                 \
        if (!is_watched(descriptor))                                                                         \
            return syscall(SYS_ftruncate, descriptor, length);                                               \
        int error = reaches_the_disk();                                                                      \
        if (error)                                                                                           \
            return fails(error);                                                                             \
        int result = syscall(SYS_ftruncate, descriptor, length);                                             \
        if (!result)                                                                                         \
            record(TRUNCATE, descriptor, length, NULL, 0);                                                   \
        return done(result);                                                                                 \
    }
TRUNCATES(ftruncate)
TRUNCATES(ftruncate64)

#define SYNCS(name, number)                                                                                  \
    int name(int descriptor) {                                                                               \
        if (!is_watched(descriptor))                                                                         \
            return syscall(number, descriptor);                                                              \
        int error = reaches_the_disk();                                                                      \
        if (error) {                                                                                         \
            record(SYNC_FAILED, descriptor, 0, NULL, 0);                                                     \
            return fails(error);                                                                             \
        }                                                                                                    \
        int result = syscall(number, descriptor);                                                            \
        if (!result)                                                                                         \
            record(SYNC, descriptor, 0, NULL, 0);                                                            \
        return done(result);                                                                                 \
    }
SYNCS(fsync, SYS_fsync)
SYNCS(fdatasync, SYS_fdatasync)

int rename(const char *from, const char *to) {
    if (!is_below(from) && !is_below(to))
        return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    int error = reaches_the_disk();
    if (error)
        return fails(error);
    int result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!result) {
        struct iovec both[2] = {{(void *)from, strlen(from) + 1}, {(void *)to, strlen(to)}};
        record(RENAME, 0, 0, both, 2);
    }
    return done(result);
}

int unlink(const char *path) {
    if (!is_below(path))
        return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    int error = reaches_the_disk();
    if (error)
        return fails(error);
    int result = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!result)
        record_bytes(UNLINK, 0, 0, path, strlen(path));
    return done(result);
}

int mkdir(const char *path, mode_t mode) {
    if (!is_below(path))
        return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    int error = reaches_the_disk();
    if (error)
        return fails(error);
    int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!result)
        record_bytes(MKDIR, 0, 0, path, strlen(path));
    return done(result);
}
