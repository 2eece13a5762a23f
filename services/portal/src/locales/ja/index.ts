import type { Messages } from '../en.js';
import { numberIn } from '../counted.js';
import { jaCompany } from './company.js';
import { jaConsent } from './consent.js';
import { jaDownload } from './download.js';
import { jaEdit } from './edit.js';
import { jaErrors } from './errors.js';
import { jaGuest } from './guest.js';
import { jaMyToken } from './my-token.js';
import { jaOperator } from './operator.js';
import { jaPaper } from './paper.js';
import { jaReceipts } from './receipts.js';
import { jaReceived } from './received.js';
import { jaRegistration, jaThirdPartyTerms } from './registration.js';
import { jaReport } from './report.js';
import { jaShare } from './share.js';
import { jaCompanyData } from './company-data.js';
import { jaCompanyRequests } from './company-requests.js';
import { jaOperatorExpected } from './operator-expected.js';
import { jaOperatorImports } from './operator-imports.js';
import { jaOperatorReports } from './operator-reports.js';
import { jaOperatorSources } from './operator-sources.js';
import { jaCredentialFaults } from './credential-faults.js';
import { jaSandbox } from './sandbox.js';
import { jaTestTexts } from './test-texts.js';

const number = numberIn('ja');

/** 表示するすべての文言（です・ます調）。用語集は docs/explanation/languages.md にある。 */
export const ja: Messages = {
  productName: 'Share My Data',
  skipToContent: '本文へ移動',
  navigation: 'メイン',
  language: '言語',
  list: (items) => items.join('、'),
  signOut: 'ログアウト',
  backToStart: '最初のページへ戻る',
  errorReference: '照会番号：',
  footer: (utility) => `${utility}は、お客様のデータの送信をすべて、後から変更できない形で記録しています。`,
  welcome: {
    title: 'Share My Data',
    heading: 'エネルギーデータの共有を、お客様ご自身の手で',
    lead: '信頼できる企業に、メーターの測定値を共有できます。何をいつまで共有するかを選び、送信の記録をすべて確認できます。',
    action: '共有内容を見る',
    signIn: 'ログイン',
    steps: [
      {
        heading: 'お客様が決めます',
        text: '企業から依頼があると、依頼元、目的、共有される内容を1つのページにまとめて表示します。同意いただくまで、何も送信されません。',
      },
      { heading: 'すべて確認できます', text: '誰がどのデータをいつ受け取ったかを、送信1回ごとに一覧で表示します。' },
      { heading: 'いつでもやめられます', text: '許可は2回のクリックで取り消せます。その時点から、データは一切送信されません。' },
    ],
    startHeading: '始め方',
    start:
      '共有したい企業のサイトで「Share My Data」を探してください。このサイトに移動し、ログインして回答できます。または、ログインして企業の一覧からお選びください。',
  },
  signIn: {
    navigation: 'ログイン',
    title: 'ログイン',
    userName: 'ユーザー名',
    password: 'パスワード',
    submit: 'ログイン',
    errorHeading: 'ログインできませんでした',
    wrong: 'ユーザー名またはパスワードが正しくありません。両方をご確認のうえ、もう一度お試しください',
    empty: 'ユーザー名とパスワードを入力してください',
    wait: (seconds) =>
      seconds < 90
        ? `試行回数が多すぎます。${seconds}秒待ってから、もう一度お試しください`
        : `試行回数が多すぎます。${Math.ceil(seconds / 60)}分待ってから、もう一度お試しください`,
    provider: {
      go: (provider) => `${provider}でログイン`,
      declined: (provider) => `${provider}でのログインが完了していません。もう一度お試しいただくか、下からログインしてください`,
      notACustomer: (provider) =>
        `${provider}からお客様を確認する情報が届きませんでした。下からログインするか、お電話でお問い合わせください`,
      failed: (provider) => `${provider}でログインできませんでした。ここからもう一度お試しください`,
    },
    signedOut: {
      title: 'このサイトからログアウトしました',
      lead: (provider) =>
        `${provider}でログインされていました。${provider}にログインしたままだと、この端末を使う人は誰でも再びここにログインできます。`,
      goOn: (provider) => `${provider}からもログアウトする`,
      stay: 'ログインしたままにする',
    },
    toConsent: '企業の依頼を確認して回答するには、ログインしてください。',
  },
  guest: jaGuest,
  paper: jaPaper,
  myToken: jaMyToken,
  consent: jaConsent,
  edit: jaEdit,
  download: jaDownload,
  receipts: jaReceipts,
  received: jaReceived,
  share: jaShare,
  report: jaReport,
  authorizations: {
    navigation: 'データ共有の一覧',
    title: 'データ共有の一覧',
    lead: 'お客様のデータを受け取ることができる企業と、以前に受け取ることができた企業です。',
    live: '共有中',
    past: '終了',
    none: '現在、どの企業にもデータを共有していません。',
    nonePast: '終了した許可はまだありません。',
    noCustomer: 'これは当社職員のアカウントのため、共有できるデータはありません。',
    status: { active: '有効', revoked: '終了', expired: '期限切れ' },
    since: '開始：',
    ends: '終了予定：',
    ended: '終了：',
    endedBy: {
      customer: 'お客様による取り消し',
      thirdParty: '企業による終了',
      utility: '当社による終了',
      expiry: '合意した期日による終了',
    },
    noEnd: 'お客様が取り消すまで',
    services: (count) => `サービス${number.format(count)}件`,
    details: (company) => `${company}との共有の詳細`,
    detailsShort: '詳細を見る',
  },
  authorization: {
    title: (company) => `${company}との共有`,
    notices: {
      revoked: '許可は終了しました。今後、データは一切送信されません。',
      final: '許可を完全に取り消しました。',
      changed: '許可を変更しました。現在有効な内容は下記のとおりです。',
      unchanged: '変更点がなかったため、何も変更していません。',
      granted: 'この企業とのデータの共有を開始しました。確認のメールをお送りします。',
      reported: 'ありがとうございます。ご報告を受け付けました。',
    },
    edit: '共有内容を変更する',
    receiptsHeading: '控え',
    receiptsLead: '決定ごとの署名付きの控えです。控えのリンクは、ログインしなくても開けます。',
    termsHeading: '同意された内容',
    status: '状態',
    data: 'データ',
    services: 'サービス',
    unknownService: '以前のサービス',
    purpose: '利用目的',
    historyFrom: '対象となる使用の開始日',
    given: '同意日時',
    ends: '終了',
    id: '番号',
    releasesHeading: '誰が何をいつ受け取ったか',
    releasesNone: 'この企業には、まだ何も送信されていません。',
    releasesCaption: (company, count) => `${company}への送信${number.format(count)}件${count === 1 ? '' : '（新しい順）'}`,
    when: '日時',
    what: '内容',
    span: '対象期間',
    delivery: '送信番号',
    readings: (count) => `測定値${number.format(count)}件`,
    noReadings: 'サービスの説明（測定値なし）',
    from: (services) => `（サービス${number.format(services)}件分）`,
    to: '～',
    reversible: {
      heading: '企業がこの許可を手放しました',
      lead: (company, day) =>
        `${company}が誤って手放した場合、当社は${day}まで、同意された内容のまま許可を再び有効にすることができ、その際はメールでお知らせします。それを望まない場合は、完全に取り消してください。`,
      end: '完全に取り消す',
    },
    revokeHeading: '共有をやめる',
    revokeLead: 'この許可は、いつでも取り消せます。',
    revoke: 'この許可を取り消す',
    back: 'データ共有の一覧へ戻る',
  },
  revoke: {
    title: (company) => `${company}との共有をやめますか？`,
    consequences: (company) => [
      `取り消した時点から、当社は${company}にデータを一切送信せず、同社のアクセス権も無効になります。`,
      `すでに受け取ったデータは、${company}が引き続き保有します。削除をご希望の場合は、同社にお問い合わせください。`,
      `このデータをもとに${company}が提供しているサービスが、利用できなくなる場合があります。`,
      'この操作は元に戻せません。再び共有するには、企業のサイトから始めて、もう一度同意していただく必要があります。',
    ],
    confirm: '許可を取り消す',
    cancel: '共有を続ける',
    final: {
      title: (company) => `${company}との共有を完全にやめますか？`,
      consequences: (company) => [
        `${company}はすでに許可を手放しており、当社からデータは送信されていません。`,
        '取り消すと、企業が誤って手放した場合でも、当社が許可を再び有効にすることはできなくなります。',
        `すでに受け取ったデータは、${company}が引き続き保有します。削除をご希望の場合は、同社にお問い合わせください。`,
        'この操作は元に戻せません。再び共有するには、企業のサイトから始めて、もう一度同意していただく必要があります。',
      ],
      confirm: '完全に取り消す',
      cancel: 'このままにする',
    },
    alreadyEnded: 'この許可はすでに終了しています。',
  },
  demoMail: {
    navigation: 'デモ用メール',
    title: 'デモ用メール',
    lead: 'これはデモです。メールはここに保存され、誰にも送信されません。',
    none: 'メールはまだありません。',
    unreachable: 'メールの受信機能が応答していません。しばらくしてから再読み込みしてください。',
    to: '宛先',
    received: '受信日時',
  },
  errorCodes: {
    title: 'エラーコード',
    lead: '当社のインターフェースが返すすべてのエラーです（RFC 9457 の problem+json、メンバー「code」）。',
    code: 'コード',
    status: 'HTTP ステータス',
    meaning: '意味',
  },
  errors: jaErrors,
  company: jaCompany,
  operator: jaOperator,
  companyData: jaCompanyData,
  companyRequests: jaCompanyRequests,
  operatorExpected: jaOperatorExpected,
  operatorImports: jaOperatorImports,
  operatorReports: jaOperatorReports,
  operatorSources: jaOperatorSources,
  credentialFaults: jaCredentialFaults,
  sandbox: jaSandbox,
  testTexts: jaTestTexts,
  registration: jaRegistration,
  thirdPartyTerms: jaThirdPartyTerms,
};
