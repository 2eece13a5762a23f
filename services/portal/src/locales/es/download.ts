import { FORMAT_TAGS } from '@greenledger/contracts';
import { counted } from '../counted.js';
import type { Messages } from '../en.js';

const number = new Intl.NumberFormat(FORMAT_TAGS.es, { maximumFractionDigits: 1 });
const count = counted('es');
const SPANS = { day: { one: 'día', other: 'días' }, month: { one: 'mes', other: 'meses' } };

/** Las palabras del consumo propio: gráfico, tabla y descarga. */
export const esDownload: Messages['download'] = {
  navigation: 'Mi consumo',
  title: 'Su consumo de energía',
  lead: 'Lo que midieron sus medidores, para que usted lo vea y lo guarde. Nadie más recibe nada por esto y no se avisa a ninguna empresa.',
  filterHeading: 'Mostrar',
  service: 'Servicio',
  allServices: 'Todos los servicios',
  from: 'Desde este día',
  to: 'Hasta este día',
  apply: 'Mostrar',
  dayWrong: 'Escriba un día, por ejemplo 2026-06-30',
  reversed: 'El último día no puede ser anterior al primero',
  tooLong: 'Elija cuatro años como máximo cada vez',
  none: 'Todavía no hay lecturas de estos días.',
  download: 'Descargar estas lecturas',
  xml: 'Archivo Green Button (XML)',
  xmlNote: 'Cada lectura con su calidad, en la forma estándar que leen los programas de energía.',
  noteMark: '. ',
  csv: 'Tabla (CSV)',
  csvNote:
    'Una línea por lectura, para una hoja de cálculo. Las horas están en UTC; los costos (si se conocen), en 1/100,000 de la moneda.',
  kinds: {
    '1.1': 'Electricidad tomada de la red',
    '1.19': 'Electricidad entregada a la red',
    '1.4': 'Electricidad, saldo neto',
    '1.20': 'Electricidad, en total',
    '7.1': 'Gas natural',
    '9.1': 'Agua',
  },
  otherKind: 'Energía',
  every: { 300: 'cada 5 minutos', 900: 'cada 15 minutos', 1800: 'cada media hora', 3600: 'cada hora', 86400: 'una vez al día' },
  channel: (service, every) => (every ? `${service}, medido ${every}. ` : `${service}. `),
  chartHeading: (kind, unit, by) => `${kind}: ${unit} por ${by === 'day' ? 'día' : 'mes'}`,
  chartText: (kind, total, unit, bars, by, most, when) =>
    `${kind}: ${number.format(total)} ${unit} en ${count(bars, SPANS[by] ?? SPANS.day)}; el máximo fue de ${number.format(most)} ${unit} en ${when}. La tabla de abajo dice lo mismo en cifras.`,
  total: (total, unit) => `${number.format(total)} ${unit} en total`,
  table: (heading) => `Lo mismo en una tabla: ${heading}`,
  columns: {
    when: { day: 'Día', month: 'Mes' },
    amount: (unit) => `Energía (${unit})`,
    readings: 'Lecturas',
    timeOfUse: 'Horario',
    share: 'Parte',
    cost: 'Costo',
  },
  timesOfUse: 'Por horario',
  timeOfUse: (tou) => `Horario ${tou}`,
  noTimeOfUse: 'Sin horario conocido',
  totalCost: (cost) => ` (energía por ${cost} a los precios de su tarifa)`,
  costNote:
    'Los costos son solo los de la energía, a los precios de su tarifa para cada lectura. No incluyen cargos fijos, tramos, impuestos ni créditos: lo que usted paga está en su factura.',
  amount: (value) => number.format(value),
  count: (value) => number.format(value),
};
