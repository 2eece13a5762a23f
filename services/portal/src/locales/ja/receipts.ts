import type { Messages } from '../en.js';
import { numberIn } from '../counted.js';

const number = numberIn('ja');

/** 控えの文言。リンクを知っている人なら誰でも読めるページ。 */
export const jaReceipts: Messages['receipts'] = {
  title: '控え',
  lead: (utility) => `${utility}に記録されている決定の内容です。このリンクをお持ちの方は、内容の確認と許可の取り消しができます。`,
  events: {
    AuthorizationGranted: '許可',
    AuthorizationModified: '許可の変更',
    AuthorizationRevoked: '許可の取り消し',
    AuthorizationExpired: '許可の期限切れ',
    AuthorizationReinstated: '許可の回復',
  },
  changes: { narrowed: '共有を縮小', widened: '共有を拡大', replaced: '一部を縮小し一部を拡大' },
  heading: (event, company) => `${event}：${company}`,
  now: '現在の状況',
  statusNow: {
    active: '許可は有効です。',
    revoked: '許可は取り消されました。データは一切送信されません。',
    expired: '許可は期限が切れました。データは一切送信されません。',
  },
  newer: 'この許可には、より新しい控えがあります。現在有効な内容はこちらです：',
  what: '決定の内容',
  when: '日時',
  company: '企業',
  purpose: '利用目的',
  data: 'データ',
  services: 'サービス',
  since: '対象となる使用の開始日時',
  ends: '終了',
  noEnd: 'お客様が取り消すまで',
  endedBy: '終了の理由',
  number: '番号',
  consent: '同意された文面',
  consentDigest: (locale) => `言語「${locale}」、SHA-256`,
  record: '記録上の位置',
  recordPlace: (index) => `${number.format(index)}番、ハッシュ値`,
  history: 'この許可のすべての控え',
  this: 'この控え',
  verifyHeading: '保存と検証',
  verify: '署名付きの控えは、公開鍵を使って、当社を介さずに検証できます。方法は説明書に記載しています。',
  json: '署名付きの控え（JSON）',
  keys: '公開鍵（JSON）',
  end: 'この許可を取り消す',
  endTitle: 'この許可を取り消しますか？',
  endConfirm: '許可を取り消す',
  endCancel: '取り消さない',
  readable: 'このページには、氏名、住所、アカウント番号は記載されていません。',
};
