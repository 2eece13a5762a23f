import type { MailMessages } from './en.js';
import { jaAccountMail } from './ja-account-mail.js';
import { jaLifecycle } from './ja-lifecycle.js';

/** メールのすべての文言（です・ます調）。 */
export const ja: MailMessages = {
  tag: 'ja',
  subject: {
    granted: (company) => `${company}とのエネルギーデータの共有を開始しました`,
    modified: (company) => `${company}との共有内容を変更しました`,
    revoked: (company) => `${company}とのエネルギーデータの共有を終了しました`,
    ...jaLifecycle.subject,
  },
  greeting: (name) => `${name} 様`,
  opening: {
    granted: (company) => `お客様は、${company}がデータを受け取ることを許可しました。`,
    modified: (company) => `${company}への許可の内容が変わりました。今後は次のとおりです。`,
    revoked: (company) => `${company}への許可は終了しました。今後、データは送信されません。`,
    ...jaLifecycle.opening,
  },
  lifecycle: jaLifecycle,
  row: (label, value) => `${label}：${value}`,
  list: (items) => items.join('、'),
  what: '共有する内容',
  purpose: '利用目的',
  services: 'サービス',
  serviceCount: (count) => `${count}件`,
  since: 'データの開始日時',
  until: '許可の終了',
  noEnd: 'お客様が取り消すまで',
  alreadySent: 'それまでに送信されたデータは、企業が引き続き保有します。削除をご希望の場合は、企業にお問い合わせください。',
  see: '送信の記録の確認と許可の取り消しは、こちらから：',
  receipt: '署名付きの控えです。ログインしなくても開けます。このリンクをお持ちの方は、許可を取り消すことができます：',
  notYou: 'お心当たりがない場合は、許可を取り消し、お電話でご連絡ください。',
  dataSets: {
    basic: '氏名とご利用場所の住所',
    billing: '請求情報',
    account: 'アカウント番号と契約番号',
    usage: '時間帯ごとのエネルギー使用量',
    programEnrollment: 'ご参加中のプログラム',
  },
  accountMail: jaAccountMail,
  guestCode: {
    subject: 'Share My Data の確認コード',
    code: (code, minutes) => `確認コードは ${code} です。有効期間は${minutes}分で、1回だけ使用できます。`,
    notYou:
      'お心当たりがない場合、お手続きは不要です。確認コードがなければ誰も入れません。当社が電話で確認コードをお尋ねすることはありません。',
  },
};
