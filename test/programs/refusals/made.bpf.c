// An object with a map, declarations and a program as a test gives them.
#define SEC(name) __attribute__((section(name), used))
#define __uint(name, number) int (*name)[number]
#define __type(name, type) typeof(type) *name
#define __array(name, type) typeof(type) *name[]
#ifndef DECLARED
#define DECLARED
#endif
#ifndef ASKS
#define ASKS 0
#endif
#ifndef TAGGED
#define TAGGED
#endif
#ifndef HOLDS
#define HOLDS
#endif
#ifndef LINKAGE
#define LINKAGE
#endif

static void *(*lookup)(void *map, const void *key) = (void *)1;
struct plain { __uint(type, 2); __uint(max_entries, 1); __type(key, int); __type(value, int); };
struct nested { __uint(type, 12); __uint(max_entries, 1); __type(key, int); __array(values, struct plain); };

DECLARED
#ifdef MAP
LINKAGE MAP map SEC(".maps") HOLDS;
#endif
char LICENSE[] SEC("license") = "GPL";

SEC("socket") TAGGED int asks(void *context) { return ASKS; }
