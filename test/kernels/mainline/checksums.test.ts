import {parseChecksums} from '../../../src/kernels/mainline/checksums.ts';

const sum = (digit: string) => digit.repeat(64);

test('takes SHA-256 and leaves SHA-1, as the archive writes them', () => {
  const text = `# Checksums, check with the command below:
#     shasum -c CHECKSUMS
#
# Checksums-Sha1:
${'a'.repeat(40)}  linux-headers-6.13.0-061300-generic_6.13.0-061300.202501302155_amd64.deb
#
# Checksums-Sha256:
${sum('2')}  linux-headers-6.13.0-061300-generic_6.13.0-061300.202501302155_amd64.deb
${sum('3')}  COMMIT
`;
  expect([...parseChecksums(text)]).toEqual([
    ['linux-headers-6.13.0-061300-generic_6.13.0-061300.202501302155_amd64.deb', sum('2')],
    ['COMMIT', sum('3')],
  ]);
});

test('refuses a file with SHA-1 only', () => {
  expect(() => parseChecksums(`# Checksums-Sha1:\n${'a'.repeat(40)}  x.deb\n`)).toThrow('CHECKSUMS has no SHA-256.');
});

test('refuses two sums for one file', () => {
  expect(() => parseChecksums(`${sum('1')}  x.deb\n${sum('2')}  x.deb\n`)).toThrow('two different SHA-256 for x.deb');
});

test('takes no name with a folder in it', () => {
  expect(() => parseChecksums(`${sum('1')}  ../x.deb\n${sum('2')}  /etc/passwd\n`)).toThrow('no SHA-256');
});
