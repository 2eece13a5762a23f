import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';

const FOLDER = new URL('../../../../shared/espi/xsd/', import.meta.url);
const EDITIONS = {
  '4.0': { folder: '4.0-2023', files: ['all.xsd', 'atom.xsd', 'customer.xsd', 'espi.xsd'] },
  '3.3': { folder: '3.3-2020', files: ['all.xsd', 'atom.xsd', 'retailcustomer.xsd', 'usage.xsd'] },
} as const;
export type Edition = keyof typeof EDITIONS;

/** The one import from the web, cut down to the two attributes that the Atom schema refers to. */
const XML_XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="base" type="xs:anyURI"/><xs:attribute name="lang" type="xs:language"/></xs:schema>`;

/** False where the schemas do not lie beside the checkout: their licence keeps them out of it. */
export const schemaIsHere = existsSync(new URL('4.0-2023/all.xsd', FOLDER));
if (!schemaIsHere) process.stderr.write(`Documents are not validated against the ESPI schemas: there is no ${fileURLToPath(FOLDER)}\n`);

const validators = new Map<Edition, XsdValidator>();

function schema(edition: Edition): XsdValidator {
  const known = validators.get(edition);
  if (known) return known;
  const { folder, files } = EDITIONS[edition];
  const buffers = Object.fromEntries(files.map((name) => [`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, FOLDER))]));
  xmlRegisterInputProvider(new XmlBufferInputProvider({ ...buffers, 'https://www.w3.org/2001/03/xml.xsd': Buffer.from(XML_XSD) }));
  const document = XmlDocument.fromBuffer(buffers[`${folder}/all.xsd`]!, { url: `${folder}/all.xsd` });
  const validator = XsdValidator.fromDoc(document);
  validators.set(edition, validator);
  return validator;
}

/** Validates a document against the ESPI schemas of an edition. @throws XmlValidateError with line and rule. */
export function validateEspi(xml: string, edition: Edition = '4.0'): void {
  const document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET });
  try {
    schema(edition).validate(document);
  } finally {
    document.dispose();
  }
}
