import {parseSize} from '../../src/remedies/install-size.ts';

test('what apt says of packages that it would install', () => {
  const text = `The following NEW packages will be installed:
  bpftrace libbpfcc
0 upgraded, 13 newly installed, 0 to remove and 4 not upgraded.
Need to get 59.3 MB of archives.
After this operation, 272 MB of additional disk space will be used.
Do you want to continue? [Y/n] N
Abort.`;
  expect(parseSize(text)).toEqual({packages: 13, download: 59_300_000, disk: 272_000_000});
});

test('a part is in the cache, and less is needed afterwards', () => {
  const text = `1 upgraded, 2 newly installed, 1 to remove and 0 not upgraded.
Need to get 0 B/1,234 kB of archives.
After this operation, 12.5 MB disk space will be freed.`;
  expect(parseSize(text)).toEqual({packages: 3, download: 0, disk: 0});
});

test('all installed already', () => {
  expect(parseSize('0 upgraded, 0 newly installed, 0 to remove and 3 not upgraded.\n')).toEqual({
    packages: 0,
    download: 0,
    disk: 0,
  });
});

test('a name that apt does not know', () => {
  expect(parseSize('E: Unable to locate package nothing-such\n')).toBeUndefined();
});
