/**
 * What makes a tagged PDF one for archives and for everyone: it says so itself (XMP), what its colours
 * are, what it is called (ISO 19005-2 level A, ISO 14289-1).
 */
import type { Document } from '../narrative/document.js';
import { anchor } from './html-text.js';
import { addObject, dictionaryAt, nameOf, type PdfObjects } from './pdf-read.js';
import {
  dictionary,
  type PdfDictionary,
  PdfName,
  type PdfReference,
  PdfStream,
  PdfString,
  type PdfValue,
  textString,
} from './pdf-values.js';
import { deflated } from './pdf-write.js';
import { srgbProfile } from './srgb.js';

const CREATOR = 'gongkai';
const COLOURS = 'sRGB IEC61966-2.1';

/** Sets information, metadata, colours and the words of links; dates are the document's, never the clock's. */
export function describe(pdf: PdfObjects, doc: Document): void {
  const catalog = dictionaryAt(pdf, pdf.trailer.get('Root'));
  const producer = dictionaryAt(pdf, pdf.trailer.get('Info')).get('Producer');
  const made = producer instanceof PdfString ? producer.bytes : CREATOR;
  const add = (value: PdfValue): PdfReference => addObject(pdf, value);
  pdf.trailer.set('Info', add(information(doc, made)));
  const colours = deflated(srgbProfile(), { N: 3 });
  const intent = dictionary({
    Type: new PdfName('OutputIntent'),
    S: new PdfName('GTS_PDFA1'),
    OutputConditionIdentifier: textString(COLOURS),
    Info: textString(COLOURS),
    DestOutputProfile: add(colours),
  });
  for (const [key, value] of dictionary({
    Lang: textString(doc.language),
    MarkInfo: dictionary({ Marked: true }),
    ViewerPreferences: dictionary({ DisplayDocTitle: true }),
    OutputIntents: [intent],
    Metadata: add(metadata(doc, made)),
  })) {
    catalog.set(key, value);
  }
  describeLinks(pdf, catalog, doc);
}

function information(doc: Document, producer: string): PdfDictionary {
  const date = new PdfString(`D:${doc.date.slice(0, 10).replaceAll('-', '')}000000+00'00'`);
  return dictionary({
    Title: textString(doc.title),
    Author: textString(doc.author),
    Creator: textString(CREATOR),
    Producer: textString(producer),
    CreationDate: date,
    ModDate: date,
  });
}

/** Links say where they lead; places that only the layout asked for are forgotten. */
function describeLinks(pdf: PdfObjects, catalog: PdfDictionary, doc: Document): void {
  const texts = new Map(doc.contents.map(({ target, text }) => [anchor(target), text]));
  for (const value of pdf.objects.values()) {
    if (!(value instanceof Map) || nameOf(value.get('Subtype')) !== 'Link') continue;
    const text = texts.get(nameOf(value.get('Dest')));
    if (text !== undefined) value.set('Contents', textString(text));
  }
  if (!catalog.has('Dests')) return;
  const places = dictionaryAt(pdf, catalog.get('Dests'));
  for (const name of [...places.keys()]) if (!texts.has(name)) places.delete(name);
}

/** The description of the identifier of ISO 14289 that an archive needs, as it is not among those it knows. */
const UA_SCHEMA = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

/** The XMP packet, left unpacked for programs that know nothing of PDF. */
function metadata(doc: Document, producer: string): PdfStream {
  const { title, author, language } = doc;
  const date = `${doc.date.slice(0, 10)}T00:00:00Z`;
  const [name, maker] = [xml(title), xml(author)];
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${name}</rdf:li><rdf:li xml:lang="${xml(language)}">${name}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${maker}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>${xml(language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>${xml(producer)}</pdf:Producer>
<xmp:CreatorTool>${CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:MetadataDate>${date}</xmp:MetadataDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
${UA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
  const entries = dictionary({ Type: new PdfName('Metadata'), Subtype: new PdfName('XML') });
  return new PdfStream(entries, Buffer.from(packet));
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
