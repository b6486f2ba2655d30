/** What a fill-in workbook says, place by place. It is written in Excel or WPS; this page follows. */
import { useState } from 'preact/hooks';
import type { InputLine, InputPlace } from '../wire.js';
import { send } from './server.js';

export interface WorkbookLinesProps {
  readonly path: string;
  readonly lines: readonly InputLine[];
  readonly onLine: (place: InputPlace) => void;
  readonly onSaid: (said: string) => void;
}

/** Lines that are shown at a time. */
const MOST = 300;

export function WorkbookLines({ path, lines, onLine, onSaid }: WorkbookLinesProps) {
  const [wanted, setWanted] = useState('');
  const found = lines.filter(
    ({ label, text, cell }) =>
      label.includes(wanted) || text.includes(wanted) || cell?.includes(wanted),
  );
  const launch = () =>
    send('launch', { path }).then(
      () => onSaid('已请系统打开这个工作簿；在 Excel 里保存后，这里会跟着变。'),
      (error: Error) => onSaid(error.message),
    );
  return (
    <section class="workbook" aria-label="工作簿里写的">
      <div class="chips">
        <button type="button" class="main" onClick={launch}>
          在 Excel 里打开
        </button>
        <input
          type="search"
          aria-label="查找"
          placeholder="查找科目、项目、数"
          value={wanted}
          onInput={(e) => setWanted(e.currentTarget.value)}
        />
        <span class="quiet">
          {found.length} 处{found.length > MOST && `，显示前 ${MOST} 处`}
        </span>
      </div>
      <div class="scrolled">
        <table class="terms">
          <caption class="unseen">工作簿里写的</caption>
          <thead>
            <tr>
              <th scope="col">格</th>
              <th scope="col">是什么</th>
              <th scope="col">写的</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, MOST).map(({ file, line, sheet, cell, label, text }) => (
              <tr key={`${file}${sheet}${cell}${line}`}>
                <td>
                  <button
                    type="button"
                    class="plain place"
                    title="这一格用到哪里"
                    onClick={() =>
                      onLine({ file, line, ...(sheet && cell ? { sheet, cell } : {}) })
                    }
                  >
                    {cell ? `${sheet}!${cell}` : `第 ${line} 行`}
                  </button>
                </td>
                <td>{label}</td>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
