import type { MailMessages } from './en.js';

/** お客様の操作によらない出来事をお知らせするメールの文言。 */
export const jaLifecycle: MailMessages['lifecycle'] = {
  subject: {
    expired: (company) => `${company}への許可が終了しました`,
    unused: (company) => `${company}への許可は、利用がなかったため終了しました`,
    oneTimeReleased: (company) => `${company}がお客様のデータを受け取りました`,
    holdingChanged: (company) => `${company}と共有しているサービスの名義期間が変わりました`,
    account: (company) => `${company}と共有しているサービスのアカウント番号が変わりました`,
    agreement: (company) => `${company}と共有しているサービスの契約番号が変わりました`,
    meter: (company) => `${company}と共有しているサービスのメーターが交換されました`,
    ending: (company) => `${company}への許可はまもなく終了します`,
    yearly: (company) => `${company}とのエネルギーデータの共有が続いています`,
    reinstated: (company) => `${company}への許可が再び有効になりました`,
  },
  opening: {
    expired: (company) => `${company}への許可が期日を迎え、終了しました。今後、データは送信されません。`,
    unused: (company) => `${company}が長期間データを取得していないため、許可は終了しました。今後、データは送信されません。`,
    oneTimeReleased: (company) =>
      `${company}が、1回限りの共有のデータを受け取りました。許可はこれで終了します。転送が途切れた場合に限り、企業は下記の日時まで再取得できます。`,
    holdingChanged: (company) =>
      `お引っ越しなどにより、サービスがお客様の名義である期間が変わりました。${company}が受け取るのは、お客様の名義の期間のデータだけです。ほかの方のデータが送信されることはありません。`,
    account: (company) => `${company}と共有しているサービスのアカウント番号が新しくなりました。許可はそのまま継続します。`,
    agreement: (company) => `${company}と共有しているサービスの契約番号が新しくなりました。許可はそのまま継続します。`,
    meter: (company) => `${company}と共有しているサービスのメーターが交換されました。許可はそのまま継続します。`,
    ending: (company) => `${company}への許可はまもなく終了します。延長をご希望でなければ、お手続きは不要です。`,
    yearly: (company) => `共有の状況を年に1回お知らせしています。お客様は、${company}がデータを受け取ることを許可しています。`,
    reinstated: (company) =>
      `${company}はお客様からの許可を一度放棄しましたが、当社がその放棄を取り消しました。お客様の許可は、同意いただいた条件のまま再び有効になり、${company}はデータを受け取ることができます。`,
  },
  ownTime: 'お客様の名義の期間',
  never: 'なし',
  from: (start) => `${start}から`,
  fromTo: (start, end) => `${start}から${end}まで`,
  wanted: '共有をやめたい場合は、いつでも許可を取り消せます。',
};
