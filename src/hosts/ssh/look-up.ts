import {lookup} from 'node:dns';
import type {LookupFunction} from 'node:net';

/** What libuv does at once on its threads: half of them (uv__work_submit of UV__WORK_SLOW_IO), with four unless the environment says otherwise. */
const atOnce = Math.max(1, Math.floor(((Number(process.env.UV_THREADPOOL_SIZE) || 4) + 1) / 2));

const waiting: (() => void)[] = [];
let running = 0;

const next = (): void => {
  while (running < atOnce) {
    const begin = waiting.shift();
    if (!begin) return;
    begin();
  }
};

/**
 * Finds the address of a name for a socket, unless that is left before its turn: Node takes no question back that it has handed on, so that a
 * thousand names which a name server does not answer hold the process for minutes after its work is done.
 */
export const lookUpUnless =
  (isLeft: () => boolean, ask: LookupFunction = lookup as LookupFunction): LookupFunction =>
  (name, options, done) => {
    waiting.push(() => {
      if (isLeft()) return;
      running++;
      ask(name, options, (...answer) => {
        running--;
        next();
        done(...answer);
      });
    });
    next();
  };
