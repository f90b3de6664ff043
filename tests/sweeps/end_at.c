/* Preloaded, it kills the process like `kill -9` just before the N-th call of a kind: END_AT="fsync 3"
   counts calls of fsync, rename, unlink or remove from 1. Children are not killed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pid_t process;

__attribute__((constructor)) static void begin(void) { process = getpid(); }

static void count(const char* kind) {
  static atomic_int calls;
  char wanted[16] = "";
  int number = 0;
  const char* text = getenv("END_AT");
  if (text == NULL || sscanf(text, "%15s %d", wanted, &number) != 2 || strcmp(kind, wanted) != 0)
    return;
  if (getpid() == process && atomic_fetch_add(&calls, 1) + 1 == number) kill(process, SIGKILL);
}

int fsync(int file) {
  count("fsync");
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}

int rename(const char* from, const char* to) {
  count("rename");
  return ((int (*)(const char*, const char*))dlsym(RTLD_NEXT, "rename"))(from, to);
}

int unlink(const char* path) {
  count("unlink");
  return ((int (*)(const char*))dlsym(RTLD_NEXT, "unlink"))(path);
}

/* std::filesystem::remove */
int remove(const char* path) {
  count("remove");
  return ((int (*)(const char*))dlsym(RTLD_NEXT, "remove"))(path);
}
