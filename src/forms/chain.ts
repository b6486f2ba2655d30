/** A profile and the profiles that it extends, each with its place in its own file. */
import * as z from 'zod';
import { about, at, DiagnosticError } from '../diagnostics.js';
import { nearest, suggestion } from '../input/issues.js';
import type { Path, Source } from '../input/source.js';
import { valueAt } from '../input/tree.js';
import { entriesOf, mergeProfiles, type ProfileInput, profileSchema } from './profile.js';
import { SAFE_NAME, type Shelf, TEMPLATES } from './shelf.js';
import { type Spans, Spot } from './spot.js';

interface Link {
  readonly id: string;
  readonly data: ProfileInput;
  readonly source: Source;
  readonly root: Spot;
}

export interface Chain {
  readonly kind: Kind;
  /** Folder of the kind's tables and sentences. */
  readonly folder: string;
  /** Base first. */
  readonly ids: readonly string[];
  readonly merged: ProfileInput;
  /** Sections that a part of any of the profiles names. */
  readonly sections: readonly string[];
  /** The profile that all others of the chain extend. */
  readonly base: ProfileInput;
  /** Of what the profiles are together; below it, each value is in the file that it comes from. */
  readonly root: Spot;
}

/** The profile that all others extend in the end; it lives beside the tables of its kind. */
const BASES: Readonly<Record<Kind, string>> = { 预算: 'budget', 决算: 'final' };
export type Kind = '预算' | '决算';
export const BASE_NAMES = Object.keys(BASES) as Kind[];

/**
 * Loads a profile and its bases.
 * @throws DiagnosticError for a file that is missing or wrong, and for profiles that extend each other
 */
export function loadChain(id: string, shelf: Shelf): Chain {
  const links: Link[] = [];
  for (let next: string | undefined = id; next !== undefined; next = links[0]?.data.继承) {
    const ring = links.some((one) => one.id === next);
    refuseBaseName(next, links[0], shelf);
    const link: Link | undefined = ring ? undefined : readLink(next, shelf);
    shelf.throwIfBad();
    if (!link) {
      const ids = [next, ...links.map((one) => one.id)];
      const message = ring ? `格式“${next}”的继承成了环` : `没有“${next}”这个格式`;
      const hint = ring ? ringHint(ids.reverse()) : missingHint(next, shelf);
      const from = links[0]?.source;
      throw new DiagnosticError([
        from
          ? at(from.valueSpan(['继承']), 'profile-unknown', message, hint)
          : about(shelf.shown(`profiles/${next}.yaml`), 'profile-unknown', message, hint),
      ]);
    }
    links.unshift(link);
  }
  const own = links.at(-1) as Link;
  const origin = (path: Path) =>
    links.findLast(({ source }) => valueAt(source.tree, path) !== undefined) ?? own;
  const spans: Spans = {
    valueSpan: (path) => origin(path).source.valueSpan(path),
    keySpan: (path) => origin(path).source.keySpan(path),
  };
  const base = links[0] as Link;
  const kind = isBase(base.id) ? base.id : (base.data.种类 ?? '预算');
  for (const { data, root } of links) {
    if (data.种类 === undefined || data.种类 === kind) continue;
    const message = `这个格式继承的是部门${kind}的格式，“种类”不能写“${data.种类}”`;
    root.below('种类').report(message);
  }
  return {
    kind,
    folder: BASES[kind],
    ids: links.map((one) => one.id),
    base: base.data,
    merged: links.map((one) => one.data).reduce(mergeProfiles),
    sections: links.flatMap(({ data }) =>
      (data.部分 ?? [])
        .flatMap(entriesOf)
        .flatMap((entry) => (entry.kind === '节' ? [entry.name] : [])),
    ),
    root: new Spot(spans, shelf.problems),
  };
}

/** The format that was meant by the name of one that there is not, or where it would have to be. */
function missingHint(id: string, shelf: Shelf): string {
  const { own, builtIn } = shelf.profileIds();
  const known = [...newestFirst(own), ...newestFirst(builtIn), ...BASE_NAMES];
  const hint = suggestion(id, known, '格式');
  if (nearest(id, known) !== undefined || !SAFE_NAME.test(id)) return hint;
  return `本区的格式写在输入文件旁边（或上面）的 格式/${id}.yaml；${hint}`;
}

/** A format of one's own may have the name of another, but then it cannot extend that one. */
function ringHint(ids: readonly string[]): string {
  const same = new Set(ids).size === 1 ? '；要继承别处同名的格式，请给这个格式换一个名字' : '';
  return `${ids.join(' → ')}${same}`;
}

/** Of names that are equally near to a wrong one, the one of the latest year is meant. */
function newestFirst(ids: readonly string[]): string[] {
  const year = (id: string) => Number(/\d{4}/.exec(id)?.[0] ?? 0);
  return [...ids].sort((a, b) => year(b) - year(a) || (a < b ? -1 : 1));
}

/** A format of one's own that has the name of a base would never be read. */
function refuseBaseName(id: string, extendedBy: Link | undefined, shelf: Shelf): void {
  if (!isBase(id) || extendedBy?.source.file.startsWith(TEMPLATES)) return;
  const own = shelf.yaml(`profiles/${id}.yaml`, z.unknown());
  const hint = `请把文件改名，如 ${id}-本区.yaml，再写“继承: ${id}”`;
  own?.root.report(`“${id}”是基础格式的名字，本区的格式不能用`, hint);
}

function isBase(id: string): id is Kind {
  return Object.hasOwn(BASES, id);
}

function readLink(id: string, shelf: Shelf): Link | undefined {
  if (!SAFE_NAME.test(id)) return undefined;
  const base = isBase(id) ? BASES[id] : undefined;
  const found = shelf.yaml(`${base ?? 'profiles'}/${id}.yaml`, profileSchema);
  return found && { id, ...found };
}
