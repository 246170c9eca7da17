import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CaseId, EvidenceId } from '../backend/bindings.ts';
import { useCommand } from '../keyboard/registry.ts';
import { contrasted, fit, type Place, panned, type Setting, turned, zoomed } from './look.ts';

type Settings = Readonly<Record<EvidenceId, Setting>>;

export type Change = (setting: Setting, place: Place) => Setting;

export type Looks = {
  of: (id: EvidenceId) => Setting;
  /** Changes how these pictures are looked at; one that is not drawn yet stays as it is. */
  change: (ids: readonly EvidenceId[], change: Change) => void;
  /** A picture says where it is drawn. */
  placed: (id: EvidenceId, place: Place) => void;
  placeOf: (id: EvidenceId) => Place | undefined;
};

/** How each picture of a case is looked at: remembered from step to step, and forgotten with the session. */
export function useLooks(caseId: CaseId): Looks {
  const client = useQueryClient();
  const key = ['case', caseId, 'looks'];
  const [settings, setSettings] = useState<Settings>(
    () => client.getQueryData<Settings>(key) ?? {},
  );
  const places = useRef(new Map<EvidenceId, Place>());
  const [, setMeasured] = useState(0);
  return {
    of: (id) => settings[id] ?? fit,
    change: (ids, change) => {
      const before = client.getQueryData<Settings>(key) ?? settings;
      const next = { ...before };
      for (const id of ids) {
        const place = places.current.get(id);
        if (place) next[id] = change(before[id] ?? fit, place);
      }
      client.setQueryData(key, next);
      setSettings(next);
    },
    placed: (id, place) => {
      places.current.set(id, place);
      setMeasured((nth) => nth + 1);
    },
    placeOf: (id) => places.current.get(id),
  };
}

type Handles = {
  /** Zoom, contrast, fit and pan: both pictures when they move together. */
  change: (change: Change) => void;
  /** Turning is for the one picture that lies wrong. */
  turn: (change: Change) => void;
  /** To the next or the previous picture. */
  step: (by: 1 | -1) => void;
};

/** The keys of evidence, wherever pictures are shown. */
export function useLookCommands({ change, turn, step }: Handles): void {
  useCommand('evidence.zoom_in', { run: () => change((s, at) => zoomed(s, 1, at)) });
  useCommand('evidence.zoom_out', { run: () => change((s, at) => zoomed(s, -1, at)) });
  useCommand('evidence.rotate_right', { run: () => turn((s, at) => turned(s, 1, at)) });
  useCommand('evidence.rotate_left', { run: () => turn((s, at) => turned(s, -1, at)) });
  useCommand('evidence.contrast', { run: () => change(contrasted) });
  useCommand('evidence.fit', { run: () => change(() => fit) });
  useCommand('evidence.previous', { run: () => step(-1) });
  useCommand('evidence.next', { run: () => step(1) });
  useCommand('evidence.left', { run: () => change((s, at) => panned(s, -1, 0, at)) });
  useCommand('evidence.right', { run: () => change((s, at) => panned(s, 1, 0, at)) });
  useCommand('evidence.up', { run: () => change((s, at) => panned(s, 0, -1, at)) });
  useCommand('evidence.down', { run: () => change((s, at) => panned(s, 0, 1, at)) });
}
