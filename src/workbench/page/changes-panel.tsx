/** What changed since the save before, or since the published package. */
import { useEffect, useState } from 'preact/hooks';
import type { DiffOutput, FileView, Since } from '../wire.js';
import { send } from './server.js';

export interface ChangesPanelProps {
  readonly view: FileView;
}

type Answer = DiffOutput | null | { readonly problem: string };

export function ChangesPanel({ view }: ChangesPanelProps) {
  const [since, setSince] = useState<Since>('saved');
  const [answer, setAnswer] = useState<Answer>();
  const { path, revision } = view;
  useEffect(() => {
    let late = false;
    const keep = (got: Answer) => {
      if (!late) setAnswer(got);
    };
    send<'changes', DiffOutput | null>('changes', { path, revision, since }).then(
      keep,
      (error: Error) => keep({ problem: error.message }),
    );
    return () => {
      late = true;
    };
  }, [path, revision, since]);
  const of = (name: Since, title: string) => (
    <label>
      <input type="radio" name="since" checked={since === name} onChange={() => setSince(name)} />
      {title}
    </label>
  );
  return (
    <div class="changes">
      <div class="chips" role="radiogroup" aria-label="同哪一版比">
        {of('saved', '同上一次保存的比')}
        {of('published', '同已公开的比')}
      </div>
      <Changes answer={answer} since={since} view={view} />
    </div>
  );
}

function Changes({
  answer,
  since,
  view,
}: {
  readonly answer: Answer | undefined;
  readonly since: Since;
  readonly view: FileView;
}) {
  if (answer === undefined) return <p class="quiet">正在比……</p>;
  if (answer === null) return <p class="quiet">{NONE(since, view)}</p>;
  if ('problem' in answer) return <p class="notice">{answer.problem}</p>;
  if (answer.相同) return <p class="quiet">没有变动。</p>;
  const { 统计: counts, 来源: causes } = answer;
  return (
    <>
      <p>
        变动的源头 {counts.来源} 处；变了 {counts.单元格} 个单元格、{counts.句子} 句话，在{' '}
        {counts.表} 张表里。
      </p>
      <table class="terms">
        <caption class="unseen">变动的源头</caption>
        <thead>
          <tr>
            <th scope="col">哪里变了</th>
            <th scope="col">原来</th>
            <th scope="col">现在</th>
            <th scope="col">增减（万元）</th>
            <th scope="col">影响</th>
          </tr>
        </thead>
        <tbody>
          {causes.slice(0, MOST).map((cause, i) => (
            <tr key={i}>
              <td>
                {cause.种类 === '改数' || cause.种类 === '改字' ? '' : `${cause.种类}：`}
                {cause.名}
              </td>
              <td class="figure">{cause.甲 ?? ''}</td>
              <td class="figure">{cause.乙 ?? ''}</td>
              <td class="figure">{cause.增减 ?? ''}</td>
              <td>
                {cause.单元格} 格、{cause.句子} 句
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {causes.length > MOST && <p class="quiet">另有 {causes.length - MOST} 处，见“对比”网页。</p>}
    </>
  );
}

/** Causes that are listed. */
const MOST = 200;

const NONE = (since: Since, { document, revision }: FileView) => {
  if (document?.revision !== revision) return '现在写的有错误，改好再比。';
  return since === 'saved'
    ? '打开以后还没有保存过别的。'
    : '输出文件夹里还没有这份材料：没有公开过，或写在别的地方。';
};
