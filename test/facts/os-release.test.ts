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
