/** The style sheet: GB/T 9704 for text pages, narrower margins for tables, `— 3 —` at the foot. */
import { type FontSet, fontFaceCss, fontFamilies } from './fonts.js';

export type PageKind = 'text' | 'table' | 'wide';

/** Page margins in mm. */
const MARGINS = {
  text: { top: 37, right: 26, bottom: 35, left: 28 },
  table: { top: 22, right: 16, bottom: 22, left: 16 },
  wide: { top: 20, right: 16, bottom: 20, left: 16 },
} as const;
const PAPER = { short: 210, long: 297 } as const;
const POINTS_PER_MM = 72 / 25.4;

/** Width between the margins of a kind of page, in pt. */
export function roomOf(kind: PageKind): number {
  const paper = kind === 'wide' ? PAPER.long : PAPER.short;
  return (paper - MARGINS[kind].left - MARGINS[kind].right) * POINTS_PER_MM;
}

/** Height between the margins of a kind of page, in pt. */
export function depthOf(kind: PageKind): number {
  const paper = kind === 'wide' ? PAPER.short : PAPER.long;
  return (paper - MARGINS[kind].top - MARGINS[kind].bottom) * POINTS_PER_MM;
}

function pageRule(kind: PageKind): string {
  const { top, right, bottom, left } = MARGINS[kind];
  return `@page ${kind}{size:A4${kind === 'wide' ? ' landscape' : ''};margin:${top}mm ${right}mm ${bottom}mm ${left}mm;
@bottom-center{content:'— ' counter(page) ' —';vertical-align:top;padding-top:7mm;font:14pt/1 var(--body)}}
.${kind}{page:${kind}}`;
}

/** The whole style sheet of a document. */
export function styleSheet(fonts: FontSet, webFonts: boolean): string {
  const family = fontFamilies(fonts);
  return `${webFonts ? fontFaceCss() : ''}
:root{--body:${family.body};--title:${family.title};--sans:${family.sans};--kai:${family.kai};--heading:${family.headingWeight}}
${pageRule('text')}
${pageRule('table')}
${pageRule('wide')}
@page cover{size:A4;margin:37mm 26mm 35mm 28mm}
*{box-sizing:border-box}
html{text-rendering:geometricPrecision;font:16pt/28pt var(--body);color:#000;background:#fff;print-color-adjust:exact}
body{margin:0;overflow-wrap:anywhere;orphans:2;widows:2}
h1,h2,h3,h4,h5,h6,p,figure{margin:0;font-size:inherit;font-weight:inherit}
h1,h2,h3,h4,h5,h6{break-after:avoid;break-inside:avoid}
a{color:inherit;text-decoration:none}
.cover{page:cover;height:224mm;display:flex;flex-direction:column;justify-content:space-between;text-align:center;padding-top:42mm}
.cover .name{font:var(--heading) 32pt/1.6 var(--title);text-wrap:balance;word-break:keep-all}
.cover .lines{font-size:18pt;line-height:32pt}
.contents{break-before:page}
.contents h1,.part>:first-child>h1{font:var(--heading) 22pt/34pt var(--title);text-align:center;text-wrap:balance;word-break:keep-all}
.part>:first-child>h1 span{display:block}
.contents h1{margin-bottom:14pt;letter-spacing:1em;text-indent:1em}
.contents ol{list-style:none;margin:0;padding:0}
.contents li{font-size:12pt;line-height:19pt;break-inside:avoid}
.contents .tight li{font-size:11.5pt;line-height:inherit}
.contents .l0{font-family:var(--sans);margin-top:4pt}
.contents .l1{padding-left:2em}
.contents .l2{padding-left:4em}
.contents a{display:flex;align-items:last baseline}
.contents .dots{flex:1 0 2em;margin:0 4pt;border-bottom:1.2pt dotted #000}
.contents .page{flex:none;min-width:2.4em;text-align:right;font-family:var(--body)}
.part{break-before:page}
.part>:first-child>h1{margin-bottom:20pt}
.part>.table:first-child>h1,.part>.wide:first-child>h1{margin-bottom:10pt}
p{text-align:justify;text-indent:2em;white-space:pre-line}
.h1{font-family:var(--sans);font-weight:var(--heading);text-indent:2em}
.h2{font-family:var(--kai);font-weight:var(--heading);text-indent:2em}
.h3{font-weight:700;text-indent:2em}
.table>.h1,.table>.h2,.table>.h3,.wide>.h1,.wide>.h2,.wide>.h3{text-indent:0;margin:4pt 0}
.n,.u{white-space:nowrap;overflow-wrap:normal}
.block{break-inside:avoid;margin:0 0 18pt}
.block.long{break-inside:auto}
.block+.block.long{break-before:page}
.h1:has(+.block.long){break-before:page}
h1+.h1:has(+.block.long){break-before:auto}
.block .number{display:block;font:12pt/18pt var(--sans)}
.block .title{display:block;font:var(--heading) 16pt/24pt var(--sans);text-align:center;text-wrap:balance;word-break:keep-all}
.block>.line>span+span{flex:none}
.block>.line{display:flex;justify-content:space-between;gap:2em;font-size:10.5pt;line-height:16pt;margin:2pt 0;break-after:avoid}
.block>.line.end{justify-content:flex-end;margin:0}
.closing{font-size:10.5pt;line-height:16pt;text-indent:0;margin-top:3pt}
.closing{margin-top:12pt}
table{width:calc(100% - 1pt);margin:0 .5pt;table-layout:fixed;border-collapse:collapse;line-height:1.3}
thead{display:table-header-group}
table+table{margin-top:-.5pt}
tr{break-inside:avoid}
tbody tr.k{break-after:avoid}
.spans tbody tr{break-inside:auto}
.spans td:not([rowspan]){break-inside:avoid}
th,td{border:.5pt solid #000;padding:.22em .35em;text-align:left;vertical-align:middle;font-weight:400;white-space:pre-line}
td{height:1.74em}
tr.note td{border:0;font-size:10.5pt;line-height:16pt;padding:3pt 0 0}
th{text-align:center}
.form th,.form td{line-height:1.4}
td.c{text-align:center}
td.r{text-align:right}
.b{font-weight:700}
.n{white-space:nowrap}
td.n{font-feature-settings:'hwid'}
figure{break-inside:avoid;margin:6pt 0 10pt;text-align:center}
figure svg{display:block;margin:0 auto;max-width:100%;height:auto;font-family:var(--sans)}
figcaption{font:12pt/20pt var(--sans);text-align:center;margin-top:3pt}
@media screen{body{max-width:267mm;margin:0 auto;padding:10mm}}
`;
}
