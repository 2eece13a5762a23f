import { describe, expect, it } from '@jest/globals';
import { fromBase32, matchingStep, newTotpSecret, toBase32, totpCode, totpUri } from './totp.js';

const ascii = (length: number): Buffer => Buffer.from('1234567890'.repeat(7).slice(0, length));
const KEYS = { sha1: ascii(20), sha256: ascii(32), sha512: ascii(64) };

describe('the codes of RFC 6238, appendix B', () => {
  it.each<[number, string, string, string]>([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('at %i s', (time, sha1, sha256, sha512) => {
    const step = Math.floor(time / 30);
    const codes = (['sha1', 'sha256', 'sha512'] as const).map((algorithm) => totpCode(KEYS[algorithm], step, 8, algorithm));
    expect(codes).toEqual([sha1, sha256, sha512]);
  });
});

describe('RFC 4226, appendix D', () => {
  it.each(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'])('%s', (code) => {
    const counts = Array.from({ length: 10 }, (_, count) => totpCode(KEYS.sha1, count));
    expect(counts).toContain(code);
  });
});

describe('matchingStep', () => {
  const secret = toBase32(KEYS.sha1);
  const at = 1_234_567_890_000;
  const step = Math.floor(at / 30_000);
  it.each([-1, 0, 1])('takes the code of step %i', (drift) =>
    expect(matchingStep(secret, totpCode(KEYS.sha1, step + drift), at)).toBe(step + drift),
  );
  it.each([-2, 2])('refuses the code of step %i', (drift) =>
    expect(matchingStep(secret, totpCode(KEYS.sha1, step + drift), at)).toBeUndefined(),
  );
  it('takes blanks between the digits', () => {
    const code = totpCode(KEYS.sha1, step);
    expect(matchingStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, at)).toBe(step);
  });
  it.each(['', '12345', '1234567', 'ééé'])('refuses %j', (code) => expect(matchingStep(secret, code, at)).toBeUndefined());
});

describe('base32', () => {
  it.each([
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%s is %s (RFC 4648 section 10)', (plain, coded) => {
    expect(toBase32(Buffer.from(plain))).toBe(coded);
    expect(fromBase32(coded).toString()).toBe(plain);
  });
  it('makes keys of 160 bits', () => expect(fromBase32(newTotpSecret())).toHaveLength(20));
  it('names issuer and account for the app', () =>
    expect(totpUri('ABC', 'Verdant Power', 'mo@company.example')).toBe(
      'otpauth://totp/Verdant%20Power:mo%40company.example?secret=ABC&issuer=Verdant%20Power&period=30&digits=6',
    ));
});
