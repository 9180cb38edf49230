// jest replaces `console` with one that writes stack traces between the lines; tests of what a command prints need Node's own.
import console from 'node:console';

globalThis.console = console;
