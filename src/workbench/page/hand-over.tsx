/** Menu of what may be downloaded of one file. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { FileView } from '../wire.js';
import { download } from './download.js';
import { sendForFile } from './server.js';

const KINDS = [
  { what: 'pdf', label: 'PDF', about: '印刷、公开用' },
  { what: 'xlsx', label: 'Excel', about: '各张表' },
  { what: 'docx', label: 'Word', about: '可以改的全文' },
  { what: 'csv', label: 'CSV', about: '机器可读的数据，压缩包' },
  { what: '核对表', label: '核对表', about: 'Excel，最后一张是勾稽检查表' },
  { what: '对比', label: '对比', about: '同输出文件夹里已编的材料比' },
  { what: '检查结果', label: '检查结果', about: '文字，有错误时也能下载' },
  { what: '整套', label: '整套', about: '压缩包，同编译写出的一样' },
] as const;

export interface HandOverProps {
  readonly view: Pick<FileView, 'path' | 'revision' | 'findings'>;
  /** What is shown is not saved yet: what is handed over is what lies on the disk. */
  readonly changed: boolean;
  readonly onSave: () => void;
  /** Formats that there are. */
  readonly formats: readonly string[];
}

/** These are no formats of the document. */
const FURTHER: readonly string[] = ['核对表', '对比', '检查结果', '整套'];

export function HandOverMenu({ view, changed, onSave, formats }: HandOverProps) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState<string>();
  const [said, setSaid] = useState<{ readonly text: string; readonly wrong: boolean }>();
  const home = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event) => {
      if (!home.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);

  const errors = view.findings.统计.错误;
  const get = async (what: string, label: string) => {
    setBusy(what);
    setSaid({ text: `正在做${label}……`, wrong: false });
    try {
      const { path, revision } = view;
      const file = await sendForFile('handOver', { path, revision, what });
      download(file);
      setSaid({ text: `已下载“${file.name}”。`, wrong: false });
    } catch (error) {
      setSaid({ text: (error as Error).message, wrong: true });
    } finally {
      setBusy(undefined);
    }
  };
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what its buttons have opened
    <div class="hand-over" ref={home} onKeyDown={close}>
      <button
        type="button"
        ref={button}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        交出 ▾
      </button>
      <div id={id} class="hand-over-menu" hidden={!open}>
        {changed && (
          <p class="notice warning">
            有改动还没有保存，交出的是保存过的。
            <button type="button" onClick={onSave}>
              保存
            </button>
          </p>
        )}
        <ul>
          {KINDS.filter(({ what }) => FURTHER.includes(what) || formats.includes(what)).map(
            ({ what, label, about }) => (
              <li key={what}>
                <button
                  type="button"
                  disabled={changed || busy !== undefined || (errors > 0 && what !== '检查结果')}
                  aria-busy={busy === what}
                  onClick={() => void get(what, label)}
                >
                  <strong>{busy === what ? `${label}……` : label}</strong>
                  <span class="quiet">{about}</span>
                </button>
              </li>
            ),
          )}
        </ul>
        {errors > 0 && <p class="quiet">有 {errors} 处错误，改好才能交出。</p>}
        <p role="status" class={said?.wrong ? 'said error' : 'said'}>
          {said?.text}
        </p>
      </div>
    </div>
  );
}
