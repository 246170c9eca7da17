import { type CommandId, commandOf } from '../keyboard/commands.ts';
import { useOfferedCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { CommandKeys, keyShortcuts } from './KeyCap.tsx';
import { announce } from './live.ts';
import styles from './ToolButton.module.css';

type Props = {
  id: CommandId;
  /** Beside the icon; without it the icon stands alone, with its name in a tooltip. */
  label?: string;
  /** For a tool that is on or off. */
  pressed?: boolean;
};

/** A tool of the stage: runs what the screen offers for a command of the table. */
export function ToolButton({ id, label, pressed }: Props) {
  const offered = useOfferedCommand(id);
  const command = commandOf(id);
  const closed = offered.disabledReason ?? (offered.run ? undefined : words.closed.notHere);
  const press = () => (closed ? announce(closed) : offered.run?.());
  if (!label)
    return (
      <IconButton
        icon={command.icon ?? 'ellipsis'}
        label={command.label}
        keysOf={id}
        onPress={press}
        disabledReason={closed}
        {...(pressed === undefined ? {} : { pressed })}
      />
    );
  return (
    <button
      type="button"
      className={styles.tool}
      aria-pressed={pressed}
      aria-disabled={closed ? true : undefined}
      aria-keyshortcuts={keyShortcuts(id)}
      title={closed ?? command.label}
      onClick={press}
    >
      {command.icon && <Icon name={command.icon} />}
      <span>{label}</span>
      <CommandKeys id={id} ground="stage" />
    </button>
  );
}
