/** What the rules found, the gravest first; each leads to its place and shows both of its sides. */
import { useState } from 'preact/hooks';
import type { Findings } from '../wire.js';

type Result = Findings['结果'][number];
export type Place = Result['位置'];

export interface FindingsPanelProps {
  readonly findings: Findings;
  /** Its place in `结果`. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number, result: Result) => void;
  readonly onPlace: (place: Place) => void;
}

const ORDER = ['错误', '警告', '提示', '豁免', '相符'] as const;

export function FindingsPanel({ findings, chosen, onChoose, onPlace }: FindingsPanelProps) {
  const [levels, setLevels] = useState<ReadonlySet<string>>(new Set(['错误', '警告', '提示']));
  const { 结果: results, 统计: counts, 说明: remark } = findings;
  const shown = results
    .map((result, index) => ({ result, index }))
    .filter(({ result }) => levels.has(result.级别))
    .sort((a, b) => ORDER.indexOf(a.result.级别) - ORDER.indexOf(b.result.级别));
  const toggle = (level: string) =>
    setLevels((old) => {
      const next = new Set(old);
      if (!next.delete(level)) next.add(level);
      return next;
    });
  return (
    <div class="findings">
      <fieldset class="chips" aria-label="显示哪些">
        {ORDER.slice(0, 4).map((level) => (
          <button
            type="button"
            key={level}
            class={`chip ${CLASS[level]}`}
            aria-pressed={levels.has(level)}
            onClick={() => toggle(level)}
          >
            {level} {counts[level as '错误']}
          </button>
        ))}
        <span class="quiet">核对 {counts.核对} 项</span>
      </fieldset>
      {remark && <p class="notice">{remark}</p>}
      {findings.先核对.map((suspect, i) => (
        <p class="notice" key={i}>
          有 {suspect.项数} 项都差 {suspect.差额} 万元，又都由这里的数得来，先核对：
          {suspect.位置.map((place) => (
            <PlaceButton key={placeText(place)} place={place} onPlace={onPlace} />
          ))}
        </p>
      ))}
      {shown.length === 0 ? (
        <p class="quiet">没有要改的。</p>
      ) : (
        <ol>
          {shown.map(({ result, index }) => (
            <Finding
              key={index}
              result={result}
              chosen={chosen === index}
              onChoose={() => onChoose(index, result)}
              onPlace={onPlace}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

const CLASS = { 错误: 'error', 警告: 'warning', 提示: 'hint', 豁免: 'hint', 相符: 'good' } as const;

interface FindingProps {
  readonly result: Result;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onPlace: (place: Place) => void;
}

function Finding({ result, chosen, onChoose, onPlace }: FindingProps) {
  const { 级别: level, 内容: said, 改法: hint, 左: left, 右: right, 表: table } = result;
  return (
    <li class={chosen ? 'chosen' : ''}>
      <button type="button" class="finding" aria-expanded={chosen} onClick={onChoose}>
        <span class={`level ${CLASS[level]}`}>{level}</span>
        <span>
          {said}
          {hint && <span class="quiet">　{hint}</span>}
        </span>
      </button>
      <div class="below">
        <PlaceButton place={result.位置} onPlace={onPlace} />
        {table && (
          <span class="quiet">
            {table.号} {table.名}
          </span>
        )}
        <span class="quiet">{result.规则 ?? ''}</span>
      </div>
      {chosen && left && right && (
        <dl class="sides">
          {[left, right].map((side, i) => (
            <div key={side.名} class={i === 0 ? 'left' : 'right'}>
              <dt>
                {i === 0 ? '左边' : `右边（应 ${result.关系}）`}：{side.名}
              </dt>
              <dd>
                <span class="figure">
                  {side.数} {side.单位}
                </span>
                {side.位置.slice(0, MOST_PLACES).map((place) => (
                  <PlaceButton key={placeText(place)} place={place} onPlace={onPlace} />
                ))}
                {side.位置.length > MOST_PLACES && (
                  <span class="quiet">等 {side.位置.length} 处</span>
                )}
              </dd>
            </div>
          ))}
          {result.差额 !== undefined && (
            <div>
              <dt>差额</dt>
              <dd class="figure">{result.差额}</dd>
            </div>
          )}
        </dl>
      )}
      {chosen && result.豁免理由 && <p class="quiet">豁免：{result.豁免理由}</p>}
    </li>
  );
}

/** Places of a side that are listed; more are the parts of a total. */
const MOST_PLACES = 12;

/** 第 12 行, 基本支出!D12, with the file where it is another. */
export function placeText(place: Place): string {
  if (place.工作表 && place.格) return `${place.工作表}!${place.格}`;
  return place.行 > 0 ? `第 ${place.行} 行` : '整个文件';
}

interface PlaceButtonProps {
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

export function PlaceButton({ place, onPlace }: PlaceButtonProps) {
  return (
    <button type="button" class="plain place" title={place.文件} onClick={() => onPlace(place)}>
      {placeText(place)}
    </button>
  );
}
