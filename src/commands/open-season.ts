/** `gongkai open 清单.yaml`: the departments of a season's list, and how far the season is. */
import { join } from 'node:path';
import { DiagnosticError } from '../diagnostics.js';
import { readSeasonList } from '../season/list.js';
import { readSeasonState, stateFileOf } from '../season/state.js';
import { progressText } from '../season/status-text.js';
import type { OpenedSeason } from '../workbench/opened-season.js';
import type { World } from '../world.js';
import { EXIT, Failure } from './terminal.js';

/** @throws Failure where something is wrong with the list */
export function openedSeason(
  file: string,
  output: string,
  world: World,
): { readonly opened: OpenedSeason; readonly deadline: string | undefined } {
  try {
    const list = readSeasonList(file, world);
    const place = join(output, stateFileOf(list));
    return {
      deadline: list.deadline,
      opened: {
        departments: list.departments.map(({ input, name, code }) => ({
          path: input,
          ...(name === undefined ? {} : { department: name }),
          ...(code === undefined ? {} : { code }),
        })),
        progress: () => {
          const bytes = world.disk.readOrdinary(place);
          const state = bytes && readSeasonState(new TextDecoder().decode(bytes));
          return state ? progressText(state) : '';
        },
      },
    };
  } catch (error) {
    if (error instanceof DiagnosticError)
      throw new Failure(`清单有误：\n${error.message}`, EXIT.failed);
    throw error;
  }
}
