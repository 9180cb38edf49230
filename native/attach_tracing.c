/* Attaching to the kernel's and a program's code. */
#include "attach.h"
#include "filesystems.h"
#include "report.h"
#include "syscalls.h"

static int open_event(u32 type, struct perf_event event, int pid, int cpu) {
  event.type = type;
  event.size = sizeof(event);
  return traced("perf_event_open", perf_event_open, &event, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC, 0);
}

/* Gives the event its program: the way of every kernel since 4.1 (2541517c32be). */
static int set_program(struct attachment *attachment, int event) {
  attachment->link = event;
  if (event < 0) return event;
  int result = traced("PERF_EVENT_IOC_SET_BPF", ioctl, event, PERF_EVENT_IOC_SET_BPF, attachment->program, 0, 0, 0);
  if (result < 0) return result;
  return traced("PERF_EVENT_IOC_ENABLE", ioctl, event, PERF_EVENT_IOC_ENABLE, 0, 0, 0, 0);
}

static int attach_event(struct attachment *attachment, const char *id_file) {
  int tracefs = open_tracefs();
  if (tracefs < 0) return attachment->skipped = "tracefs could not be read, so the tracepoint's id is unknown", 0;
  int id = read_number(tracefs, id_file);
  last_call = "read the tracepoint's id in tracefs";
  close_fd(tracefs);
  if (id < 0) return id;
  return set_program(attachment, open_event(PERF_TYPE_TRACEPOINT, (struct perf_event){.config = (u64)id, .sample_period = 1}, -1, 0));
}

int attach_tracepoint(struct attachment *attachment) { return attach_event(attachment, "events/sched/sched_switch/id"); }

/* There with CONFIG_FTRACE_SYSCALLS. */
int attach_syscall_tracepoint(struct attachment *attachment) {
  return attach_event(attachment, "events/syscalls/sys_enter_execve/id");
}

int attach_raw_tracepoint(struct attachment *attachment) {
  struct raw_tracepoint attributes = {.name = (u64) "sched_switch", .program_fd = attachment->program};
  return attachment->link = bpf(BPF_RAW_TRACEPOINT_OPEN, &attributes);
}

int attach_tracing(struct attachment *attachment) {
  struct raw_tracepoint attributes = {.program_fd = attachment->program}; /* no name: the target was fixed when it was loaded */
  return attachment->link = bpf(BPF_RAW_TRACEPOINT_OPEN, &attributes);
}

/* The PMUs `kprobe` and `uprobe`: 4.17, e12f03d7031a and 33ea4b24277b. */
static int pmu_type(struct attachment *attachment, const char *file) {
  int sysfs = open_file("/sys/bus/event_source/devices");
  if (sysfs < 0) return attachment->skipped = "/sys/bus/event_source/devices could not be read", -1;
  int type = read_number(sysfs, file);
  last_call = "read the PMU's type in /sys/bus/event_source/devices";
  close_fd(sysfs);
  return type;
}

int attach_kprobe(struct attachment *attachment) {
  int type = pmu_type(attachment, "kprobe/type");
  if (type < 0) return type;
  return set_program(attachment, open_event((u32)type, (struct perf_event){.config1 = (u64) "vfs_read"}, -1, 0));
}

int attach_kprobe_multi(struct attachment *attachment) {
  u64 symbol = (u64) "vfs_read";
  return create_link(attachment, attachment->attach_type, &(struct link_create){.kprobe_multi = {.count = 1, .symbols = (u64)&symbol}});
}

__attribute__((noinline)) static void probed(void) { __asm__ volatile("nop"); }

struct elf_header {
  u8 ident[16];
  u16 type, machine;
  u32 version;
  u64 entry, program_headers, section_headers;
  u32 flags;
  u16 size, program_header_size, program_header_count;
};

struct program_header {
  u32 type, flags;
  u64 offset, address, physical, file_size, memory_size, alignment;
};

extern const struct elf_header __ehdr_start;

/* Where in this program's own file a function is: what a uprobe is about. */
static u64 file_offset(void (*function)(void)) {
  const struct program_header *header = (const void *)((const u8 *)&__ehdr_start + __ehdr_start.program_headers);
  for (u32 i = 0; i < __ehdr_start.program_header_count; i++, header++)
    if (header->type == 1 /* PT_LOAD */ && (u64)function - header->address < header->file_size)
      return (u64)function - header->address + header->offset;
  return 0;
}

static const char own_file[] = "/proc/self/exe";

int attach_uprobe(struct attachment *attachment) {
  int type = pmu_type(attachment, "uprobe/type");
  if (type < 0) return type;
  struct perf_event event = {.config1 = (u64)own_file, .config2 = file_offset(probed)};
  return set_program(attachment, open_event((u32)type, event, 0, -1));
}

int attach_uprobe_multi(struct attachment *attachment) {
  u64 offset = file_offset(probed);
  u32 pid = (u32)plain(getpid, 0, 0, 0, 0, 0, 0);
  struct link_create attributes = {.uprobe_multi = {.path = (u64)own_file, .offsets = (u64)&offset, .count = 1, .pid = pid}};
  return create_link(attachment, TRACE_UPROBE_MULTI, &attributes);
}

static int open_clock(void) {
  return open_event(PERF_TYPE_SOFTWARE, (struct perf_event){.config = PERF_COUNT_SW_CPU_CLOCK, .sample_period = 1000000}, 0, -1);
}

int attach_perf_event(struct attachment *attachment) { return set_program(attachment, open_clock()); }

/* A link with a cookie on a perf event: 5.15, b89fbfbb854c and 82e6b1eee6a8. */
int attach_perf_link(struct attachment *attachment) {
  attachment->extra = open_clock();
  if (attachment->extra < 0) return attachment->extra;
  struct link_create attributes = {.target = (u32)attachment->extra, .perf_event = {.cookie = 1}};
  return create_link(attachment, ATTACH_PERF_EVENT, &attributes);
}

int attach_iterator(struct attachment *attachment) {
  int link = create_link(attachment, TRACE_ITER, &(struct link_create){.target = 0});
  if (link < 0) return link;
  return attachment->extra = bpf(BPF_ITER_CREATE, &(struct iter_create){.link_fd = (u32)link});
}

int read_iterator(struct attachment *attachment) {
  char text[64];
  last_call = "read the iterator";
  return (int)read_fd(attachment->extra, text, sizeof(text));
}

/* Long enough for the scheduler to switch: a timer that has run out before is not waited for. */
int sleep_briefly(struct attachment *unused) {
  (void)unused;
  const long milliseconds[] = {0, 5000000};
  return (int)traced("nanosleep", nanosleep, milliseconds, 0, 0, 0, 0, 0);
}

int fail_execve(struct attachment *unused) {
  (void)unused;
  const char *none = 0;
  return (int)traced("execve of nothing", execve, "", &none, &none, 0, 0, 0);
}

int open_something(struct attachment *unused) {
  (void)unused;
  int file = open_file(own_file);
  close_fd(file);
  return file;
}

int read_nothing(struct attachment *unused) {
  (void)unused;
  int file = open_file(own_file);
  char byte;
  if (file >= 0) read_fd(file, &byte, 1);
  close_fd(file);
  return file;
}

int call_probed(struct attachment *unused) {
  (void)unused;
  probed();
  return 0;
}

int test_run(struct attachment *attachment) {
  struct test_run attributes = {.program_fd = (u32)attachment->program};
  return bpf(BPF_PROG_TEST_RUN, &attributes);
}
