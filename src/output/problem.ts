/** Why an output folder cannot take a package. */

/** The output folder cannot take the package (no space, no permission, something else in its place). */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}

/** A system's error as a person is told of it. @param out the output folder */
export function publishError(error: unknown, out: string): PublishError {
  return error instanceof PublishError ? error : new PublishError(explain(error, out));
}

function explain(error: unknown, out: string): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `磁盘已满，没有写出：${out}`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `没有权限写到输出文件夹：${out}（文件正被 Excel 或 WPS 打开时也会这样，请先关闭）`;
    case 'EBUSY':
      return `输出文件夹正被占用，请先关闭其中打开的文件：${out}`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `输出位置不是文件夹：${out}`;
    case 'ENAMETOOLONG':
      return `文件名过长：${out}`;
    case 'ENOENT':
      return `不能写到输出文件夹（那里不能建文件夹，或它在写的时候被移走了）：${out}`;
    default:
      return `不能写到输出文件夹：${out}（${code ?? '原因不明'}）`;
  }
}
