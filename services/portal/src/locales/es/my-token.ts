import type { Messages } from '../en.js';

/** Las palabras de la página de tokens personales. */
export const esMyToken: Messages['myToken'] = {
  title: 'Leer mis datos con un programa',
  lead: 'Para su propio programa, hoja de cálculo o controlador del hogar: un token lee el consumo de energía de sus servicios y nada más. Sin empresa y sin contraseña.',
  consent:
    'Deseo un token que lea el consumo de energía de todos mis servicios, actuales y anteriores, hasta tres años atrás y durante un año a partir de ahora. Quien tenga el token puede leer estos datos. Puedo cancelarlo en cualquier momento.',
  label: '¿Para qué es?',
  labelDefault: 'Mi programa',
  labelHint: 'Por ejemplo: controlador del hogar en el sótano.',
  create: 'Crear un token',
  errorHeading: 'No se creó ningún token',
  labelMissing: 'Dele un nombre de 1 a 60 caracteres, para saber después cuál cancelar',
  tooMany: 'Usted tiene diez tokens. Cancele uno que ya no use',
  noServices: 'No tenemos ningún servicio registrado a nombre de usted, así que no hay nada que leer.',
  staff: 'Esta cuenta es de nuestro personal y no tiene datos propios.',
  created: {
    title: 'Copie ahora su token',
    lead: 'Se muestra solo esta vez. No guardamos ninguna copia legible.',
    token: 'Token',
    address: 'Dirección de lectura',
    example: 'Pruébelo',
    done: 'Ya lo copié',
  },
  list: {
    heading: 'Mis tokens',
    none: 'Usted no tiene ningún token.',
    columns: { label: 'Para', created: 'Creado', used: 'Último uso', ends: 'Termina', end: 'Cancelar' },
    never: 'nunca',
    ended: 'Finalizado',
    end: 'Cancelar',
    endNamed: (label) => `Cancelar el token: ${label}`,
  },
  welcome: 'Leer mis datos con un programa propio',
};
