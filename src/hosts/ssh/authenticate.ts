import type {
  AnyAuthMethod,
  AuthenticationType,
  AuthHandlerMiddleware,
  BaseAgent,
  KeyboardInteractiveAuthMethod,
} from 'ssh2';
import type {Ask} from '../ask.ts';
import {shortLine} from '../clean.ts';
import type {SshConfig} from './config.ts';

/** Passwords that were typed for one host, so that a connection that was cut can be opened again without asking. */
export type Remembered = Map<string, string>;

export interface Authentication {
  readonly handler: AuthHandlerMiddleware;
  /** The methods that the host named last. */
  methods(): readonly string[];
}

export interface AuthenticationInput {
  readonly config: SshConfig;
  /** Offers the keys; undefined when there are none. */
  readonly agent: BaseAgent | undefined;
  readonly ask: Ask | undefined;
  readonly remembered: Remembered;
}

/** Tries keys, then keyboard-interactive, then a password: the order of OpenSSH. Secrets go from the callback to ssh2 and nowhere else. */
export function authentication({config, agent, ask, remembered}: AuthenticationInput): Authentication {
  const {user: username} = config;
  const prompts = ask ? config.passwordPrompts : 0;
  let last: readonly string[] = [];
  let givenUp = false;
  const asked = new Set<string>();
  const tried = {keys: false, none: false, keyboard: 0, password: 0};

  /** A remembered answer is given once; if the question comes back, it was wrong. */
  const secret = async (question: string): Promise<string | undefined> => {
    const again = asked.has(question);
    asked.add(question);
    const known = again ? undefined : remembered.get(question);
    const answer = known ?? (await ask?.secret(again ? `That was not it. ${question}` : question));
    if (answer === undefined) givenUp = true;
    else remembered.set(question, answer);
    return answer;
  };

  const keyboard = (): KeyboardInteractiveAuthMethod => ({
    type: 'keyboard-interactive',
    username,
    prompt: (_name, _instructions, _language, questions, finish) => {
      const answers = async (): Promise<string[]> => {
        const given: string[] = [];
        for (const {prompt} of questions)
          given.push((await secret(`(${username}@${config.host}) ${shortLine(prompt, 120)}`)) ?? '');
        return given;
      };
      answers().then(finish, () => finish([]));
    },
  });

  const next = async (): Promise<AnyAuthMethod | false> => {
    const allowed = (method: string) => last.includes(method);
    if (givenUp) return false;
    if (agent && !tried.keys && (last.length === 0 || allowed('publickey'))) {
      tried.keys = true;
      return {type: 'agent', username, agent};
    }
    if (last.length === 0 && !tried.none) {
      tried.none = true; // answers with the methods that the host takes
      return {type: 'none', username};
    }
    if (config.methods.keyboard && allowed('keyboard-interactive') && tried.keyboard < prompts) {
      tried.keyboard++;
      return keyboard();
    }
    if (config.methods.password && allowed('password') && tried.password < prompts) {
      tried.password++;
      const password = await secret(`${username}@${config.host}'s password:`);
      return password === undefined ? false : {type: 'password', username, password};
    }
    return false;
  };

  return {
    methods: () => last,
    handler: (left: AuthenticationType[] | null, _partial, done) => {
      if (left) last = left;
      next().then(done as (method: AnyAuthMethod | false) => void, () => done(false as never));
    },
  };
}
