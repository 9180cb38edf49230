#include "filesystems.h"
#include "report.h"
#include "syscalls.h"

static int detached(const char *type) {
  int context = traced("fsopen", fsopen, type, 1 /* FSOPEN_CLOEXEC */, 0, 0, 0, 0);
  if (context < 0) return context;
  int mount = traced("fsconfig", fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0, 0);
  if (mount >= 0) mount = traced("fsmount", fsmount, context, 1 /* FSMOUNT_CLOEXEC */, 0, 0, 0, 0);
  close_fd(context);
  return mount;
}

/* DIRECTORY if ENTRY is in it. */
static int open_with(const char *directory, const char *entry) {
  int fd = open_file(directory);
  if (fd < 0) return fd;
  int found = open_at(fd, entry, 0);
  close_fd(found);
  if (found >= 0) return fd;
  close_fd(fd);
  return found;
}

int open_tracefs(void) {
  int fd = open_with("/sys/kernel/tracing", "events");
  if (fd < 0) fd = detached("tracefs");
  if (fd < 0) fd = open_with("/sys/kernel/debug/tracing", "events"); /* last: looking there mounts it */
  return fd;
}

int open_securityfs(void) {
  int fd = open_with("/sys/kernel/security", "lsm");
  return fd < 0 ? detached("securityfs") : fd;
}

int read_text(int directory, const char *path, char *text, int size) {
  int file = open_at(directory, path, 0), length = 0, got = 0;
  text[0] = 0;
  if (file < 0) return file;
  while (length < size - 1 && (got = read_fd(file, text + length, size - 1 - length)) > 0) length += got;
  close_fd(file);
  if (length > 0 && text[length - 1] == '\n') length--;
  text[length] = 0;
  return got < 0 ? got : length;
}

int read_number(int directory, const char *path) {
  char text[16];
  int got = read_text(directory, path, text, sizeof(text)), number = 0;
  if (got < 0) return got;
  for (const char *at = text; *at >= '0' && *at <= '9'; at++) number = number * 10 + (*at - '0');
  return number;
}
