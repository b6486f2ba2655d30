/** An input that pages look at: its version on the disk, and those that are being written. */
import { createHash } from 'node:crypto';
import {
  type CompileResult,
  compile,
  FORMATS,
  findings,
  inputLines,
  isPublishable,
  type MarkedTables,
  screenDocument,
  type World,
} from '../index.js';
import type { DocumentView, FileView, OpenedView } from './wire.js';

/** A version that was compiled. */
export interface Version {
  readonly result: CompileResult;
  readonly view: FileView;
  /** Markup of the sheets of the document that it shows, by their hashes. */
  readonly sheets: ReadonlyMap<string, string>;
}

export interface OpenedFile {
  /** What lies on the disk now. Where nothing has changed, the version of before. */
  readonly look: () => Version;
  /** What a page is writing. @param text its lines ended by \n */
  readonly draft: (text: string) => Version;
  /** Writes it to the disk, whole or not at all. @throws OutputError */
  readonly save: (text: string) => Promise<void>;
  /** A version that was given before; undefined where it is forgotten. */
  readonly version: (revision: number) => Version | undefined;
  /** The last version on the disk that had no errors, before the one that lies there now. */
  readonly before: () => CompileResult | undefined;
  readonly opened: () => OpenedView;
}

/** Versions that are remembered of a file. */
const REMEMBERED = 12;

/**
 * @param file as the library takes it
 * @param path as the page calls it
 * @param worldNow the outside world, with the formats as they are now
 */
export function openFile(file: string, path: string, worldNow: () => World): OpenedFile {
  const versions = new Map<number, Version>();
  let onDisk: (Version & { readonly read: readonly Read[] }) | undefined;
  /** The latest that have a document. */
  let saved: Version | undefined;
  let drafted: Version | undefined;
  let goodSaves: CompileResult[] = [];
  const tables: MarkedTables = new Map();

  const remember = (version: Version) => {
    versions.set(version.view.revision, version);
    // what lies on the disk, and the document that is shown, stay
    for (const revision of versions.keys()) {
      if (versions.size <= REMEMBERED) break;
      const kept = [onDisk, saved, drafted].some((one) => one?.view.revision === revision);
      if (!kept) versions.delete(revision);
    }
  };
  /** @param earlier whose document is shown where this version has errors */
  const versionOf = (
    result: CompileResult,
    world: World,
    disk: string | undefined,
    earlier: Version | undefined,
  ): Version => {
    revisions += 1;
    const made = documentOf(result, world, revisions, tables);
    const view: FileView = {
      path,
      revision: revisions,
      saved: false,
      ...(disk === undefined ? {} : { disk }),
      title: result.compiled?.document.title ?? earlier?.view.title ?? path,
      findings: findings(result, world),
      ...optional('document', made?.document ?? earlier?.view.document),
    };
    return { result, view, sheets: made?.sheets ?? earlier?.sheets ?? new Map() };
  };
  const look = (): Version => {
    const world = worldNow();
    if (onDisk && isAsRead(onDisk.read, world)) return onDisk;
    const bytes = bytesOf(file, world);
    const result = compiled(file, world);
    const made = versionOf(result, world, bytes && hashOf(bytes), saved);
    const version = { ...made, view: { ...made.view, saved: true }, read: readBy(result, world) };
    onDisk = version;
    if (isPublishable(result)) {
      saved = version;
      goodSaves = [...goodSaves.slice(-1), result];
    }
    remember(version);
    return version;
  };
  const draft = (text: string): Version => {
    const there = look();
    if (there.result.sources[0]?.text === text) return there;
    const world = worldNow();
    const result = compile(file, reading(file, new TextEncoder().encode(text), world));
    const version = versionOf(result, world, there.view.disk, drafted ?? saved);
    if (isPublishable(result)) drafted = version;
    remember(version);
    return version;
  };
  const opened = (): OpenedView => {
    const { view, result } = look();
    const isWorkbook = /\.xlsx$/i.test(file);
    const text = result.sources[0]?.text;
    return {
      view,
      formats: FORMATS,
      ...optional('text', isWorkbook ? undefined : text),
      ...(isWorkbook ? { lines: inputLines(result) } : {}),
    };
  };
  const save = async (text: string) => {
    const world = worldNow();
    const bytes = bytesOf(file, world) ?? new Uint8Array();
    await world.disk.write(file, asOnDisk(text, bytes));
  };
  return {
    look,
    draft,
    opened,
    save,
    version: (revision) => versions.get(revision),
    before: () => (goodSaves.at(-1) === onDisk?.result ? goodSaves.at(-2) : goodSaves.at(-1)),
  };
}

/** One count for all files of a run, so that no two versions are taken for each other. */
let revisions = 0;

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** A text with the mark at its beginning and the ends of lines that a file has. */
function asOnDisk(text: string, bytes: Uint8Array): string {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const end = bytes.indexOf(0x0a);
  const lines = end > 0 && bytes[end - 1] === 0x0d ? text.replaceAll('\n', '\r\n') : text;
  return marked ? `\ufeff${lines}` : lines;
}

const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };

/** A file that a version was made from. */
interface Read {
  readonly file: string;
  readonly hash: string | undefined;
  readonly templates: World['templates'];
}

/** Bytes of a file; undefined where it is not there, or too large. */
function bytesOf(file: string, world: World): Uint8Array | undefined {
  try {
    return world.read(file);
  } catch {
    return undefined;
  }
}

function readBy({ file, sources }: CompileResult, world: World): Read[] {
  const files = new Set([file, ...sources.map((one) => one.file)]);
  return [...files].map((one) => {
    const bytes = bytesOf(one, world);
    return { file: one, hash: bytes && hashOf(bytes), templates: world.templates };
  });
}

function isAsRead(read: readonly Read[], world: World): boolean {
  return read.every(({ file, hash, templates }) => {
    const bytes = bytesOf(file, world);
    return templates === world.templates && (bytes && hashOf(bytes)) === hash;
  });
}

/** A world in which a file holds something else. */
const reading = (file: string, bytes: Uint8Array, world: World): World => ({
  ...world,
  read: (name, from) => (name === file ? bytes : world.read(name, from)),
});

/**
 * A version whose places are those of a text with lines ended by \n, as editors have it, whatever ends them on the
 * disk.
 */
function compiled(file: string, world: World): CompileResult {
  const result = compile(file, world);
  const text = result.sources[0]?.text;
  if (!text?.includes('\r')) return result;
  const lines = new TextEncoder().encode(text.replaceAll(/\r\n?/g, '\n'));
  const same = compile(file, reading(file, lines, world));
  // what is told of the file itself
  const coding = result.diagnostics.filter(({ code }) => code === 'file-coding');
  return { ...same, diagnostics: [...coding, ...same.diagnostics] };
}

function documentOf(
  result: CompileResult,
  world: World,
  revision: number,
  before: MarkedTables,
): { document: DocumentView; sheets: ReadonlyMap<string, string> } | undefined {
  if (!isPublishable(result)) return undefined;
  const { style, sheets, tables } = screenDocument(result, world, before);
  const named = sheets.map(({ id, html }) => ({ id, html, hash: hashOf(html) }));
  return {
    document: {
      revision,
      style,
      sheets: named.map(({ id, hash }) => ({ id, hash })),
      tables,
    },
    sheets: new Map(named.map(({ hash, html }) => [hash, html])),
  };
}
