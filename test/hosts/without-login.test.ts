import {Failure} from '../../src/hosts/failure.ts';
import {withoutLogin, withoutPassword} from '../../src/hosts/without-login.ts';

test.each([
  ['https://me:secret@mirror.example/x', 'https://mirror.example/x'],
  ['https://token@mirror.example/x and http://a:b@c', 'https://mirror.example/x and http://c'],
  ['https://me:sec@ret@mirror.example/x', 'https://mirror.example/x'],
  ['https://mirror.example/a@b', 'https://mirror.example/a@b'],
  ['git@mirror.example:x', 'git@mirror.example:x'],
  [
    '(https://mirror.example/x?token=sec@ret) or "http://a/?sec&ret".',
    '(https://mirror.example/x?... or "http://a/?...".',
  ],
  ['see https://mirror.example/x?', 'see https://mirror.example/x?'],
  ['Why? Look at https://mirror.example/x', 'Why? Look at https://mirror.example/x'],
])('%s is shown without who logs in', (text, shown) => expect(withoutLogin(text)).toBe(shown));

test.each([
  ['ssh://git@mirror.example/x', 'ssh://git@mirror.example/x'],
  ['ssh://git:secret@mirror.example/x', 'ssh://git@mirror.example/x'],
])('ssh is shown with the user of %s, and without the password', (text, shown) =>
  expect(withoutLogin(text)).toBe(shown),
);

test.each([
  ['me:secret@host', 'me@host'],
  ['me:sec@ret@host:22', 'me@host:22'],
  ['ssh://me:secret@host:22/x y', 'ssh://me@host:22/x y'],
  ['https://me:secret@host', 'https://host'],
  ['[::1]:22', '[::1]:22'],
  ['me@[::1]:22', 'me@[::1]:22'],
])('a host that was given as %s is shown as %s', (text, shown) => expect(withoutPassword(text)).toBe(shown));

test('a long word of addresses is read in one go', () => {
  const begun = performance.now();
  withoutLogin('://?'.repeat(200_000));
  withoutLogin('://a'.repeat(200_000));
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('no failure repeats who logs in', () => {
  const address = 'https://me:secret@mirror.example/x?token=secret';
  const {what, why, todo, message} = new Failure({
    what: `Can't get ${address}`,
    why: `${address}\u0007`,
    todo: address,
  });
  expect(`${what}${why}${todo}${message}`).not.toMatch(/me|secret/);
});
