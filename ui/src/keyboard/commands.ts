import type { IconName } from '../components/icons.ts';
import { words } from '../words/words.ts';

export type Scope =
  | 'anywhere'
  | 'lists'
  | 'queue'
  | 'case'
  | 'faces'
  | 'evidence'
  | 'reconcile'
  | 'decision';

export type CommandId = keyof typeof words.commands;

/**
 * One command. `keys` are alternatives: chords joined by `+` (`Mod` is Ctrl, on macOS ⌘), and
 * sequences separated by a blank (`G Q`). Screens give `run` and `disabledReason` with
 * `useCommand`; a command that no screen has given is closed.
 */
export type Command = {
  id: CommandId;
  scope: Scope;
  keys: readonly string[];
  label: string;
  icon?: IconName;
  /** Listed in the palette with this reason while no screen offers it. */
  closedElsewhere?: string;
  /** Never in the palette: it moves focus or a picture and means nothing without its place. */
  silent?: boolean;
  /** Rows of the key sheet share one line. */
  pair?: keyof typeof words.pairs;
};

type Rest = Omit<Command, 'id' | 'scope' | 'keys' | 'label'>;

const of = (
  scope: Scope,
  id: CommandId,
  keys: string | readonly string[],
  rest: Rest = {},
): Command => ({
  id,
  scope,
  keys: typeof keys === 'string' ? [keys] : keys,
  label: words.commands[id],
  ...rest,
});

const untilACase = { closedElsewhere: words.closed.noCase } as const;
const silent = { silent: true } as const;

/** The one table: keys, palette, key sheet, tooltips and key caps all read it. */
export const commands: readonly Command[] = [
  of('anywhere', 'palette.open', 'Mod+K', { icon: 'search', silent: true }),
  of('anywhere', 'help.open', '?', { icon: 'keyboard' }),
  of('anywhere', 'go.queue', 'G Q', { icon: 'inbox' }),
  of('anywhere', 'go.escalated', 'G E', { icon: 'siren' }),
  of('anywhere', 'go.stuck', 'G K', { icon: 'clock-alert' }),
  of('anywhere', 'go.unexplained', 'G U', { icon: 'circle-dashed' }),
  of('anywhere', 'go.incidents', 'G N', { icon: 'shield-alert' }),
  of('anywhere', 'go.directory', 'G D', { icon: 'book-user' }),
  of('anywhere', 'go.policy', 'G P', { icon: 'scroll-text' }),
  of('anywhere', 'go.settings', 'G S', { icon: 'settings-2' }),
  of('anywhere', 'region.next', 'F6', { ...silent, pair: 'regions' }),
  of('anywhere', 'region.previous', 'Shift+F6', { ...silent, pair: 'regions' }),
  of('anywhere', 'close', 'Escape', silent),
  of('anywhere', 'policy.propose', [], { icon: 'pencil-line' }),
  of('anywhere', 'theme.light', [], { icon: 'sun' }),
  of('anywhere', 'theme.dark', [], { icon: 'moon-star' }),
  of('anywhere', 'session.sign_out', [], { icon: 'log-out' }),

  of('lists', 'list.down', ['J', 'ArrowDown'], { ...silent, pair: 'move' }),
  of('lists', 'list.up', ['K', 'ArrowUp'], { ...silent, pair: 'move' }),
  of('lists', 'list.first', 'Home', { ...silent, pair: 'ends' }),
  of('lists', 'list.last', 'End', { ...silent, pair: 'ends' }),
  of('lists', 'list.open', 'Enter', silent),
  of('lists', 'list.search', '/', { icon: 'search' }),
  of('lists', 'list.filter', 'F', { icon: 'list-filter' }),

  of('queue', 'queue.next', 'N', { icon: 'arrow-right-to-line' }),
  of('queue', 'queue.take_over', 'Shift+T', { icon: 'hand' }),
  of('queue', 'queue.recall', 'Shift+R', {
    icon: 'replace',
    closedElsewhere: words.closed.noDecided,
  }),
  of('queue', 'queue.own', 'O', { icon: 'hand' }),
  of('queue', 'queue.past_due', [], { icon: 'list-filter' }),
  of('queue', 'queue.sync', [], { icon: 'refresh-cw' }),

  of('case', 'case.faces', 'Alt+1', { pair: 'steps', icon: 'user-round' }),
  of('case', 'case.reconcile', 'Alt+2', { pair: 'steps', icon: 'list-tree' }),
  of('case', 'case.decide', 'Alt+3', { pair: 'steps', icon: 'stamp' }),
  of('case', 'case.escalate', 'E', { icon: 'siren', ...untilACase }),
  of('case', 'case.escalate_silently', '!', silent),
  of('case', 'case.give_back', 'G B', { icon: 'undo-2' }),
  of('case', 'case.history', 'H', { icon: 'history' }),

  of('faces', 'faces.same', '1', { ...silent, pair: 'answers' }),
  of('faces', 'faces.different', '2', { ...silent, pair: 'answers' }),
  of('faces', 'faces.cannot_tell', '3', { ...silent, pair: 'answers' }),
  of('faces', 'faces.little', '4', { ...silent, pair: 'sureness' }),
  of('faces', 'faces.fairly', '5', { ...silent, pair: 'sureness' }),
  of('faces', 'faces.very', '6', { ...silent, pair: 'sureness' }),
  of('faces', 'faces.keep', 'Enter', { icon: 'stamp' }),
  of('faces', 'faces.move_both', 'B', { icon: 'link-2' }),
  of('faces', 'faces.eye_line', 'L', { icon: 'scan-line' }),
  of('faces', 'faces.swap', 'S', { icon: 'arrow-left-right' }),
  of('faces', 'faces.unusable', 'U', { icon: 'camera-off' }),

  of('evidence', 'evidence.zoom_in', 'Z', { icon: 'zoom-in', pair: 'zoom', silent: true }),
  of('evidence', 'evidence.zoom_out', 'Shift+Z', { icon: 'zoom-out', pair: 'zoom', silent: true }),
  of('evidence', 'evidence.rotate_right', 'R', { icon: 'rotate-cw', pair: 'rotate', silent: true }),
  of('evidence', 'evidence.rotate_left', 'Shift+R', {
    icon: 'rotate-ccw',
    pair: 'rotate',
    silent: true,
  }),
  of('evidence', 'evidence.contrast', 'C', { icon: 'contrast' }),
  of('evidence', 'evidence.fit', '0', { icon: 'maximize' }),
  of('evidence', 'evidence.previous', '[', { ...silent, pair: 'pictures' }),
  of('evidence', 'evidence.next', ']', { ...silent, pair: 'pictures' }),
  of('evidence', 'evidence.left', 'ArrowLeft', { ...silent, pair: 'pan' }),
  of('evidence', 'evidence.right', 'ArrowRight', { ...silent, pair: 'pan' }),
  of('evidence', 'evidence.up', 'ArrowUp', { ...silent, pair: 'pan' }),
  of('evidence', 'evidence.down', 'ArrowDown', { ...silent, pair: 'pan' }),

  of('reconcile', 'reconcile.next', 'J', { ...silent, pair: 'claims' }),
  of('reconcile', 'reconcile.previous', 'K', { ...silent, pair: 'claims' }),
  of('reconcile', 'reconcile.read', 'Space', silent),
  of('reconcile', 'reconcile.spell', 'Mod+Shift+S', { icon: 'languages' }),
  of('reconcile', 'reconcile.microsoft', 'M', { icon: 'equal' }),
  of('reconcile', 'reconcile.person', 'P', { icon: 'user-round' }),
  of('reconcile', 'reconcile.decide', 'Enter', { icon: 'arrow-right' }),

  of('decision', 'decision.approve', 'A', { icon: 'badge-check', ...untilACase }),
  of('decision', 'decision.deny', 'D', { icon: 'ban', ...untilACase }),
  of('decision', 'decision.new_capture', 'W', { icon: 'image-plus', ...untilACase }),
  of('decision', 'decision.escalate', 'E', { icon: 'siren' }),
  of('decision', 'decision.note', 'T', { icon: 'pencil-line' }),
  of('decision', 'decision.finish', 'Mod+Enter', { icon: 'check' }),
];

const byId = new Map(commands.map((command) => [command.id, command]));

export function commandOf(id: CommandId): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
}
