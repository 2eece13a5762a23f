import type { Messages } from '../en.js';

/** 「この企業に心当たりがない」の文言。 */
export const jaReport: Messages['report'] = {
  link: 'この企業に心当たりがありません',
  title: (company) => `${company}に心当たりがありませんか？`,
  lead: 'お知らせください。企業の実態と許可に至った経緯を、1件ずつ調査します。',
  note: '気になる点をお聞かせください（空欄でも構いません）',
  noteHint: 'パスワードやアカウント番号は書かないでください。',
  tooLong: '2,000文字以内に短くしてください',
  alsoEnd: '許可もすぐに取り消す',
  submit: '知らせる',
  cancel: '戻る',
  errorHeading: '次の項目をご確認ください',
};
