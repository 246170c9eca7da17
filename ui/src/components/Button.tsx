import { type ReactNode, type Ref, useId } from 'react';
import { type CommandId, commandOf } from '../keyboard/commands.ts';
import { useOfferedCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './Button.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { CommandKeys, keyShortcuts } from './KeyCap.tsx';
import { announce } from './live.ts';

export type ButtonLook = 'filled' | 'plain' | 'quiet' | 'danger' | 'link';

type Props = {
  children: ReactNode;
  onPress: () => void;
  /** One `filled` button per screen. */
  look?: ButtonLook;
  /** 28, 32, 40 px. */
  size?: 'small' | 'normal' | 'foot' | 'large';
  icon?: IconName;
  /** Shows the command's key cap. */
  keysOf?: CommandId;
  /** Why it is closed. It stays focusable, is described by the reason, and says it when pressed. */
  disabledReason?: string | undefined;
  autoFocus?: boolean;
  wide?: boolean;
  className?: string | undefined;
  describedBy?: string;
  ref?: Ref<HTMLButtonElement>;
};

export function Button(props: Props) {
  const {
    children,
    onPress,
    look = 'plain',
    size = 'normal',
    icon,
    keysOf,
    disabledReason,
  } = props;
  const reasonId = useId();
  const closed = Boolean(disabledReason);
  const described = [closed && reasonId, props.describedBy].filter(Boolean).join(' ');
  return (
    <button
      ref={props.ref}
      type="button"
      className={[
        styles.button,
        styles[look],
        styles[size],
        closed && styles.closed,
        props.wide && styles.wide,
        props.className,
      ]
        .filter(Boolean)
        .join(' ')}
      // biome-ignore lint/a11y/noAutofocus: the screen says where the focus begins
      autoFocus={props.autoFocus}
      aria-disabled={closed || undefined}
      aria-describedby={described || undefined}
      aria-keyshortcuts={keysOf && keyShortcuts(keysOf)}
      title={disabledReason}
      onClick={() => (disabledReason ? announce(disabledReason) : onPress())}
    >
      {closed && look !== 'link' ? <Icon name="lock" size={14} /> : icon && <Icon name={icon} />}
      <span>{children}</span>
      {keysOf && !closed && (
        <CommandKeys id={keysOf} ground={look === 'filled' ? 'filled' : 'plain'} />
      )}
      {closed && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </button>
  );
}

type CommandButtonProps = Omit<Props, 'children' | 'onPress' | 'keysOf' | 'disabledReason'> & {
  id: CommandId;
  children?: ReactNode;
};

/** A button that runs what the screen offers for a command of the table. */
export function CommandButton({ id, children, ...rest }: CommandButtonProps) {
  const offered = useOfferedCommand(id);
  return (
    <Button
      {...rest}
      keysOf={id}
      disabledReason={offered.disabledReason ?? (offered.run ? undefined : words.closed.notHere)}
      onPress={() => offered.run?.()}
    >
      {children ?? commandOf(id).label}
    </Button>
  );
}
