import check from '../../../src/checks/tool/bpf-linker.ts';
import {known} from '../../../src/facts/fact.ts';
import {changed, savedFacts} from '../../saved.ts';

const saying = (output: string) => known({path: '/usr/local/bin/tool', exitCode: 0, output});

/** What LLVM prints for --version follows bpf-linker's own: of 22.1.8 here as Debian builds it. */
const evaluate = (linker: string, rustc = 'rustc 1.97.0-nightly (59807616e 2026-04-14)\nLLVM version: 22.1.2') =>
  check.evaluate(
    changed(savedFacts('debian-12-cloud-6.1'), {
      tools: {'bpf-linker': saying(`bpf-linker 0.10.4\n${linker}`), rustc: saying(rustc)},
    }),
  );

const told = (major: number) => `LLVM (http://llvm.org/):\n  LLVM version ${major}.1.8-rust-1.97.0\n  Optimized build.`;

test('the same LLVM, an older one, a newer one', () => {
  expect(evaluate(told(22))).toMatchObject({
    verdict: 'pass',
    found: expect.stringContaining('bpf-linker with LLVM 22'),
  });
  expect(evaluate(told(21))).toMatchObject({
    verdict: 'fail',
    found: 'rustc 1.97.0-nightly with LLVM 22, bpf-linker with LLVM 21',
    remedy: {text: expect.stringMatching(/bpf-linker of the LLVM that "rustc -vV" names/)},
  });
  expect(evaluate(told(23))).toMatchObject({verdict: 'unknown', found: expect.stringMatching(/newer, not the same$/)});
});

test.each([
  ['bpf-linker', 'error: unexpected argument', undefined],
  ['rustc', told(22), 'rustc 1.97.0-nightly (59807616e 2026-04-14)'],
])('%s does not tell its LLVM', (name, linker, rustc) => {
  expect(evaluate(linker, rustc)).toMatchObject({
    verdict: 'unknown',
    found: `the LLVM of ${name} is unknown`,
    remedy: {text: expect.stringContaining('bpf-linker --llvm-args=--version')},
  });
});
