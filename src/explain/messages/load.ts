import {messagesOf} from '../message.ts';

/** Loaders, where the kernel did not take a program or a map: the last placeholder is what strerror(3) made of errno. */
export const libbpf = messagesOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v1.4.0/src', {
  load: ["prog '%s': BPF program load failed: %s", 'libbpf.c', {since: '0.7'}],
  failedToLoad: ["prog '%s': failed to load: %s", 'libbpf.c', {since: '1.0'}],
  map: ["map '%s': failed to create: %s", 'libbpf.c'],
  mapRetried: ['Error in bpf_create_map_xattr(%s):%s', 'libbpf.c'],
});

export const libbpfBefore = messagesOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v0.6.1/src', {
  load: ['load bpf program failed: %s', 'libbpf.c', {until: '0.7'}],
});

export const bcc = messagesOf('bcc', 'https://github.com/iovisor/bcc/blob/v0.30.0/src', {
  load: ['bpf: Failed to load program: %s', 'cc/libbpf.c'],
  map: ['could not open bpf map: %s, error: %s', 'cc/bpf_module.cc'],
  exception: ['Failed to load BPF program %s: %s', 'python/bcc/__init__.py'],
});

export const bpftool = messagesOf('bpftool', 'https://github.com/libbpf/bpftool/blob/v7.4.0/src', {
  map: ['map create failed: %s', 'map.c'],
});

export const ciliumEbpf = messagesOf('cilium/ebpf', 'https://github.com/cilium/ebpf/blob/v0.22.0', {
  load: ['load program: %w', 'prog.go'],
  map: ['map create: %w', 'map.go'],
});

export const aya = messagesOf('aya', 'https://github.com/aya-rs/aya/blob/aya-v0.13.0/aya/src', {
  load: ['the BPF_PROG_LOAD syscall failed', 'programs/mod.rs'],
  map: ['failed to create map `%s` with code %d', 'maps/mod.rs'],
});
