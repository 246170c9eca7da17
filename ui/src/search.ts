/** The address holds filters as plain words, `?kind=mfa_recovery,onboarding`, not as JSON. */

type Texts<Name extends string> = { [name in Name]?: string | undefined };

/** Keeps the named parts of an address, each as text; anything else is dropped. */
export function textsOf<Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): Texts<Name> => {
    const kept: Texts<Name> = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') kept[name] = value;
    }
    return kept;
  };
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') parts.set(name, value);
  }
  const text = parts.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}
