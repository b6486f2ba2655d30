/**
 * What ECMA-376 part 1 (SpreadsheetML) lets stand in the parts of a workbook, for the elements that this program
 * writes: which children in which order, which attributes of which type, which must be there. Written from the
 * schema sml.xsd; what is not listed here is a fault.
 */
import type { Element } from '@xmldom/xmldom';

type Type = RegExp | readonly string[];

interface Rule {
  /** In the order of the schema, each any number of times; `choice` where the order is free. */
  readonly children?: readonly string[];
  readonly choice?: true;
  readonly attributes?: Readonly<Record<string, Type>>;
  readonly required?: readonly string[];
  /** `count` says how many children there are. */
  readonly counted?: true;
}

const ON = /^(0|1|true|false)$/;
const UINT = /^\d{1,10}$/;
const POSITIVE = /^[1-9]\d{0,9}$/;
const INT = /^-?\d{1,10}$/;
const LENGTH = /^\d+(\.\d+)?(E-?\d+)?$/;
const TEXT = /[\s\S]*/;
const RGB = /^[0-9A-F]{8}$/;
const CELL = /^[A-Z]{1,3}[1-9]\d{0,6}$/;
const RANGE = /^[A-Z]{1,3}[1-9]\d{0,6}(:[A-Z]{1,3}[1-9]\d{0,6})?$/;
const RANGES = /^[A-Z]{1,3}[1-9]\d{0,6}(:[A-Z]{1,3}[1-9]\d{0,6})?( [A-Z]+\d+(:[A-Z]+\d+)?)*$/;
const PANES = ['bottomRight', 'topRight', 'bottomLeft', 'topLeft'];
const words = (text: string): string[] => text.split(/\s+/);

const COLOUR: Rule = { attributes: { auto: ON, indexed: UINT, rgb: RGB, theme: UINT, tint: INT } };
const LINE: Rule = {
  children: ['color'],
  attributes: {
    style: words(`none thin medium dashed dotted thick double hair mediumDashed dashDot
      mediumDashDot dashDotDot mediumDashDotDot slantDashDot`),
  },
};
const FLAG: Rule = { attributes: { val: ON } };
const BREAKS: Rule = {
  children: ['brk'],
  attributes: { count: UINT, manualBreakCount: UINT },
  counted: true,
};
const list = (child: string): Rule => ({
  children: [child],
  attributes: { count: UINT },
  counted: true,
});
const XF: Rule = {
  children: ['alignment', 'protection', 'extLst'],
  attributes: {
    ...{ numFmtId: UINT, fontId: UINT, fillId: UINT, borderId: UINT, xfId: UINT },
    ...{ quotePrefix: ON, applyNumberFormat: ON, applyFont: ON, applyFill: ON, applyBorder: ON },
    ...{ applyAlignment: ON, applyProtection: ON },
  },
};

const RULES: Readonly<Record<string, Rule>> = {
  worksheet: {
    children: words(`sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr
      sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews
      mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins
      pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags
      drawing legacyDrawing tableParts extLst`),
  },
  sheetPr: { children: ['tabColor', 'outlinePr', 'pageSetUpPr'] },
  pageSetUpPr: { attributes: { autoPageBreaks: ON, fitToPage: ON } },
  dimension: { attributes: { ref: RANGE }, required: ['ref'] },
  sheetViews: { children: ['sheetView', 'extLst'] },
  sheetView: {
    children: ['pane', 'selection', 'pivotSelection', 'extLst'],
    attributes: { workbookViewId: UINT, tabSelected: ON, showGridLines: ON, zoomScale: UINT },
    required: ['workbookViewId'],
  },
  pane: {
    attributes: {
      ...{ xSplit: LENGTH, ySplit: LENGTH, topLeftCell: CELL, activePane: PANES },
      state: ['split', 'frozen', 'frozenSplit'],
    },
  },
  selection: { attributes: { pane: PANES, activeCell: CELL, activeCellId: UINT, sqref: RANGES } },
  sheetFormatPr: {
    attributes: {
      ...{ defaultRowHeight: LENGTH, defaultColWidth: LENGTH, baseColWidth: UINT },
      ...{ customHeight: ON, outlineLevelRow: /^[0-7]$/, outlineLevelCol: /^[0-7]$/ },
    },
    required: ['defaultRowHeight'],
  },
  cols: { children: ['col'] },
  col: {
    attributes: {
      ...{ min: POSITIVE, max: POSITIVE, width: LENGTH, customWidth: ON, style: UINT },
      ...{ hidden: ON, bestFit: ON, outlineLevel: /^[0-7]$/, collapsed: ON },
    },
    required: ['min', 'max'],
  },
  sheetData: { children: ['row'] },
  row: {
    children: ['c', 'extLst'],
    attributes: {
      ...{ r: POSITIVE, spans: /^[1-9]\d*:[1-9]\d*$/, s: UINT, customFormat: ON, hidden: ON },
      ...{ ht: LENGTH, customHeight: ON, outlineLevel: /^[0-7]$/, collapsed: ON },
    },
  },
  c: {
    children: ['f', 'v', 'is', 'extLst'],
    attributes: { r: CELL, s: UINT, t: words('b d n e s str inlineStr') },
  },
  f: {},
  v: {},
  mergeCells: list('mergeCell'),
  mergeCell: { attributes: { ref: RANGE }, required: ['ref'] },
  hyperlinks: { children: ['hyperlink'] },
  hyperlink: {
    attributes: { ref: RANGE, location: TEXT, display: TEXT, tooltip: TEXT },
    required: ['ref'],
  },
  printOptions: { attributes: { horizontalCentered: ON, verticalCentered: ON, gridLines: ON } },
  pageMargins: {
    attributes: {
      ...{ left: LENGTH, right: LENGTH, top: LENGTH },
      ...{ bottom: LENGTH, header: LENGTH, footer: LENGTH },
    },
    required: words('left right top bottom header footer'),
  },
  pageSetup: {
    attributes: {
      ...{ paperSize: UINT, scale: /^([1-9]\d|[1-3]\d\d|400)$/, firstPageNumber: UINT },
      ...{ fitToWidth: UINT, fitToHeight: UINT, orientation: ['default', 'portrait', 'landscape'] },
      ...{ horizontalDpi: UINT, verticalDpi: UINT, blackAndWhite: ON, draft: ON, copies: UINT },
    },
  },
  headerFooter: {
    children: words('oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter'),
    attributes: {
      differentOddEven: ON,
      differentFirst: ON,
      scaleWithDoc: ON,
      alignWithMargins: ON,
    },
  },
  oddFooter: {},
  rowBreaks: BREAKS,
  colBreaks: BREAKS,
  brk: { attributes: { id: UINT, min: UINT, max: UINT, man: ON, pt: ON } },
  ignoredErrors: { children: ['ignoredError', 'extLst'] },
  ignoredError: {
    attributes: { sqref: RANGES, numberStoredAsText: ON, formula: ON, formulaRange: ON },
    required: ['sqref'],
  },
  workbook: {
    children: words(`fileVersion fileSharing workbookPr workbookProtection bookViews sheets
      functionGroups externalReferences definedNames calcPr extLst`),
  },
  fileVersion: {
    attributes: { appName: TEXT, lastEdited: TEXT, lowestEdited: TEXT, rupBuild: TEXT },
  },
  workbookPr: { attributes: { date1904: ON, defaultThemeVersion: UINT, filterPrivacy: ON } },
  bookViews: { children: ['workbookView'] },
  workbookView: {
    attributes: {
      ...{ xWindow: INT, yWindow: INT, windowWidth: UINT, windowHeight: UINT },
      ...{ firstSheet: UINT, activeTab: UINT, visibility: ['visible', 'hidden', 'veryHidden'] },
    },
  },
  sheets: { children: ['sheet'] },
  sheet: {
    attributes: {
      ...{ name: /^[^[\]:*?/\\]{1,31}$/, sheetId: POSITIVE },
      state: ['visible', 'hidden', 'veryHidden'],
    },
    required: ['name', 'sheetId', 'r:id'],
  },
  definedNames: { children: ['definedName'] },
  definedName: { attributes: { name: TEXT, localSheetId: UINT, hidden: ON }, required: ['name'] },
  calcPr: { attributes: { calcId: UINT, fullCalcOnLoad: ON } },
  styleSheet: {
    children: words(`numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles
      colors extLst`),
  },
  numFmts: list('numFmt'),
  numFmt: {
    attributes: { numFmtId: UINT, formatCode: TEXT },
    required: ['numFmtId', 'formatCode'],
  },
  fonts: list('font'),
  font: {
    choice: true,
    children: words(`b i strike condense extend outline shadow u vertAlign sz color name family
      charset scheme`),
  },
  b: FLAG,
  i: FLAG,
  u: { attributes: { val: words('single double singleAccounting doubleAccounting none') } },
  sz: { attributes: { val: LENGTH }, required: ['val'] },
  name: { attributes: { val: TEXT }, required: ['val'] },
  family: { attributes: { val: /^([0-9]|1[0-4])$/ }, required: ['val'] },
  charset: { attributes: { val: INT }, required: ['val'] },
  scheme: { attributes: { val: ['none', 'major', 'minor'] }, required: ['val'] },
  color: COLOUR,
  fgColor: COLOUR,
  bgColor: COLOUR,
  fills: list('fill'),
  fill: { children: ['patternFill', 'gradientFill'] },
  patternFill: {
    children: ['fgColor', 'bgColor'],
    attributes: { patternType: words('none solid gray125 gray0625 darkGray lightGray mediumGray') },
  },
  borders: list('border'),
  border: {
    children: words('start end left right top bottom diagonal vertical horizontal'),
    attributes: { diagonalUp: ON, diagonalDown: ON, outline: ON },
  },
  left: LINE,
  right: LINE,
  top: LINE,
  bottom: LINE,
  diagonal: LINE,
  cellStyleXfs: list('xf'),
  cellXfs: list('xf'),
  xf: XF,
  alignment: {
    attributes: {
      horizontal: words('general left center right fill justify centerContinuous distributed'),
      vertical: words('top center bottom justify distributed'),
      ...{ wrapText: ON, indent: UINT, shrinkToFit: ON, textRotation: UINT },
    },
  },
  cellStyles: list('cellStyle'),
  cellStyle: { attributes: { name: TEXT, xfId: UINT, builtinId: UINT }, required: ['xfId'] },
  dxfs: list('dxf'),
  tableStyles: {
    attributes: { count: UINT, defaultTableStyle: TEXT, defaultPivotStyle: TEXT },
    counted: true,
  },
  sst: { children: ['si', 'extLst'], attributes: { count: UINT, uniqueCount: UINT } },
  si: { children: ['t', 'rPh', 'phoneticPr', 'r'] },
  t: {},
};

const childrenOf = (element: Element): Element[] =>
  (Array.from(element.childNodes) as Element[]).filter(({ nodeType }) => nodeType === 1);

/** What may stand in a row of its like, beside the only children of lists. */
const REPEATED = new Set(words('c sheetView conditionalFormatting ignoredError r rPh'));

/** What is wrong of an element and all in it; what an extension list holds is free. */
export function faultsOf(element: Element): string[] {
  const { nodeName } = element;
  const rule = RULES[nodeName];
  if (!rule) return [`<${nodeName}> is not known`];
  const children = childrenOf(element);
  const { attributes = {}, required = [] } = rule;
  const own = Array.from(element.attributes);
  const faults = own.flatMap(({ name, value }) => {
    // names of namespaces, and what those of extensions add
    if (name === 'xmlns' || name.includes(':')) return [];
    const type = attributes[name];
    if (!type) return [`<${nodeName} ${name}> is not known`];
    const fits = type instanceof RegExp ? type.test(value) : type.includes(value);
    return fits ? [] : [`<${nodeName} ${name}="${value}">`];
  });
  for (const name of required)
    if (!element.hasAttribute(name)) faults.push(`<${nodeName}> without ${name}`);
  const count = element.getAttribute('count');
  if (rule.counted && count !== null && Number(count) !== children.length)
    faults.push(`<${nodeName} count="${count}"> of ${children.length}`);
  const isList = rule.children?.length === 1;
  const seen = new Set<string>();
  for (const { nodeName: name } of children) {
    const repeats = isList || rule.counted || REPEATED.has(name) || nodeName === 'sst';
    if (seen.has(name) && !repeats) faults.push(`<${name}> twice in <${nodeName}>`);
    seen.add(name);
  }
  const places = children.map((child) => (rule.children ?? []).indexOf(child.nodeName));
  places.forEach((place, i) => {
    const name = children[i]?.nodeName;
    if (place < 0) faults.push(`<${name}> in <${nodeName}>`);
    else if (!rule.choice && place < (places[i - 1] ?? 0))
      faults.push(`<${name}> behind <${children[i - 1]?.nodeName}>`);
  });
  const free = children.filter(({ nodeName: name }) => name !== 'extLst');
  return [...faults, ...free.flatMap(faultsOf)];
}
