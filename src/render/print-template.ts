/** The markup and the style of the print, templates/print/. */
import Handlebars from 'handlebars';
import type { TemplateFolder } from '../forms/library.js';

const STYLES = ['字体.css', '正文.css', '封面目录.css', '表.css'];

export interface PrintTemplate {
  /** The whole page; what stands in its body goes in as it is. */
  readonly page: (view: object) => string;
  /** What stands in the body; its contents and sheets go in as they are. */
  readonly body: (view: object) => string;
  readonly contents: (view: object) => string;
  /** Blocks on pages of one kind; they go in as they are. */
  readonly sheet: (view: object) => string;
  /** A heading, paragraph, table or figure. */
  readonly block: (view: object) => string;
  readonly style: string;
  /** Everything that was read, for the manifest. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

const loaded = new WeakMap<TemplateFolder, PrintTemplate>();

/**
 * Reads and compiles the template of a folder, once. A field that a view does not have is an error,
 * every text is escaped.
 * @throws as node:fs does where a file is missing
 */
export function printTemplate(folder: TemplateFolder): PrintTemplate {
  const template = loaded.get(folder) ?? read(folder);
  loaded.set(folder, template);
  return template;
}

function read(folder: TemplateFolder): PrintTemplate {
  const files: { path: string; bytes: Uint8Array }[] = [];
  const text = (name: string): string => {
    const path = `print/${name}`;
    const bytes = folder.read(path);
    files.push({ path, bytes });
    return new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  };
  const engine = Handlebars.create();
  // without @data the blocks of a template are made once, not once for each cell
  const options = { strict: true, knownHelpersOnly: true, preventIndent: true, data: false };
  const compile = (name: string) => engine.compile(engine.parse(text(name)), options);
  engine.registerPartial('text', compile('文字.hbs'));
  engine.registerPartial('table', compile('表.hbs'));
  const page = compile('文件.hbs');
  return {
    page: (view) => page(view).trimStart(),
    body: compile('正文.hbs'),
    contents: compile('目录.hbs'),
    sheet: compile('版面.hbs'),
    block: compile('块.hbs'),
    style: STYLES.map(text).join('\n'),
    files,
  };
}
