/* Loaded before libc: while the file named by HANGING_DISK exists, nothing becomes durable. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_for_disk(void)
{
    const char *file = getenv("HANGING_DISK");
    while (file != NULL && access(file, F_OK) == 0)
        usleep(10000);
}

int fsync(int descriptor)
{
    wait_for_disk();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(descriptor);
}

int fdatasync(int descriptor)
{
    wait_for_disk();
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(descriptor);
}
