import { type ReactNode, useEffect, useRef } from 'react';
import { words } from '../words/words.ts';
import styles from './ScreenTitle.module.css';

type Props = {
  children: ReactNode;
  /** Screen and case number, never a name: the title bar is seen by others. */
  documentTitle: string;
  /** Step 1 to 3 put the focus elsewhere. */
  takesFocus?: boolean;
  size?: 'normal' | 'large';
  className?: string | undefined;
};

/** The one h1 of a screen. Takes the focus when the screen comes. */
export function ScreenTitle({
  children,
  documentTitle,
  takesFocus = true,
  size = 'normal',
  className,
}: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = words.app.title(documentTitle);
  }, [documentTitle]);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className={[styles.title, styles[size], className].filter(Boolean).join(' ')}
    >
      {children}
    </h1>
  );
}
