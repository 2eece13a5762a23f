/**
 * Every text of a test, by its code, with the values that go into it. The words stand in the portal's catalogues, one for each
 * language; a code without words does not compile.
 */
export interface TestTexts {
  // What the request is.
  clientCredentials: [];
  bySoftware: [];
  notifyBatchList: [];
  withRegistrationToken: [];
  withClientToken: [];
  withoutToken: [];
  withRedirectUri: [uri: string];
  consented: [];
  redeemsCode: [];
  wrongCode: [];
  refreshes: [];
  withAccessToken: [];
  revokes: [];
  wholeTest: [];
  // What must come back.
  needMetadata: [issuer: string];
  needCredentials: [];
  needToken: [];
  needOwnToken: [];
  needStatusOne: [];
  needNotifyAnswer: [];
  needNoRedirect: [];
  needDenied: [];
  needConsentPage: [];
  needOwnPage: [];
  needCode: [];
  needTokens: [];
  needInvalidGrant: [];
  needReadings: [];
  needRefreshed: [];
  needRevoked: [];
  needRegistered: [];
  needRefusedToken: [];
  needAuthorize: [];
  needConsent: [];
  needRedeemed: [];
  needFetched: [];
  needEnd: [];
  // What came back.
  status: [status: string];
  issuer: [issuer: string];
  noIssuer: [];
  currentStatus: [value: string];
  noCurrentStatus: [];
  oauthError: [error: string, description: string];
  noOauthError: [];
  noCredential: [];
  neverAsked: [];
  lastAsked: [at: string];
  redirected: [];
  notRedirected: [];
  toConsent: [];
  noWayBack: [];
  backWithCode: [];
  stateOrIssuerWrong: [];
  missingMembers: [members: string];
  noReadings: [];
  allAsRegistered: [];
  differentMembers: [members: string];
  seenAt: [at: string];
  clientAuthentication: [method: string];
  pkceUsed: [];
  pkceMissing: [];
  notSeen: [];
  brokeOff: [];
  // Why nothing came back.
  noUri: [];
  mustBeHttps: [];
  holdsCredentials: [];
  notPublic: [];
  noAnswerInTime: [time: string];
  nothingListens: [code: string];
  noSuchHost: [code: string];
  noLookUp: [code: string];
  certificateExpired: [code: string];
  certificateSelfSigned: [code: string];
  certificateOtherHost: [code: string];
  noConnection: [code: string];
  // What to do about it.
  tellUtility: [];
  tryLater: [];
  createCredential: [];
  correctScope: [];
  askWithSoftware: [];
  correctNotifyUri: [];
  correctRedirect: [];
  answerDenial: [];
  lookAtAuthentication: [];
  correctDetails: [];
  runAgain: [];
  sendAuthorize: [];
  agreeInBrowser: [];
  redeemAtOnce: [];
  fetchSubscription: [];
  refreshWithToken: [];
}

export type TestTextCode = keyof TestTexts;

/** A text as it crosses the boundary. Rows of earlier releases hold the English text itself. */
export type TestText = string | { readonly code: TestTextCode; readonly values?: readonly string[] };

/** A text, checked against the table. */
export const testText = <Code extends TestTextCode>(code: Code, ...values: TestTexts[Code]): TestText =>
  values.length === 0 ? { code } : { code, values };
