/** What file it is, how it stands, and what can be done with it. */
import type { FileView } from '../wire.js';
import { HandOverMenu } from './hand-over.js';
import type { FileState } from './use-file.js';

export interface TopBarProps {
  readonly file: FileState;
  readonly view: FileView;
  /** What came of the last thing that was done. */
  readonly said: string;
  readonly onSaid: (said: string) => void;
  readonly onSave: () => void;
  readonly onList: () => void;
}

export function TopBar({ file, view, said, onSaid, onSave, onList }: TopBarProps) {
  const { 错误: errors, 警告: warnings, 提示: hints } = view.findings.统计;
  const gone = view.disk === undefined;
  const state = gone
    ? '文件不在了（可以再保存）'
    : file.changed
      ? '没有保存'
      : file.lines
        ? '在 Excel 里改'
        : '已保存';
  return (
    <header class="top-bar">
      <button type="button" class="plain" onClick={onList}>
        ‹ 全部
      </button>
      <div class="what">
        <h1>{view.title}</h1>
        <span class="quiet">
          {view.path}
          {view.findings.格式 && `　格式 ${view.findings.格式}`}
        </span>
      </div>
      <span class={errors > 0 ? 'state error' : warnings > 0 ? 'state warning' : 'state good'}>
        {errors > 0 ? `${errors} 个错误` : warnings > 0 ? `${warnings} 个警告` : '没有错误'}
        {hints > 0 && <span class="quiet">　{hints} 个提示</span>}
      </span>
      <span class="state" role="status">
        {state}
      </span>
      {!file.lines && (
        <button type="button" class="main" disabled={!file.changed && !gone} onClick={onSave}>
          保存
        </button>
      )}
      <HandOverMenu view={view} formats={file.formats} changed={file.changed} onSave={onSave} />
      <p class={`said${file.problem ? ' error' : ''}`} role="status" aria-live="polite">
        {file.problem ?? said}
        {(file.problem ?? said) && (
          <button type="button" class="plain" aria-label="不再显示" onClick={() => onSaid('')}>
            ×
          </button>
        )}
      </p>
    </header>
  );
}
