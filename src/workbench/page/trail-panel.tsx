/** Where a figure comes from, down to the lines; or what a line feeds. */

import type { ExplainOutput, InputPlace, PrintedFigure } from '../wire.js';
import { grouped } from './grouped.js';

/** What was asked. */
export type Asked =
  | { readonly kind: 'figure'; readonly figure: string; readonly answer: ExplainOutput }
  | {
      readonly kind: 'line';
      readonly place: InputPlace;
      readonly answer: readonly PrintedFigure[];
    };

export interface TrailPanelProps {
  readonly asked: Asked | undefined;
  readonly onLine: (place: InputPlace) => void;
  readonly onFigure: (figure: string) => void;
  /** Asks what a line feeds. */
  readonly onAskLine: (place: InputPlace) => void;
}

export function TrailPanel(props: TrailPanelProps) {
  const { asked } = props;
  if (!asked)
    return (
      <p class="quiet">
        点材料里的任何一个数，这里列出它由哪些行得来、怎样取整；在左边点一行，再点“这一行用到哪里”，列出它进了哪些数。
      </p>
    );
  return asked.kind === 'figure' ? (
    <FigureTrail {...props} answer={asked.answer} />
  ) : (
    <LineTrail {...props} place={asked.place} answer={asked.answer} />
  );
}

type Trail = ExplainOutput['数'][number]['由来'];
type Line = ExplainOutput['输入'][number];

function FigureTrail({
  answer,
  onLine,
  onAskLine,
}: TrailPanelProps & { readonly answer: ExplainOutput }) {
  const [one] = answer.数;
  if (!one) return <p class="quiet">没有找到这个数的由来。</p>;
  const { 由来: trail } = one;
  const where = [one.处, one.行, one.列].filter(Boolean).join(' › ');
  return (
    <div class="trail">
      <h3>
        {where} <strong class="figure">{trail.印}</strong>
      </h3>
      {one.句 && <blockquote>{one.句}</blockquote>}
      <p>
        精确的数是 <span class="figure">{grouped(trail.精确)}</span> {trail.单位}；{trail.取整}。
      </p>
      {one.其中.length > 0 && (
        <p class="quiet">
          表里由下一级相加：
          {one.其中.map(({ 行, 印 }) => `${行} ${印}`).join('；')}
        </p>
      )}
      <Terms trail={trail} lines={answer.输入} onLine={onLine} onAskLine={onAskLine} />
      {trail.总 && (
        <>
          <h4>占的是这个总数</h4>
          <Terms trail={trail.总} lines={answer.输入} onLine={onLine} onAskLine={onAskLine} />
        </>
      )}
    </div>
  );
}

type Terms = Pick<Trail, '加' | '减' | '乘' | '精确' | '单位'>;

interface TermsProps extends Pick<TrailPanelProps, 'onLine' | 'onAskLine'> {
  readonly trail: Terms;
  readonly lines: readonly Line[];
}

function Terms({ trail, lines, onLine, onAskLine }: TermsProps) {
  const terms = [
    ...trail.加.map((at) => ({ sign: '＋', at, times: '' })),
    ...trail.减.map((at) => ({ sign: '－', at, times: '' })),
    ...(trail.乘 ?? []).map(({ 输入: at, 倍 }) => ({ sign: '＋', at, times: ` × ${倍}` })),
  ];
  if (terms.length === 0) return <p class="quiet">没有哪一行写了它：是零，或由别的规则得来。</p>;
  return (
    <table class="terms">
      <caption class="unseen">由哪些行得来</caption>
      <thead>
        <tr>
          <th scope="col">加减</th>
          <th scope="col">写在</th>
          <th scope="col">是什么</th>
          <th scope="col">写的数</th>
        </tr>
      </thead>
      <tbody>
        {terms.map(({ sign, at, times }, i) => {
          const line = lines[at];
          if (!line) return null;
          const place = placeOf(line);
          return (
            <tr key={i}>
              <td>{sign}</td>
              <td>
                <button
                  type="button"
                  class="plain place"
                  title={line.文件}
                  onClick={() => onLine(place)}
                >
                  {line.格 ? `${line.工作表}!${line.格}` : `第 ${line.行} 行`}
                </button>
              </td>
              <td>
                <button
                  type="button"
                  class="plain"
                  title="这一行用到哪里"
                  onClick={() => onAskLine(place)}
                >
                  {line.名}
                </button>
              </td>
              <td class="figure">
                {line.写}
                {times}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const placeOf = (line: Line): InputPlace => ({
  file: line.文件,
  line: line.行,
  ...(line.工作表 && line.格 ? { sheet: line.工作表, cell: line.格 } : {}),
});

function LineTrail({
  answer,
  place,
  onFigure,
}: TrailPanelProps & { readonly answer: readonly PrintedFigure[]; readonly place: InputPlace }) {
  const where = place.cell ? `${place.sheet}!${place.cell}` : `第 ${place.line} 行`;
  if (answer.length === 0) return <p>{where}没有进入任何印出来的数。</p>;
  return (
    <div class="trail">
      <h3>
        {where}进了 {answer.length} 个印出来的数
      </h3>
      <table class="terms">
        <caption class="unseen">进了哪些数</caption>
        <thead>
          <tr>
            <th scope="col">在哪里</th>
            <th scope="col">印的数</th>
          </tr>
        </thead>
        <tbody>
          {answer.map((one) => (
            <tr key={one.figure}>
              <td>
                <button type="button" class="plain place" onClick={() => onFigure(one.figure)}>
                  {one.place}
                </button>
                {one.sentence && <span class="quiet">　{one.sentence}</span>}
              </td>
              <td class="figure">{one.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
