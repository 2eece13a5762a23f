import type { Messages } from '../en.js';
import { counted } from '../counted.js';
import { esCompany } from './company.js';
import { esConsent } from './consent.js';
import { esDownload } from './download.js';
import { esEdit } from './edit.js';
import { esErrors } from './errors.js';
import { esGuest } from './guest.js';
import { esMyToken } from './my-token.js';
import { esOperator } from './operator.js';
import { esPaper } from './paper.js';
import { esReceipts } from './receipts.js';
import { esReceived } from './received.js';
import { esRegistration, esThirdPartyTerms } from './registration.js';
import { esReport } from './report.js';
import { esShare } from './share.js';
import { esCompanyData } from './company-data.js';
import { esCompanyRequests } from './company-requests.js';
import { esOperatorExpected } from './operator-expected.js';
import { esOperatorImports } from './operator-imports.js';
import { esOperatorReports } from './operator-reports.js';
import { esOperatorSources } from './operator-sources.js';
import { esCredentialFaults } from './credential-faults.js';
import { esSandbox } from './sandbox.js';
import { esTestTexts } from './test-texts.js';

const count = counted('es');
const services = { one: 'servicio', many: 'de servicios', other: 'servicios' };

/** Todo el texto visible, en español de América y de usted. El glosario está en docs/explanation/languages.md. */
export const es: Messages = {
  productName: 'Share My Data',
  skipToContent: 'Ir al contenido',
  navigation: 'Principal',
  language: 'Idioma',
  list: (items) => items.join(', '),
  signOut: 'Cerrar sesión',
  backToStart: 'Volver a la primera página',
  errorReference: 'Referencia:',
  footer: (utility) => `${utility} lleva un registro de cada envío de sus datos que después no se puede modificar.`,
  welcome: {
    title: 'Share My Data',
    heading: 'Sus datos de energía, compartidos como usted decida',
    lead: 'Dé acceso a las lecturas de su medidor a una empresa de su confianza. Usted elige qué y hasta cuándo, y puede ver cada envío.',
    action: 'Ver lo que comparto',
    signIn: 'Iniciar sesión',
    steps: [
      {
        heading: 'Usted decide',
        text: 'Cuando una empresa solicita datos, una sola página le muestra quién es, para qué los quiere y qué vería. No se envía nada antes de que usted acepte.',
      },
      { heading: 'Usted lo ve todo', text: 'Encontrará una lista de quién recibió qué datos y cuándo, envío por envío.' },
      { heading: 'Usted puede parar', text: 'Cancele un permiso con dos clics. Desde ese momento no se envía nada más.' },
    ],
    startHeading: '¿Cómo empiezo?',
    start:
      'En el sitio de la empresa con la que desea compartir, busque «Share My Data». Desde allí llegará a esta página para iniciar sesión y responder. O inicie sesión y elija la empresa en nuestra lista.',
  },
  signIn: {
    navigation: 'Iniciar sesión',
    title: 'Iniciar sesión',
    userName: 'Nombre de usuario',
    password: 'Contraseña',
    submit: 'Iniciar sesión',
    errorHeading: 'No se inició la sesión',
    wrong: 'El nombre de usuario o la contraseña no es correcto. Revise ambos e inténtelo de nuevo',
    empty: 'Escriba su nombre de usuario y su contraseña',
    wait: (seconds) =>
      seconds < 90
        ? `Demasiados intentos. Espere ${count(seconds, { one: 'segundo', other: 'segundos' })} e inténtelo de nuevo`
        : `Demasiados intentos. Espere ${count(Math.ceil(seconds / 60), { one: 'minuto', other: 'minutos' })} e inténtelo de nuevo`,
    provider: {
      go: (provider) => `Iniciar sesión con ${provider}`,
      declined: (provider) => `No inició sesión con ${provider}. Inténtelo de nuevo o inicie sesión abajo`,
      notACustomer: (provider) => `${provider} no indica qué cliente es usted. Inicie sesión abajo o llámenos`,
      failed: (provider) => `El inicio de sesión con ${provider} no funcionó. Inténtelo de nuevo desde aquí`,
    },
    signedOut: {
      title: 'Cerró la sesión aquí',
      lead: (provider) =>
        `Inició sesión con ${provider}. Mientras siga abierta esa sesión, cualquier persona que use este dispositivo puede volver a entrar aquí.`,
      goOn: (provider) => `Cerrar también la sesión de ${provider}`,
      stay: 'Mantener abierta esa sesión',
    },
    toConsent: 'Inicie sesión para leer y responder la solicitud de la empresa.',
  },
  guest: esGuest,
  paper: esPaper,
  myToken: esMyToken,
  consent: esConsent,
  edit: esEdit,
  download: esDownload,
  receipts: esReceipts,
  received: esReceived,
  share: esShare,
  report: esReport,
  authorizations: {
    navigation: 'Lo que comparto',
    title: 'Lo que comparto',
    lead: 'Las empresas que pueden recibir sus datos y las que podían recibirlos antes.',
    live: 'Ahora',
    past: 'Finalizados',
    none: 'Usted no comparte datos con ninguna empresa.',
    nonePast: 'Todavía no ha finalizado ningún permiso.',
    noCustomer: 'Esta cuenta es de nuestro personal y no tiene datos propios que compartir.',
    status: { active: 'Vigente', revoked: 'Finalizado', expired: 'Vencido' },
    since: 'Desde el',
    ends: 'Termina:',
    ended: 'Finalizó el',
    endedBy: {
      customer: 'por decisión de usted',
      thirdParty: 'por decisión de la empresa',
      utility: 'por decisión nuestra',
      expiry: 'según lo acordado',
    },
    noEnd: 'cuando usted lo cancele',
    services: (number) => count(number, services),
    details: (company) => `Detalles de lo que comparte con ${company}`,
    detailsShort: 'Ver detalles',
  },
  authorization: {
    title: (company) => `Lo que comparte con ${company}`,
    notices: {
      revoked: 'El permiso finalizó. No se enviará nada más.',
      final: 'Usted canceló el permiso de forma definitiva.',
      changed: 'El permiso se cambió. Abajo aparece lo que vale ahora.',
      unchanged: 'No hay ninguna diferencia con lo anterior, así que no se cambió nada.',
      granted: 'Desde ahora comparte datos con esta empresa. Le enviaremos una confirmación por correo electrónico.',
      reported: 'Gracias. Recibimos su aviso.',
    },
    edit: 'Cambiar lo que se comparte',
    receiptsHeading: 'Comprobantes',
    receiptsLead: 'Cada decisión, firmada. El enlace a un comprobante funciona sin iniciar sesión.',
    termsHeading: 'Lo que usted aceptó',
    status: 'Estado',
    data: 'Datos',
    services: 'Servicios',
    unknownService: 'Un servicio anterior',
    purpose: 'Finalidad',
    historyFrom: 'Datos de consumo desde',
    given: 'Aceptado',
    ends: 'Termina',
    id: 'Número',
    releasesHeading: 'Quién recibió qué y cuándo',
    releasesNone: 'Todavía no se ha enviado nada a esta empresa.',
    releasesCaption: (company, releases) =>
      `${count(releases, { one: 'envío', many: 'de envíos', other: 'envíos' })} a ${company}${releases === 1 ? '' : ', primero los más recientes'}`,
    when: 'Cuándo',
    what: 'Qué',
    span: 'Período',
    delivery: 'Envío',
    readings: (readings) => count(readings, { one: 'lectura', many: 'de lecturas', other: 'lecturas' }),
    noReadings: 'la descripción de sus servicios, sin lecturas,',
    from: (number) => `de ${count(number, services)}`,
    to: 'a',
    reversible: {
      heading: 'La empresa renunció a este permiso',
      lead: (company, day) =>
        `Si ${company} lo hizo por error, podemos volver a activar el permiso hasta el ${day}, tal como usted lo aceptó, y le escribiríamos. Si no lo desea, cancélelo de forma definitiva.`,
      end: 'Cancelar de forma definitiva',
    },
    revokeHeading: 'Dejar de compartir',
    revokeLead: 'Puede cancelar este permiso en cualquier momento.',
    revoke: 'Cancelar este permiso',
    back: 'Todo lo que comparto',
  },
  revoke: {
    title: (company) => `¿Desea dejar de compartir con ${company}?`,
    consequences: (company) => [
      `Desde este momento ${company} no recibe más datos de nosotros y su acceso deja de funcionar.`,
      `Los datos que ya recibió quedan en manos de ${company}. Pregunte a la empresa si desea que los borre.`,
      `Es posible que dejen de funcionar servicios que ${company} le ofrece con estos datos.`,
      'Esto no se puede deshacer. Para compartir de nuevo, comience en el sitio de la empresa y acepte otra vez.',
    ],
    confirm: 'Cancelar este permiso',
    cancel: 'Seguir compartiendo',
    final: {
      title: (company) => `¿Desea dejar de compartir con ${company} de forma definitiva?`,
      consequences: (company) => [
        `${company} ya renunció al permiso: no recibe más datos de nosotros.`,
        'Después de esto ya no podremos volver a activar el permiso, aunque la empresa haya renunciado por error.',
        `Los datos que ya recibió quedan en manos de ${company}. Pregunte a la empresa si desea que los borre.`,
        'Esto no se puede deshacer. Para compartir de nuevo, comience en el sitio de la empresa y acepte otra vez.',
      ],
      confirm: 'Cancelar de forma definitiva',
      cancel: 'Dejarlo como está',
    },
    alreadyEnded: 'Este permiso ya había finalizado.',
  },
  demoMail: {
    navigation: 'Correo de prueba',
    title: 'Correo de prueba',
    lead: 'Esto es una demostración: los correos se quedan aquí y no se envían a nadie.',
    none: 'Todavía no hay correos.',
    unreachable: 'El receptor de correos no responde. Actualice la página en un momento.',
    to: 'Para',
    received: 'Recibido',
  },
  errorCodes: {
    title: 'Códigos de error',
    lead: 'Todos los errores con los que responden nuestras interfaces (problem+json de RFC 9457, miembro «code»).',
    code: 'Código',
    status: 'Estado HTTP',
    meaning: 'Significado',
  },
  errors: esErrors,
  company: esCompany,
  operator: esOperator,
  companyData: esCompanyData,
  companyRequests: esCompanyRequests,
  operatorExpected: esOperatorExpected,
  operatorImports: esOperatorImports,
  operatorReports: esOperatorReports,
  operatorSources: esOperatorSources,
  credentialFaults: esCredentialFaults,
  sandbox: esSandbox,
  testTexts: esTestTexts,
  registration: esRegistration,
  thirdPartyTerms: esThirdPartyTerms,
};
