import type { ReviewDecision } from '@greenledger/contracts';
import type { AccountMailMessages } from './en-account-mail.js';

/** 判断の意味を1文で述べたもの。 */
const DECISIONS: Record<ReviewDecision['kind'], string> = {
  approve: 'は承認されました。お客様がアクセスを許可できるようになりました。',
  decline: 'を差し戻しました。指摘した点を修正して登録内容を保存してください。その後、改めて審査します。',
  hold: 'を停止しました。原因が解消されるまでデータは送信されません。お客様の同意は維持されます。',
  reinstate: 'の停止を解除しました。お客様の同意は再び有効です。',
  terminate: 'は終了しました。すべての許可は取り消されています。',
};

/** 企業の担当者に送るメールの文言。 */
export const jaAccountMail: AccountMailMessages = {
  confirmRegistration: {
    subject: (company) => `${company}の登録の確認`,
    before: ({ company }) => [
      `${company}の登録に、このメールアドレスが使われました。`,
      '確認するには、24時間以内に次のページを開き、表示されるボタンを押してください：',
    ],
    after: ['お心当たりがない場合、お手続きは不要です。確認されない限り、登録は進みません。'],
  },
  accountExists: {
    subject: (company) => `${company}のアカウントはすでにあります`,
    before: ({ company }) => [
      '企業の登録に、このメールアドレスが入力されました。登録は行われていません。',
      `このメールアドレスは、すでに${company}のアカウントで使われています。そのアカウントで続けるには、こちらからログインしてください：`,
    ],
    after: ['別の企業を登録するには、別のメールアドレスをお使いください。お心当たりがない場合、お手続きは不要です。'],
  },
  invitation: {
    subject: (company) => `${company}のアカウントへの招待`,
    before: ({ company }) => [
      `社内の方から、当社における${company}の登録の担当者として招待されています。`,
      'パスワードを設定するには、7日以内に次のページを開いてください：',
    ],
    after: ['この企業にお心当たりがない場合、お手続きは不要です。招待は自動的に無効になります。'],
  },
  certificateExpires: {
    subject: (company) => `${company}の証明書の有効期限が近づいています`,
    before: ({ company, ...mail }) => [
      `${company}が登録した TLS クライアント証明書の有効期限まで、あと${'days' in mail ? mail.days : 0}日以内です。`,
      '期限を過ぎると、この証明書では接続できません。新しい証明書を使い始める前に追加してください。両方を同時に使えます：',
    ],
    after: ['このメールは、技術担当者の方にお送りしています。'],
  },
  decision: {
    subject: (company) => `${company}に関する判断のお知らせ`,
    before: (mail) => {
      if (mail.kind !== 'decision') return [];
      const reason = mail.reason === '' ? [] : [`理由：${mail.reason}`];
      return [`${mail.company}の登録${DECISIONS[mail.decision]}`, ...reason, '現在の状況はこちらでご確認ください：'];
    },
    after: ['このメールは、企業の連絡先の方にお送りしています。'],
  },
};
