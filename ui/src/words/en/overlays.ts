import { isolate } from '../isolate.ts';

export const palette = {
  label: 'Search or run',
  hint: 'Case number or command',
  cases: 'Cases',
  commands: 'Commands',
  nothing: 'Nothing fits.',
  move: 'move',
  run: 'run',
  names: 'Names are not searched before faces are judged',
  free: 'free',
  due: (time: string) => `due ${time}`,
  heldBy: (name: string) => `held by ${isolate(name)}`,
  heldByYou: 'held by you',
} as const;

export const help = {
  title: 'Keys',
  lead: 'Letters work alone, never inside a text field.',
  singleOn: 'Single letters on',
  singleOff: 'Single letters off',
} as const;
