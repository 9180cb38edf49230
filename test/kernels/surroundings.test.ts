import {compareSurroundings, parseSurroundings} from '../../src/kernels/surroundings.ts';

const before = parseSurroundings(`unit postgresql.service
mount /
mount /srv
address eth0
address wg0
foreign nvidia
foreign wireguard_x
module nvidia
module wireguard_x
module crc32c_intel
dkms nvidia
`);

test('what failed before, or is gone without being missed, is nothing against a kernel', () => {
  const after = 'unit postgresql.service\nmount /\nmount /srv\naddress eth0\naddress wg0\ndkms nvidia\n';
  expect(compareSurroundings(before, parseSurroundings(after))).toEqual({worse: [], notes: []});
  expect(compareSurroundings(before, parseSurroundings(`${after}lacks crc32c_intel\n`))).toEqual({
    worse: [],
    notes: ['modules that were loaded and that it does not have: crc32c_intel'],
  });
});

test('says each new failure', () => {
  const after = parseSurroundings(
    'unit postgresql.service\nunit nginx.service\nmount /\naddress eth0\nlacks nvidia\nlacks wireguard_x\n',
  );
  expect(compareSurroundings(before, after).worse).toEqual([
    'unit nginx.service failed',
    '/srv is not mounted',
    'interface wg0 has no address',
    'DKMS has no module nvidia for this kernel',
    "module wireguard_x, not of the kernel's own, is missing",
  ]);
});

test('words of a host hold nothing that a terminal obeys', () => {
  expect(parseSurroundings('unit a\u001b[2Jb\n').units).toEqual(['ab']);
});
