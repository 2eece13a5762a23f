import type { CredentialFaultWords } from '../en/credential-faults.js';

/** Por qué se rechazan unas credenciales. */
export const esCredentialFaults: CredentialFaultWords = {
  notConfirmed: 'Su correo electrónico no está confirmado: abra primero el enlace de nuestro mensaje',
  terminated: 'Su acceso ha terminado: ya no hay credenciales',
  overlapOutOfRange: 'El tiempo en común debe ser de 0 segundos a 30 días',
  noSecret: 'No hay ningún secreto de cliente al que volver: cree uno primero',
  secretGone: 'Ese secreto no existe: tal vez ya se anuló',
  certificateGone: 'Ese certificado no existe: tal vez ya se quitó',
  keysOrAddress: 'Se rechaza el conjunto de claves: indique un JWK Set o su dirección, no ambos',
  keysAddressStatus: (status) => `Se rechaza el conjunto de claves: su dirección respondió ${status}; debe responder 200`,
  keysAddressNoUri: 'Se rechaza el conjunto de claves: la dirección no es una URI',
  keysAddressNotHttps: 'Se rechaza el conjunto de claves: la dirección debe ser https',
  keysAddressCredentials: 'Se rechaza el conjunto de claves: la dirección no debe contener credenciales',
  keysAddressNotPublic: 'Se rechaza el conjunto de claves: la dirección no pertenece a la red pública',
  keysAddressSilent: (code) => `Se rechaza el conjunto de claves: su dirección no responde a tiempo (${code})`,
  keysTooLarge: 'Se rechaza el conjunto de claves: supera los 64 kB',
  keysHowMany: (most) => `Se rechaza el conjunto de claves: debe contener de 1 a ${most} claves`,
  keysRepeated: 'Se rechaza el conjunto de claves: dos claves tienen el mismo kid',
  keysNoJson: 'Se rechaza el conjunto de claves: no está en JSON',
  keysNoSet: 'Se rechaza el conjunto de claves: debe ser un JWK Set, {"keys":[…]}',
  keyPrivate: (name) =>
    `Se rechaza el conjunto de claves: ${name} contiene partes privadas. Registre solo claves públicas y sustituya esa clave`,
  keyNotForSigning: (name) => `Se rechaza el conjunto de claves: ${name} no es para firmas (use debe ser "sig")`,
  keyKind: (name) => `Se rechaza el conjunto de claves: ${name} debe ser una clave RSA, EC u OKP`,
  keyTooShort: (name) => `Se rechaza el conjunto de claves: ${name} tiene menos de 2048 bits`,
  keyUnreadable: (name) => `Se rechaza el conjunto de claves: ${name} no se puede leer como clave pública`,
  certificateTooLong: 'Se rechaza el certificado: supera los 20,000 caracteres',
  certificatePrivateKey:
    'Se rechaza el certificado: venía con una clave privada, que no debe salir de su empresa. Pegue solo el certificado y sustituya esa clave',
  certificateNotOne: 'Se rechaza el certificado: pegue exactamente uno en forma PEM, sin su cadena',
  certificateUnreadable: 'Se rechaza el certificado: no se puede leer como certificado X.509 en forma PEM',
  certificateExpired: (at) => `Se rechaza el certificado: venció el ${at}`,
  certificateNotYet: (at) => `Se rechaza el certificado: no vale antes del ${at}`,
  certificateKeyShort: (bits) => `Se rechaza el certificado: su clave RSA tiene ${bits} bits; se necesitan al menos 2048`,
  certificateKeyKind: (kind) =>
    `Se rechaza el certificado: su clave (${kind}) no es de un tipo aceptado. Use RSA desde 2048 bits, EC P-256, P-384 o P-521, o Ed25519`,
  noCertificate: 'No hay ningún certificado que valga ahora: agregue uno primero',
  mutualTlsNotOffered: 'Este servidor no admite certificados de cliente: use un secreto o claves públicas',
  subjectNotOffered: 'Este servidor no confía en ninguna autoridad de certificados de cliente: elija la huella',
  subjectForm: 'Se rechaza el nombre: debe ser un solo nombre completo de su tipo, sin comodín, de 1,000 caracteres como máximo',
  subjectNotCarried: 'Se rechaza el nombre: el certificado no lo lleva. Elija uno de los suyos',
  certificateNotTrusted:
    'Se rechaza el certificado: no lo respalda ninguna autoridad en la que confiemos, o no es para clientes TLS. Elija la huella, o pregunte en qué autoridades se confía',
};
