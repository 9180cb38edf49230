import type {ToolName} from '../../src/facts/facts.ts';
import {factsWith} from './facts-with.ts';

/** First lines as vendors, distributions and wrappers print them, and the version that they mean. */
const printed: readonly [ToolName, string, string | undefined][] = [
  ['clang', 'BiSheng Enterprise 4.2.0.2.B002 clang version 17.0.6 (2261d9fde4e0)', '17.0.6'],
  ['clang', 'HUAWEI BiSheng Compiler 2.1.0.B010 clang version 12.0.0', '12.0.0'],
  ['clang', 'Chromium OS 16.0_pre475826_p20230103-r1 clang version 16.0.0', '16.0.0'],
  ['clang', 'Android (8490178, based on r450784d) clang version 14.0.6', '14.0.6'],
  ['clang', 'Apple clang version 15.0.0 (clang-1500.3.9.4)', '15.0.0'],
  ['clang', 'Ubuntu clang version 18.1.3 (1ubuntu1)', '18.1.3'],
  ['clang', 'AMD clang version 17.0.6 (CLANG: AOCC_5.0.0-Build#1377 2024_09_24)', '17.0.6'],
  ['clang', 'clang version 23.0.0git', '23.0.0'],
  ['clang', 'a wrapper 4.11\nclang version 16.0.6', '16.0.6'],
  ['clang', 'error: 1.2.3', undefined],
  ['cc', 'cc (Debian 12.2.0-14+deb12u1) 12.2.0', '12.2.0'],
  ['cc', 'arm-buildroot-linux-gnueabihf-gcc.br_real (Buildroot 2021.02.4) 10.3.0', '10.3.0'],
  ['cc', 'arm-none-linux-gnueabihf-gcc (Arm GNU Toolchain 12.2.Rel1 (Build arm-12.24)) 12.2.1 20221205', '12.2.1'],
  ['cc', 'gcc (GCC) 4.8.5 20150623 (Red Hat 4.8.5-44)', '4.8.5'],
  ['cc', 'gcc (GCC for openEuler 3.0.3) 12.3.1', '12.3.1'],
  ['cc', 'ccache: warning: 4.8.2\ngcc (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0', '11.4.0'],
  ['cc', 'Debian clang version 14.0.6', '14.0.6'],
  ['cc', 'tcc version 0.9.27 (x86_64 Linux)', '0.9.27'],
  ['bpftool', '/usr/sbin/bpftool v7.1.0\nusing libbpf v1.1', '7.1.0'],
  ['bpftool', 'WARNING: for kernel 6.17.0-1015\nbpftool v7.8.0\nusing libbpf v1.8', '7.8.0'],
  ['pahole', 'v1.25', '1.25'],
  ['go', 'go version go1.22.3 linux/amd64', '1.22.3'],
  ['go', 'go version devel go1.24-f0d6ddb Fri Jul 1 linux/amd64', '1.24'],
  ['go', 'go version go1.18 gccgo (Debian 12.2.0-14) 12.2.0 linux/amd64', '1.18'],
  ['rustc', 'rustc 1.81.0-nightly (d7f6ebace 2024-06-16)', '1.81.0'],
  ['make', 'GNU Make 4.3\nBuilt for x86_64-pc-linux-gnu', '4.3'],
  ['git', 'git version 2.39.3 (Apple Git-146)', '2.39.3'],
  // Not started: what is there is its path.
  ['gcc', '/opt/arm 12.2/bin/gcc', undefined],
];

test.each(printed)('%s: %s', (name, output, version) => {
  const tool = factsWith({[`tool ${name} 0`]: `/usr/bin/${name}\n${output}`}).tools[name];
  expect(tool.state === 'known' && tool.value.version).toBe(version);
});
