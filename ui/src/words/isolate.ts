/** Keeps a name's direction from spilling into the sentence around it (Unicode FSI … PDI). */
export const isolate = (name: string) => `\u2068${name}\u2069`;
