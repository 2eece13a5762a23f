import type { Messages } from '../en.js';
import { numberIn } from '../counted.js';

const number = numberIn('ja');

/** お客様のアカウントから始める共有の文言。 */
export const jaShare: Messages['share'] = {
  navigation: '企業と共有する',
  title: '企業と共有する',
  lead: 'ここでデータの提供を求めることができる企業です。いずれも当社が確認したうえで受け入れています。',
  search: '名称または目的で検索',
  apply: '検索',
  found: (count, all) => (count === all ? `${number.format(all)}社` : `${number.format(all)}社中${number.format(count)}社`),
  none: '該当する企業がありません。別の言葉で検索するか、検索欄を空にしてください。',
  asksFor: '求めるデータ',
  choose: (company) => `${company}と共有する`,
  already: (company) => `すでに${company}と共有しています。新しく許可する代わりに、その許可を変更できます。`,
  change: '許可を変更する',
  portalFirst: (company) => `${company}は、同社のサイトから始めることを希望しています。同意の際は、このサイトに戻ります。`,
  portalGo: (company) => `${company}のサイトで始める`,
  portalNot: 'このまま続けることもできます。その場合は企業に通知され、企業は自らのアクセス権でデータを取得します。',
};
