import type { PictureRequest } from '../bindings.ts';

/** A plain plate in place of a picture: no face is kept in the sources. */
export function plate({ evidence, width, height }: PictureRequest): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 400 500" preserveAspectRatio="xMidYMid slice"><rect width="400" height="500" fill="#c9ced6"/><circle cx="200" cy="210" r="95" fill="#8d7f76"/><path d="M60 500c10-130 80-180 140-180s130 50 140 180z" fill="#5b6577"/><text x="200" y="480" fill="#fff" font-size="18" text-anchor="middle">SPECIMEN ${evidence.slice(0, 8)}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
