/** What the editor of an input offers and explains: its schema, the subjects of its year, the formats. */
import { createHash } from 'node:crypto';
import {
  type CompileResult,
  formatNames,
  inputSchema,
  loadFormat,
  type Profile,
  type World,
} from '../index.js';

/** A JSON Schema, as far as the editor reads it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

export interface Subject {
  readonly code: string;
  readonly name: string;
  /** What 名词解释 says of it. */
  readonly definition?: string;
}

export interface Words {
  /** The same for the same words: a page that has them need not take them again. */
  readonly key: string;
  readonly schema: JsonSchema;
  /** 类, 款 and 项 of 支出功能分类. */
  readonly functional: readonly Subject[];
  /** 类 and 款 of 部门预算支出经济分类. */
  readonly economic: readonly Subject[];
  /** 类 and 款 of 政府预算支出经济分类. */
  readonly government: readonly Subject[];
  readonly formats: readonly string[];
}

const schemas = new WeakMap<Profile, JsonSchema>();

/**
 * The words of an input. One that is not valid has those of the format that it names, with the program's own
 * subjects; one whose format is not known those of its kind.
 * @throws DiagnosticError where the program's own formats have been broken
 */
export function wordsOf(result: CompileResult, world: Pick<World, 'templates'>): Words {
  const { model, templates, sources } = result;
  const text = sources[0]?.text ?? '';
  const profile =
    model?.profile ??
    formatOf(written(text, '格式'), templates) ??
    loadFormat(written(text, '类型') === '决算' ? '决算' : '预算', world.templates);
  const { functional, economic, government } = model?.budget.subjects ?? profile.subjects;
  const words = {
    schema: written(text, '类型') === '上年数' ? priorSchema(world) : schemaOf(profile),
    functional: listed(functional),
    economic: listed(economic),
    government: listed(government),
    formats: formatNames(templates),
  };
  const key = createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 16);
  return { key, ...words };
}

/** What stands behind a key at the beginning of a line, also in a text that is not yet YAML. */
function written(text: string, key: string): string | undefined {
  return new RegExp(`^${key}: *["']?([^"'#\\s]+)`, 'm').exec(text)?.[1];
}

function formatOf(
  name: string | undefined,
  templates: CompileResult['templates'],
): Profile | undefined {
  if (name === undefined || !formatNames(templates).includes(name)) return undefined;
  try {
    return loadFormat(name, templates);
  } catch {
    // a format of the bureau's own that has mistakes: they are among the findings
    return undefined;
  }
}

function schemaOf(profile: Profile): JsonSchema {
  const known = schemas.get(profile) ?? (JSON.parse(inputSchema(profile)) as JsonSchema);
  schemas.set(profile, known);
  return known;
}

const priorSchema = ({ templates }: Pick<World, 'templates'>): JsonSchema =>
  JSON.parse(new TextDecoder().decode(templates.read('schema/上年数.json')));

interface Listed {
  readonly code: string;
  readonly name: string;
  readonly definition?: string | undefined;
}

function listed(subjects: ReadonlyMap<string, Listed>): Subject[] {
  return [...subjects.values()]
    .map(({ code, name, definition }) => ({
      code,
      name,
      ...(definition === undefined ? {} : { definition }),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
