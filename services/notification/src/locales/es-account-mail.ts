import type { ReviewDecision } from '@greenledger/contracts';
import type { AccountMailMessages } from './en-account-mail.js';

/** Qué significa una decisión, en una frase. */
const DECISIONS: Record<ReviewDecision['kind'], string> = {
  approve: 'está aprobado: desde ahora los clientes pueden darle acceso.',
  decline: 'se le devuelve. Corrija lo que indicamos y guarde sus datos; después lo revisaremos de nuevo.',
  hold: 'está en suspenso. No se envían datos hasta que se resuelva la causa; lo que los clientes aceptaron se conserva.',
  reinstate: 'ya no está en suspenso: lo que los clientes aceptaron vuelve a funcionar.',
  terminate: 'finalizó. Todos los permisos están cancelados.',
};

/** Palabras de los correos a las personas de las empresas. */
export const esAccountMail: AccountMailMessages = {
  confirmRegistration: {
    subject: (company) => `Confirme el registro de ${company}`,
    before: ({ company }) => [
      `Alguien registró a ${company} con nosotros e indicó esta dirección de correo electrónico.`,
      'Para confirmarla, abra esta página antes de 24 horas y pulse el botón que aparece:',
    ],
    after: ['Si no fue usted, no haga nada: sin la confirmación, el registro no tiene efecto.'],
  },
  accountExists: {
    subject: (company) => `Usted ya tiene una cuenta para ${company}`,
    before: ({ company }) => [
      'Alguien indicó esta dirección de correo electrónico para registrar una empresa con nosotros. No se registró nada,',
      `porque la dirección ya pertenece a su cuenta para ${company}. Para continuar con esa cuenta, inicie sesión aquí:`,
    ],
    after: ['Para registrar otra empresa, use otra dirección. Si no fue usted, no haga nada.'],
  },
  invitation: {
    subject: (company) => `Invitación a la cuenta de ${company}`,
    before: ({ company }) => [
      `Una persona de su equipo le invita a ocuparse del registro de ${company} con nosotros.`,
      'Para elegir su contraseña, abra esta página antes de 7 días:',
    ],
    after: ['Si no conoce a la empresa, no haga nada: la invitación vence por sí sola.'],
  },
  certificateExpires: {
    subject: (company) => `Un certificado de ${company} vence pronto`,
    before: ({ company, ...mail }) => [
      `Un certificado TLS de cliente que ${company} registró con nosotros vence en menos de ${'days' in mail ? mail.days : 0} días.`,
      'Después, su software no podrá conectarse con él. Agregue el certificado nuevo antes de empezar a usarlo; los dos funcionan a la vez:',
    ],
    after: ['Recibe este correo porque usted es el contacto técnico.'],
  },
  decision: {
    subject: (company) => `Una decisión sobre ${company}`,
    before: (mail) => {
      if (mail.kind !== 'decision') return [];
      const reason = mail.reason === '' ? [] : [`El motivo: ${mail.reason}`];
      return [`El registro de ${mail.company} ${DECISIONS[mail.decision]}`, ...reason, 'Vea en qué etapa está:'];
    },
    after: ['Recibe este correo porque usted es un contacto de la empresa.'],
  },
};
