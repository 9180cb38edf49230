import {explain} from '../../src/explain/explain.ts';
import {diagnosisText} from '../../src/reports/diagnosis-text.ts';
import {cells} from '../../src/terminal/wrap.ts';

const eperm =
  "libbpf: Error in bpf_object__probe_loading():Operation not permitted(1). Couldn't load trivial BPF program. Make sure your kernel supports BPF (CONFIG_BPF_SYSCALL=y) and/or that RLIMIT_MEMLOCK is set to big enough value.\nlibbpf: failed to load object hello_bpf\n";
const texts = [eperm, 'make: clang: No such file or directory', 'hello', ''];
const shown = (text: string, columns: number) =>
  diagnosisText(explain({text, context: {distro: 'Debian 12'}}), {colour: false, unicode: true, screen: {columns}});

test.each([120, 80, 60, 40])(
  'an explanation on a terminal of %i columns has no wider line, and 24 rows at 80',
  (columns) => {
    for (const text of texts) {
      const lines = shown(text, columns).split('\n');
      expect(lines.filter((line) => cells(line) > columns)).toEqual([]);
      if (columns >= 80) expect(lines.length).toBeLessThanOrEqual(24);
    }
  },
);

test('the fix is at its end, below what misleads', () => {
  const text = shown(eperm, 80);
  expect(text).toMatch(/^The process lacks root [\s\S]*%\)\n {2}matched {3}libbpf: Error in bpf_object__probe_loading/);
  expect(text).toMatch(
    /\n {2}ignore {4}libbpf: Error[\s\S]*\n\n {2}fix {7}Run it with sudo[\s\S]*\n {2}confirm {3}id -u/,
  );
});

test('a command that is too wide still pastes, and what is unknown ends with what to try', () => {
  expect(shown('make: clang: No such file or directory', 40)).toMatch(/apt-get install .*\\\n/);
  expect(shown('hello', 80)).toMatch(/\n\n {2}try {7}Pass the whole output/);
});
