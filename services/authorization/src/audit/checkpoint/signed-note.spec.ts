import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkpointText, parseCheckpointText } from './checkpoint.js';
import { openNote, parseVerifierKey, signNote, verifierKeyOf } from './signed-note.js';

/** The example of Go's golang.org/x/mod/sumdb/note: made by the other implementation of the format. */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;
const ORIGIN = 'greenledger.test/authorization';
const { privateKey } = generateKeyPairSync('ed25519');
const key = verifierKeyOf(ORIGIN, privateKey);
const checkpoint = { origin: ORIGIN, size: 12, root: Buffer.alloc(32, 7) };

describe('signed note (C2SP)', () => {
  it("opens the note of Go's documentation with its key", () => {
    expect(openNote(GO_NOTE, parseVerifierKey(GO_KEY))).toBe(GO_TEXT);
  });

  it('opens what it signed, and signs the same text to the same bytes', () => {
    const note = signNote(checkpointText(checkpoint), ORIGIN, privateKey);
    expect(signNote(checkpointText(checkpoint), ORIGIN, privateKey)).toBe(note);
    expect(parseCheckpointText(openNote(note, parseVerifierKey(key.text)))).toEqual(checkpoint);
  });

  it('refuses a note of which any one byte was changed', () => {
    const note = Buffer.from(signNote(checkpointText(checkpoint), ORIGIN, privateKey));
    for (let at = 0; at < note.length; at++) {
      for (const flip of [1, 0x20, 0x80]) {
        const bytes = Buffer.from(note);
        bytes[at]! ^= flip;
        expect(() => openNote(bytes.toString(), key)).toThrow(RangeError);
      }
    }
  });

  it('refuses another key, a damaged key, and an origin that cannot stand in a signature line', () => {
    const other = verifierKeyOf(ORIGIN, generateKeyPairSync('ed25519').privateKey);
    expect(() => openNote(signNote('text\n', ORIGIN, privateKey), other)).toThrow(RangeError);
    for (let at = 0; at < key.text.length; at++) {
      const damaged = key.text.slice(0, at) + (key.text[at] === 'B' ? 'C' : 'B') + key.text.slice(at + 1);
      expect(() => parseVerifierKey(damaged)).toThrow(RangeError);
    }
    expect(() => verifierKeyOf('with space', privateKey)).toThrow(RangeError);
    expect(() => verifierKeyOf('with+plus', privateKey)).toThrow(RangeError);
  });

  it.each(['', 'a\n1\n', 'a\n01\n' + Buffer.alloc(32).toString('base64') + '\n', 'a\n1\n' + Buffer.alloc(31).toString('base64') + '\n'])(
    'refuses %j as a checkpoint',
    (text) => {
      expect(() => parseCheckpointText(text)).toThrow(RangeError);
    },
  );
});
