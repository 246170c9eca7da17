import { en } from './en.ts';

/** The words of the window in the language that is shown. English is the only catalogue so far. */
export const words = en;
