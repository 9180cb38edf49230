/* Events on their way to the loader: 256 KiB; the size must be a power of two and a multiple of the page size. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

/* A single counter that the loader reads: events that found the ring buffer full. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} lost SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_execve")
int on_execve(struct trace_event_raw_sys_enter *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct event *event;
	__u64 *count;
	__u32 first = 0;

	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		count = bpf_map_lookup_elem(&lost, &first);
		if (count)
			__sync_fetch_and_add(count, 1);
		return 0;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	/* CO-RE: the loader looks up where this kernel keeps these fields, so the same binary runs on other kernels. */
	event->ppid = BPF_CORE_READ(task, real_parent, tgid);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	/* Stays empty when the page that holds the name is not in memory yet: a BPF program may not wait for it. */
	if (bpf_probe_read_user_str(event->filename, sizeof(event->filename), (const char *)ctx->args[0]) < 0)
		event->filename[0] = '\0';
	bpf_ringbuf_submit(event, 0);
	return 0;
}
