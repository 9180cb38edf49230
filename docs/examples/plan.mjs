// What would get a host ready? From facts that were saved elsewhere: node plan.mjs facts.json
import {readFile} from 'node:fs/promises';
import {plan, probe} from 'ebpf';

const [file] = process.argv.slice(2);
const facts = file ? JSON.parse(await readFile(file, 'utf8')) : await probe();
const {steps, manual} = plan(facts);
for (const {title, commands} of steps) console.log(title, commands);
for (const {title, text} of manual) console.log(`By hand: ${title}. ${text}`);
