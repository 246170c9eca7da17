import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { CommandId } from '../keyboard/commands.ts';
import { Icon } from './Icon.tsx';
import styles from './IconButton.module.css';
import type { IconName } from './icons.ts';
import { CommandKeys } from './KeyCap.tsx';
import { announce } from './live.ts';

type Props = {
  icon: IconName;
  /** Name and tooltip. */
  label: string;
  onPress: () => void;
  keysOf?: CommandId;
  disabledReason?: string | undefined;
  pressed?: boolean;
  directional?: boolean;
};

/** An icon alone: it has a name and a tooltip with its key. */
export function IconButton({
  icon,
  label,
  onPress,
  keysOf,
  disabledReason,
  pressed,
  directional,
}: Props) {
  const heard = disabledReason ? `${label}. ${disabledReason}` : label;
  return (
    <TooltipTrigger delay={400}>
      <AriaButton
        className={[styles.button, disabledReason && styles.closed].filter(Boolean).join(' ')}
        aria-label={heard}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        onPress={() => (disabledReason ? announce(disabledReason) : onPress())}
      >
        <Icon name={icon} directional={directional ?? false} />
      </AriaButton>
      <Tooltip className={styles.tip ?? ''} offset={6}>
        <span>{heard}</span>
        {keysOf && <CommandKeys id={keysOf} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
