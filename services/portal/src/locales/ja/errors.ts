import type { Messages } from '../en.js';

const goBack = '前のページに戻って、もう一度お試しください。';

/** エラーページの文言。 */
export const jaErrors: Messages['errors'] = {
  'bad-request': { heading: 'リクエストを処理できません', detail: 'リクエストの形式が正しくありません。', advice: goBack },
  'invalid-parameter': { heading: 'アドレスが正しくありません', detail: 'アドレスの一部が正しくありません。', advice: goBack },
  'invalid-body': { heading: '入力内容が正しくありません', detail: 'フォームの内容に正しくない項目があります。', advice: goBack },
  'digest-mismatch': {
    heading: 'ファイルが破損しています',
    detail: '内容が、送信されたチェックサムと一致しません。',
    advice: 'ファイルをもう一度送信してください。',
  },
  'batch-in-progress': {
    heading: 'すでに送信の準備中です',
    detail: '同じデータの送信をまだ準備しています。',
    advice: '準備が終わるまで待ってから、もう一度お試しください。',
  },
  unauthenticated: {
    heading: '本人確認が必要です',
    detail: '認証情報がないか、正しくありません。',
    advice: 'ログインして、もう一度お試しください。',
  },
  'invalid-token': {
    heading: 'アクセス権が無効です',
    detail: 'トークンが存在しないか、期限切れ、または取り消されています。',
    advice: goBack,
  },
  forbidden: {
    heading: 'フォームを受け付けられませんでした',
    detail: '現在のセッションから送信されたものではないか、この操作を行う権限がありません。',
    advice: '何も変更されていません。前のページに戻り、再読み込みしてからもう一度送信してください。',
  },
  'wrong-token-kind': { heading: 'トークンの種類が違います', detail: 'この種類のトークンでは利用できません。', advice: goBack },
  'not-your-resource': { heading: '別の許可のトークンです', detail: 'トークンは別の許可のものです。', advice: goBack },
  'release-refused': { heading: '許可の範囲外です', detail: 'この送信は許可されていません。何も送信されていません。', advice: goBack },
  'not-found': {
    heading: 'ページが見つかりません',
    detail: 'このアドレスには何もないか、表示する権限がありません。',
    advice: 'アドレスをご確認いただくか、最初のページからやり直してください。',
  },
  'method-not-allowed': { heading: 'この操作はできません', detail: 'このアドレスでは、その操作を受け付けていません。', advice: goBack },
  conflict: {
    heading: '内容が変わりました',
    detail: 'ご覧になっている間に状態が変わりました。何も変更されていません。',
    advice: '前のページに戻り、現在の内容を確認してから、もう一度お選びください。',
  },
  'payload-too-large': {
    heading: 'ファイルが大きすぎます',
    detail: '受け付けられる大きさを超えています。',
    advice: 'より小さいファイルを送信してください。',
  },
  'range-not-satisfiable': { heading: '指定された範囲がありません', detail: '指定された範囲は末尾より後ろです。', advice: goBack },
  'unsupported-media-type': { heading: '対応していない形式です', detail: '送信された内容の形式には対応していません。', advice: goBack },
  'unrecognized-file': { heading: 'ファイルを認識できません', detail: '対応している形式のファイルではありません。', advice: goBack },
  'unknown-customer': {
    heading: 'サービスが見つかりません',
    detail: 'お客様のアカウントのサービスがまだ見つかりません。',
    advice: 'ご契約直後の場合は、明日もう一度お試しください。それ以外の場合は、お電話でお問い合わせください。',
  },
  'usage-point-not-held': {
    heading: 'お客様名義のサービスではありません',
    detail: '選択されたサービスの中に、お客様の名義ではないものがあります。',
    advice: '前のページに戻り、もう一度選択してください。',
  },
  'consent-request-gone': {
    heading: 'この依頼は終了しています',
    detail: '企業からの依頼は、期限が切れたか、すでに回答されています。今回、新たに共有されたものはありません。',
    advice: '共有するには、企業のサイトに戻ってもう一度始めてください。現在の共有内容は「データ共有の一覧」で確認できます。',
  },
  'too-many-requests': {
    heading: '回数の上限に達しました',
    detail: '短い時間に多くのリクエストがありました。',
    advice: '数分待ってから、もう一度お試しください。',
  },
  internal: {
    heading: '当社側で問題が発生しました',
    detail: 'お客様の操作によるものではありません。問題は記録されました。',
    advice: 'もう一度お試しください。繰り返し起きる場合は、お電話のうえ、下の照会番号をお伝えください。',
  },
  unavailable: {
    heading: '現在ご利用いただけません',
    detail: 'システムの一部が応答していません。確認できる範囲では、何も変更されていません。',
    advice: '1分ほど待ってから、もう一度お試しください。変更の途中だった場合は、先に「データ共有の一覧」で反映されているかご確認ください。',
  },
  'storage-full': {
    heading: '保存する空きがありません',
    detail: 'ファイルを保存できませんでした。',
    advice: 'しばらくしてから、もう一度お試しください。',
  },
};
