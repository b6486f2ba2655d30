// How printed figures come about, built when a person asks for it. Texts only ever become text nodes.

/** More lines than these are shown only as far as they differ. */
const MOST_LINES = 12;

/** An element with attributes and content; texts become text nodes. */
function make(tag, attributes = {}, ...content) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  el.append(...content);
  return el;
}

/** `0-4,7` → [0, 1, 2, 3, 4, 7] */
function numbersOf(ranges) {
  if (ranges === '') return [];
  return ranges.split(',').flatMap((range) => {
    const [from, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** 12503012.5 → 12,503,012.5 */
function grouped(number) {
  const [whole, ...decimals] = number.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}

/**
 * The trails of one change: of one figure in a cell, of several in a sentence.
 * @param book the page's data, its lists unfolded, and what the two sides are called
 */
function trailView(trails, book) {
  const figures = trails.map(({ old, now }) => {
    const parts =
      old?.whole || now?.whole
        ? [
            ...linesView('被除数：', old, now, book),
            ...linesView('除数：', old?.whole, now?.whole, book),
          ]
        : linesView('', old, now, book);
    return make(
      'div',
      { class: 'figure' },
      formulaView(book.old, old, book),
      formulaView(book.now, now, book),
      ...parts,
    );
  });
  return make('div', { class: 'trails' }, ...figures);
}

/** Printed ← rounding ← exact ← so many lines. */
function formulaView(name, trail, { lists }) {
  if (!trail) return make('p', { class: 'formula' }, make('b', {}, name), '（无）');
  const amount = ({ exact, unit }) => `${grouped(exact)}${unit === '' ? '' : ` ${unit}`}`;
  const { whole, plus, minus, times = [] } = trail;
  const count = lists[plus].length + lists[minus].length + times.length;
  const exact = whole ? `${amount(trail)} ÷ ${amount(whole)} × 100` : amount(trail);
  const steps = [trail.rounding, exact, ...(whole || count === 0 ? [] : [`${count} 处输入`])];
  return make(
    'p',
    { class: 'formula' },
    make('b', {}, name),
    make('span', { class: 'printed' }, trail.printed),
    ...steps.flatMap((step) => [
      make('span', { class: 'arrow', role: 'img', 'aria-label': '来自' }, '←'),
      make('span', {}, step),
    ]),
  );
}

/** The lines that both sides are sums of, what changed first. */
function linesView(name, old, now, book) {
  const both = Boolean(old && now);
  const lines = pairedLines(old, now, book).map((line) => ({
    ...line,
    changed: both && line.old?.text !== line.now?.text,
  }));
  if (lines.length === 0) return [];
  const shown = lines.filter(({ changed }) => changed);
  const same = lines.filter(({ changed }) => !changed);
  const room = lines.length <= MOST_LINES ? same.length : both ? 0 : MOST_LINES;
  shown.push(...same.slice(0, room));
  const folded = same.slice(room);
  const told = both ? `，变了 ${lines.length - same.length} 处` : '';
  const rowOf = (line) => lineRow(line, both, book);
  const body = make('tbody', {}, ...shown.map(rowOf));
  const heads = ['加减', '输入', ...(both ? [book.old, book.now] : ['写的'])];
  const table = make(
    'table',
    { class: 'sources' },
    make('caption', {}, `${name}${lines.length} 处输入${told}`),
    make('thead', {}, make('tr', {}, ...heads.map((text) => make('th', { scope: 'col' }, text)))),
    body,
  );
  if (folded.length === 0) return [table];
  const label = `其余 ${folded.length} 处${both ? '相同' : ''}`;
  const button = make('button', { type: 'button', 'aria-expanded': 'false' }, label);
  button.addEventListener('click', () => {
    const expanded = button.getAttribute('aria-expanded') === 'true';
    if (expanded) while (body.rows.length > shown.length) body.lastChild.remove();
    else body.append(...folded.map(rowOf));
    button.setAttribute('aria-expanded', String(!expanded));
    button.textContent = expanded ? label : `收起${label}`;
  });
  return [table, make('p', { class: 'rest' }, button)];
}

function lineRow({ signs, old, now, changed }, both, { data }) {
  const written = (line) => {
    if (!line) return make('td', { class: 'w' }, make('span', { class: 'none' }, '（无）'));
    const plain = Number(line.text.replace(/[,，_\s]/g, ''));
    const other = line.yuan !== undefined && plain !== Number(line.yuan);
    return make(
      'td',
      { class: line.yuan === undefined ? 'w' : 'n' },
      changed ? make('b', {}, line.text) : line.text,
      other ? make('span', { class: 'at' }, `${grouped(line.yuan)} 元`) : '',
      make('span', { class: 'at' }, `${data.files[line.file]} ${line.cell ?? `第 ${line.line} 行`}`),
    );
  };
  return make(
    'tr',
    changed ? { class: 'changed' } : {},
    make('td', { class: 'sign' }, signs),
    make(
      'th',
      { scope: 'row' },
      ...(changed ? [make('span', { class: 'tag' }, '变'), ' '] : []),
      (now ?? old).name,
    ),
    ...(both ? [written(old), written(now)] : [written(now ?? old)]),
  );
}

/**
 * Lines of both sides, the same place in both as one. The comparison knows the partners of lines that
 * changed; others are told by name and text. A difference turns all its signs when it changes its own.
 */
function pairedLines(old, now, { data, lists }) {
  const termOf = (sign, index) => ({ sign, index, line: data.lines[index] });
  const termsOf = (trail) => [
    ...['plus', 'minus'].flatMap((side) =>
      (trail ? lists[trail[side]] : []).map((index) =>
        termOf(side === 'plus' ? '加' : '减', index),
      ),
    ),
    ...(trail?.times ?? []).map(([index, by]) => termOf(`乘 ${by}`, index)),
  ];
  const partners = new Map(data.pairs);
  const keys = [
    ({ index }, isOld) => (isOld ? partners.get(index) : index),
    ({ line }) => `${line.name}\n${line.text}`,
    ({ line }) => line.name,
  ];
  const left = termsOf(old);
  let right = termsOf(now);
  const found = new Map();
  for (const bySign of [true, false]) {
    for (const key of keys) {
      const full = (term, isOld) => `${bySign ? term.sign : ''} ${key(term, isOld)}`;
      const free = new Map();
      for (const term of right) {
        const same = free.get(full(term, false));
        if (same) same.push(term);
        else free.set(full(term, false), [term]);
      }
      for (const term of left) {
        const match = found.has(term) ? undefined : free.get(full(term, true))?.shift();
        if (match) found.set(term, match);
      }
      const taken = new Set(found.values());
      right = right.filter((term) => !taken.has(term));
    }
  }
  return [
    ...left.map((term) => {
      const match = found.get(term);
      const turned = match && match.sign !== term.sign;
      const signs = turned ? `${term.sign} → ${match.sign}` : term.sign;
      return { signs, old: term.line, now: match?.line };
    }),
    ...right.map(({ sign, line }) => ({ signs: sign, now: line })),
  ];
}
