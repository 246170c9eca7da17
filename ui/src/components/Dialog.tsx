import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './Dialog.module.css';

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** Seen as the heading unless `label` names the dialog instead. */
  title?: string;
  label?: string;
  /** Beside the title. */
  aside?: ReactNode;
  role?: 'dialog' | 'alertdialog';
  size?: 'small' | 'palette' | 'sheet' | 'drawer';
  children: ReactNode;
};

/** For the palette, the key sheet and confirmations only: nothing else covers the work. */
export function Dialog({
  isOpen,
  onClose,
  title,
  label,
  aside,
  role = 'dialog',
  size = 'small',
  children,
}: Props) {
  return (
    <ModalOverlay
      className={[styles.veil, size === 'drawer' && styles.aside].filter(Boolean).join(' ')}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
    >
      <Modal className={[styles.modal, styles[size]].join(' ')}>
        <AriaDialog
          className={styles.dialog ?? ''}
          role={role}
          {...(label ? { 'aria-label': label } : {})}
        >
          {title && (
            <header className={styles.head}>
              <Heading slot="title" level={2} className={styles.title ?? ''}>
                {title}
              </Heading>
              {aside}
            </header>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
