/** Where the kernel came with the machine (WSL2, Docker Desktop, a provider's): no archive has headers or tools of its release. */
export const withoutPackage =
  'This kernel does not come from the distribution, so no package of its release exists: use CO-RE tools (libbpf, bpftrace), which need no headers, or build them from the source of whoever built the kernel (WSL2: github.com/microsoft/WSL2-Linux-Kernel).';
