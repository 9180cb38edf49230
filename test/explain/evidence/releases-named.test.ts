import {gatherEvidence} from '../../../src/explain/evidence/context.ts';
import {worksOn} from '../../../src/explain/evidence/releases-named.ts';

describe('where a program works that fails here', () => {
  const on = (kernel: string | undefined, facts: Record<string, string>) =>
    worksOn(gatherEvidence('failed to load', {...(kernel && {kernel}), facts}));

  test.each([
    ['6.6.68', {'works on': '6.6.58'}, 'older'],
    ['6.9.1-arch1-1', {'linux-lts 6.1.39': 'works'}, 'older'],
    ['6.8.0-48-generic', {note: 'worked with kernel 5.15'}, 'older'],
    ['5.4.0-100-generic', {note: 'works on 5.15.0'}, 'newer'],
    ['4.19.0-21-amd64', {note: 'no error on 5.10.0-23-amd64'}, 'newer'],
    ['5.15.0-25-generic', {'5.15.0-52': 'works'}, undefined],
    ['6.1.0', {clang: 'works with clang 5.0'}, undefined],
    ['6.1.0', {'works on 5.15': 'no'}, undefined],
    [undefined, {'works on': '6.6.58'}, undefined],
  ])('%s %j: %s', (kernel, facts, expected) => {
    expect(on(kernel, facts)).toBe(expected);
  });
});
