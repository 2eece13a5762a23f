import type { MailMessages } from './en.js';

/** Palabras de los correos sobre lo que ocurre sin que el cliente haga nada. */
export const esLifecycle: MailMessages['lifecycle'] = {
  subject: {
    expired: (company) => `Su permiso para ${company} terminó`,
    unused: (company) => `Su permiso para ${company} terminó porque no se usaba`,
    oneTimeReleased: (company) => `${company} recibió sus datos`,
    holdingChanged: (company) => `Cambió de titular un servicio que usted comparte con ${company}`,
    account: (company) => `Nuevo número de cuenta de un servicio que usted comparte con ${company}`,
    agreement: (company) => `Nuevo número de contrato de un servicio que usted comparte con ${company}`,
    meter: (company) => `Nuevo medidor de un servicio que usted comparte con ${company}`,
    ending: (company) => `Su permiso para ${company} termina pronto`,
    yearly: (company) => `Usted sigue compartiendo datos de energía con ${company}`,
    reinstated: (company) => `Su permiso para ${company} vuelve a estar vigente`,
  },
  opening: {
    expired: (company) => `El permiso que usted dio a ${company} llegó a su fin. No se enviarán más datos.`,
    unused: (company) =>
      `${company} no ha consultado sus datos desde hace mucho tiempo, por lo que el permiso terminó. No se enviarán más datos.`,
    oneTimeReleased: (company) =>
      `${company} recibió los datos que usted compartió una sola vez. El permiso termina ahora; hasta el momento indicado abajo, la empresa puede repetir una transferencia interrumpida.`,
    holdingChanged: (company) =>
      `Cambió el período en que un servicio está a nombre de usted, por ejemplo por una mudanza. ${company} recibe datos de este servicio solo del período de usted y nunca datos de otra persona.`,
    account: (company) =>
      `La cuenta de un servicio que usted comparte con ${company} tiene un número nuevo. Su permiso continúa sin cambios.`,
    agreement: (company) =>
      `El contrato de un servicio que usted comparte con ${company} tiene un número nuevo. Su permiso continúa sin cambios.`,
    meter: (company) => `Se cambió el medidor de un servicio que usted comparte con ${company}. Su permiso continúa sin cambios.`,
    ending: (company) => `El permiso que usted dio a ${company} termina pronto. No tiene que hacer nada, salvo que desee prolongarlo.`,
    yearly: (company) => `Una vez al año le recordamos lo que comparte. Usted dio permiso a ${company} para recibir sus datos.`,
    reinstated: (company) =>
      `${company} había renunciado al permiso que usted le dio, y hemos anulado esa renuncia. Su permiso vuelve a estar vigente con las condiciones que usted aceptó, y ${company} puede recibir sus datos.`,
  },
  ownTime: 'El servicio está a nombre de usted',
  never: 'en ningún momento',
  from: (start) => `desde el ${start}`,
  fromTo: (start, end) => `desde el ${start} hasta el ${end}`,
  wanted: 'Si ya no lo desea, cancele el permiso en cualquier momento.',
};
