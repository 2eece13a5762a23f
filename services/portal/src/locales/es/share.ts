import type { Messages } from '../en.js';
import { counted } from '../counted.js';

const count = counted('es');
const companies = { one: 'empresa', many: 'de empresas', other: 'empresas' };

/** Las palabras para comenzar desde la propia cuenta. */
export const esShare: Messages['share'] = {
  navigation: 'Compartir con una empresa',
  title: 'Compartir con una empresa',
  lead: 'Las empresas que pueden solicitar datos aquí. Verificamos a cada una antes de admitirla.',
  search: 'Buscar por nombre o finalidad',
  apply: 'Buscar',
  found: (found, all) => (found === all ? count(all, companies) : `${found} de ${count(all, companies)}`),
  none: 'Ninguna empresa coincide. Pruebe con otra palabra o deje la búsqueda en blanco.',
  asksFor: 'Solicita',
  choose: (company) => `Compartir con ${company}`,
  already: (company) => `Usted ya comparte datos con ${company}. Puede cambiar ese permiso en lugar de otorgar otro.`,
  change: 'Cambiar el permiso',
  portalFirst: (company) => `${company} prefiere que comience en su propio sitio. Después volverá aquí para aceptar.`,
  portalGo: (company) => `Comenzar en ${company}`,
  portalNot: 'O continúe aquí: avisamos a la empresa, que encontrará los datos de usted con su propio acceso.',
};
