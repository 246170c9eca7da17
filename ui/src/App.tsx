import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Backend } from './backend/backend.ts';
import { BackendProvider } from './backend/context.tsx';
import { newQueryClient } from './backend/queries.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { newRouter, type RouterHistory } from './routes.tsx';

type Props = { backend: Backend; history?: RouterHistory };

export function App({ backend, history }: Props) {
  const [client] = useState(newQueryClient);
  const [router] = useState(() => newRouter({ backend, client }, history));
  return (
    <I18nProvider locale={document.documentElement.lang || 'en'}>
      <QueryClientProvider client={client}>
        <BackendProvider value={backend}>
          <ErrorBoundary>
            <RouterProvider router={router} />
          </ErrorBoundary>
        </BackendProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}
