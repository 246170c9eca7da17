import { portrait } from './faces.ts';

/** The data page of an invented country's passport, 1024 by 720, as the service covers it. */

const label = (x: number, y: number, text: string) =>
  `<text x="${x}" y="${y}" font-size="13" fill="#4f6468">${text}</text>`;

const field = (x: number, y: number, name: string, value: string, marked = false) => `
  ${label(x, y, name)}
  ${marked ? `<rect x="${x - 8}" y="${y + 8}" width="${value.length * 15 + 24}" height="30" rx="4" fill="#ead9a4" opacity=".8"/>` : ''}
  <text x="${x}" y="${y + 31}" font-size="22" font-weight="700" fill="#1c2b2f">${value}</text>`;

const lines = Array.from({ length: 26 }, (_, n) => {
  const y = 20 + n * 21;
  return `<path d="M0 ${y}q128-26 256 0t256 0t256 0t256 0" fill="none" stroke="#7fb0ad" stroke-width="1.4" opacity=".35"/>`;
}).join('');

const rings = Array.from(
  { length: 24 },
  (_, n) =>
    `<ellipse cx="872" cy="140" rx="96" ry="34" transform="rotate(${n * 7.5} 872 140)" fill="none" stroke="#c59f4d" opacity=".5"/>`,
).join('');

const machine = (y: number, text: string) =>
  `<text x="44" y="${y}" font-family="monospace" font-size="29.5" letter-spacing="3.05" fill="#1c2b2f">${text}</text>`;

export const page = `
  <defs><linearGradient id="paper" x2="1" y2="1"><stop stop-color="#e3f0ee"/><stop offset=".55" stop-color="#dcebee"/><stop offset="1" stop-color="#f2ead6"/></linearGradient></defs>
  <rect width="1024" height="720" rx="22" fill="url(#paper)"/>${lines}${rings}
  <rect y="574" width="1024" height="146" rx="22" fill="#fbf8ee"/><rect y="572" width="1024" height="30" fill="#fbf8ee"/>
  <g font-family="Inter Variable, sans-serif">
  <text x="46" y="58" font-size="27" font-weight="700" letter-spacing="2.2" fill="#1f4a4e">REPUBLIC OF VALDRIA</text>
  ${label(46, 82, 'PASSPORT · PASSEPORT')}
  <svg x="46" y="118" width="286" height="358" viewBox="0 0 1024 1280">${portrait}</svg>
  <rect x="46" y="118" width="286" height="358" fill="#4f8d92" opacity=".14"/>
  <path d="M70 540c30-60 44 10 64-24s20 34 48 0 40 20 66-12 22 30 54 2" fill="none" stroke="#1c2b2f" stroke-width="4"/>
  ${label(52, 566, 'Signature of bearer')}
  ${field(372, 138, 'Type', 'P')}${field(492, 138, 'Code', 'VDR')}
  ${label(652, 138, 'Passport no.')}<rect x="646" y="148" width="160" height="26" rx="5" fill="#b9c4c4"/><text x="688" y="167" font-size="15" fill="#33484b">covered</text>
  ${field(372, 204, 'Surname', 'WÓJCIK-NOWAK', true)}
  ${field(372, 272, 'Given names', 'KATARZYNA ANNA', true)}
  ${field(372, 340, 'Nationality', 'VALDRIAN')}${field(700, 340, 'Date of birth', '14 MAR 1989')}
  ${field(372, 408, 'Sex', 'F')}${field(492, 408, 'Place of birth', 'PORT ESKER')}
  ${field(372, 476, 'Date of issue', '03 JUL 2021')}${field(700, 476, 'Date of expiry', '02 JUL 2031')}
  <text x="372" y="552" font-size="15" fill="#4f6468">Authority  <tspan font-weight="700" fill="#1c2b2f">CIVIL REGISTRY, PORT ESKER</tspan></text>
  <text transform="translate(372 520) rotate(-18)" font-size="112" font-weight="800" letter-spacing="8" fill="#c0392b" opacity=".18">SPECIMEN</text>
  </g>
  ${machine(632, 'P&lt;VDRWOJCIK&lt;NOWAK&lt;&lt;KATARZYNA&lt;ANNA&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;')}
  <rect x="36" y="652" width="952" height="46" rx="6" fill="#c9cbc4"/>
  <text x="390" y="682" font-family="Inter Variable, sans-serif" font-size="21" fill="#33484b">Second machine line covered</text>`;
