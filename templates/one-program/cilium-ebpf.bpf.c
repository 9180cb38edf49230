//go:build ignore

//@ event
/* Keeps the type in the BTF of the object, for bpf2go, which makes the Go type bpfEvent of it. */
const struct event *unused_event __attribute__((unused));

//@ on-execve
