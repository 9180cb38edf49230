/** Who gives programs to the kernel: each changes objects before, and not all do it alike. */
export const loaders = ['libbpf', 'cilium', 'aya'] as const;
export type Loader = (typeof loaders)[number];

/** What people call it. */
export const loaderNames: Readonly<Record<Loader, string>> = {libbpf: 'libbpf', cilium: 'cilium/ebpf', aya: 'aya'};

/** The sources that its rules were read in. */
const loaderSources: Readonly<Record<Loader, string>> = {
  libbpf: 'f7081a6 of 2026-07-30',
  cilium: '5ba0b3b of 2026-07-24; its relocations are those of 0.22.0',
  aya: '875daf9 of 2026-08-22; its relocations are those of 0.13.1 and 0.14.0',
};

/** How an object is judged, where another loader than libbpf takes it. */
export const modelled = (loader: Loader): string =>
  `judged as ${loaderNames[loader]} loads it (${loaderSources[loader]}); not modelled: ${notModelled[loader]}`;

/** What else a loader does in a way of its own, and nobody judges here. */
const notModelled: Readonly<Record<Loader, string>> = {
  libbpf: 'versions before 1.0',
  cilium: 'older versions, targets and constants that the Go program sets',
  aya: 'older versions, targets and constants that the Rust program sets, a BTF that it brings along',
};
