import type {AuthHandler, AuthMethod, BaseAgent} from 'ssh2';
import type {Ask} from '../ask.ts';
import {shortLine} from '../clean.ts';
import type {SshConfig} from './config.ts';
import type {Secrets} from './remembered.ts';

/** Rounds of questions of one login that are answered. PAM needs one or two, and five where it has a password changed with a code. */
const mostRounds = 10;
/** Questions of one round that are answered. */
const mostQuestions = 10;

export interface Authentication {
  readonly handler: AuthHandler;
  /** The methods that the host named last. */
  methods(): readonly string[];
}

export interface AuthenticationInput {
  readonly config: SshConfig;
  /** Offers the keys; undefined when there are none. */
  readonly agent: BaseAgent | undefined;
  readonly ask: Ask | undefined;
  /** What was typed for this account on this host. Asked for when it is needed: after the host has shown its key. */
  readonly secrets: () => Secrets;
  /** Whether the connection still stands: a question may have been open for longer than the host waits. If not, the answer is for the next. */
  readonly standing: () => boolean;
  /** No method is left, or the user or we have had enough of the questions. */
  readonly refused: (why?: string) => void;
}

/** Tries keys, then keyboard-interactive, then a password: the order of OpenSSH. Secrets go from the callback to ssh2 and nowhere else. */
export function authentication(input: AuthenticationInput): Authentication {
  const {config, agent, ask, secrets, standing, refused} = input;
  const {user: username} = config;
  // A jump host and the host behind it may have one address.
  const place = config.port === 22 ? '' : `${config.original}, port ${config.port}: `;
  const prompts = ask ? config.passwordPrompts : 0;
  let last: readonly string[] = [];
  let rounds = 0;
  const asked = new Set<string>();
  const tried = {keys: false, none: false, keyboard: 0, password: 0};

  /** A remembered answer is given once; if the question comes back, it was wrong. */
  const secret = async (question: string): Promise<string | undefined> => {
    const again = asked.has(question);
    asked.add(question);
    if (again) secrets().forget(question);
    const answer = secrets().get(question) ?? (await ask?.secret(again ? `That was not it. ${question}` : question));
    if (answer !== undefined) secrets().set(question, answer);
    return answer;
  };

  const answers = async (questions: readonly string[]): Promise<string[] | undefined> => {
    const given: string[] = [];
    for (const question of questions) {
      const answer = await secret(`${place}(${username}@${config.host}) ${shortLine(question, 120)}`);
      if (answer === undefined) return undefined;
      given.push(answer);
    }
    return given;
  };

  const keyboard = (): AuthMethod => ({
    type: 'keyboard-interactive',
    username,
    prompt: (_name, _instructions, _language, questions, finish) => {
      if (++rounds > mostRounds || questions.length > mostQuestions) return refused('It asks questions without end.');
      answers(questions.map(({prompt}) => prompt)).then(
        (given) => {
          if (given === undefined) refused();
          else if (standing()) finish(given);
        },
        () => refused(),
      );
    },
  });

  const next = async (): Promise<AuthMethod | undefined> => {
    const allowed = (method: string) => last.includes(method);
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
      const password = await secret(`${place}${username}@${config.host}'s password:`);
      return password === undefined ? undefined : {type: 'password', username, password};
    }
    return undefined;
  };

  return {
    methods: () => last,
    handler: (left, _partial, done) => {
      if (left) last = left;
      next().then(
        (method) => {
          if (method === undefined) refused();
          else if (standing()) done(method);
        },
        () => refused(),
      );
    },
  };
}
