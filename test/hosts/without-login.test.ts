import {withoutLogin} from '../../src/hosts/without-login.ts';

test.each([
  ['https://me:secret@mirror.example/x', 'https://mirror.example/x'],
  ['https://token@mirror.example/x and http://a:b@c', 'https://mirror.example/x and http://c'],
  ['https://me:sec@ret@mirror.example/x', 'https://mirror.example/x'],
  ['https://mirror.example/a@b', 'https://mirror.example/a@b'],
  ['git@mirror.example:x', 'git@mirror.example:x'],
])('%s is shown without who logs in', (text, shown) => expect(withoutLogin(text)).toBe(shown));
