/** Web pages of a season: no script, nothing from elsewhere; whoever has the file sees all of it. */
import { printable } from '../render/html-text.js';

/** A text as it may stand in a page. */
export const escaped = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * @param body its markup: all texts in it are escaped
 * @param refresh seconds after which it is loaded anew; never without it
 */
export const page = (title: string, body: string, refresh?: number): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
${refresh === undefined ? '' : `<meta http-equiv="refresh" content="${refresh}">\n`}<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .3rem; }
header p { margin: .2rem 0; }
.deadline { font-weight: 600; }
.quiet, small { opacity: .75; }
small { display: block; font-weight: 400; }
progress { width: min(30rem, 60vw); vertical-align: middle; }
ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .4rem 0; }
main { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
thead th { white-space: nowrap; }
td:nth-child(4), .number { white-space: nowrap; }
td.number, thead th.number { text-align: right; font-variant-numeric: tabular-nums; }
section { margin-top: 2rem; }
h2 { font-size: 1.15rem; margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; font: inherit; font-size: .9em; }
.s0, .s1 { color: light-dark(#a8071a, #ff9c9c); font-weight: 600; }
.s2 { color: light-dark(#874d00, #ffc069); font-weight: 600; }
@media print { details > * { display: block; } }
`.trim();
