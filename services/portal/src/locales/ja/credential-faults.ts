import type { CredentialFaultWords } from '../en/credential-faults.js';

/** 認証情報が拒否された理由。 */
export const jaCredentialFaults: CredentialFaultWords = {
  notConfirmed: 'メールアドレスの確認が済んでいません。先に当社からのメールのリンクを開いてください',
  terminated: 'アクセスは終了しています。認証情報はもうありません',
  overlapOutOfRange: '併用期間は0秒から30日までです',
  noSecret: '戻すためのクライアントシークレットがありません。先に作成してください',
  secretGone: 'そのシークレットはありません。すでに無効になっている可能性があります',
  certificateGone: 'その証明書はありません。すでに削除されている可能性があります',
  keysOrAddress: '鍵セットを登録できません。JWK Set またはそのアドレスのどちらか一方を入力してください',
  keysAddressStatus: (status) => `鍵セットを登録できません。アドレスの応答が${status}でした。200で応答する必要があります`,
  keysAddressNoUri: '鍵セットを登録できません。アドレスが URI ではありません',
  keysAddressNotHttps: '鍵セットを登録できません。アドレスは https でなければなりません',
  keysAddressCredentials: '鍵セットを登録できません。アドレスに認証情報を含めることはできません',
  keysAddressNotPublic: '鍵セットを登録できません。アドレスが公開インターネットのものではありません',
  keysAddressSilent: (code) => `鍵セットを登録できません。アドレスが時間内に応答しません（${code}）`,
  keysTooLarge: '鍵セットを登録できません。64 kB を超えています',
  keysHowMany: (most) => `鍵セットを登録できません。鍵は1個から${most}個まで含めることができます`,
  keysRepeated: '鍵セットを登録できません。同じ kid の鍵が2つあります',
  keysNoJson: '鍵セットを登録できません。JSON ではありません',
  keysNoSet: '鍵セットを登録できません。JWK Set（{"keys":[…]}）でなければなりません',
  keyPrivate: (name) => `鍵セットを登録できません。${name}に秘密の要素が含まれています。公開鍵だけを登録し、その鍵は交換してください`,
  keyNotForSigning: (name) => `鍵セットを登録できません。${name}は署名用ではありません（use は "sig" でなければなりません）`,
  keyKind: (name) => `鍵セットを登録できません。${name}は RSA、EC、OKP のいずれかの鍵でなければなりません`,
  keyTooShort: (name) => `鍵セットを登録できません。${name}が2048ビット未満です`,
  keyUnreadable: (name) => `鍵セットを登録できません。${name}を公開鍵として読み取れません`,
  certificateTooLong: '証明書を登録できません。20,000文字を超えています',
  certificatePrivateKey:
    '証明書を登録できません。秘密鍵が含まれています。秘密鍵は貴社の外に出さないでください。証明書だけを貼り付け、その鍵は交換してください',
  certificateNotOne: '証明書を登録できません。PEM 形式の証明書を1つだけ、チェーンを含めずに貼り付けてください',
  certificateUnreadable: '証明書を登録できません。PEM 形式の X.509 証明書として読み取れません',
  certificateExpired: (at) => `証明書を登録できません。有効期限が切れています（${at}）`,
  certificateNotYet: (at) => `証明書を登録できません。有効期間はまだ始まっていません（${at}から）`,
  certificateKeyShort: (bits) => `証明書を登録できません。RSA 鍵が${bits}ビットです。2048ビット以上が必要です`,
  certificateKeyKind: (kind) =>
    `証明書を登録できません。鍵の種類（${kind}）に対応していません。2048ビット以上の RSA、EC P-256、P-384、P-521、または Ed25519 を使用してください`,
};
