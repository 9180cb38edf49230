/* Attaching to sockets, interfaces and cgroups; what belongs to a network, in a network namespace of our own. */
#include "attach.h"
#include "filesystems.h"
#include "report.h"
#include "syscalls.h"

enum { AF_UNIX = 1, AF_INET = 2, SOCK_DGRAM = 2, SOL_SOCKET = 1, SO_ATTACH_BPF = 50, SIOCSIFFLAGS = 0x8914, IFF_UP = 1 };
enum { XDP_FLAGS_SKB_MODE = 2, NFPROTO_IPV4 = 2, NF_INET_LOCAL_IN = 1 };

static int own_network;

void prepare_network(void) {
  own_network = report("network-namespace", "load", (int)traced("unshare", unshare, CLONE_NEWNET, 0, 0, 0, 0, 0)) >= 0;
  if (!own_network) return;
  struct {
    char name[16];
    u16 flags;
    char rest[22];
  } request = {.name = "lo", .flags = IFF_UP};
  int socket = (int)plain(socket, AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
  plain(ioctl, socket, SIOCSIFFLAGS, &request, 0, 0, 0);
  close_fd(socket);
}

int needs_own_network(struct attachment *attachment) {
  if (!own_network) attachment->skipped = "no network namespace of our own to try it in";
  return own_network;
}

int attach_socket_filter(struct attachment *attachment) {
  int pair[2], program = attachment->program;
  int result = (int)traced("socketpair", socketpair, AF_UNIX, SOCK_DGRAM, 0, pair, 0, 0);
  if (result < 0) return result;
  attachment->link = pair[0];
  attachment->extra = pair[1];
  return (int)traced("SO_ATTACH_BPF", setsockopt, pair[0], SOL_SOCKET, SO_ATTACH_BPF, &program, sizeof(program), 0);
}

/* The filter drops the datagram; what the sender is told of that doesn't matter. */
int send_to_socket_filter(struct attachment *attachment) {
  (void)write_fd(attachment->extra, "", 1);
  return 0;
}

/* The map holds the program: both go when the map does. */
int attach_sockmap(struct attachment *attachment) {
  struct map_create map = {.type = SOCKMAP, .key_size = 4, .value_size = 4, .max_entries = 1};
  attachment->link = bpf(BPF_MAP_CREATE, &map);
  if (attachment->link < 0) return attachment->link;
  struct program_attach attributes = {
      .target_fd = (u32)attachment->link,
      .program_fd = (u32)attachment->program,
      .type = attachment->row_type == SK_MSG ? SK_MSG_VERDICT : SK_SKB_STREAM_VERDICT,
  };
  return bpf(BPF_PROG_ATTACH, &attributes);
}

/* Generic XDP: what every interface can do. Links: 5.9, aa8d3a716b59. */
int attach_xdp(struct attachment *attachment) {
  if (!needs_own_network(attachment)) return 0;
  return create_link(attachment, ATTACH_XDP, &(struct link_create){.target = LOOPBACK, .flags = XDP_FLAGS_SKB_MODE});
}

int attach_tcx(struct attachment *attachment) {
  if (!needs_own_network(attachment)) return 0;
  return create_link(attachment, TCX_INGRESS, &(struct link_create){.target = LOOPBACK});
}

int attach_netfilter(struct attachment *attachment) {
  if (!needs_own_network(attachment)) return 0;
  struct link_create attributes = {.netfilter = {.family = NFPROTO_IPV4, .hook = NF_INET_LOCAL_IN, .priority = -128}};
  return create_link(attachment, ATTACH_NETFILTER, &attributes);
}

int attach_sk_lookup(struct attachment *attachment) {
  if (!needs_own_network(attachment)) return 0;
  attachment->extra = open_file("/proc/self/ns/net");
  if (attachment->extra < 0) return attachment->skipped = "/proc/self/ns/net could not be opened", 0;
  return create_link(attachment, ATTACH_SK_LOOKUP, &(struct link_create){.target = (u32)attachment->extra});
}

/* The word after the first `count` words of a line. */
static char *word(char *line, int count) {
  for (; count; count--) {
    while (*line && *line != ' ' && *line != '\n') line++;
    if (*line != ' ') return 0;
    line++;
  }
  return line;
}

static char *next_line(char *line) {
  while (*line && *line != '\n') line++;
  return *line ? line + 1 : line;
}

static int starts(const char *text, const char *with) {
  while (*with && *text == *with) text++, with++;
  return !*with;
}

static char *terminate(char *text) {
  for (char *at = text;; at++)
    if (!*at || *at == ' ' || *at == '\n') return *at = 0, text;
}

/* This process's own cgroup, so that nothing else is asked; else the root of what is mounted. */
static int open_cgroup(void) {
  static char mounts[1 << 16], own[4096];
  read_text(AT_FDCWD, "/proc/self/mounts", mounts, sizeof(mounts));
  for (char *line = mounts; *line; line = next_line(line)) {
    char *path = word(line, 1), *type = word(line, 2);
    if (!type || !starts(type, "cgroup2 ")) continue;
    int root = open_file(terminate(path)), group = -ENOENT;
    read_text(AT_FDCWD, "/proc/self/cgroup", own, sizeof(own));
    for (char *entry = own; root >= 0 && *entry; entry = next_line(entry))
      if (starts(entry, "0::/")) {
        char *relative = terminate(entry + 4);
        group = open_at(root, *relative ? relative : ".", 0);
        break;
      }
    if (group < 0) return root;
    close_fd(root);
    return group;
  }
  return -ENOENT;
}

/* Links: 5.7, af6eea57437a. */
int attach_cgroup(struct attachment *attachment) {
  attachment->extra = open_cgroup();
  if (attachment->extra < 0) return attachment->skipped = "no cgroup2 file system is mounted", 0;
  return create_link(attachment, attachment->attach_type, &(struct link_create){.target = (u32)attachment->extra});
}

static const struct socket_address discard = {.family = AF_INET, .port = 9 << 8, .address = 0x0100007f};

/* To a port where nobody listens, in our own network namespace. */
int send_to_loopback(struct attachment *unused) {
  (void)unused;
  int socket = (int)traced("socket", socket, AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
  if (socket < 0) return socket;
  int result = (int)traced("sendto", sendto, socket, "", 1, 0, &discard, sizeof(discard));
  close_fd(socket);
  return result;
}

int connect_to_loopback(struct attachment *unused) {
  (void)unused;
  int socket = (int)traced("socket", socket, AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
  if (socket < 0) return socket;
  int result = (int)traced("connect", connect, socket, &discard, sizeof(discard), 0, 0, 0);
  close_fd(socket);
  return result;
}
