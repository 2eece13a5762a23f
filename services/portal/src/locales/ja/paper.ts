import type { Messages } from '../en.js';
import { numberIn } from '../counted.js';

const number = numberIn('ja');

/** 書面による許可を扱う担当者のページの文言。 */
export const jaPaper: Messages['paper'] = {
  title: '書面による許可',
  lead: 'オンラインのアカウントをお持ちでないお客様のための手続きです。担当者が署名済みの用紙をスキャン画像とともに登録し、別の担当者が承認します。',
  enter: '用紙を登録する',
  none: '登録された用紙はまだありません。',
  columns: { company: '企業', entered: '登録日時', state: '状態', open: '詳細' },
  state: { waiting: '別の担当者の承認待ち', approved: '承認済み', declined: '却下' },
  open: '開く',
  find: {
    title: '用紙の登録',
    customerNumber: 'お客様番号',
    company: '企業',
    submit: '次へ',
  },
  form: {
    title: '用紙の記載内容',
    customer: (name) => `お客様：${name}`,
    company: (name) => `企業：${name}`,
    services: 'サービス',
    dataSets: 'データ',
    historyDays: '過去のデータの日数',
    until: '許可の最終日（空欄：期日なし）',
    reason: '書面による理由',
    evidence: '署名済み用紙のスキャン画像',
    evidenceHint: 'PDF、PNG、JPEG、TIFF のいずれか、10 MB まで。',
    submit: '別の担当者に回す',
    errorHeading: '用紙は登録されませんでした',
  },
  errors: {
    services: 'サービスを1つ以上選択してください',
    dataSets: 'データの種類を1つ以上選択してください',
    historyDays: '過去のデータの日数を0～3650の整数で入力してください',
    until: '将来の日付を入力するか、空欄にしてください',
    reason: 'お客様が書面を利用する理由を500文字以内で入力してください',
    evidence: 'スキャン画像を PDF、PNG、JPEG、TIFF のいずれかの形式（10 MB まで）で追加してください',
  },
  details: {
    title: '書面による許可の詳細',
    reason: '書面による理由',
    evidence: 'スキャン画像',
    download: 'スキャン画像を開く',
    services: 'サービス',
    data: 'データ',
    history: '過去のデータ',
    days: (days) => `${number.format(days)}日分`,
    ends: '終了',
    noEnd: '期日なし',
    digest: 'スキャン画像の SHA-256',
    own: 'この用紙はご自身が登録しました。別の担当者が判断する必要があります。',
    approve: '承認する（用紙の記載と一致）',
    decline: '却下する',
    authorization: '許可',
  },
};
