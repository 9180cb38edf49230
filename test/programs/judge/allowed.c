/*
 * Which helper each type of program may call on the kernel that runs: a line for each, `NAME NUMBER...`. The verifier looks a helper up before it looks
 * at its arguments, and says where the type has none of it ("unknown func", newer ones "program of this type cannot use helper").
 * Behind a number: g only with a licence of the GPL, s only in a program that may sleep, t the function that it is attached to decides.
 * A type that this kernel loads no program of at all has `-`.
 * With an argument: which functions of the kernel (kfuncs) it may call, by their names, as far as they are tagged in the types of vmlinux;
 * those that may sleep with ~ behind them, where the program may not.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SLEEPS = 1 };
enum { FUNCTION = 12, STRUCT = 4, TYPEDEF = 8, TAG = 17 };

static const struct {
	const char *name;
	unsigned type, attach, sleeps;
	const char *target; /* in the kernel's types */
	unsigned kind;
} variants[] = {
	{"socket_filter", 1},
	{"kprobe", 2},
	{"kprobe.trace_kprobe_multi", 2, 42},
	{"kprobe.trace_kprobe_session", 2, 56},
	{"kprobe.trace_uprobe_multi", 2, 48},
	{"kprobe.s", 2, 0, SLEEPS},
	{"sched_cls", 3},
	{"sched_act", 4},
	{"tracepoint", 5},
	{"xdp", 6},
	{"xdp.xdp", 6, 37},
	{"perf_event", 7},
	{"cgroup_skb", 8},
	{"cgroup_sock.cgroup_inet_sock_create", 9, 2},
	{"cgroup_sock.cgroup_inet_sock_release", 9, 34},
	{"cgroup_sock.cgroup_inet4_post_bind", 9, 12},
	{"cgroup_sock.cgroup_inet6_post_bind", 9, 13},
	{"lwt_in", 10},
	{"lwt_out", 11},
	{"lwt_xmit", 12},
	{"sock_ops", 13},
	{"sk_skb", 14},
	{"cgroup_device", 15},
	{"cgroup_device.cgroup_device", 15, 6},
	{"sk_msg", 16},
	{"raw_tracepoint", 17},
	{"cgroup_sock_addr.cgroup_inet4_bind", 18, 8},
	{"cgroup_sock_addr.cgroup_inet6_bind", 18, 9},
	{"cgroup_sock_addr.cgroup_inet4_connect", 18, 10},
	{"cgroup_sock_addr.cgroup_inet6_connect", 18, 11},
	{"cgroup_sock_addr.cgroup_udp4_sendmsg", 18, 14},
	{"cgroup_sock_addr.cgroup_udp6_sendmsg", 18, 15},
	{"cgroup_sock_addr.cgroup_udp4_recvmsg", 18, 19},
	{"cgroup_sock_addr.cgroup_udp6_recvmsg", 18, 20},
	{"cgroup_sock_addr.cgroup_inet4_getpeername", 18, 29},
	{"cgroup_sock_addr.cgroup_inet6_getpeername", 18, 30},
	{"cgroup_sock_addr.cgroup_inet4_getsockname", 18, 31},
	{"cgroup_sock_addr.cgroup_inet6_getsockname", 18, 32},
	{"cgroup_sock_addr.cgroup_unix_connect", 18, 49},
	{"cgroup_sock_addr.cgroup_unix_sendmsg", 18, 50},
	{"cgroup_sock_addr.cgroup_unix_recvmsg", 18, 51},
	{"cgroup_sock_addr.cgroup_unix_getpeername", 18, 52},
	{"cgroup_sock_addr.cgroup_unix_getsockname", 18, 53},
	{"lwt_seg6local", 19},
	{"lirc_mode2", 20},
	{"sk_reuseport.sk_reuseport_select", 21, 39},
	{"sk_reuseport.sk_reuseport_select_or_migrate", 21, 40},
	{"flow_dissector", 22},
	{"cgroup_sysctl", 23},
	{"cgroup_sysctl.cgroup_sysctl", 23, 18},
	{"raw_tracepoint_writable", 24},
	{"cgroup_sockopt.cgroup_getsockopt", 25, 21},
	{"cgroup_sockopt.cgroup_setsockopt", 25, 22},
	{"tracing.trace_raw_tp", 26, 23, 0, "btf_trace_sched_switch", TYPEDEF},
	{"tracing.trace_fentry", 26, 24, 0, "__x64_sys_nanosleep", FUNCTION},
	{"tracing.trace_fexit", 26, 25, 0, "__x64_sys_nanosleep", FUNCTION},
	{"tracing.modify_return", 26, 26, 0, "__x64_sys_nanosleep", FUNCTION},
	{"tracing.trace_iter", 26, 28, 0, "bpf_iter_task", FUNCTION},
	{"tracing.trace_iter/tcp", 26, 28, 0, "bpf_iter_tcp", FUNCTION},
	{"tracing.trace_iter/unix", 26, 28, 0, "bpf_iter_unix", FUNCTION},
	{"tracing.trace_fentry.s", 26, 24, SLEEPS, "__x64_sys_nanosleep", FUNCTION},
	{"tracing.trace_fexit.s", 26, 25, SLEEPS, "__x64_sys_nanosleep", FUNCTION},
	{"tracing.modify_return.s", 26, 26, SLEEPS, "__x64_sys_nanosleep", FUNCTION},
	{"tracing.trace_iter.s", 26, 28, SLEEPS, "bpf_iter_task", FUNCTION},
	{"struct_ops.tcp_congestion_ops", 27, 1, 0, "tcp_congestion_ops", STRUCT},
	{"lsm.lsm_mac", 29, 27, 0, "bpf_lsm_file_open", FUNCTION},
	{"lsm.lsm_mac.s", 29, 27, SLEEPS, "bpf_lsm_file_open", FUNCTION},
	{"lsm.lsm_cgroup", 29, 43, 0, "bpf_lsm_socket_post_create", FUNCTION},
	{"sk_lookup.sk_lookup", 30, 36},
	{"syscall.s", 31, 0, SLEEPS},
	{"netfilter.netfilter", 32, 45},
};

static const uint32_t *types;
static const char *strings;
static unsigned type_words, btf_length;

static void read_types(void) {
	int file = open("/sys/kernel/btf/vmlinux", O_RDONLY);
	if (file < 0) return;
	char *all = malloc(64 << 20);
	size_t size = 0;
	for (ssize_t got; (got = read(file, all + size, 1 << 20)) > 0;) size += got;
	const uint32_t *header = (void *)all;
	types = (void *)(all + header[1] + header[2]);
	type_words = header[3] / 4;
	strings = all + header[1] + header[4];
	btf_length = size;
}

/* Where the record behind one begins. */
static unsigned after(unsigned at) {
	static const unsigned char once[20] = {[1] = 1, [3] = 3, [14] = 1, [17] = 1};
	static const unsigned char each[20] = {[4] = 3, [5] = 3, [6] = 2, [13] = 2, [15] = 3, [19] = 3};
	unsigned kind = types[at + 1] >> 24 & 31;
	return at + 3 + once[kind] + each[kind] * (types[at + 1] & 0xffff);
}

/* The id of a type; 0 where there is none. */
static unsigned find(const char *name, unsigned wanted) {
	unsigned id = 1;
	for (unsigned at = 0; at < type_words; id++) {
		unsigned kind = types[at + 1] >> 24 & 31;
		if (kind == wanted && !strcmp(strings + types[at], name)) return id;
		at = after(at);
	}
	return 0;
}

/* Functions with the tag bpf_kfunc: ids and names. */
static unsigned kfuncs[1024], kfunc_count;
static const char *kfunc_names[1024];

static void find_kfuncs(void) {
	unsigned starts_size = type_words, id = 1;
	unsigned *starts = calloc(starts_size, sizeof(*starts));
	for (unsigned at = 0; at < type_words; id++) {
		starts[id] = at;
		at = after(at);
	}
	for (unsigned each = 1; each < id; each++) {
		const uint32_t *type = types + starts[each];
		if ((type[1] >> 24 & 31) != TAG || strcmp(strings + type[0], "bpf_kfunc") || kfunc_count == 1024) continue;
		kfuncs[kfunc_count] = type[2];
		kfunc_names[kfunc_count++] = strings + types[starts[type[2]]];
	}
	free(starts);
}

static char log_text[1 << 16];

enum { HELPER = 0, KFUNC = 2 };

/* 0: loaded, 1: refused. */
static int load(unsigned variant, unsigned target, int how, int helper, const char *licence) {
	struct bpf_insn code[] = {
		{.code = 0x85, .src_reg = how, .imm = helper},
		{.code = 0xb7},
		{.code = 0x95},
	};
	union bpf_attr attr = {
		.prog_type = variants[variant].type,
		.expected_attach_type = variants[variant].attach,
		.insns = (uintptr_t)(helper ? code : code + 1),
		.insn_cnt = helper ? 3 : 2,
		.license = (uintptr_t)licence,
		.log_buf = (uintptr_t)log_text,
		.log_size = sizeof(log_text),
		.log_level = 1,
		.prog_flags = variants[variant].sleeps ? 1U << 4 : 0,
		.attach_btf_id = target,
	};
	log_text[0] = 0;
	int program = syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
	if (program >= 0) close(program);
	return program < 0;
}

static int says(const char *words) { return strstr(log_text, words) != 0; }

int main(int count, char **arguments) {
	read_types();
	find_kfuncs();
	for (unsigned variant = 0; variant < sizeof(variants) / sizeof(*variants); variant++) {
		const char *wanted = variants[variant].target;
		unsigned target = wanted ? find(wanted, variants[variant].kind) : 0;
		printf("%s", variants[variant].name);
		if ((wanted && !target) || (load(variant, target, HELPER, 0, "GPL") && !says("At program exit") && !says("R0"))) {
			printf(" - %s\n", strtok(log_text, "\n") ?: "");
			continue;
		}
		if (count > 1) {
			for (unsigned each = 0; each < kfunc_count; each++) {
				load(variant, target, KFUNC, kfuncs[each], "GPL");
				if (!says("is not allowed")) printf(" %s%s", kfunc_names[each], says("must be sleepable") ? "~" : "");
			}
			printf("\n");
			continue;
		}
		for (int helper = 1; helper < 256; helper++) {
			load(variant, target, HELPER, helper, "GPL");
			if (says("invalid func ")) break;
			if (says("unknown func ") || says("cannot use helper")) continue;
			const char *mark = says("might sleep") ? "s" : says("not allowed in probe") ? "t" : "";
			load(variant, target, HELPER, helper, "Proprietary");
			printf(" %d%s%s", helper, says("GPL") ? "g" : "", mark);
		}
		printf("\n");
		fflush(stdout);
	}
}
