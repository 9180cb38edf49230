import {explain} from '../../src/explain/explain.ts';
import {condense} from '../../src/explain/read/condense.ts';
import {normalise} from '../../src/explain/read/normalise.ts';

const texts = (input: string) => normalise(input).map(({text}) => text);
const best = (text: string) => explain({text}).causes[0]?.cause;

describe('a line loses what collectors put before it', () => {
  const line = 'error: unable to create target: \'No available targets are compatible with triple "bpf"\'';
  test.each([
    ['GitHub', `2024-05-01T10:00:00.1234567Z ##[error]${line}`],
    ['gh run view --log', `build\tRun make\t2024-05-01T10:00:00.1234567Z ${line}`],
    ['Jenkins', `[10:00:00] ${line}`],
    ['docker buildkit', `#12 3.456 ${line}`],
    ['docker compose', `builder-1  | ${line}`],
    ['GitLab', `section_start:1714557600:step_script[collapsed=true]\r\u001b[0K${line}`],
    ['the time stamps of GitLab', `2024-05-01T10:00:00.123456Z 01O ${line}`],
    ['Jenkins, with parallel branches', `[2024-05-01T10:00:00.123Z] [build-x86] ${line}`],
    ['Buildkite', `\u001b_bk;t=1714557600123\u0007${line}`],
    ['syslog', `May  1 10:00:00 host loader[12]: ${line}`],
    ['journald, ISO', `2024-05-01T10:00:00.123456+02:00 host loader[12]: ${line}`],
    ['ts of moreutils', `May 01 10:00:00 ${line}`],
    ['dmesg', `[  123.456789] ${line}`],
    ['dmesg -T', `[Wed May  1 10:00:00 2024] ${line}`],
    ['the console of a booting machine', `[   12.345678] cloud-init[1234]: ${line}`],
    ['Kubernetes', `E0501 10:00:00.123456       1 main.go:12] ${line}`],
    ['glog', `E20240501 10:00:00.123456 12345 loader.cc:12] ${line}`],
    ['dmesg -r', `<3>${line}`],
    ['RFC 5424', `<11>1 2024-05-01T10:00:00.003Z host loader 1234 - - ${line}`],
    ["Rust's tracing", `2024-05-01T10:00:00.123456Z ERROR loader::bpf: ${line}`],
    ['a Python logger with a name', `2024-05-01 10:00:00,123 - loader.bpf - ERROR - ${line}`],
    ['kubectl logs --prefix', `[pod/agent-abc12/agent] ${line}`],
    ['containerd', `2024-05-01T10:00:00.123456789Z stderr F ${line}`],
    ['a Go logger', `2024/05/01 10:00:00 ${line}`],
    ['a Rust logger', `[2024-05-01T10:00:00Z ERROR loader::main] ${line}`],
    ['a Python logger', `2024-05-01 10:00:00,123 - ERROR - ${line}`],
    ['ninja', `[12/345] ${line}`],
    ['Terraform', `null_resource.x (remote-exec): ${line}`],
    ['Packer', `==> amazon-ebs.x: ${line}`],
    ['indented', `    ${line}`],
    ['a mail', `> ${line}`],
    ['colours and CRLF', `\u001b[1m\u001b[31m${line}\u001b[0m\r`],
    ['a window title', `\u001b]0;make\u0007${line}`],
    ['progress', `10%\r50%\r${line}`],
  ])('%s', (_, printed) => {
    expect(texts(printed).at(-1)).toBe(line);
    expect(best(printed)).toBe('clang-no-bpf-target');
  });
});

test('output held in JSON is read as lines', () => {
  const printed =
    '{"msg": "non-zero return code", "stderr": "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4 (apt)\\nE: Unable to acquire the dpkg frontend lock"}';
  expect(texts(printed)).toContain('E: Unable to acquire the dpkg frontend lock');
  expect(best(printed)).toBe('apt-lock-held');
});

test.each([
  [
    'logfmt',
    String.raw`time="2024-05-01T10:00:00Z" level=error msg="exec: \"clang\": executable file not found in $PATH"`,
  ],
  [
    'logfmt with an error',
    String.raw`level=fatal msg="build" error="exec: \"clang\": executable file not found in $PATH" caller=x`,
  ],
  ['zap', JSON.stringify({level: 'error', ts: 1.5, msg: 'exec: "clang": executable file not found in $PATH'})],
])('the message within a line of %s', (_, printed) => {
  expect(texts(printed)[0]).toMatch(/^(build: )?exec: "clang": executable file not found in \$PATH$/);
  expect(best(printed)).toBe('clang-missing');
});

test('lines that a logger wrapped one by one stand together', () => {
  const printed = ['ERROR: Loading x failed', 'R0 invalid mem access'].map((msg) =>
    JSON.stringify({level: 'error', msg}),
  );
  expect(texts(printed.join('\n')).slice(0, 2)).toEqual(['ERROR: Loading x failed', 'R0 invalid mem access']);
});

test.each([80, 63])('what a terminal of %i columns broke is read whole', (columns) => {
  const line = `${'/a/long/name'.repeat(9)}: error: unable to create target: 'No available targets are compatible with triple "bpf"'`;
  const broken = line.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
  expect(texts(['$ make', ...broken, '$ '].join('\n'))).toContain(line);
  expect(texts(`${'a'.repeat(70)}\nb`)).toEqual(['a'.repeat(70), 'b']);
});

test('the entities of a page of HTML', () => {
  expect(texts('fatal error: &#39;bpf/bpf_helpers.h&#39; file not found &amp;&amp; &lt;x&gt;')).toEqual([
    "fatal error: 'bpf/bpf_helpers.h' file not found && <x>",
  ]);
});

test('nothing that is shown can move a cursor', () => {
  const [line] = normalise('\u001b[2J\u0007x: pahole (pahole) is not available\u202e');
  expect(line?.shown).toBe('x: pahole (pahole) is not available');
});

describe('other languages', () => {
  test.each([
    [
      'bpf-c-headers-missing-or-old',
      'hello.c:10:10: schwerwiegender Fehler: bpf/libbpf.h: Datei oder Verzeichnis nicht gefunden\nKompilierung beendet.',
    ],
    ['bpf-c-headers-missing-or-old', 'hello.c:10:10: 致命错误：bpf/libbpf.h：没有那个文件或目录\n编译中断。'],
    [
      'libelf-zlib-dev-missing-or-old',
      '/usr/bin/ld: -lelf kann nicht gefunden werden: Datei oder Verzeichnis nicht gefunden\ncollect2: Fehler: ld gab 1 als Ende-Status zurück',
    ],
    ['libelf-zlib-dev-missing-or-old', '/usr/bin/ld: 找不到 -lelf: 没有那个文件或目录\ncollect2: 错误：ld 返回 1'],
    ['clang-missing', 'bash: clang: Kommando nicht gefunden.'],
    ['clang-missing', 'bash: clang：未找到命令'],
    [
      'apt-lock-held',
      'E: Konnte Sperre /var/lib/dpkg/lock-frontend nicht bekommen. Sie wird von Prozess 42 (apt) gehalten.',
    ],
    ['apt-lock-held', 'E: 无法获得锁 /var/lib/dpkg/lock-frontend。锁正由进程 42（apt）持有'],
    [
      'no-distro-package-for-running-kernel',
      'E: Paket linux-headers-5.15.90.1-microsoft-standard-WSL2 kann nicht gefunden werden.',
    ],
    ['no-distro-package-for-running-kernel', 'E: 无法定位软件包 linux-headers-5.15.90.1-microsoft-standard-WSL2'],
    [
      'dpkg-interrupted',
      'E: Der dpkg-Prozess wurde unterbrochen; Sie müssen manuell »sudo dpkg --configure -a« ausführen.',
    ],
    [
      'apt-held-broken-packages',
      'E: Probleme können nicht korrigiert werden, Sie haben zurückgehaltene defekte Pakete.',
    ],
    ['not-root-or-missing-caps', 'bpf: Failed to load program: Die Operation ist nicht erlaubt'],
    ['sudo-needs-tty-or-nopasswd', 'sudo: Ein Passwort ist notwendig'],
    ['clang-missing', 'make: clang: Aucun fichier ou dossier de ce type'],
    ['clang-missing', 'bash: clang: orden no encontrada'],
    ['no-distro-package-for-running-kernel', 'E: Невозможно найти пакет linux-headers-6.1.0-7-amd64'],
    ['apt-lock-held', 'E: ロック /var/lib/dpkg/lock-frontend が取得できませんでした'],
    ['boot-partition-full', 'cp: error al escribir /boot/initrd.img: No queda espacio en el dispositivo'],
    ['sudo-needs-tty-or-nopasswd', 'sudo: è necessaria una password'],
  ])('%s: %s', (label, printed) => {
    expect(best(printed)).toBe(label);
  });
});

/** A log of so many lines as a stream, with one line that matters somewhere. */
async function* log(lines: number, at: number, line: string): AsyncGenerator<string> {
  const noise = '  CC      some/dir/file.o with words to make the line about as long as such lines are\n';
  for (let index = 0; index < lines; index += 100) {
    yield noise.repeat(100);
    if (index <= at && at < index + 100) yield `${line}\n`;
  }
}

describe('long logs', () => {
  test('the failure in the middle of 100 MB is kept, and little else', async () => {
    const {text, bytes, dropped} = await condense(log(1_200_000, 700_000, 'x: pahole (pahole) is not available'));
    expect(bytes).toBeGreaterThan(100_000_000);
    expect(text.length).toBeLessThan(300_000);
    expect(dropped).toBeGreaterThan(1_000_000);
    expect(best(text)).toBe('pahole-missing');
  });

  test('one endless line is read in pieces', async () => {
    async function* endless() {
      for (let index = 0; index < 2000; index++) yield 'x'.repeat(5000);
      yield ' pahole (pahole) is not available ';
      for (let index = 0; index < 2000; index++) yield 'y'.repeat(5000);
    }
    const {text} = await condense(endless());
    expect(text.length).toBeLessThan(300_000);
    expect(best(text)).toBe('pahole-missing');
  });

  test('a truncated end, a cut character', async () => {
    const bytes = Buffer.from('致命错误：bpf/libbpf.h：没有那个文件或目录\nmake: *** Err');
    async function* cut() {
      yield bytes.subarray(0, 4);
      yield bytes.subarray(4);
    }
    expect((await condense(cut())).text).toBe(bytes.toString());
  });

  test('NUL bytes are told from text', async () => {
    async function* binary() {
      yield Buffer.alloc(5000);
    }
    expect((await condense(binary())).binary).toBe(true);
    expect((await condense(log(100, 0, 'x'))).binary).toBe(false);
  });
});
