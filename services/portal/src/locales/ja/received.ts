import type { Messages } from '../en.js';
import { enReceived } from '../en/received.js';
import { numberIn } from '../counted.js';

const number = numberIn('ja');

/** 「誰が何をいつ受け取ったか」の文言。 */
export const jaReceived: Messages['received'] = {
  navigation: 'データの送信記録',
  title: 'データの送信記録：誰が何をいつ受け取ったか',
  lead: 'すべての企業に対する、お客様のデータのすべての送信です。どの行も、データが送信される前に記録されています。',
  filterHeading: '絞り込み',
  company: '企業',
  allCompanies: 'すべての企業',
  from: 'この日から',
  to: 'この日まで',
  apply: '表示',
  reset: 'すべて表示',
  dayWrong: '日付を入力してください（例：2026-06-30）',
  reversed: '最後の日には、最初の日以降の日付を入力してください',
  none: '該当する送信はありません。',
  caption: (from, to, total) => `送信 全${number.format(total)}件中${number.format(from)}～${number.format(to)}件目（新しい順）`,
  columns: { when: '日時', company: '企業', what: '内容', span: '対象期間' },
  newer: '新しいもの',
  older: '古いもの',
  pages: 'ページ',
  download: 'この一覧をダウンロード',
  csv: '表（CSV）',
  json: 'JSON',
  // プログラムが読むため、どの言語でも同じ。
  csvColumns: enReceived.csvColumns,
};
