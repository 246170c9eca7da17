import { useAnnounced } from './live.ts';

/** The two live regions of the window. The key makes a repeated sentence heard again. */
export function LiveRegions() {
  const { polite, assertive } = useAnnounced();
  return (
    <>
      <div className="unseen" role="status" aria-live="polite">
        <span key={polite.nth}>{polite.text}</span>
      </div>
      <div className="unseen" role="alert" aria-live="assertive">
        <span key={assertive.nth}>{assertive.text}</span>
      </div>
    </>
  );
}
