import type { Backend } from '../backend.ts';
import type {
  CaseId,
  CaseView,
  EvidenceId,
  EvidenceRole,
  PictureRequest,
  QueueRow,
  ReceiptView,
  Topic,
  Verdict,
} from '../bindings.ts';
import type { Scenario } from '../pretend.ts';
import { blindCase, cropless, form, judged, openCase, receiptOf } from './case.ts';
import { CONFLICT, NO_CROP, NOW, rowsByView } from './cases.ts';
import { conflicting } from './conflict.ts';
import { drawn } from './picture.ts';
import { refuse } from './refuse.ts';

type CaseCalls = Pick<
  Backend,
  | 'takeNext'
  | 'openCase'
  | 'case'
  | 'keepFaces'
  | 'giveBack'
  | 'picture'
  | 'saveDraft'
  | 'decisionForm'
  | 'decide'
  | 'cancelDecide'
  | 'receipt'
  | 'saveReceipt'
  | 'takeBack'
  | 'evidenceAddress'
>;

/** The calls of one case, on cases that are kept while the page is. */
export function pretendCases(
  scenario: Pick<Scenario, 'offline' | 'cases' | 'pictures' | 'report'>,
  notify: (...topics: Topic[]) => void,
  recalled: ReadonlySet<CaseId>,
): CaseCalls {
  const opened = new Map<CaseId, CaseView>();
  const verdicts = new Map<CaseId, Verdict>();
  const pictures = new Map<string, string>();
  const rowOf = (id: CaseId) =>
    rowsByView.open.find((row) => row.id === id) ?? refuse({ kind: 'not_found' });
  const viewOf = (id: CaseId) => opened.get(id) ?? keep(firstViewOf(rowOf(id)));
  const keep = (view: CaseView) => {
    const pictures = view.pictures.map((one) => ({ ...one, ...scenario.pictures }));
    const kept = { ...view, ...scenario.cases, pictures };
    opened.set(view.id, kept);
    return kept;
  };
  const online = () => scenario.offline && refuse({ kind: 'offline' });
  return {
    async takeNext() {
      online();
      const free = rowsByView.open.find((row) => !row.held_by);
      return free ? viewOf(free.id) : refuse({ kind: 'not_found' });
    },
    async openCase(request) {
      online();
      return viewOf(request.case);
    },
    case: async (id) => viewOf(id),
    async keepFaces(request) {
      const answered = judged(viewOf(request.case), request.answer, request.sureness);
      const open = openCase(answered);
      const reported = withReport(open, scenario.report);
      return keep(open.number === CONFLICT ? conflicting(reported) : reported);
    },
    async giveBack(id) {
      opened.delete(id);
      notify('queue');
    },
    async picture(request) {
      const view = viewOf(request.case);
      const asked = view.pictures.find(({ id }) => id === request.evidence);
      if (!asked) return refuse({ kind: 'not_found' });
      const token = String(pictures.size);
      pictures.set(
        token,
        drawn(request, asked.role, `ana.ferreira · ${view.number} · 23 Nov 2026 09:41 UTC`),
      );
      if (isReadable(request, asked.role)) keep(withSeen(view, request.evidence));
      return { token, width: request.width, height: request.height };
    },
    async saveDraft(request) {
      const draft = { ...request.draft, kept_at: NOW.toISOString() };
      const view = viewOf(request.case);
      const readiness = { ...view.readiness, differences_read: draft.read.length };
      keep({ ...view, draft, readiness });
      return draft;
    },
    decisionForm: async () => form,
    async decide(request) {
      verdicts.set(request.case, request.verdict);
      notify('queue', 'case');
      return receiptOf(viewOf(request.case), request.verdict);
    },
    cancelDecide: async () => {},
    receipt: async (id) => {
      const receipt = receiptOf(viewOf(id), verdicts.get(id) ?? 'approve');
      return recalled.has(id) ? { ...receipt, state: RECALLED } : receipt;
    },
    saveReceipt: async (id) => `/home/ana/Documents/${rowOf(id).number}.receipt.json`,
    takeBack: async () => notify('queue', 'case'),
    evidenceAddress: (token) => pictures.get(token) ?? '',
  };
}

const RECALLED: ReceiptView['state'] = {
  state: 'recalled',
  by_name: 'Ana Ferreira',
  at: NOW.toISOString(),
  incident: true,
};

const withReport = (view: CaseView, report = view.facts?.report): CaseView =>
  view.facts && report ? { ...view, facts: { ...view.facts, report } } : view;

const firstViewOf = (row: QueueRow) => (row.number === NO_CROP ? cropless(row) : blindCase(row));

/** The policy's readable sides: a face 360 device pixels, a document 640, as if all of it were drawn. */
function isReadable(request: PictureRequest, role: EvidenceRole): boolean {
  if (request.window) return false;
  const [, , width, height] = request.region ?? [0, 0, 1, 1];
  const side = Math.max(request.width, request.height) / Math.max(width, height);
  return side >= (role === 'portrait' || role === 'selfie' ? 360 : 640);
}

function withSeen(view: CaseView, evidence: EvidenceId): CaseView {
  const pictures = view.pictures.map((one) => (one.id === evidence ? { ...one, seen: true } : one));
  const seen = pictures.filter((one) => one.seen).length;
  return { ...view, pictures, readiness: { ...view.readiness, pictures_seen: seen } };
}
