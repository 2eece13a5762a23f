import type { Language } from '@greenledger/contracts';

interface ErrorPageWords {
  readonly title: string;
  readonly heading: string;
  /** Before the reason, which is written in English for whoever corrects the request. */
  readonly reason: string;
  readonly code: string;
  readonly advice: string;
  /** When the request is over: what may hold by now, and how to go on. */
  readonly over: { readonly title: string; readonly heading: string; readonly advice: string; readonly mySharing: string };
}

/** What the page says to the customer; the reason itself is for the company. */
export const errorPageWords: Readonly<Record<Language, ErrorPageWords>> = {
  en: {
    title: 'Request refused',
    heading: 'This request was refused',
    reason: 'Reason:',
    code: 'Error code:',
    advice: 'Go back to the company that sent you here; it must correct its request.',
    over: {
      title: 'Request over',
      heading: 'This request is over',
      advice:
        'It took too long, was answered before, or was begun in another browser. If you agreed, the permission stands: look under “My sharing”, where you can also end it. To connect the company, go back to its site and start again.',
      mySharing: 'My sharing',
    },
  },
  es: {
    title: 'Solicitud rechazada',
    heading: 'Se rechazó esta solicitud',
    reason: 'Motivo, para la empresa:',
    code: 'Código de error:',
    advice: 'Vuelva al sitio de la empresa desde el que llegó; la empresa debe corregir su solicitud.',
    over: {
      title: 'Solicitud terminada',
      heading: 'Esta solicitud ha terminado',
      advice:
        'Pasó demasiado tiempo, ya se respondió, o se inició en otro navegador. Si usted aceptó, el permiso está vigente: consulte «Lo que comparto», donde también puede terminarlo. Para conectar la empresa, vuelva a su sitio y empiece de nuevo.',
      mySharing: 'Lo que comparto',
    },
  },
  ja: {
    title: '依頼を受け付けられません',
    heading: 'この依頼は受け付けられませんでした',
    reason: '理由（企業向け）：',
    code: 'エラーコード：',
    advice: '元の企業のサイトにお戻りください。企業が依頼の内容を修正する必要があります。',
    over: {
      title: '依頼は終了しています',
      heading: 'この依頼は終了しています',
      advice:
        '時間が経ちすぎたか、すでに回答済みか、別のブラウザーで始められた依頼です。同意された場合、許可は有効です。「データ共有の一覧」でご確認ください。そこで終了することもできます。企業と接続するには、企業のサイトに戻って最初からやり直してください。',
      mySharing: 'データ共有の一覧',
    },
  },
};
