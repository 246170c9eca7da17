/** The steps of a review, in order. */
export const steps = ['faces', 'reconcile', 'decide'] as const;

export type Step = (typeof steps)[number];
