import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import type { Backend } from './backend/backend.ts';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';

async function backendOf(mode: string): Promise<Backend> {
  // A build knows its mode, so that what is never built in leaves no trace in it.
  if (import.meta.env.DEV && mode === 'pretend') {
    const { pretendFromAddress } = await import('./backend/pretend.ts');
    return pretendFromAddress();
  }
  const { tauri } = await import('./backend/tauri.ts');
  return tauri;
}

const root = document.getElementById('root');
if (root) {
  const backend = await backendOf(import.meta.env.MODE);
  createRoot(root).render(
    <StrictMode>
      <App backend={backend} />
    </StrictMode>,
  );
}
