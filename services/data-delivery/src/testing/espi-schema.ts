import { existsSync, readFileSync } from 'node:fs';
import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';

const FOLDER = new URL('../../../../../shared/espi/xsd/4.0-2023/', import.meta.url);
const FILES = ['all.xsd', 'atom.xsd', 'customer.xsd', 'espi.xsd'];
/** The one import from the web, cut down to the two attributes that the Atom schema refers to. */
const XML_XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="base" type="xs:anyURI"/><xs:attribute name="lang" type="xs:language"/></xs:schema>`;

/** False where the schemas do not lie beside the checkout: their licence keeps them out of it. */
export const schemaIsHere = existsSync(new URL('all.xsd', FOLDER));

let validator: XsdValidator | undefined;

function schema(): XsdValidator {
  if (validator) return validator;
  const files = Object.fromEntries(FILES.map((name) => [`espi/${name}`, readFileSync(new URL(name, FOLDER))]));
  const buffers = { ...files, 'https://www.w3.org/2001/03/xml.xsd': Buffer.from(XML_XSD) };
  xmlRegisterInputProvider(new XmlBufferInputProvider(buffers));
  const document = XmlDocument.fromBuffer(files['espi/all.xsd']!, { url: 'espi/all.xsd' });
  validator = XsdValidator.fromDoc(document);
  return validator;
}

/** Validates a document against the ESPI 4.0 schemas. @throws XmlValidateError with line and rule. */
export function validateEspi(xml: string): void {
  const document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET });
  try {
    schema().validate(document);
  } finally {
    document.dispose();
  }
}
