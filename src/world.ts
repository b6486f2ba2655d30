/**
 * The outside world behind one interface: everything that the program reads, writes or asks of the machine
 * it runs on. The command line is handed the real one (disk/disk-world.ts), and hands it on.
 */
import type { TemplateFolder } from './forms/library.js';
import { laidOver } from './forms/own-templates.js';
import type { ReadFile } from './input/load.js';
import type { ManifestInfo, OutputFile } from './publish.js';

/** What compiling reads: enough for a program that holds its inputs in memory. */
export interface InputWorld {
  readonly read: ReadFile;
  /** One object for one folder: what was read from it is kept as long as the object is. */
  readonly templates: TemplateFolder;
  /**
   * Templates for inputs that stand in a folder: formats that a bureau has laid beside them come first. The
   * same object for the same templates. Without it, `templates` are for all.
   */
  readonly templatesAt?: (folder: string) => TemplateFolder;
}

export interface World extends InputWorld {
  /** Version of this program, as packages and JSON tell it. */
  readonly version: string;
  /** The current folder: paths are told from there. */
  readonly folder: string;
  /** Where this program's own templates lie, for a person who looks at them and for editors. */
  readonly templatesFolder: string;
  /** Milliseconds; only differences mean anything. */
  readonly now: () => number;
  readonly disk: Disk;
  /** Settings of the machine that a person gives beside the command line, and secrets; none without it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** By what a package is known that need not be made again; without it all are made. */
  readonly madeBefore?: () => Promise<MadeBefore>;
}

/** What there is of packages that were made before. */
export interface MadeBefore {
  /** Fingerprint of this program as it runs here; undefined where it cannot be told. */
  program(): string | undefined;
  /** What tells the browser that would print from any other. */
  browser(): string;
  /** The packages of an output folder, by the names of their folders, with their manifests. */
  packages(outDir: string): readonly { readonly name: string; readonly manifest: string }[];
  /**
   * Whether a package holds files of just these contents.
   * @param files paths with `/`, and hashes in hexadecimal
   */
  holds(
    folder: string,
    files: readonly { readonly path: string; readonly sha256: string }[],
  ): Promise<boolean>;
}

/** A file that is written where none is. */
export interface NewFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Whether nobody else on this machine may read it. */
  readonly secret?: boolean;
}

/** Files and folders by their paths. */
export interface Disk {
  /** What a path leads to, links followed; undefined where nothing is. */
  kindOf(path: string): 'file' | 'folder' | undefined;
  /** Whether two paths lead to one file. */
  isSame(one: string, other: string): boolean;
  /** Names of what stands in a folder; undefined where nobody may look. */
  list(folder: string): readonly string[] | undefined;
  /** Paths of the ordinary files below a folder, from the folder on. */
  filesBelow(folder: string): readonly string[];
  /**
   * The bytes of an ordinary file; undefined where there is none, it is larger than any of ours, or it
   * cannot be read. What a package names may lead to a device that never ends.
   * @param links whether a link to such a file will do
   */
  readOrdinary(path: string, links?: 'followed'): Uint8Array | undefined;
  /**
   * The bytes of an ordinary file that a person names; nothing of a larger one is read.
   * @param most bytes that it may have
   * @throws UnreadError where it is not one; else as node:fs does
   */
  readUpTo(path: string, most: number): Uint8Array;
  /**
   * Formats (格式/) and subjects (科目/) that a folder holds; one that has neither holds the formats itself.
   * @returns undefined where it is no folder
   */
  templatesIn(folder: string): TemplateFolder | undefined;
  /** Files that a pattern like inputs/**\/*.yaml matches, as it is written, in no order. */
  glob(pattern: string): Promise<readonly string[]>;
  /**
   * Writes one file whole or not at all.
   * @throws OutputError in Chinese; then what stood there has not changed
   */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /**
   * Writes files where none are, with their folders: all of them or none.
   * @throws OutputError in Chinese, also where something stands in one of their places
   */
  writeNew(files: readonly NewFile[]): Promise<void>;
  /**
   * Puts in order what a killed run has left in an output folder.
   * @throws PublishError in Chinese
   */
  putInOrder(outDir: string): Promise<void>;
  /**
   * Writes a package whole or not at all.
   * @param info what its manifest is made of; absent where the manifest is among the files
   * @returns its folder
   * @throws PublishError in Chinese; then nothing in the output folder has changed
   */
  publish(
    outDir: string,
    name: string,
    files: readonly OutputFile[],
    info?: ManifestInfo,
  ): Promise<string>;
}

/** Templates for inputs in a folder. */
export const templatesFor = (folder: string, world: InputWorld): TemplateFolder =>
  world.templatesAt?.(folder) ?? world.templates;

/** A world in which formats and subjects of one folder come before all others. */
export function withTemplates<W extends InputWorld>(own: TemplateFolder, world: W): W {
  const known = new WeakMap<TemplateFolder, TemplateFolder>();
  const over = (under: TemplateFolder): TemplateFolder => {
    const laid = known.get(under) ?? laidOver(own, under);
    known.set(under, laid);
    return laid;
  };
  const { templates, templatesAt } = world;
  return {
    ...world,
    templates: over(templates),
    templatesAt: (folder) => over(templatesAt?.(folder) ?? templates),
  };
}

/** Text of a file below templates/. @throws as node:fs does */
export const templateText = ({ templates }: Pick<World, 'templates'>, path: string): string =>
  new TextDecoder().decode(templates.read(path));
