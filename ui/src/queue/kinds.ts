import type { CaseKind } from '../backend/bindings.ts';
import type { IconName } from '../components/icons.ts';

export const kindIcons: Readonly<Record<CaseKind, IconName>> = {
  password_reset: 'key-round',
  mfa_recovery: 'smartphone',
  external_authentication: 'shield-check',
  onboarding: 'user-round-plus',
};
