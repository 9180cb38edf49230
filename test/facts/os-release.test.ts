import {parseOsRelease} from '../../src/facts/os-release.ts';

test('which variant of a distribution it is, and of which Ubuntu it is a child', () => {
  expect(parseOsRelease('ID=fedora\nVERSION_ID=40\nVARIANT_ID=silverblue\nPRETTY_NAME="Fedora Linux 40"')).toEqual({
    id: 'fedora',
    idLike: [],
    versionId: '40',
    variantId: 'silverblue',
    prettyName: 'Fedora Linux 40',
  });
  expect(parseOsRelease('ID=linuxmint\nID_LIKE="ubuntu debian"\nUBUNTU_CODENAME=jammy')).toMatchObject({
    idLike: ['ubuntu', 'debian'],
    ubuntuCodename: 'jammy',
  });
});

test.each([
  ['a byte order mark and carriage returns', '\uFEFFID=fedora\r\nID_LIKE="rhel centos"\r\n'],
  ['blanks', '  ID=fedora  \n\tID_LIKE="rhel  centos"\n'],
  ['commas', 'ID="fedora"\nID_LIKE="rhel,centos"\n'],
  ["the shell's other quotes", "ID='fedora'\nID_LIKE='rhel centos'\n"],
])('it is read with %s', (_, text) => {
  expect(parseOsRelease(text)).toMatchObject({id: 'fedora', idLike: ['rhel', 'centos']});
});
