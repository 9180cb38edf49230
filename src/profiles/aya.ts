import libbpfRs from './libbpf-rs.ts';
import type {Profile} from './profile.ts';

/** Loaders in Rust with aya; the part in the kernel is C, for which bpf-linker is not needed. */
export default {
  ...libbpfRs,
  name: 'aya',
  title: 'aya in Rust',
  required: libbpfRs.required.map((id) => (id === 'tool.libbpf-rs' ? 'tool.aya' : id)),
  info: [...libbpfRs.info, 'tool.bpf-linker'],
} satisfies Profile;
