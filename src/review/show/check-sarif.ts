/**
 * Reports as a SARIF 2.1.0 log, for code-review tools: one run, every rule, a place for every finding.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/
 */
import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, Log, LogicalLocation, Region, ReportingDescriptor, Result } from 'sarif';
import {
  byFamily,
  type FileReport,
  familyOf,
  type Item,
  itemsOf,
  severityOf,
} from '../../checks/report.js';
import { isFinding } from '../../checks/rule.js';
import { CODES, type Diagnostic, type Severity, sortDiagnostics } from '../../diagnostics.js';
import { PACKAGE_NAMES } from '../../kinds/index.js';
import type { ListedRule } from '../../kinds/rules.js';
import type { CellPlace, Side, Span } from '../../model/money.js';
import { cellText, placeId } from '../../where.js';
import { agreement } from './check-json.js';
import { jsonText } from './json-text.js';

export interface SarifFile {
  readonly report: FileReport;
  readonly textOf: (file: string) => string | undefined;
}

export interface SarifOptions {
  readonly version: string;
  /** Also what holds. */
  readonly all?: boolean;
  /** Where the person stands: files are named from there. */
  readonly folder: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVEL = { 错误: 'error', 警告: 'warning', 提示: 'note' } as const satisfies Record<
  Severity,
  Result.level
>;
/** More places of a finding than these help nobody. */
const MOST_RELATED = 20;

/** All reports as one SARIF text; the same for the same input. */
export function checkSarif(files: readonly SarifFile[], options: SarifOptions): string {
  const rules = [
    ...rulesIn(files).map(ruleDescriptor),
    ...Object.entries(CODES).map(codeDescriptor),
  ];
  const indexOf = new Map(rules.map(({ id }, i) => [id, i]));
  const results = files
    .flatMap((file) => resultsOf(file, options))
    .map((result): Result => {
      const ruleIndex = indexOf.get(result.ruleId ?? '');
      const { ruleId, ...rest } = result;
      return {
        ...(ruleId ? { ruleId } : {}),
        ...(ruleIndex === undefined ? {} : { ruleIndex }),
        ...rest,
      };
    });
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gongkai', version: options.version, language: 'zh-CN', rules } },
        language: 'zh-CN',
        columnKind: 'unicodeCodePoints',
        results,
      },
    ],
  };
  return jsonText(log);
}

/** The rules that any file was asked, each number once, with the kinds of those files. */
function rulesIn(files: readonly SarifFile[]): AskedRule[] {
  const asked = new Map<string, AskedRule>();
  for (const { report } of files) {
    const kind = report.model?.budget.kind.name;
    if (!kind) continue;
    for (const rule of [...itemsOf(report).map((item) => item.rule), ...report.silent]) {
      const { kinds = [] } = asked.get(rule.id) ?? {};
      asked.set(rule.id, { ...rule, kinds: kinds.includes(kind) ? kinds : [...kinds, kind] });
    }
  }
  return byFamily([...asked.values()]).flatMap(([, own]) => own);
}

type AskedRule = Omit<ListedRule, 'table'>;

function ruleDescriptor(rule: AskedRule): ReportingDescriptor {
  const { id, holds, source, severity, kinds } = rule;
  const help = `依据：${source}。不得不违反时，在输入文件的“豁免”里写 ${id} 和理由。`;
  return {
    id,
    shortDescription: { text: holds },
    fullDescription: { text: `${holds}。依据：${source}。` },
    help: { text: help },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: [familyOf(rule), ...kinds] },
  };
}

/** What is wrong with an input before any rule is asked. */
function codeDescriptor([id, text]: [string, string]): ReportingDescriptor {
  return {
    id,
    shortDescription: { text },
    fullDescription: { text: `${text}。` },
    help: { text: '请按提示改正输入文件。' },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['输入', ...PACKAGE_NAMES] },
  };
}

/** Results of one file, each with a fingerprint that it keeps when lines move. */
function resultsOf({ report, textOf }: SarifFile, options: SarifOptions): Result[] {
  const places = new Places(textOf, options.folder);
  const seen = new Map<string, number>();
  const own = report.model?.budget;
  const owner = own
    ? [own.kind.name, own.department.name, `${own.year}`]
    : [places.uri(report.file)];
  const fingerprint = (...what: string[]) => {
    const key = [...owner, ...what].join('\n');
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { 'gongkai/v1': createHash('sha256').update(`${key}\n${nth}`).digest('hex') };
  };
  return [
    ...sortDiagnostics(report.problems).map(
      (d): Result => ({
        ruleId: d.code,
        level: LEVEL[d.severity],
        message: { text: withHint(d.message, d.hint) },
        locations: [places.ofDiagnostic(d)],
        partialFingerprints: fingerprint(d.code, d.message),
        suppressions: [],
      }),
    ),
    ...itemsOf(report)
      .filter(({ level }) => options.all || level !== '相符')
      .map((item): Result => ofItem(item, places, fingerprint)),
  ];
}

function ofItem(
  item: Item,
  places: Places,
  fingerprint: (...what: string[]) => Record<string, string>,
): Result {
  const { rule, outcome, span, table, waiver } = item;
  const severity = severityOf(item);
  const { sides } = outcome;
  const text = isFinding(outcome)
    ? withHint(outcome.message, outcome.hint)
    : agreement(outcome.sides);
  // amounts of a comparison may change and it is still the same finding
  const what = sides ? [sides.left.name, sides.right.name] : [text];
  const related = sides
    ? [...places.ofSide('右', sides.right, span), ...places.ofSide('左', sides.left, span)]
    : [];
  return {
    ruleId: rule.id,
    ...(severity ? { level: LEVEL[severity] } : { kind: 'pass', level: 'none' }),
    message: { text },
    locations: [places.of(span)],
    ...(related.length > 0
      ? {
          relatedLocations: related.slice(0, MOST_RELATED).map((one, i) => ({ id: i + 1, ...one })),
        }
      : {}),
    partialFingerprints: fingerprint(rule.id, table?.id ?? '', ...what),
    suppressions: waiver
      ? [{ kind: 'inSource', justification: waiver.reason, location: places.of(waiver.place) }]
      : [],
    ...(table ? { properties: { 表: `${table.id} ${table.name}` } } : {}),
  };
}

function withHint(message: string, hint: string | undefined): string {
  return hint ? `${message}。${hint}` : message;
}

const cellLocation = (cell: CellPlace): LogicalLocation => ({
  name: cell.address,
  fullyQualifiedName: cellText(cell),
});

/** Spans as locations, with columns in characters. */
class Places {
  constructor(
    private readonly textOf: (file: string) => string | undefined,
    private readonly folder: string,
  ) {}

  of(span: Span): Location {
    const region = this.region(span);
    return {
      physicalLocation: {
        artifactLocation: { uri: this.uri(span.file) },
        ...(region ? { region } : {}),
      },
      ...(span.cell ? { logicalLocations: [cellLocation(span.cell)] } : {}),
    };
  }

  ofDiagnostic({ span, file, line, column }: Diagnostic): Location {
    return this.of(span ?? { file, line, column, start: 0, end: 0 });
  }

  /** The places of a side other than the one that is shown anyway, each once. */
  ofSide(which: string, { name, figure }: Side, shown: Span): Location[] {
    const distinct = new Map(figure.sources.map((span) => [placeId(span), span]));
    distinct.delete(placeId(shown));
    const message = { text: `${which}边：${name}` };
    return [...distinct.values()].map((span) => ({ ...this.of(span), message }));
  }

  /** Relative to the folder where that can be, with / and percent-encoded. */
  uri(file: string): string {
    const path = relative(this.folder, resolve(this.folder, file));
    if (isAbsolute(path)) return pathToFileURL(path).href; // another drive
    return path.split(sep).map(encodeURIComponent).join('/');
  }

  /** Of a text: a workbook has no lines that a viewer could show. */
  private region({ file, line, column, start, end, cell }: Span): Region | undefined {
    if (line === 0 || cell) return undefined;
    const begin = { startLine: line, startColumn: column };
    const text = this.textOf(file)?.slice(start, end);
    if (text === undefined || text === '') return begin;
    const lines = text.split('\n');
    const last = [...(lines.at(-1) ?? '')].length;
    return {
      ...begin,
      endLine: line + lines.length - 1,
      endColumn: lines.length === 1 ? column + last : last + 1,
    };
  }
}
