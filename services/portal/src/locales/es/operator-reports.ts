import type { Messages } from '../en.js';

/** Las palabras de la página del operador sobre las empresas que los clientes no conocen. */
export const esOperatorReports: Messages['operatorReports'] = {
  navigation: 'Avisos',
  title: 'Avisos sobre empresas',
  lead: 'Los clientes dicen de estas empresas: no la conozco. Examine la empresa, actúe si hace falta y después cierre el aviso.',
  open: 'Abiertos',
  closed: 'Cerrados',
  none: 'No hay ningún aviso pendiente.',
  noneClosed: 'Todavía no se ha cerrado ningún aviso.',
  captionOpen: (count) => (count === 1 ? '1 aviso abierto' : `${count} avisos abiertos`),
  captionClosed: (count) => (count === 1 ? '1 aviso cerrado' : `${count} avisos cerrados`),
  company: 'Empresa',
  note: 'Lo que dice el cliente',
  noNote: 'nada',
  reported: 'Recibido',
  authorization: 'Permiso',
  noAuthorization: 'ninguno',
  action: 'Acción',
  close: 'Cerrar',
  closeLabel: (company, day) => `Cerrar el aviso sobre ${company} del ${day}`,
  done: 'El aviso está cerrado.',
};
