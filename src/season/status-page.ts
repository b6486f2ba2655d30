/** How far a season is, as a web page of its own: no script, nothing from elsewhere. */
import { escaped, page } from './page.js';
import { countsOf, type SeasonLine, type SeasonState } from './state.js';
import { deadlineText, firstLine, SILENT, type When } from './status-text.js';

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

/** @param goesOn whether it will be written again */
export function statusPage(
  state: SeasonState,
  { today, at, silent }: When,
  goesOn: boolean,
): string {
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
  return page(
    名称,
    `<header>
<h1>${escaped(名称)}</h1>
${截止 === undefined ? '' : `<p class="deadline">${escaped(deadlineText(截止, today))}</p>\n`}<p><progress max="${lines.length}" value="${done}" aria-label="进度"></progress> ${done}/${lines.length}</p>
<ul>${counts.join('')}</ul>
${rate}
<p class="quiet">${结束 ? '已结束' : '更新'}：${escaped(at)}${silent && !结束 ? `　${SILENT}` : ''}</p>
</header>
<main>
<table>
<thead><tr><th scope="col">代码</th><th scope="col">部门</th><th scope="col">单位</th><th scope="col">状态</th><th scope="col">先改哪里／材料</th></tr></thead>
<tbody>
${sorted.map(rowOf).join('\n')}
</tbody>
</table>
</main>`,
    goesOn ? REFRESH : undefined,
  );
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
