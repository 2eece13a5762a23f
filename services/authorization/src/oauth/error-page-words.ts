import type { Language } from '@greenledger/contracts';

interface ErrorPageWords {
  readonly title: string;
  readonly heading: string;
  /** Before the reason, which is written in English for whoever corrects the request. */
  readonly reason: string;
  readonly code: string;
  readonly advice: string;
}

/** What the page says to the customer; the reason itself is for the company. */
export const errorPageWords: Readonly<Record<Language, ErrorPageWords>> = {
  en: {
    title: 'Request refused',
    heading: 'This request was refused',
    reason: 'Reason:',
    code: 'Error code:',
    advice: 'Go back to the company that sent you here; it must correct its request.',
  },
  es: {
    title: 'Solicitud rechazada',
    heading: 'Se rechazó esta solicitud',
    reason: 'Motivo, para la empresa:',
    code: 'Código de error:',
    advice: 'Vuelva al sitio de la empresa desde el que llegó; la empresa debe corregir su solicitud.',
  },
  ja: {
    title: '依頼を受け付けられません',
    heading: 'この依頼は受け付けられませんでした',
    reason: '理由（企業向け）：',
    code: 'エラーコード：',
    advice: '元の企業のサイトにお戻りください。企業が依頼の内容を修正する必要があります。',
  },
};
