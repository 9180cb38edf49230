//@ event
/* Keeps the type in the BTF of the object, for tools that make a Rust type of it. */
struct event unused_event = {};

//@ on-execve
