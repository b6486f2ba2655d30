/** Departments, a line each, with the sums of those that are shown. */

import type { CompileOutcome, Department } from '../departments-wire.js';
import { grouped, keyOf, type Order, type Sum, toneOf } from './department-rows.js';
import { memo } from './memo.js';
import { outcomeOf } from './use-compile.js';

export interface DepartmentTableProps {
  readonly rows: readonly Department[];
  readonly figures: readonly string[];
  /** Of the figures. */
  readonly sums: readonly Sum[];
  readonly order: Order;
  readonly selected: ReadonlySet<string>;
  readonly outcomes: ReadonlyMap<string, CompileOutcome>;
  readonly isSelectable: (one: Department) => boolean;
  readonly onSelect: (keys: readonly string[], on: boolean) => void;
  readonly onSort: (column: string) => void;
  readonly onOpen: (path: string) => void;
  readonly onDownload: (path: string) => void;
}

export function DepartmentTable(props: DepartmentTableProps) {
  const { rows, figures, sums, selected, outcomes, isSelectable, onSelect } = props;
  const selectable = rows.filter(isSelectable).map(keyOf);
  const count = selectable.filter((key) => selected.has(key)).length;
  const paths = outcomes.size > 0 ? rows.map(({ path }) => path) : [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="table-scroll" aria-label="部门列表" tabIndex={0}>
      <table>
        <caption class="unseen">各部门的状态和总计，金额单位：万元</caption>
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="全选列出的"
                checked={count > 0 && count === selectable.length}
                indeterminate={count > 0 && count < selectable.length}
                disabled={selectable.length === 0}
                onChange={(event) => onSelect(selectable, event.currentTarget.checked)}
              />
            </th>
            <Heading column="部门" {...props} />
            <Heading column="状态" {...props} />
            <Heading column="要改的" {...props} />
            {figures.map((figure) => (
              <Heading key={figure} column={figure} isFigure {...props} />
            ))}
            <th scope="col">
              <span class="unseen">下载</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <Row
              key={keyOf(one)}
              one={one}
              figures={figures}
              isSelected={selected.has(keyOf(one))}
              isSelectable={isSelectable(one)}
              outcome={outcomeOf(outcomes, one.path, paths)}
              onSelect={onSelect}
              onOpen={props.onOpen}
              onDownload={props.onDownload}
            />
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={figures.length + 5} class="quiet">
                没有符合的。
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row" colSpan={3}>
              合计（万元）　{rows.length} 份
            </th>
            {sums.map(({ total, unknown }, i) => (
              <td key={figures[i]} class="figure">
                {total === undefined ? '—' : grouped(total)}
                {unknown > 0 && <small>其中 {unknown} 个还没有数</small>}
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

interface HeadingProps extends Pick<DepartmentTableProps, 'order' | 'onSort'> {
  readonly column: string;
  readonly isFigure?: boolean;
}

function Heading({ column, isFigure = false, order, onSort }: HeadingProps) {
  const isSorted = order.column === column;
  const direction = order.descending ? 'descending' : 'ascending';
  const sign = !isSorted ? '' : order.descending ? ' ▾' : ' ▴';
  return (
    <th
      scope="col"
      class={isFigure ? 'figure' : ''}
      {...(isSorted ? { 'aria-sort': direction } : {})}
    >
      <button type="button" class="plain" onClick={() => onSort(column)}>
        {column}
        <span aria-hidden="true">{sign}</span>
      </button>
    </th>
  );
}

interface RowProps
  extends Pick<DepartmentTableProps, 'figures' | 'onSelect' | 'onOpen' | 'onDownload'> {
  readonly one: Department;
  readonly isSelected: boolean;
  readonly isSelectable: boolean;
  readonly outcome: CompileOutcome | undefined;
}

const Row = memo(function Row(props: RowProps) {
  const { one, figures, isSelected, isSelectable, outcome, onSelect, onOpen, onDownload } = props;
  const name = one.department ?? one.path;
  // of a season's list, where nothing of it is known but who it is
  const isAwaited = one.missing === true && one.year === undefined;
  const earlier = `还没有 ${one.year} 年的；以前的：${one.path}`;
  const about = isAwaited ? `没有报来，应放在 ${one.path}` : one.missing ? earlier : one.path;
  return (
    <tr class={isSelected ? 'selected' : ''}>
      <td>
        <input
          type="checkbox"
          aria-label={`选择 ${name} ${one.path}`}
          checked={isSelected && isSelectable}
          disabled={!isSelectable}
          onChange={(event) => onSelect([keyOf(one)], event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        {isAwaited ? (
          <div>
            {one.code} {name}
          </div>
        ) : (
          <button type="button" class="plain name" onClick={() => onOpen(one.path)}>
            {one.code} {name}
          </button>
        )}
        <span class="quiet">
          {about}
          {one.units > 1 && `　${one.units} 个单位`}
        </span>
        {one.twin !== undefined && (
          <span class="warning">材料的名称同 {one.twin} 的相同，只能编其中一份</span>
        )}
      </th>
      <td>
        <span class={`chip ${toneOf(one.state)}`}>{one.state}</span>
        {outcome && <span class={outcome === '有错' ? 'error' : 'quiet'}>这次编译：{outcome}</span>}
      </td>
      <td class="mend">
        <Counts one={one} />
        {one.first && (
          <span class="quiet first" title={one.first.message}>
            {one.first.line > 0 && `第 ${one.first.line} 行　`}
            {one.first.message}
          </span>
        )}
      </td>
      {figures.map((figure) => (
        <td key={figure} class="figure">
          {one.totals?.[figure] === undefined ? '—' : grouped(one.totals[figure])}
        </td>
      ))}
      <td>
        {one.published && (
          <button
            type="button"
            class="plain"
            aria-label={`下载 ${name} 的整套材料`}
            onClick={() => onDownload(one.path)}
          >
            下载
          </button>
        )}
      </td>
    </tr>
  );
});

function Counts({ one: { counts } }: { readonly one: Department }) {
  const told = (['错误', '待核', '警告', '提示'] as const).filter((level) => counts[level] > 0);
  return <span>{told.map((level) => `${level} ${counts[level]}`).join('，')}</span>;
}
