/** The folder of templates as the library sees it. */

/** Paths are relative to it, with `/`. */
export interface TemplateFolder {
  /** Throws as node:fs does when there is no such file. */
  readonly read: (path: string) => Uint8Array;
  /** Throws as node:fs does when there is no such folder. */
  readonly list: (folder: string) => readonly string[];
  /** What a file is called outside of this folder; without it, as one of this program's own. */
  readonly nameOf?: (path: string) => TemplateName;
  /**
   * What the build has made of a format of this program (forms/ahead.ts), by its name. It need not be of what
   * `read` gives: that is compared.
   */
  readonly ahead?: (format: string) => Uint8Array | undefined;
}

export interface TemplateName {
  /** In messages: where a person finds it. */
  readonly shown: string;
  /** In the manifest of a package: the same on every machine. */
  readonly stored: string;
}

export const TEMPLATES = 'templates/';

/** What a file is called in messages and in manifests. */
export const nameIn = (folder: TemplateFolder, path: string): TemplateName =>
  folder.nameOf?.(path) ?? { shown: `${TEMPLATES}${path}`, stored: path };
