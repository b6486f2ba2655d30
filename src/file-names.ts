/** Names of files and folders that every system takes, and packages are copied between systems. */

/** Bytes of a name that leave room for an ending, under the 255 that file systems take. */
const MOST_BYTES = 240;

/** Devices on Windows, with any ending. */
const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)/i;

/** What is wrong with a name of a file or folder, as a clause in Chinese; undefined if nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return '是空的';
  if (Buffer.byteLength(name) > MOST_BYTES) return '过长';
  if (/[\\/:*?"<>|\u0000-\u001f\u007f]/.test(name)) return '含有 / \\ : * ? " < > | 或换行';
  if (/^[.\s]|[.\s]$/.test(name)) return '以“.”或空格开头或结尾';
  const device = DEVICES.exec(name)?.[1];
  if (device) return `以“${device}”开头，Windows 把它留给设备`;
  return undefined;
}
