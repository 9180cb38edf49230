import type {CompileStep} from '../../facts/compile.ts';
import {install, type Need} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown} from '../check.ts';

/** A step of building a BPF program for real. */
interface Row {
  readonly id: string;
  readonly title: string;
  readonly step: CompileStep;
  readonly reads: string;
  readonly why: string;
  /** What probably lacks when it fails. */
  readonly needs: readonly Need[];
}

const rows: readonly Row[] = [
  {
    id: 'tool.clang-bpf-compile',
    title: 'A BPF program compiles',
    step: 'bpf',
    reads: 'clang -g -O2 -target bpf on ten lines that include linux/bpf.h and bpf/bpf_helpers.h',
    why: 'It shows that clang, the headers of libbpf and those of the kernel go together, which no version does.',
    needs: ['clang', 'libbpf', 'uapi-headers'],
  },
  {
    id: 'tool.bpftool-skel',
    title: 'bpftool makes its skeleton',
    step: 'skeleton',
    reads: 'bpftool gen skeleton',
    why: 'Loaders include the skeleton; a bpftool older than the compiler may not understand its object.',
    needs: ['bpftool'],
  },
  {
    id: 'tool.link-smoke',
    title: 'Its loader links',
    step: 'link',
    reads: 'cc -lbpf -lelf -lz on a loader of two lines',
    why: 'It shows that the skeleton fits the headers of libbpf, and that the libraries are there.',
    needs: ['libbpf', 'libelf', 'zlib', 'libc-headers'],
  },
  {
    id: 'tool.libbpf-opens',
    title: 'libbpf opens it',
    step: 'open',
    reads: 'the loader, run: it opens the object and loads nothing',
    why: 'The libbpf that is loaded at run time may be another than the one that was linked.',
    needs: ['libbpf'],
  },
];

/** Checks that hold where it was tried (`ebpf doctor --compile`), and are left out where it was not. */
const compileRows: readonly Check[] = rows.map(({id, title, step, reads, why, needs}, index) => ({
  id,
  ...(index === 0 && {after: 'tool.asm-types-h'}),
  title,
  why,
  reads: `with --compile: ${reads}`,
  sources: ['https://docs.kernel.org/bpf/libbpf/libbpf_overview.html'],
  evaluate: ({compile}) => {
    if (compile === undefined) return skip('not run: add --compile');
    if (compile.state !== 'known')
      return unknown('it could not be tried', {
        source: 'probe',
        evidence: compile.state === 'unreadable' ? [compile.reason] : [],
      });
    const result = compile.value[step];
    if (result === undefined) return skip('not reached: an earlier step failed');
    const expected = 'exit code 0';
    if (result.result === 'ok') return pass('it does', {source: 'probe', expected});
    if (result.result === 'missing')
      return fail('there is no tool for it', {source: 'probe', expected, remedy: install(...needs)});
    const evidence = [`exit code ${result.exitCode}`, ...result.output.split('\n').slice(0, 6)];
    return result.exitCode === 124 || result.exitCode === 126
      ? unknown(result.exitCode === 124 ? 'it did not end within 5 seconds' : 'programs cannot be run from there', {
          source: 'probe',
          evidence,
          expected,
        })
      : fail('it does not', {source: 'probe', evidence, expected, remedy: install(...needs)});
  },
}));

export default compileRows;
