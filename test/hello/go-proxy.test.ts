import {requireGoProxy} from '../../src/hello/go-proxy.ts';
import {exitCodes} from '../../src/hosts/failure.ts';

test('what GOPROXY takes', () => {
  for (const value of [
    ...[undefined, 'off', 'direct', 'https://proxy.example.com', 'http://127.0.0.1:8081/go/', 'file:///srv/go'],
    ...['https://a.example.com,https://b.example.com|direct', 'https://a.example.com,off'],
  ])
    expect(requireGoProxy(value)).toBe(value);
});

const refusal = (value: string) => {
  try {
    requireGoProxy(value);
  } catch (error) {
    return error as {message: string; todo: string; why: string; exitCode: number};
  }
  throw new Error(`${value} was taken`);
};

test.each([
  '',
  'proxy.example.com',
  'ftp://proxy.example.com',
  'https://',
  'https://a b',
  'https://a.example.com,',
  'on',
  'https://a\nb',
])('%j is refused', (value) => {
  expect(refusal(value)).toMatchObject({
    exitCode: exitCodes.usage,
    message: expect.stringMatching(/no proxy of Go modules/),
  });
});

test.each(['https://token@proxy.example.com', 'https://me:s3cret@proxy.example.com/go', 'direct|http://s3cret@[::1]'])(
  'who logs in is not named on the command line, nor repeated: %s',
  (value) => {
    const {message, todo, why, exitCode} = refusal(value);
    expect({exitCode, todo}).toEqual({exitCode: exitCodes.usage, todo: expect.stringContaining('~/.netrc')});
    expect(`${message} ${why} ${todo}`).not.toMatch(/token|s3cret/);
  },
);
