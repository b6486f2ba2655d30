/** Whether the folder for temporary files, which the browser cannot do without, is to blame. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Bytes that a browser needs while it prints. */
const ENOUGH = 16 * 1024 * 1024;

/**
 * What is wrong with the folder for temporary files, in Chinese; undefined if nothing is.
 * @param error what failed for it, perhaps: what took the space may be gone by now
 */
export function temporaryFolderProblem(
  error?: unknown,
): { message: string; hint: string } | undefined {
  const folder = tmpdir();
  const elsewhere = `或用环境变量 ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'} 指定别的文件夹`;
  const problem = (message: string, hint: string) => ({
    message: `${message}，不能生成 PDF：${folder}`,
    hint: `请${hint}，${elsewhere}；只要 Excel 和 CSV 时可加 --only xlsx,csv。`,
  });
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return problem('没有临时文件夹', '建好它');
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return problem('没有权限写临时文件夹', '改它的权限');
  }
  const full = error instanceof Error && /ENOSPC|EDQUOT|No space left/i.test(error.message);
  if (full || freeBytes(folder) < ENOUGH) return problem('临时文件夹所在的磁盘已满', '清理出空间');
  return undefined;
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
