import fc from 'fast-check';
import {Failure} from '../../../src/hosts/failure.ts';
import {parseDestination} from '../../../src/hosts/ssh/destination.ts';

describe('a destination', () => {
  it.each([
    ['host', {host: 'host'}],
    ['user@host', {user: 'user', host: 'host'}],
    ['user@host:2222', {user: 'user', host: 'host', port: 2222}],
    ['domain@user@host', {user: 'domain@user', host: 'host'}],
    ['::1', {host: '::1'}],
    ['fe80::1%eth0', {host: 'fe80::1%eth0'}],
    ['[::1]', {host: '::1'}],
    ['[::1]:22', {host: '::1', port: 22}],
    ['u@[2001:db8::1]:2200', {user: 'u', host: '2001:db8::1', port: 2200}],
    ['ssh://host', {host: 'host'}],
    ['ssh://user@host:22/', {user: 'user', host: 'host', port: 22}],
    ['ssh://us%65r@[::1]:2', {user: 'user', host: '::1', port: 2}],
    ['under_score.example.', {host: 'under_score.example.'}],
  ])('%s', (text, expected) => {
    expect(parseDestination(text)).toEqual(expected);
  });

  it.each([
    ...[
      '',
      '@host',
      'user@',
      '-oProxyCommand=id',
      '-host',
      'user@-host',
      '-l@host',
      'ssh://-oProxyCommand=id',
      'ssh://u@-x',
    ],
    ...[
      'ho st',
      ' host',
      'host ',
      'ho\nst',
      'ho\tst',
      'ho\0st',
      'ho\u001bst',
      'host;id',
      '$(id)',
      '`id`',
      'a|b',
      "a'b",
      'a"b',
      'a\\b',
      'a/b',
      'a*b',
    ],
    ...["u'x@host", 'u;x@host', 'u$(x)@host', 'u|x@host', 'u\\@host'],
    ...[
      'host:',
      'host:0',
      'host:65536',
      'host:22x',
      'host:-1',
      '[::1',
      '[::1]x',
      '[]',
      'ssh://user:secret@host',
      'ssh://host/path',
      'ssh://%zz@host',
    ],
    'h'.repeat(300),
  ])('refuses %j as a usage error', (text) => {
    expect(() => parseDestination(text)).toThrow(expect.objectContaining({name: 'Failure', exitCode: 2}));
  });

  it('gives nothing that a shell or an option parser could read (property)', () => {
    fc.assert(
      fc.property(
        fc.string({unit: fc.constantFrom(...'ab@:[]-./%$`\'";|&<>(){} \n\\ssh://', '~', '*', '#')}),
        (text) => {
          try {
            const {host, user = 'x'} = parseDestination(text);
            expect(host).toMatch(/^[^-\s$`'";|&<>(){}\\~*#/][^\s$`'";|&<>(){}\\~*#/]*$/);
            expect(user).toMatch(/^[^-\s$`'";|&<>(){}\\][^\s$`'";|&<>(){}\\]*$/);
          } catch (error) {
            expect(error).toBeInstanceOf(Failure);
          }
        },
      ),
      {numRuns: 2000},
    );
  });
});
