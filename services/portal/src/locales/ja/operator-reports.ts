import type { Messages } from '../en.js';

/** お客様に心当たりのない企業についての担当者のページの文言。 */
export const jaOperatorReports: Messages['operatorReports'] = {
  navigation: '企業の報告',
  title: '企業についての報告',
  lead: 'お客様が「心当たりがない」と知らせた企業です。企業を確認し、必要な対応を取ってから、報告を閉じてください。',
  open: '対応待ち',
  closed: '対応済み',
  none: '対応待ちの報告はありません。',
  noneClosed: '対応済みの報告はまだありません。',
  captionOpen: (count) => `対応待ちの報告 ${count}件`,
  captionClosed: (count) => `対応済みの報告 ${count}件`,
  company: '企業',
  note: 'お客様の言葉',
  noNote: 'なし',
  reported: '報告日時',
  authorization: '許可',
  noAuthorization: 'なし',
  action: '操作',
  close: '閉じる',
  closeLabel: (company, day) => `閉じる：${company}についての${day}の報告`,
  done: '報告を閉じました。',
};
