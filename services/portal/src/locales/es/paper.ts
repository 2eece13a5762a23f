import type { Messages } from '../en.js';
import { counted } from '../counted.js';

const count = counted('es');

/** Las palabras de las páginas del operador para permisos en papel. */
export const esPaper: Messages['paper'] = {
  title: 'Permisos en papel',
  lead: 'Para clientes sin cuenta en línea: un operador registra el formulario firmado con su copia escaneada y un segundo operador lo aprueba.',
  enter: 'Registrar un formulario',
  none: 'Todavía no se ha registrado ningún formulario en papel.',
  columns: { company: 'Empresa', entered: 'Registrado', state: 'Estado', open: 'Detalles' },
  state: { waiting: 'Espera a un segundo operador', approved: 'Aprobado', declined: 'Rechazado' },
  open: 'Abrir',
  find: {
    title: 'Registrar un formulario en papel',
    customerNumber: 'Número de cliente',
    company: 'Empresa',
    submit: 'Continuar',
  },
  form: {
    title: 'Qué dice el formulario',
    customer: (name) => `Cliente: ${name}`,
    company: (name) => `Empresa: ${name}`,
    services: 'Servicios',
    dataSets: 'Datos',
    historyDays: 'Días de historial',
    until: 'Último día del permiso (en blanco: sin fecha de término)',
    reason: 'Por qué en papel',
    evidence: 'Copia escaneada del formulario firmado',
    evidenceHint: 'PDF, PNG, JPEG o TIFF, de 10 MB como máximo.',
    submit: 'Pasar a un segundo operador',
    errorHeading: 'El formulario no se registró',
  },
  errors: {
    services: 'Elija al menos un servicio',
    dataSets: 'Elija al menos un tipo de datos',
    historyDays: 'Escriba los días de historial como número entero de 0 a 3650',
    until: 'Escriba un día futuro o deje el campo en blanco',
    reason: 'Explique en 500 caracteres como máximo por qué el cliente usa papel',
    evidence: 'Agregue la copia escaneada como archivo PDF, PNG, JPEG o TIFF de 10 MB como máximo',
  },
  details: {
    title: 'Permiso en papel',
    reason: 'Por qué en papel',
    evidence: 'Copia escaneada',
    download: 'Abrir la copia escaneada',
    services: 'Servicios',
    data: 'Datos',
    history: 'Historial',
    days: (days) => count(days, { one: 'día', other: 'días' }),
    ends: 'Termina',
    noEnd: 'sin fecha de término',
    digest: 'SHA-256 de la copia escaneada',
    own: 'Usted registró este formulario. Debe decidir un segundo operador.',
    approve: 'Aprobar: el formulario lo dice así',
    decline: 'Rechazar',
    authorization: 'Permiso',
  },
};
