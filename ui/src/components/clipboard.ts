import { toast } from './toasts.ts';

/** Copies text and says so. The page may write the clipboard on a press; it never reads it. */
export function copy(text: string, said: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(said),
    () => copyBySelection(text, said),
  );
}

/** Where the clipboard interface is closed to the page, a selected field still copies. */
function copyBySelection(text: string, said: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  if (document.execCommand('copy')) toast(said);
  field.remove();
}
