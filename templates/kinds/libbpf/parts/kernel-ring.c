//@ kernel
/* Events on their way to NAME.c: 256 KiB; the size must be a power of two and a multiple of the page size. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

/* Events that found the ring buffer full; NAME.c reads it at the end. */
u64 lost = 0;
