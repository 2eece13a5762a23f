import type { Messages } from '../en.js';

/** Las palabras de "no conozco a esta empresa". */
export const esReport: Messages['report'] = {
  link: 'No conozco a esta empresa',
  title: (company) => `¿No conoce a ${company}?`,
  lead: 'Díganoslo. Investigamos cada aviso: quién es la empresa y cómo llegó a tener un permiso.',
  note: '¿Qué le hace dudar? (puede dejarlo en blanco)',
  noteHint: 'No escriba contraseñas ni números de cuenta.',
  tooLong: 'Acorte el texto a 2,000 caracteres',
  alsoEnd: 'Cancelar también el permiso, de inmediato',
  submit: 'Avisar',
  cancel: 'Volver',
  errorHeading: 'Corrija lo siguiente',
};
