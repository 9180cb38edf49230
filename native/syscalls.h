/* System calls without a C library. They return a negative errno. */
#pragma once
#include "kernel.h"

#if defined(__x86_64__)
#define ARCHITECTURE "x86_64"
enum {
  NR_read = 0, NR_write = 1, NR_close = 3, NR_lseek = 8, NR_mmap = 9, NR_munmap = 11, NR_rt_sigaction = 13, NR_rt_sigprocmask = 14,
  NR_ioctl = 16, NR_nanosleep = 35, NR_setitimer = 38, NR_getpid = 39, NR_socket = 41, NR_connect = 42, NR_sendto = 44,
  NR_socketpair = 53, NR_setsockopt = 54, NR_clone = 56, NR_execve = 59, NR_wait4 = 61, NR_prctl = 157, NR_getppid = 110, NR_exit_group = 231, NR_openat = 257, NR_unshare = 272,
  NR_perf_event_open = 298, NR_prlimit64 = 302, NR_bpf = 321, NR_fsopen = 430, NR_fsconfig = 431, NR_fsmount = 432,
};
static inline long call6(long number, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
#define ARCHITECTURE "aarch64"
enum {
  NR_ioctl = 29, NR_openat = 56, NR_close = 57, NR_lseek = 62, NR_read = 63, NR_write = 64, NR_exit_group = 94, NR_unshare = 97,
  NR_nanosleep = 101, NR_setitimer = 103, NR_rt_sigaction = 134, NR_rt_sigprocmask = 135, NR_prctl = 167, NR_getpid = 172, NR_getppid = 173, NR_socket = 198,
  NR_socketpair = 199, NR_connect = 203, NR_sendto = 206, NR_setsockopt = 208, NR_munmap = 215, NR_clone = 220, NR_execve = 221, NR_mmap = 222,
  NR_perf_event_open = 241, NR_wait4 = 260, NR_prlimit64 = 261, NR_bpf = 280, NR_fsopen = 430, NR_fsconfig = 431, NR_fsmount = 432,
};
static inline long call6(long number, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return x0;
}
#else
#error "no system call numbers for this architecture"
#endif

#define AT_FDCWD (-100)

/* The name of the last system call made through `traced`: it goes beside the errno. */
extern const char *last_call;

#define plain(name, a, b, c, d, e, f) call6(NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define traced(text, name, ...) (last_call = (text), plain(name, __VA_ARGS__))

/* Whether mmap(2) gave an errno instead of an address. */
static inline int is_error(const void *address) { return (long)address < 0 && (long)address > -4096; }

static inline long read_fd(int fd, void *buffer, long size) { return plain(read, fd, buffer, size, 0, 0, 0); }
static inline long write_fd(int fd, const void *buffer, long size) { return plain(write, fd, buffer, size, 0, 0, 0); }
static inline void close_fd(int fd) {
  if (fd >= 0) plain(close, fd, 0, 0, 0, 0, 0);
}
static inline int open_at(int directory, const char *path, int flags) {
  return traced("open", openat, directory, path, flags | 02000000 /* O_CLOEXEC */, 0, 0, 0);
}
static inline int open_file(const char *path) { return open_at(AT_FDCWD, path, 0); }

/* bpf(2): the attributes' own type tells their size. */
#define bpf(command, attributes) ((int)traced(#command, bpf, command, attributes, sizeof(*(attributes)), 0, 0, 0))
