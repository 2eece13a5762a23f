import type { MailMessages } from './en.js';
import { esAccountMail } from './es-account-mail.js';
import { esLifecycle } from './es-lifecycle.js';

/** Todas las palabras de los correos, en español y de usted. */
export const es: MailMessages = {
  tag: 'es',
  subject: {
    granted: (company) => `Ahora usted comparte datos de energía con ${company}`,
    modified: (company) => `Usted cambió lo que comparte con ${company}`,
    revoked: (company) => `Usted ya no comparte datos de energía con ${company}`,
    ...esLifecycle.subject,
  },
  greeting: (name) => `Hola, ${name}:`,
  opening: {
    granted: (company) => `Usted dio permiso a ${company} para recibir sus datos.`,
    modified: (company) => `El permiso que usted dio a ${company} cambió. Desde ahora vale lo siguiente:`,
    revoked: (company) => `El permiso que usted dio a ${company} finalizó. No se enviarán más datos.`,
    ...esLifecycle.opening,
  },
  lifecycle: esLifecycle,
  row: (label, value) => `${label}: ${value}`,
  list: (items) => items.join(', '),
  what: 'Qué se comparte',
  purpose: 'Para qué',
  services: 'Servicios',
  serviceCount: (count) => (count === 1 ? '1 servicio' : `${count} servicios`),
  since: 'Datos desde',
  until: 'El permiso termina',
  noEnd: 'cuando usted lo cancele',
  alreadySent: 'Los datos ya enviados quedan en manos de la empresa. Pregunte a la empresa si desea que los borre.',
  see: 'Vea qué se envió y cuándo, o cancele el permiso:',
  receipt: 'Su comprobante firmado. Se abre sin iniciar sesión, y quien tenga este enlace puede cancelar el permiso:',
  notYou: 'Si no fue usted, cancele el permiso y llámenos.',
  dataSets: {
    basic: 'Nombre y dirección del servicio',
    billing: 'Facturas',
    account: 'Números de cuenta y de contrato',
    usage: 'Consumo de energía, intervalo por intervalo',
    programEnrollment: 'Programas en los que usted participa',
  },
  accountMail: esAccountMail,
  guestCode: {
    subject: 'Su código para Share My Data',
    code: (code, minutes) => `Su código es ${code}. Vale durante ${minutes} minutos y se puede usar una sola vez.`,
    notYou: 'Si usted no lo pidió, no tiene que hacer nada: sin el código no puede entrar nadie. Nunca lo pedimos por teléfono.',
  },
};
