/** Drawn faces of one invented person, 1024 by 1280: on her document, and today. */

const skin = '#d9b394';
const shade = '#b98d70';

const head = (glow: string) => `
  <path d="M430 850h164v190q-82 90-164 0z" fill="${shade}"/>
  <path d="M305 560c0-200 90-300 207-300s207 100 207 300c0 90-30 180-75 245-38 54-84 85-132 85s-94-31-132-85c-45-65-75-155-75-245z" fill="${skin}"/>
  <path d="M305 560c0-60 8-112 24-155-6 190 10 330 78 440 30 30 66 45 105 45-48 0-94-31-132-85-45-65-75-155-75-245z" fill="${glow}" opacity=".28"/>
  ${eye(412)}${eye(612)}
  <path d="M352 520q58-44 118-14l-4 18q-56-22-112 10z" fill="#4c3325"/>
  <path d="M672 520q-58-44-118-14l4 18q56-22 112 10z" fill="#4c3325"/>
  <path d="M512 580c-8 60-20 96-38 122 10 22 66 22 76 0-18-26-30-62-38-122z" fill="${shade}" opacity=".34"/>
  <path d="M466 706q18 20 46 8 28 12 46-8" fill="none" stroke="#8a5f49" stroke-width="6" stroke-linecap="round"/>
  <path d="M432 790q44-26 80-12 36-14 80 12-34 42-80 42t-80-42z" fill="#a9635c"/>
  <path d="M432 790q80 16 160 0" fill="none" stroke="#7c423f" stroke-width="4"/>
  <path d="M448 862q64 26 128 0" fill="none" stroke="${shade}" stroke-width="5" opacity=".6"/>
  <circle cx="610" cy="748" r="8" fill="#5a3a2c"/>
  ${freckles()}`;

const eye = (x: number) => `
  <path d="M${x - 56} 586q56-52 112 0-56 44-112 0z" fill="#f3efe9"/>
  <circle cx="${x}" cy="582" r="25" fill="#56796c"/><circle cx="${x}" cy="582" r="11" fill="#18201d"/>
  <circle cx="${x + 8}" cy="574" r="5" fill="#fff"/>
  <path d="M${x - 58} 586q58-58 116 0" fill="none" stroke="#2d1f18" stroke-width="7" stroke-linecap="round"/>
  <path d="M${x - 50} 552q50-28 100 0" fill="none" stroke="${shade}" stroke-width="5"/>`;

const freckles = () =>
  Array.from({ length: 34 }, (_, n) => {
    const side = n % 2 === 0 ? 1 : -1;
    const x = 512 + side * (70 + ((n * 37) % 105));
    const y = 646 + ((n * 53) % 84);
    return `<circle cx="${x}" cy="${y}" r="${3 + (n % 3)}" fill="#a86a4d" opacity=".55"/>`;
  }).join('');

export const portrait = `
  <defs><linearGradient id="wall" x2="0" y2="1"><stop stop-color="#dfe3e6"/><stop offset="1" stop-color="#c3c9cf"/></linearGradient>
  <linearGradient id="hair" x2="1" y2="1"><stop stop-color="#7d4e34"/><stop offset="1" stop-color="#512f1f"/></linearGradient></defs>
  <rect width="1024" height="1280" fill="url(#wall)"/>
  <path d="M250 1060c0-360-10-560 30-720 36-140 130-196 232-196s196 56 232 196c40 160 30 360 30 720-160 50-360 50-524 0z" fill="url(#hair)"/>
  <path d="M10 1280c0-190 190-270 380-330q122 150 244 0c190 60 380 140 380 330z" fill="#414f63"/>
  <path d="M390 950q122 260 244 0l-40-24q-82 170-164 0z" fill="#2f3a4a"/>
  ${head('#fff')}
  <path d="M306 640c-30-260 60-400 196-400-60 30-140 130-158 240-8 60-20 110-38 160zM718 640c30-260-60-400-216-400 70 30 160 130 178 240 8 60 20 110 38 160z" fill="url(#hair)"/>`;

export const selfie = `
  <defs><linearGradient id="room" x2="1" y2="1"><stop stop-color="#c2ad90"/><stop offset="1" stop-color="#8f7757"/></linearGradient>
  <linearGradient id="bun" x2="1" y2="1"><stop stop-color="#8a4c2a"/><stop offset="1" stop-color="#5c2f18"/></linearGradient></defs>
  <rect width="1024" height="1280" fill="url(#room)"/>
  <rect y="800" width="1024" height="480" fill="#86704f"/><rect x="716" width="212" height="850" fill="#d8c8ae" opacity=".55"/>
  <g transform="rotate(2 512 640) translate(0 14)">
  <circle cx="512" cy="150" r="104" fill="url(#bun)"/>
  <path d="M0 1300c0-220 200-300 390-350q122 150 244 0c190 50 400 130 400 350z" fill="#75907c"/>
  <path d="M390 950q122 240 244 0l-36-20q-86 150-172 0z" fill="#5d7765"/>
  <ellipse cx="300" cy="610" rx="34" ry="62" fill="${skin}"/><ellipse cx="724" cy="610" rx="34" ry="62" fill="${skin}"/>
  ${head('#ffd9a8')}
  <path d="M296 560c-20-230 80-350 216-350s236 120 216 350c-20-110-90-200-216-230-126 30-196 120-216 230z" fill="url(#bun)"/>
  <g fill="none" stroke="#3b2416" stroke-width="15"><rect x="330" y="522" width="166" height="130" rx="46"/><rect x="530" y="522" width="166" height="130" rx="46"/><path d="M496 566q17-18 34 0M330 560l-36-16M696 560l36-16"/></g>
  </g>`;
