import { FORMAT_TAGS } from '@greenledger/contracts';
import type { Messages } from '../en.js';

const number = new Intl.NumberFormat(FORMAT_TAGS.ja, { maximumFractionDigits: 1 });

/** お客様ご自身の使用量（グラフ、表、ダウンロード）の文言。 */
export const jaDownload: Messages['download'] = {
  navigation: 'エネルギー使用量',
  title: 'お客様のエネルギー使用量',
  lead: 'メーターが計測した値を、ご確認・保存いただけます。この操作でほかの誰かにデータが渡ることや、企業に通知されることはありません。',
  filterHeading: '表示条件',
  service: 'サービス',
  allServices: 'すべてのサービス',
  from: 'この日から',
  to: 'この日まで',
  apply: '表示',
  dayWrong: '日付を入力してください（例：2026-06-30）',
  reversed: '最後の日には、最初の日以降の日付を入力してください',
  tooLong: '一度に選べるのは4年分までです',
  none: 'この期間の測定値はまだありません。',
  download: 'これらの測定値をダウンロード',
  xml: 'Green Button ファイル（XML）',
  xmlNote: 'すべての測定値とその種別を、エネルギー関連のプログラムが読める標準形式で保存します。',
  noteMark: '：',
  csv: '表（CSV）',
  csvNote: '測定値1件につき1行の、表計算ソフト用の形式です。時刻は UTC、金額（わかる場合）は通貨単位の10万分の1です。',
  kinds: {
    '1.1': '電力系統から受けた電気',
    '1.19': '電力系統へ送った電気',
    '1.4': '電気（差し引き）',
    '1.20': '電気（合計）',
    '7.1': 'ガス',
    '9.1': '水道',
  },
  otherKind: 'エネルギー',
  every: { 300: '5分ごと', 900: '15分ごと', 1800: '30分ごと', 3600: '1時間ごと', 86400: '1日1回' },
  channel: (service, every) => (every ? `${service}、計測間隔：${every}。` : `${service}。`),
  chartHeading: (kind, unit, by) => `${kind}：${by === 'day' ? '日別' : '月別'}（${unit}）`,
  chartText: (kind, total, unit, bars, by, most, when) =>
    `${kind}：${bars}${by === 'day' ? '日間' : 'か月間'}の合計は${number.format(total)} ${unit}、最大は${when}の${number.format(most)} ${unit}です。下の表に同じ内容を数値で示しています。`,
  total: (total, unit) => `合計 ${number.format(total)} ${unit}`,
  table: (heading) => `同じ内容の表：${heading}`,
  columns: {
    when: { day: '日', month: '月' },
    amount: (unit) => `エネルギー（${unit}）`,
    readings: '測定値の数',
    timeOfUse: '時間帯',
    share: '割合',
    cost: '金額',
  },
  timesOfUse: '時間帯別',
  timeOfUse: (tou) => `時間帯 ${tou}`,
  noTimeOfUse: '時間帯不明',
  totalCost: (cost) => `（ご契約料金の単価で ${cost} 相当）`,
  costNote:
    '金額は、測定値ごとにご契約料金の単価で計算したエネルギー分のみです。基本料金、段階料金、税金、割引は含まれません。お支払い額は請求書をご確認ください。',
  amount: (value) => number.format(value),
  count: (value) => number.format(value),
};
