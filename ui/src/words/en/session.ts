import { isolate } from '../isolate.ts';

export const session = {
  screen: 'Sign in',
  title: 'Sign in to review',
  lead: 'Your browser opens for Microsoft Entra sign-in, then brings you back here.',
  organisation: 'Organisation',
  signIn: 'Sign in with your browser',
  promises: [
    { icon: 'globe-lock', text: 'Your password is never typed in this window.' },
    {
      icon: 'hard-drive',
      text: 'Cases on this device are encrypted; the key is in your system keyring.',
    },
    { icon: 'stamp', text: 'What you decide is written to a log that others can verify.' },
  ],
  version: (version: string) => `Version ${version}`,
  reached: 'Service reached',
  unreached: 'Service not reached',
  unasked: 'Service not asked yet',
  waiting: {
    title: 'Finish in your browser',
    lead: (organisation: string) =>
      `A tab for Microsoft Entra sign-in is open for ${isolate(organisation)}. This window goes on by itself when you are done.`,
    steps: {
      browser_opened: 'Browser opened',
      waiting_for_entra: 'Waiting for Microsoft Entra',
      checking_roles: 'Check your roles',
    },
    done: 'done',
    now: 'now',
    later: 'later',
    copyLink: 'Copy link',
    openAgain: 'Open again',
    cancel: 'Cancel',
    hint: 'No tab? A full screen window may hide it. Sign-in stays open for five minutes.',
    linkCopied: 'Link copied.',
  },
  blocked: {
    title: 'Sign-in did not finish',
    correlation: 'Correlation id',
    causes: {
      cancelled: 'The sign-in was cancelled. Nothing was kept.',
      timed_out: 'No answer came from the browser in five minutes.',
      conditional_access:
        'Entra did not allow this sign-in. Your administrator can see why under Sign-in logs, by the correlation id.',
      consent_missing:
        'Nobody has consented to Countersign in this organisation. An administrator does that once.',
      other_tenant: 'This account belongs to another organisation.',
      clock_wrong: (minutes: number) =>
        `The clock of this device and the clock of Entra differ by ${Math.abs(minutes)} minutes. Set the clock, then sign in.`,
      unreachable: 'The sign-in service does not answer. Check the connection, then try again.',
      port_refused: 'This device refused the port that the browser returns to.',
      untrusted: (what: string) =>
        `The answer of the sign-in service cannot be trusted: ${what}. Nothing was kept.`,
      refused: (error: string) => `Entra refused the sign-in: ${error}.`,
    },
    untrusted: {
      issuer: 'it names another issuer',
      audience: 'it is meant for another program',
      nonce: 'it answers another question',
      signature: 'its signature does not hold',
      algorithm: 'it is signed in a way that is not accepted',
      key: 'it is signed by an unknown key',
      expired: 'it had run out before it came',
      not_yet: 'it is not valid yet',
      certificate: 'its certificate is not accepted here',
      discovery: 'the description of the service is malformed',
      malformed: 'it is malformed',
    } as Readonly<Record<string, string>>,
  },
  wrongRole: {
    title: 'No role in Countersign',
    lead: (name: string) =>
      `You are signed in as ${isolate(name)}, with no role in Countersign. A policy manager gives roles.`,
    other: 'Sign in as someone else',
    details: (name: string, organisation: string) =>
      `${name} has no Countersign role in ${organisation}.`,
  },
  signedIn: (name: string) => `Signed in as ${isolate(name)}.`,
} as const;
