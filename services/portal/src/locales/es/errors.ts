import type { Messages } from '../en.js';

const goBack = 'Vuelva atrás e inténtelo de nuevo.';
const lookFirst = 'Inténtelo de nuevo en un minuto. Si estaba haciendo un cambio, compruebe primero en «Lo que comparto» si ya se hizo.';

/** Qué dice cada página de error. */
export const esErrors: Messages['errors'] = {
  'bad-request': { heading: 'No entendimos la solicitud', detail: 'La solicitud está incompleta o mal formada.', advice: goBack },
  'invalid-parameter': { heading: 'La dirección no es válida', detail: 'Una parte de la dirección no es válida.', advice: goBack },
  'invalid-body': { heading: 'El formulario no es válido', detail: 'Uno de los datos del formulario no es válido.', advice: goBack },
  'digest-mismatch': {
    heading: 'El archivo llegó dañado',
    detail: 'El contenido no coincide con la suma de comprobación enviada.',
    advice: 'Envíe el archivo de nuevo.',
  },
  'batch-in-progress': {
    heading: 'Ya hay un envío en preparación',
    detail: 'Todavía se está preparando un envío de los mismos datos.',
    advice: 'Espere a que termine e inténtelo de nuevo.',
  },
  unauthenticated: {
    heading: 'Primero debe identificarse',
    detail: 'Las credenciales faltan o no son válidas.',
    advice: 'Inicie sesión e inténtelo de nuevo.',
  },
  'invalid-token': { heading: 'El acceso ya no vale', detail: 'El token no existe, venció o fue cancelado.', advice: goBack },
  forbidden: {
    heading: 'No pudimos aceptar el formulario',
    detail: 'No procede de su sesión actual o usted no tiene permiso para hacerlo.',
    advice: 'No se cambió nada. Vuelva atrás, actualice la página y envíe el formulario de nuevo.',
  },
  'wrong-token-kind': {
    heading: 'El tipo de token no es el correcto',
    detail: 'Este tipo de token no da acceso a este recurso.',
    advice: goBack,
  },
  'not-your-resource': { heading: 'El token es de otro permiso', detail: 'El token pertenece a otro permiso.', advice: goBack },
  'release-refused': { heading: 'El permiso no cubre este envío', detail: 'No se envió nada.', advice: goBack },
  'not-found': {
    heading: 'Página no encontrada',
    detail: 'No hay nada en esta dirección, o usted no puede verlo.',
    advice: 'Revise la dirección o comience de nuevo desde la primera página.',
  },
  'method-not-allowed': {
    heading: 'Eso no se puede hacer aquí',
    detail: 'Esta dirección no admite ese tipo de solicitud.',
    advice: goBack,
  },
  conflict: {
    heading: 'Algo cambió mientras tanto',
    detail: 'Lo que usted veía ya no está vigente. No se cambió nada.',
    advice: 'Vuelva atrás, lea cómo está ahora y decida de nuevo.',
  },
  'payload-too-large': {
    heading: 'El archivo es demasiado grande',
    detail: 'Supera el tamaño permitido.',
    advice: 'Envíe un archivo más pequeño.',
  },
  'range-not-satisfiable': { heading: 'El tramo no existe', detail: 'El tramo solicitado está después del final.', advice: goBack },
  'unsupported-media-type': {
    heading: 'No admitimos este tipo de contenido',
    detail: 'El contenido no es de un tipo admitido.',
    advice: goBack,
  },
  'unrecognized-file': { heading: 'No reconocemos el archivo', detail: 'El archivo no tiene ningún formato conocido.', advice: goBack },
  'unknown-customer': {
    heading: 'No encontramos servicios',
    detail: 'Todavía no encontramos servicios para su cuenta.',
    advice: 'Si acaba de hacerse cliente, inténtelo mañana. Si no es así, llámenos.',
  },
  'usage-point-not-held': {
    heading: 'El servicio no está a nombre de usted',
    detail: 'Uno de los servicios elegidos no está a nombre de usted, o ya no lo está.',
    advice: 'Vuelva atrás y elija de nuevo.',
  },
  'consent-request-gone': {
    heading: 'Esta solicitud ya terminó',
    detail: 'La solicitud de la empresa venció o ya tuvo respuesta. Ahora no se compartió nada más.',
    advice: 'Para compartir datos, vuelva al sitio de la empresa y comience de nuevo. En «Lo que comparto» verá lo que comparte ahora.',
  },
  'too-many-requests': {
    heading: 'Demasiados intentos',
    detail: 'Recibimos demasiadas solicitudes en poco tiempo.',
    advice: 'Espere unos minutos e inténtelo de nuevo.',
  },
  internal: {
    heading: 'Algo falló de nuestro lado',
    detail: 'No fue culpa suya. Ya quedó registrado.',
    advice: 'Inténtelo de nuevo. Si vuelve a ocurrir, llámenos y díganos la referencia de abajo.',
  },
  unavailable: {
    heading: 'No disponible en este momento',
    detail: 'Una parte de nuestro sistema no responde. Hasta donde sabemos, no se cambió nada.',
    advice: lookFirst,
  },
  'storage-full': { heading: 'No hay espacio para el archivo', detail: 'No pudimos guardar el archivo.', advice: 'Inténtelo más tarde.' },
};
