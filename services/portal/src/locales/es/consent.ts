import type { Messages } from '../en.js';
import { counted } from '../counted.js';

const count = counted('es');
const days = { one: 'día', many: 'de días', other: 'días' };
const months = { one: 'mes', many: 'de meses', other: 'meses' };
const years = { one: 'año', many: 'de años', other: 'años' };

/** Las palabras de la página de consentimiento: un texto cambiado es una versión nueva. */
export const esConsent: Messages['consent'] = {
  version: 2,
  title: (company) => `¿Desea compartir datos con ${company}?`,
  asks: (company, domain, utility) => `${company} (${domain}) solicita a ${utility} los datos de energía de usted.`,
  purposeLabel: 'Para qué los solicita, en sus propias palabras',
  policyLink: (company) => `Política de privacidad de ${company}`,
  termsLink: (company) => `Condiciones del servicio de ${company}`,
  opensElsewhere: 'en el sitio de la empresa, en otra pestaña',
  errorHeading: 'Corrija lo siguiente',
  dataHeading: 'Qué se comparte',
  dataLegend: 'Elija los datos',
  dataSets: {
    usage: {
      title: 'Consumo de energía',
      contents:
        'Cuánta energía midieron sus medidores en cada intervalo, de una hora hasta 15 minutos, y de qué tipo de energía se trata. Del número de su contrato de servicio, solo los últimos caracteres. Sin nombre, dirección ni número de cuenta.',
    },
    basic: {
      title: 'Nombre y dirección del servicio',
      contents: 'Su nombre, la dirección donde recibe el servicio y si es un hogar o un negocio.',
    },
    billing: {
      title: 'Facturas',
      contents: 'Importes y de qué se componen, energía facturada, períodos de facturación, fechas de lectura y la tarifa que usted tiene.',
    },
    account: {
      title: 'Datos de la cuenta',
      contents: 'Números de la cuenta y de los contratos de servicio, la vigencia de cada contrato y los números de sus medidores.',
    },
    programEnrollment: {
      title: 'Programas',
      contents: 'Los programas de energía en los que usted participa y el estado de su participación.',
    },
  },
  personal: 'datos personales',
  notAskedFor: (titles) => `No se solicita y por eso no se comparte: ${titles}.`,
  servicesHeading: 'Qué servicios',
  servicesLegend: 'Elija todos sus servicios o algunos',
  servicesCount: (chosen, all) => `Servicios elegidos: ${chosen} de ${all}`,
  servicesShown: (shown, all) => (shown === all ? `Abajo aparecen los ${all}.` : `Abajo aparecen ${shown} de ${all}.`),
  servicesNoneShown: 'Ningún servicio coincide. Cambie la búsqueda o muestre todos.',
  searchLabel: 'Buscar por dirección, tipo o número de contrato',
  onlyChosen: 'Ocultar los que no están elegidos',
  applySearch: 'Buscar',
  chooseListed: 'Elegir todos los de la lista',
  chooseNone: 'No elegir ninguno',
  unavailableHeading: 'No disponibles',
  unavailable: {
    noMeter: 'todavía no hay un medidor instalado, así que no hay datos',
    ended: 'terminó antes del período que solicita la empresa',
  },
  serviceKinds: { 0: 'Electricidad', 1: 'Gas natural', 2: 'Agua' },
  agreement: (number) => `Contrato ${number}`,
  formerService: (day) => `hasta el ${day}`,
  noServicesHeading: 'No hay nada que compartir',
  noServices: 'No tenemos ningún servicio registrado a nombre de usted, así que no hay datos que compartir con esta empresa.',
  noCustomer: 'Inició sesión con una cuenta de nuestro personal. Inicie sesión como cliente para responder a esta solicitud.',
  historyHeading: 'Desde cuándo',
  historyLegend: 'Datos anteriores a hoy',
  historyAsked: (span) => `${span}, como solicita la empresa`,
  historyLess: (span) => `Solo ${span}`,
  historyNone: 'Ninguno: solo datos a partir de hoy',
  span: (seconds) => {
    const inDays = Math.round(seconds / 86_400);
    const inMonths = Math.round(inDays / 30.44);
    if (inDays < 60) return count(inDays, days);
    return inMonths % 12 === 0 ? count(inMonths / 12, years) : count(inMonths, months);
  },
  durationHeading: 'Hasta cuándo',
  durationLegend: 'El permiso termina',
  durationUntil: 'Al final de este día',
  durationOneTime: 'Después de 7 días (compartir una sola vez)',
  durationNoEnd: 'Cuando yo lo cancele, sin fecha fija',
  untilLabel: 'Último día',
  sampleHeading: 'Qué verá la empresa: un ejemplo',
  sampleLead: 'Cifras y palabras inventadas, en la misma forma en que se enviarían sus datos.',
  sampleRaw: (title) => `${title}: tal como lo recibe la computadora de la empresa`,
  sample: {
    name: 'Pat Ejemplo',
    basic: { name: 'Nombre', address: 'Dirección del servicio' },
    billing: {
      period: 'Período de facturación',
      days: (from, to) => `del ${from} al ${to}`,
      amount: 'Importe de la factura',
      items: 'Se compone de',
      energy: 'Energía facturada',
      rate: 'Tarifa',
    },
    account: { account: 'Número de cuenta', agreement: 'Contrato de servicio', since: 'Contrato vigente desde', meter: 'Medidor' },
    programEnrollment: { program: 'Programa', status: 'Estado', enrolled: (day) => `Inscrito desde el ${day}` },
  },
  sampleTime: 'Intervalo',
  sampleValue: 'Electricidad consumida',
  sampleQuality: 'Calidad',
  sampleValidated: 'medido',
  sampleEstimated: 'estimado',
  termsHeading: 'Qué acepta usted',
  terms: (company, utility) => [
    `${utility} enviará a ${company} los datos elegidos arriba desde ahora hasta que termine el permiso, a medida que haya lecturas nuevas.`,
    'Usted puede cancelar el permiso en cualquier momento en «Lo que comparto». Desde ese momento no se envía nada más.',
    `Los datos que ya se hayan enviado quedan en manos de ${company}, según su propia política de privacidad.`,
    'Cada envío queda registrado. Usted puede ver qué se envió y cuándo.',
    'Usted decide si comparte sus datos. Su servicio y sus tarifas no cambian en ningún caso.',
  ],
  approve: 'Aceptar y compartir',
  deny: 'No compartir',
  fromAccount: 'Después volverá a su lista.',
  afterwards: (domain) => `En ambos casos volverá a ${domain}.`,
  errors: {
    services: 'Elija al menos un servicio',
    servicesGone: 'Uno de los servicios elegidos ya no está a nombre de usted. Elija de nuevo',
    dataSets: 'Elija los datos que desea compartir',
    history: 'Elija desde cuándo se pueden compartir los datos',
    duration: 'Elija cuándo termina el permiso',
    untilMissing: 'Escriba el último día, por ejemplo 2027-06-30',
    untilPast: 'El último día debe ser hoy o una fecha posterior',
    untilFar: 'El último día debe estar dentro de los próximos diez años',
    changed: 'La solicitud de la empresa cambió mientras usted la leía. Léala de nuevo',
    sentBefore:
      'Este formulario ya se había enviado. Consulte «Lo que comparto» para ver qué vale ahora y responda otra vez si aún lo desea',
    decision: 'Use uno de los dos botones del final',
  },
};
