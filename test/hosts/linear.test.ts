import {parseDf} from '../../src/facts/df.ts';
import {parseKernelConfig} from '../../src/facts/kernel-config.ts';
import {parseOsRelease} from '../../src/facts/os-release.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {redact} from '../../src/facts/redact.ts';
import {armoured} from '../../src/hosts/armour.ts';
import {clean, cleanLine, spelledOut, withoutCommands} from '../../src/hosts/clean.ts';
import {matchesGlob} from '../../src/hosts/glob.ts';
import {parseHostsFile} from '../../src/hosts/hosts-file.ts';
import {parseResolved} from '../../src/hosts/ssh/config.ts';
import {sectionsOf} from '../../src/hosts/ssh/config-sections.ts';
import {parseKnownHosts} from '../../src/hosts/ssh/known-hosts.ts';
import {parseGrubConfig} from '../../src/kernels/boot/grub-config.ts';
import {parseBootctlList, parseEntryFile, withOption} from '../../src/kernels/boot/systemd-boot-list.ts';
import {parseMadison, parseSimulation} from '../../src/kernels/distro.ts';
import {parseChecksums} from '../../src/kernels/mainline/checksums.ts';
import {parseIndex} from '../../src/kernels/mainline/index-page.ts';
import {readKeys} from '../../src/kernels/mainline/openpgp.ts';
import {parseVersionPage} from '../../src/kernels/mainline/version-page.ts';
import {parseKernelState} from '../../src/kernels/state.ts';
import {parsePolicy} from '../../src/remedies/apt-policy.ts';
import {parseSize} from '../../src/remedies/install-size.ts';
import {parseStatus} from '../../src/setup/apt/status.ts';
import {heldLock} from '../../src/setup/apt/trouble.ts';
import {processorTime} from '../processor-time.ts';
import {savedFacts, savedHosts} from '../saved.ts';

const [saved = ''] = savedHosts;

/** A probe's output that holds the text in one record, or in each of those that have a parser of their own. */
const probed = (text: string, ...records: readonly string[]): string =>
  ['\nebpf-probe 1 begin n\n', ...records.map((head) => `\n@n ${head}\n${text}\n`), '\nebpf-probe 1 end n'].join('');
const records = [
  'file /etc/os-release ok',
  'text uname ok',
  'text kernel-config ok',
  'text dpkg-unfinished ok',
  'text locks ok',
  'text disk ok',
  'text attach ok',
  'text compile ok',
  'file /proc/self/mounts ok',
  'file /proc/self/status ok',
  'tool clang 0',
  'tool bpftool 0',
  'text libraries ok',
  'pc /x/libbpf.pc ok',
  'text signs ok',
  'text kernels ok',
];
const ignoring = (read: () => unknown): void => {
  try {
    read();
  } catch {
    // What is refused was read.
  }
};

/** All that reads words of hosts, archives, keys and pages. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'the probe': (text) => parseProbe(probed(text, ...records), 'x'),
  'the end of a record': (text) => parseProbe(probed(`${text}x`, 'text x ok'), 'x'),
  'names of records': (text) => parseProbe(probed('', `file ${text} ok`), 'x'),
  'what is around the probe': (text) => parseProbe(`${text}${probed('', 'text x ok')}${text}`, 'x'),
  'os-release': (text) => parseOsRelease(`A=${text}x\n${text}=\nID=${text}`),
  df: (text) => parseDf(`/dev/x ${text}\n1 1 1 ${text}% x`),
  'the configuration of a kernel': (text) => parseKernelConfig(`CONFIG_X="${text}x\n${text}`),
  'redacted facts': (text) => redact({...savedFacts(saved), host: text, incomplete: text}),
  cleaning: (text) =>
    [clean, cleanLine, spelledOut, withoutCommands].map((each) => each(`\u001b]${text}\u001b[${text}`)),
  'patterns of names': (text) => matchesGlob(text, '*a*b*c'),
  'lists of hosts': (text) => ignoring(() => parseHostsFile(`a ${text}\u2028`, 'x')),
  known_hosts: (text) => parseKnownHosts(`${text} ssh-rsa AAAA\n@revoked ${text}`, 'x'),
  'ssh -G': (text) => parseResolved(`host ${text}\n${text}`),
  ssh_config: (text) => sectionsOf(`Host ${text}x`)?.applyingTo(text),
  'keys in armour': (text) => [
    armoured(`-----BEGIN X-----${text}`, 'X'),
    readKeys(Buffer.from(`-----BEGIN PGP PUBLIC KEY BLOCK-----\n${text}`)),
    readKeys(Buffer.from(text)),
  ],
  'a page of the archive': (text) => [
    parseIndex(`<a href="${text}`),
    parseVersionPage(`<${text}`),
    parseVersionPage(text),
  ],
  checksums: (text) => ignoring(() => parseChecksums(text)),
  'entries of boot loaders': (text) => [
    parseBootctlList(`id: ${text}x`),
    parseEntryFile(`linux ${text}x`),
    withOption(`options ${text}x`, 'a'),
    parseGrubConfig(`menuentry ${text}`),
  ],
  apt: (text) => [
    parseMadison(`a | b | ${text}x`),
    parseSimulation(`Inst ${text}`),
    parsePolicy(text),
    parseSize(text),
    parseStatus(`pmstatus:${text}`),
    heldLock(`dpkg: error: ${text}`),
  ],
  'the state of kernels': (text) => ignoring(() => parseKernelState(text)),
};

/** What makes an expression begin anew at each place. */
const units = [
  '\n',
  ' ',
  '\t',
  'a',
  '1',
  '1 ',
  '1.',
  'a:',
  'A=',
  '"',
  "'",
  '<',
  '/',
  '=',
  '@',
  '#',
  '-',
  '\\',
  '::',
  '-----BEGIN X-----',
  '-----BEGIN PGP PUBLIC KEY BLOCK-----\n',
  'dpkg: error: ',
  'Package: a\n',
  '\u001b',
  '\u001b[',
  '\u001b]',
  'href="',
  '\u0099\u0003\u0004xx',
];

const size = 60_000;
const time = (read: (text: string) => unknown, text: string): number => processorTime(() => read(text));

/** Milliseconds that a linear reader takes at most, by one that is known to be linear. */
const most = (text: string): number => 1000 + 20 * time(clean, text);

// What is quadratic takes thousands of millions of steps at this size, which is seconds.
test.each(Object.entries(readers))('%s is read in linear time', (_, read) => {
  const texts = units.map((unit) => unit.repeat(size / unit.length));
  expect(texts.filter((text) => time(read, text) > most(text)).map((text) => text.slice(0, 40))).toEqual([]);
});

test('a quadratic expression would be seen', () => {
  const text = `${'\n'.repeat(size)}x`;
  expect(time((each) => /\n+$/.test(each), text)).toBeGreaterThan(most(text));
});
