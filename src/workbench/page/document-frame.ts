/**
 * The printed document in its frame: sheets are put in and exchanged one by one, so that nothing flickers and
 * what a person looks at stays where it is. No script runs in the frame; this page reaches into it.
 */
import type { DocumentView } from '../wire.js';

/** How figures are shown, by their names in the document. */
export type Lights = ReadonlyMap<string, 'asked' | 'fed' | 'left' | 'right'>;

/** What of the document is shown: all as it is printed, or one table as a sheet. */
export type Shown =
  | { readonly kind: 'pages' }
  | { readonly kind: 'table'; readonly anchor: string };

export interface DocumentFrame {
  /**
   * Shows a document.
   * @param fetchSheets markup by hash, of those that are not there yet
   * @returns whether there was anything new
   */
  show(
    document: DocumentView,
    fetchSheets: (hashes: readonly string[]) => Promise<Readonly<Record<string, string>>>,
  ): Promise<boolean>;
  showAs(shown: Shown): void;
  light(lights: Lights): void;
  /** @param zoom 1 is the size of the paper; undefined as large as the frame has room for */
  zoom(zoom: number | undefined): void;
  /** Brings an element of the document, or a figure, into view. */
  goTo(target: { readonly anchor: string } | { readonly figure: string }): void;
}

interface Sheet {
  readonly hash: string;
  readonly paper: HTMLElement;
}

/** Paper of each kind of sheet in the browser's pixels: 210 mm and 297 mm wide. */
const PAPER_WIDTH = { upright: 794, wide: 1123 } as const;
/** Room beside a paper. */
const ASIDE = 24;

/**
 * @param frame has loaded
 * @param onFigure a person asks about a figure
 */
export function documentFrame(
  frame: HTMLIFrameElement,
  onFigure: (figure: string, element: HTMLElement) => void,
): DocumentFrame {
  const inner = frame.contentDocument as Document;
  const sheets = new Map<string, Sheet>();
  let style = '';
  let turn = 0;
  let zoomed: number | undefined;
  let lit: Lights = new Map();

  const figureAt = (event: globalThis.Event) =>
    (event.target as Element).closest?.<HTMLElement>('[data-figure]');
  inner.addEventListener('click', (event) => {
    const found = figureAt(event);
    if (found) {
      rove(inner, found);
      onFigure(found.dataset.figure ?? '', found);
    }
    const link = (event.target as Element).closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    inner
      .getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''))
      ?.scrollIntoView();
  });
  inner.addEventListener('keydown', (event) => {
    const at = figureAt(event);
    if (!at) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onFigure(at.dataset.figure ?? '', at);
      return;
    }
    const next = neighbour(inner, at, event.key);
    if (!next) return;
    event.preventDefault();
    rove(inner, next);
    next.focus();
  });

  const fit = () => {
    const room = frame.clientWidth - ASIDE;
    for (const { paper } of sheets.values()) {
      const width = paper.classList.contains('wide') ? PAPER_WIDTH.wide : PAPER_WIDTH.upright;
      paper.style.zoom = String(zoomed ?? Math.min(1, Math.max(room / width, 0.3)));
    }
  };
  new ResizeObserver(fit).observe(frame);

  const paint = () => {
    for (const old of inner.querySelectorAll('[data-light]')) old.removeAttribute('data-light');
    for (const [figure, kind] of lit)
      inner.querySelector(byFigure(figure))?.setAttribute('data-light', kind);
  };

  return {
    show: async (document, fetchSheets) => {
      turn += 1;
      const mine = turn;
      const known = new Set([...sheets.values()].map(({ hash }) => hash));
      const missing = document.sheets.flatMap(({ hash }) => (known.has(hash) ? [] : [hash]));
      const fresh = missing.length > 0 ? await fetchSheets(missing) : {};
      // a later version is on its way
      if (mine !== turn) return false;
      const place = placeNow(inner);
      if (style !== document.style) {
        style = document.style;
        const element = inner.getElementById('print');
        if (element) element.textContent = style;
      }
      const first = sheets.size === 0;
      const before = first ? undefined : printedFigures(inner);
      const ids = new Set(document.sheets.map(({ id }) => id));
      for (const [id, { paper }] of sheets) {
        if (ids.has(id)) continue;
        paper.remove();
        sheets.delete(id);
      }
      let behind: Element | null = null;
      for (const { id, hash } of document.sheets) {
        const old = sheets.get(id);
        const html = fresh[hash];
        let paper = old?.paper;
        if (old?.hash !== hash && html !== undefined) {
          paper = paperOf(inner, html);
          if (old) old.paper.replaceWith(paper);
          sheets.set(id, { hash, paper });
        }
        if (!paper) continue;
        const due: Element | null = behind
          ? behind.nextElementSibling
          : inner.body.firstElementChild;
        if (due !== paper) inner.body.insertBefore(paper, due);
        behind = paper;
      }
      fit();
      if (before && missing.length > 0) markChanges(inner, before);
      rove(inner, inner.querySelector<HTMLElement>('[data-figure][tabindex="0"], [data-figure]'));
      paint();
      putBack(inner, place);
      whenIdle(() => numberContents(inner));
      return missing.length > 0;
    },
    showAs: (shown) => {
      const root = inner.documentElement;
      root.dataset.as = shown.kind;
      for (const old of inner.querySelectorAll('.shown')) old.classList.remove('shown');
      if (shown.kind !== 'table') return;
      const block = inner.getElementById(shown.anchor)?.closest('.block');
      block?.classList.add('shown');
      block?.closest('.paper')?.classList.add('shown');
      inner.scrollingElement?.scrollTo(0, 0);
    },
    light: (lights) => {
      lit = lights;
      paint();
    },
    zoom: (zoom) => {
      zoomed = zoom;
      fit();
    },
    goTo: (target) => {
      const element =
        'anchor' in target
          ? inner.getElementById(target.anchor)
          : inner.querySelector(byFigure(target.figure));
      element?.scrollIntoView({
        block: 'figure' in target ? 'center' : 'start',
        inline: 'nearest',
      });
    },
  };
}

const byFigure = (figure: string) => `[data-figure="${CSS.escape(figure)}"]`;

/** A sheet on its paper. What it says was escaped when it was made, and no script runs in the frame. */
function paperOf(inner: Document, html: string): HTMLElement {
  const paper = inner.createElement('section');
  paper.innerHTML = html;
  const sheet = paper.firstElementChild;
  const wide = sheet?.classList.contains('wide') ? ' wide' : '';
  const kind = ['text', 'table', 'wide'].some((one) => sheet?.classList.contains(one));
  if (kind && !sheet?.classList.contains('contents')) sheet?.classList.add('paged');
  paper.className = `part paper${wide}`;
  return paper;
}

// ---- the keyboard: one figure can be reached by Tab, the arrow keys go on from there

/** Only one figure takes part in the order of the Tab key. */
function rove(inner: Document, to: HTMLElement | null) {
  if (!to) return;
  for (const old of inner.querySelectorAll('[data-figure][tabindex="0"]'))
    old.removeAttribute('tabindex');
  to.tabIndex = 0;
}

function neighbour(inner: Document, at: HTMLElement, key: string): HTMLElement | undefined {
  const all = [...inner.querySelectorAll<HTMLElement>('[data-figure]')].filter(
    (one) => one.offsetParent !== null,
  );
  const index = all.indexOf(at);
  switch (key) {
    case 'ArrowRight':
      return all[index + 1];
    case 'ArrowLeft':
      return all[index - 1];
    case 'ArrowDown':
    case 'ArrowUp': {
      const step = key === 'ArrowDown' ? 1 : -1;
      const { left, top } = at.getBoundingClientRect();
      for (let i = index + step; all[i]; i += step) {
        const box = all[i]?.getBoundingClientRect();
        if (box && Math.abs(box.left - left) < 8 && box.top !== top) return all[i];
      }
      return all[index + step];
    }
    default:
      return undefined;
  }
}

// ---- what is another than before

/** What a figure stands beside, and itself: the same where rows above it came or went. */
function printedFigures(inner: Document): ReadonlySet<string> {
  return new Set([...inner.querySelectorAll<HTMLElement>('[data-figure]')].map(printedAt));
}

function printedAt(figure: HTMLElement): string {
  const cell = figure.closest('td, th');
  if (!cell) return `${figure.closest('p')?.textContent ?? ''}\n${figure.textContent}`;
  const row = cell.parentElement;
  const label = [...(row?.children ?? [])].filter((one) => !one.hasAttribute('data-figure'));
  const table = figure.closest('.block')?.querySelector('[id]')?.id ?? '';
  const column = [...(row?.children ?? [])].indexOf(cell);
  return [table, ...label.map((one) => one.textContent), column, figure.textContent].join('\n');
}

function markChanges(inner: Document, before: ReadonlySet<string>) {
  for (const figure of inner.querySelectorAll<HTMLElement>('[data-figure]'))
    figure.toggleAttribute('data-changed', !before.has(printedAt(figure)));
}

// ---- where a person looks

interface Place {
  readonly paper: number;
  readonly share: number;
  readonly left: number;
}

/** Which paper stands at the top, and how much of it is above. */
function placeNow(inner: Document): Place | undefined {
  const scrolled = inner.scrollingElement;
  if (!scrolled) return undefined;
  const papers = [...inner.body.children];
  const paper = papers.findIndex((one) => one.getBoundingClientRect().bottom > 0);
  const top = papers[paper]?.getBoundingClientRect().top ?? 0;
  return { paper, share: -top, left: scrolled.scrollLeft };
}

function putBack(inner: Document, place: Place | undefined) {
  const scrolled = inner.scrollingElement;
  const paper = place && inner.body.children[place.paper];
  if (!scrolled || !paper || !place) return;
  const top = paper.getBoundingClientRect().top + scrolled.scrollTop;
  scrolled.scrollTo(place.left, top + place.share);
}

// ---- page numbers

/** After what a person waits for. */
const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work, 100);
};

/** Whether columns stand below each other as pages do. */
const PAGED = CSS.supports('column-wrap', 'wrap');

/** Numbers in the contents, from where the browser has broken the pages. They are those of the print, nearly always. */
function numberContents(inner: Document) {
  if (!PAGED) return;
  const pages = new Map<string, number>();
  // the cover has none
  let before = 1;
  for (const paper of inner.body.children) {
    const sheet = paper.querySelector<HTMLElement>('.paged');
    if (!sheet) {
      if (paper.querySelector('.contents')) before += 1;
      continue;
    }
    const style = getComputedStyle(sheet);
    const step =
      Number.parseFloat(style.getPropertyValue('column-height')) + Number.parseFloat(style.rowGap);
    const scale = Number.parseFloat((paper as HTMLElement).style.zoom) || 1;
    const { top, bottom } = sheet.getBoundingClientRect();
    for (const element of sheet.querySelectorAll('[id]')) {
      const rect = element.getClientRects()[0];
      if (rect) pages.set(element.id, before + Math.floor((rect.top - top) / scale / step) + 1);
    }
    if (sheet.id) pages.set(sheet.id, before + 1);
    before += Math.max(1, Math.round((bottom - top) / scale / step));
  }
  for (const link of inner.querySelectorAll('.contents a')) {
    const target = decodeURIComponent(link.getAttribute('href')?.slice(1) ?? '');
    const number = link.querySelector('.page');
    // — 1 — is the first page behind the cover
    const page = pages.get(target);
    if (number) number.textContent = page === undefined ? '' : String(page);
  }
}
