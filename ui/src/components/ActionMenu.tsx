import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { CommandId } from '../keyboard/commands.ts';
import styles from './ActionMenu.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { CommandKeys } from './KeyCap.tsx';
import { announce } from './live.ts';

export type Action = {
  id: string;
  icon: IconName;
  label: string;
  run: (() => void) | undefined;
  keysOf?: CommandId;
  /** Why it is closed; said when it is chosen. */
  disabledReason?: string | undefined;
};

type Props = {
  actions: readonly Action[];
  placement: 'top start' | 'bottom end';
  /** Names the button where its content does not. */
  label?: string;
  className?: string | undefined;
  children: ReactNode;
};

/** A button that opens a short menu. */
export function ActionMenu({ actions, placement, label, className, children }: Props) {
  const choose = (id: string) => {
    const action = actions.find((one) => one.id === id);
    if (action?.disabledReason) announce(action.disabledReason);
    else action?.run?.();
  };
  return (
    <MenuTrigger>
      <Button className={className ?? ''} {...(label ? { 'aria-label': label } : {})}>
        {children}
      </Button>
      <Popover className={styles.popover ?? ''} placement={placement}>
        <Menu className={styles.menu ?? ''} onAction={(key) => choose(String(key))}>
          {actions.map(({ id, icon, label: name, keysOf, disabledReason }) => (
            <MenuItem key={id} id={id} textValue={name} className={styles.item ?? ''}>
              <Icon name={disabledReason ? 'lock' : icon} />
              <span className={styles.names}>
                <span>{name}</span>
                {disabledReason && <span className={styles.reason}>{disabledReason}</span>}
              </span>
              {keysOf && !disabledReason && <CommandKeys id={keysOf} />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
