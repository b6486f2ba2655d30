/** How far a season is, as a web page of its own: no script, nothing from elsewhere. */
import { countsOf, type SeasonLine, type SeasonState } from './state.js';
import { deadlineText, firstLine, type When } from './status-text.js';

/** Seconds after which a page that is written again and again is loaded anew. */
const REFRESH = 5;

/** What is to be done comes first. */
const ORDER: readonly SeasonLine['状态'][] = [
  '有错',
  '放下',
  '没有报来',
  '等待',
  '已生成',
  '未变',
  '不单独生成',
];

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** @param goesOn whether it will be written again */
export function statusPage(state: SeasonState, { today, at }: When, goesOn: boolean): string {
  const { 名称, 截止, 各份: lines, 队列, 每小时, 约剩秒, 结束 } = state;
  const done = lines.filter((one) => one.状态 !== '等待').length;
  const counts = countsOf(lines).map(
    ([what, count]) => `<li class="s${ORDER.indexOf(what)}"><b>${count}</b> ${what}</li>`,
  );
  const sorted = ORDER.flatMap((what) => lines.filter((one) => one.状态 === what));
  const rate =
    结束 || 每小时 === undefined
      ? ''
      : `<p>每小时 ${每小时} 份，约剩 ${Math.ceil((约剩秒 ?? 0) / 60)} 分${队列 ? `；队列：${escaped(队列)}` : ''}</p>`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
${goesOn ? `<meta http-equiv="refresh" content="${REFRESH}">\n` : ''}<title>${escaped(名称)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(名称)}</h1>
${截止 === undefined ? '' : `<p class="deadline">${escaped(deadlineText(截止, today))}</p>\n`}<p><progress max="${lines.length}" value="${done}" aria-label="进度"></progress> ${done}/${lines.length}</p>
<ul>${counts.join('')}</ul>
${rate}
<p class="quiet">${结束 ? '已结束' : '更新'}：${escaped(at)}</p>
</header>
<main>
<table>
<thead><tr><th scope="col">代码</th><th scope="col">部门</th><th scope="col">单位</th><th scope="col">状态</th><th scope="col">先改哪里／材料</th></tr></thead>
<tbody>
${sorted.map(rowOf).join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
}

function rowOf(line: SeasonLine): string {
  const { 代码 = '', 部门, 输入, 单位 = '', 状态, 材料 = '', 说明 = '' } = line;
  const more = 说明.trim().split('\n').length > 1;
  const first = escaped(firstLine(line));
  const said = more
    ? `<details><summary>${first}</summary><pre>${escaped(说明)}</pre></details>`
    : first;
  const bad = 状态 === '有错' || 状态 === '放下';
  return `<tr><td>${escaped(代码)}</td><th scope="row">${escaped(部门 ?? 输入)}${部门 === undefined ? '' : `<small>${escaped(输入)}</small>`}</th><td>${escaped(单位)}</td><td class="s${ORDER.indexOf(状态)}">${状态}</td><td>${bad ? said : escaped(材料)}</td></tr>`;
}

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
td:nth-child(4) { white-space: nowrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; font: inherit; font-size: .9em; }
.s0, .s1 { color: light-dark(#a8071a, #ff9c9c); font-weight: 600; }
.s2 { color: light-dark(#874d00, #ffc069); font-weight: 600; }
@media print { details > * { display: block; } }
`.trim();
