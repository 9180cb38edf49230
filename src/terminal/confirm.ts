import {exitCodes, Failure} from '../hosts/failure.ts';
import {Interrupted} from './interrupt.ts';

/**
 * Asks on the terminal whether to go on. `what` completes "..., and there is no terminal to ask on", for where there is none. `usually` is
 * what Enter alone means: yes, or no for what may lose a host.
 * @throws Failure when the answer is no, {@link Interrupted} for Ctrl-C.
 */
export const confirmOnTerminal = async (
  what: string,
  {silent, usually = true}: {readonly silent: boolean; readonly usually?: boolean},
): Promise<void> => {
  if (silent || !process.stdin.isTTY)
    throw new Failure({
      what: `${what}, and there is no terminal to ask on.`,
      todo: 'Add --yes to let it, or --dry-run to only see what it would do.',
      exitCode: exitCodes.usage,
    });
  const {default: ask} = await import('@inquirer/confirm');
  const go = await ask({message: 'Go ahead?', default: usually}, {output: process.stderr}).catch(() => {
    throw new Interrupted('SIGINT', 'Nothing was changed.');
  });
  if (!go) throw new Failure({what: 'Nothing was changed.'});
};
