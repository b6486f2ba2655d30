/** The workbook of a bureau that `--填表` names. */
import { basename } from 'node:path';
import type { OfficialForm } from '../form-filling/fill-form.js';
import { readBytes } from '../input/load.js';
import { FORMS } from '../workbook/bounds.js';
import { Unreadable, unpack } from '../workbook/guard.js';
import type { World } from '../world.js';
import { EXIT, Failure } from './terminal.js';

/**
 * Reads it, so that a wrong one is told before anything is compiled.
 * @throws Failure where it is no workbook that can be filled in
 */
export function officialForm(file: string, disk: World['disk']): OfficialForm {
  const refuse = (message: string, hint = '') =>
    new Failure(`--填表 “${file}”：${message}${hint === '' ? '' : `。${hint}`}。`, EXIT.failed);
  if (/\.csv$/i.test(file)) throw refuse('这是 CSV，不是工作簿', '请用官方的 .xlsx 空表');
  const found = readBytes(file, () => disk.readUpTo(file, FORMS.file));
  if ('problem' in found) throw refuse(found.problem.message, found.problem.hint);
  const { bytes } = found;
  try {
    unpack(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw refuse(error.message, error.hint);
  }
  return { file: basename(file), bytes };
}
