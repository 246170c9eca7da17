import type { EvidenceRole, PictureRequest } from '../bindings.ts';
import { portrait, selfie } from './faces.ts';
import { page } from './page.ts';

/** What is pretended to be in each picture. All of it is drawn; no face is kept in the sources. */
const drawings: Readonly<Record<EvidenceRole, { width: number; height: number; art: string }>> = {
  portrait: { width: 1024, height: 1280, art: portrait },
  selfie: { width: 1024, height: 1280, art: selfie },
  document_front: { width: 1024, height: 720, art: page },
  document_back: {
    width: 1024,
    height: 720,
    art: '<rect width="1024" height="720" rx="22" fill="#dfe8e6"/>',
  },
};

/** Draws what the confined child would: part, turn, contrast, window and the viewer's mark. */
export function drawn(request: PictureRequest, role: EvidenceRole, mark: string): string {
  const { width, height, art } = drawings[role];
  const [x, y, w, h] = request.region ?? [0, 0, 1, 1];
  const part = { x: x * width, y: y * height, width: w * width, height: h * height };
  const odd = request.quarter_turns % 2 === 1;
  const [across, down] = odd ? [part.height, part.width] : [part.width, part.height];
  const scale = Math.min(request.width / across, request.height / down);
  const turn = `translate(${across / 2} ${down / 2}) rotate(${request.quarter_turns * 90}) translate(${-(part.x + part.width / 2)} ${-(part.y + part.height / 2)})`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(across * scale)}" height="${Math.round(down * scale)}" viewBox="0 0 ${across} ${down}"><g transform="${turn}"><g style="filter:contrast(${request.contrast})">${windowed(request, art, width, height)}</g></g>${marks(mark, across, down)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** All but the window is a blank plate. */
function windowed({ window }: PictureRequest, art: string, width: number, height: number): string {
  if (!window) return art;
  const [x, y, w, h] = window;
  const hole = `<clipPath id="window"><rect x="${x * width}" y="${y * height}" width="${w * width}" height="${h * height}"/></clipPath>`;
  return `${hole}<rect width="${width}" height="${height}" fill="#8f9396"/><g clip-path="url(#window)">${art}</g>`;
}

function marks(mark: string, width: number, height: number): string {
  const size = Math.max(width, height) / 46;
  const lines = Array.from({ length: 7 }, (_, n) => {
    const y = (height * (n + 0.5)) / 6;
    return `<text transform="translate(${-width * 0.1} ${y}) rotate(-18)" font-size="${size}">${`${mark}  ·  `.repeat(3)}</text>`;
  });
  return `<g fill="#fff" stroke="#000" stroke-width=".6" opacity=".2" font-family="Inter Variable, sans-serif">${lines.join('')}</g>`;
}
