import {unnamed} from '../../src/hosts/unnamed.ts';

test('a host is unnamed where its name is a word by itself', () => {
  expect(unnamed("Can't connect to a\nTry: ssh root@a true", 'a')).toBe(
    "Can't connect to HOST\nTry: ssh root@HOST true",
  );
  expect(unnamed('db-1 is not db, nor feedback: ssh -p 2222 db', 'root@db:2222')).toBe(
    'db-1 is not HOST, nor feedback: ssh -p 2222 HOST',
  );
  expect(unnamed('list/a@b of list', 'list/a@b')).toBe('HOST of list');
  expect(unnamed('It is empty.', '')).toBe('It is empty.');
});
