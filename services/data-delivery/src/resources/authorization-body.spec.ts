import { describe, expect, it } from '@jest/globals';
import { entryDocument } from '@greenledger/espi';
import { AUTHORIZATION } from '../testing/running-service.js';
import { parseAuthorizationBody } from './authorization-body.js';
import { authorizationEntry } from './authorization-entry.js';
import { ResourceUris } from './resource-uris.js';

describe('the body of PUT Authorization', () => {
  it('reads what this server itself writes', () => {
    const { frame, payload } = authorizationEntry(AUTHORIZATION, new ResourceUris('https://utility.example'));
    const { start } = AUTHORIZATION.terms.authorizedPeriod;
    expect(parseAuthorizationBody(entryDocument(frame, payload))).toMatchObject({
      status: 1,
      scope: AUTHORIZATION.scope,
      authorizedPeriod: { start, duration: 0 },
    });
  });

  it.each([
    ['no XML', 'status=0', 'well-formed'],
    ['no Authorization', '<entry xmlns="http://www.w3.org/2005/Atom"/>', 'no Authorization'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><Authorization/>', 'document type'],
    ['a status that is no number', '<Authorization><status>active</status></Authorization>', 'status'],
    ['an unknown prefix', '<x:Authorization/>', 'well-formed'],
  ])('refuses %s', (_, xml, word) => {
    expect(() => parseAuthorizationBody(xml)).toThrow(word);
    expect(() => parseAuthorizationBody(xml)).not.toThrow('..');
  });
});
