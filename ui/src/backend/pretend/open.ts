import type { Backend } from '../backend.ts';
import type { CaseId, CaseView, Topic, Verdict } from '../bindings.ts';
import { blindCase, form, judged, openCase, receiptOf } from './case.ts';
import { rowsByView } from './cases.ts';
import { plate } from './picture.ts';
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
  scenario: { offline?: boolean },
  notify: (...topics: Topic[]) => void,
): CaseCalls {
  const opened = new Map<CaseId, CaseView>();
  const verdicts = new Map<CaseId, Verdict>();
  const pictures = new Map<string, string>();
  const rowOf = (id: CaseId) =>
    rowsByView.open.find((row) => row.id === id) ?? refuse({ kind: 'not_found' });
  const viewOf = (id: CaseId) => opened.get(id) ?? keep(blindCase(rowOf(id)));
  const keep = (view: CaseView) => {
    opened.set(view.id, view);
    return view;
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
      return keep(openCase(answered));
    },
    async giveBack(id) {
      opened.delete(id);
      notify('queue');
    },
    async picture(request) {
      const token = `${request.evidence}-${request.width}`;
      pictures.set(token, plate(request));
      const view = viewOf(request.case);
      keep({
        ...view,
        pictures: view.pictures.map((one) =>
          one.id === request.evidence ? { ...one, seen: true } : one,
        ),
      });
      return { token, width: request.width, height: request.height };
    },
    async saveDraft(request) {
      const draft = { ...request.draft, kept_at: new Date().toISOString() };
      keep({ ...viewOf(request.case), draft });
      return draft;
    },
    decisionForm: async () => form,
    async decide(request) {
      verdicts.set(request.case, request.verdict);
      notify('queue', 'case');
      return receiptOf(viewOf(request.case), request.verdict);
    },
    cancelDecide: async () => {},
    receipt: async (id) => receiptOf(viewOf(id), verdicts.get(id) ?? 'approve'),
    saveReceipt: async (id) => `/home/ana/Documents/${rowOf(id).number}.receipt.json`,
    takeBack: async () => notify('queue', 'case'),
    evidenceAddress: (token) => pictures.get(token) ?? '',
  };
}
