import type { Messages } from '../en.js';
import { counted } from '../counted.js';

const count = counted('es');

/** Las palabras de las páginas para clientes sin cuenta en línea. */
export const esGuest: Messages['guest'] = {
  link: 'No tengo cuenta en línea',
  title: 'Sin cuenta en línea',
  lead: 'Encontrará estos datos en cualquier factura. Después enviaremos un código a la dirección de correo electrónico que usted nos dio.',
  accountNumber: 'Número de cuenta',
  agreementNumber: 'Número de contrato de servicio',
  postcode: 'Código postal de la dirección del servicio',
  hint: 'No importan los espacios, los guiones ni las mayúsculas.',
  submit: 'Enviarme un código',
  errorHeading: 'Todavía no se envió ningún código',
  missing: {
    accountNumber: 'Escriba su número de cuenta',
    agreementNumber: 'Escriba su número de contrato de servicio',
    postcode: 'Escriba el código postal de la dirección del servicio',
  },
  wait: (seconds) =>
    seconds < 90
      ? `Demasiados intentos. Espere ${count(seconds, { one: 'segundo', other: 'segundos' })} e inténtelo de nuevo`
      : `Demasiados intentos. Espere ${count(Math.ceil(seconds / 60), { one: 'minuto', other: 'minutos' })} e inténtelo de nuevo`,
  paper:
    '¿No nos dio una dirección de correo electrónico, o nada de esto le sirve? Pídanos el formulario en papel; nosotros registraremos el permiso.',
  code: {
    title: 'Escriba su código',
    lead: 'Si los datos que escribió corresponden entre sí, va en camino a su correo electrónico un código de seis cifras. Vale durante diez minutos.',
    label: 'Código',
    submit: 'Continuar',
    errorHeading: 'No funcionó',
    wrong: 'Este código no es válido. Revise el correo más reciente o pida otro código',
    again: 'Pedir otro código',
  },
  displayName: 'Invitado',
};
