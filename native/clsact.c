/* Attaching to traffic control the old way: a clsact qdisc (4.5, 1f211a1b929c) and a filter on it, by rtnetlink(7). */
#include "attach.h"
#include "report.h"
#include "syscalls.h"
#include "targets.h"

enum { AF_NETLINK = 16, SOCK_RAW = 3, NETLINK_ROUTE = 0 };
enum { RTM_NEWQDISC = 36, RTM_NEWTFILTER = 44, NLMSG_ERROR = 2 };
enum { NLM_F_REQUEST = 1, NLM_F_ACK = 4, NLM_F_EXCL = 0x200, NLM_F_CREATE = 0x400 };
enum { TCA_KIND = 1, TCA_OPTIONS = 2, TCA_BPF_FD = 6, TCA_BPF_NAME = 7, TCA_BPF_FLAGS = 8, TCA_BPF_FLAG_ACT_DIRECT = 1 };
#define CLSACT 0xfffffff1u         /* TC_H_CLSACT */
#define CLSACT_INGRESS 0xfffffff2u /* its class for what comes in */
#define CLSACT_HANDLE 0xffff0000u
#define EVERY_PROTOCOL (1u << 16 | 0x0300) /* priority 1, ETH_P_ALL in network order */

struct request {
  u32 length;
  u16 type, flags;
  u32 sequence, port;
  u8 family, pad[3];
  s32 interface;
  u32 handle, parent, info;
  u8 attributes[128];
};

struct answer {
  u32 length;
  u16 type, flags;
  u32 sequence, port;
  s32 error;
  u8 rest[512];
};

struct attribute {
  u16 length, type;
};

/* Adds an attribute; lengths are rounded up to 4. */
static void put(struct request *request, u16 type, const void *data, u16 length) {
  u8 *at = (u8 *)request + request->length;
  *(struct attribute *)at = (struct attribute){(u16)(sizeof(struct attribute) + length), type};
  for (u16 i = 0; i < length; i++) at[sizeof(struct attribute) + i] = ((const u8 *)data)[i];
  request->length += (u32)(sizeof(struct attribute) + length + 3) & ~3u;
}

static int ask(int socket, struct request *request, const char *what) {
  struct answer answer = {0};
  last_call = what;
  long result = write_fd(socket, request, request->length);
  if (result >= 0) result = read_fd(socket, &answer, sizeof(answer));
  if (result < 0) return (int)result;
  return answer.type == NLMSG_ERROR ? answer.error : -EPROTO;
}

static struct request ask_for(u16 type, u32 handle, u32 parent, u32 info) {
  return (struct request){
      .length = sizeof(struct request) - sizeof(((struct request *)0)->attributes),
      .type = type,
      .flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL,
      .interface = LOOPBACK,
      .handle = handle,
      .parent = parent,
      .info = info,
  };
}

/* Whether the kernel has the code already. Asking for what it does not have would make it load a module, which we must not. */
static int is_there(const struct btf_target *target, const char *module) {
  int directory = open_file(module);
  close_fd(directory);
  return target->id || directory >= 0;
}

int attach_clsact(struct attachment *attachment) {
  if (!needs_own_network(attachment)) return 0;
  if (!is_there(&clsact_target, "/sys/module/sch_ingress") || !is_there(&cls_bpf_target, "/sys/module/cls_bpf"))
    return attachment->skipped = "it might make the kernel load sch_ingress or cls_bpf", 0;
  int socket = (int)traced("socket", socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, 0, 0, 0);
  if (socket < 0) return socket;
  attachment->extra = socket;

  struct request qdisc = ask_for(RTM_NEWQDISC, CLSACT_HANDLE, CLSACT, 0);
  put(&qdisc, TCA_KIND, "clsact", 7);
  int result = ask(socket, &qdisc, "RTM_NEWQDISC clsact");
  if (result < 0) return result;

  struct request filter = ask_for(RTM_NEWTFILTER, 0, CLSACT_INGRESS, EVERY_PROTOCOL);
  u32 program = (u32)attachment->program, flags = TCA_BPF_FLAG_ACT_DIRECT;
  put(&filter, TCA_KIND, "bpf", 4);
  u32 options = filter.length;
  put(&filter, TCA_OPTIONS, 0, 0);
  put(&filter, TCA_BPF_FD, &program, 4);
  put(&filter, TCA_BPF_NAME, "ebpf", 5);
  put(&filter, TCA_BPF_FLAGS, &flags, 4);
  ((struct attribute *)((u8 *)&filter + options))->length = (u16)(filter.length - options);
  return ask(socket, &filter, "RTM_NEWTFILTER bpf"); /* it goes with the network namespace */
}
