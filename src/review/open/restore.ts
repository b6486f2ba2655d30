/** The file by which a package is compared → its edition. */
import { Decimal, type Figure, type Span } from '../../model/money.js';
import type { Block, Chart, ChartValue, Part, Run } from '../../narrative/document.js';
import type { Cell, Content, Table } from '../../tables/table.js';
import type { Edition, Leaf } from './edition.js';
import {
  type BlockForm,
  type ChartForm,
  type ContentForm,
  type FigureForm,
  fileForm,
  type TableForm,
  type ValueForm,
} from './store-form.js';

/**
 * @param text of the file
 * @param name how the package was named on the command line
 * @returns undefined where the text is not such a file, or one of another version
 */
export function readEdition(text: string, name: string): Edition | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = fileForm.safeParse(json);
  if (!parsed.success) return undefined;
  const form = parsed.data;
  const leaves = form.输入.map(
    ([file, line, column, start, end, path, label, written, amount]): Leaf => ({
      path,
      label,
      text: written,
      amount: amount === null ? undefined : new Decimal(amount),
      span: { file, line, column, start, end },
    }),
  );
  const unpack = unpacker(leaves.map((leaf) => leaf.span));
  return {
    name,
    kind: '材料',
    title: form.标题,
    department: form.部门,
    year: form.年度,
    format: form.格式,
    version: form.版本,
    templates: new Map(Object.entries(form.模板)),
    tables: form.表.map(unpack.table),
    parts: form.文字.map(
      ({ blocks, ...rest }): Part => ({ ...rest, blocks: blocks.map(unpack.block) }),
    ),
    leaves,
  };
}

function unpacker(spans: readonly Span[]) {
  const plain = ({ 值, 源, 倍 }: Omit<FigureForm, '总'>): Figure => ({
    value: new Decimal(值),
    sources: 源.flatMap((i) => spans[i] ?? []),
    ...(倍 ? { factors: 倍.map((factor) => new Decimal(factor)) } : {}),
  });
  const figure = ({ 总, ...own }: FigureForm): Figure => ({
    ...plain(own),
    ...(总 ? { whole: plain(总) } : {}),
  });
  const content = (form: ContentForm | null): Content => {
    if (form === null) return { kind: 'blank' };
    if ('字' in form) {
      const own = form.数 ? { figure: figure(form.数) } : {};
      return form.字 === '' && form.数
        ? { kind: 'blank', ...own }
        : { kind: 'text', text: form.字, ...own };
    }
    return {
      kind: 'number',
      value: new Decimal(form.值),
      decimals: form.位,
      grouping: form.分,
      figure: figure(form.数),
    };
  };
  const value = ({ label, 数 }: ValueForm): ChartValue => ({
    label,
    figure: figure(数),
  });
  const chart = (form: ChartForm): Chart =>
    form.kind === 'bars'
      ? {
          ...form,
          series: form.series.map(({ name, values }) => ({ name, values: values.map(value) })),
        }
      : {
          kind: form.kind,
          slices: form.slices.map((slice) => ({ name: slice.name, value: value(slice.value) })),
        };
  return {
    table: ({ cells, levels, ...rest }: TableForm): Table => ({
      ...rest,
      levels: levels.map((level) => level ?? undefined),
      cells: cells.map(
        ([row, col, rowSpan, colSpan, align, bold, indent, form]): Cell => ({
          row,
          col,
          rowSpan,
          colSpan,
          align,
          bold,
          indent,
          content: content(form),
        }),
      ),
    }),
    block: (form: BlockForm): Block => {
      if (form.kind === 'heading') return form;
      if (form.kind === 'figure') return { ...form, chart: chart(form.chart) };
      const runs = form.runs.map(
        ({ 字, 数 }): Run => ({ text: 字, ...(数 ? { figure: figure(数) } : {}) }),
      );
      return { kind: 'paragraph', runs };
    },
  };
}
