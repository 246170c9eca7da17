import { QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { invalidate, newQueryClient } from './queries.ts';

test('a first answer from before a change is asked for again', async () => {
  const client = newQueryClient();
  const answers: ((rows: number) => void)[] = [];
  const queryFn = vi.fn(() => new Promise<number>((answer) => answers.push(answer)));
  const seen: (number | undefined)[] = [];
  const observer = new QueryObserver<number>(client, { queryKey: ['queue', 'open'], queryFn });
  const stop = observer.subscribe(({ data }) => seen.push(data));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  invalidate(client, { topics: ['queue'], say: null });
  answers[0]?.(0);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(72);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(72));
  expect(queryFn).toHaveBeenCalledTimes(2);
  stop();
});

test('an answer that nothing changed under is asked for once', async () => {
  const client = newQueryClient();
  const queryFn = vi.fn(async () => 72);
  const observer = new QueryObserver<number>(client, { queryKey: ['queue', 'open'], queryFn });
  const stop = observer.subscribe(() => {});
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(72));
  invalidate(client, { topics: ['directory'], say: null });
  await Promise.resolve();
  expect(queryFn).toHaveBeenCalledTimes(1);
  stop();
});
