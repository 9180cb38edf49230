import {readFile} from 'node:fs/promises';

/** A page in the form in which the archive serves it. Rows and statements are as quoted in public issues and tools; the rest is made up to fit. */
export const page = (name: string): Promise<string> => readFile(new URL(`pages/${name}`, import.meta.url), 'utf8');
