// Functions that call one another, each with a frame of BYTES.
#define SEC(name) __attribute__((section(name), used))
#define FRAME(bytes) volatile char frame[bytes] = {}; frame[bytes - 1] = context[2]
#define DEEPER __attribute__((noinline)) static int

DEEPER deepest(unsigned *context) { FRAME(BYTES); return frame[BYTES - 1]; }
DEEPER deeper(unsigned *context) { FRAME(BYTES); return deepest(context) + frame[BYTES - 1]; }
SEC(AT) int calls(unsigned *context) { return deeper(context) > 1000; }
char licence[] SEC("license") = "GPL";
