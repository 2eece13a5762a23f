import type { Messages } from '../en.js';
import { enReceived } from '../en/received.js';
import { numberIn } from '../counted.js';

const number = numberIn('es');

/** Las palabras de "quién recibió qué y cuándo". */
export const esReceived: Messages['received'] = {
  navigation: 'Quién recibió qué',
  title: 'Quién recibió qué y cuándo',
  lead: 'Cada envío de sus datos, a todas las empresas. Cada línea se anotó antes de que salieran los datos.',
  filterHeading: 'Mostrar solo',
  company: 'Empresa',
  allCompanies: 'Todas las empresas',
  from: 'Desde este día',
  to: 'Hasta este día',
  apply: 'Mostrar',
  reset: 'Mostrar todo',
  dayWrong: 'Escriba un día, por ejemplo 2026-06-30',
  reversed: 'El último día no puede ser anterior al primero',
  none: 'No hay ningún envío que coincida.',
  caption: (from, to, total) =>
    `Envíos ${number.format(from)} a ${number.format(to)} de ${number.format(total)}, primero los más recientes`,
  columns: { when: 'Cuándo', company: 'Empresa', what: 'Qué', span: 'Período' },
  newer: 'Más recientes',
  older: 'Más antiguos',
  pages: 'Páginas',
  download: 'Descargar estas líneas',
  csv: 'Como tabla (CSV)',
  json: 'Como JSON',
  // Los lee un programa: son iguales en todos los idiomas.
  csvColumns: enReceived.csvColumns,
};
