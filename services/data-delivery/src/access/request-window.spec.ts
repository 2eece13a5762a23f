import { describe, expect, it } from '@jest/globals';
import { RequestWindow } from './request-window.js';

describe('RequestWindow', () => {
  it('lets the limit through in each window and tells when the next begins', () => {
    const window = new RequestWindow(2, 60);
    expect(window.count('a', 100)).toEqual({ allowed: true, remaining: 1, resetIn: 60 });
    expect(window.count('a', 130)).toEqual({ allowed: true, remaining: 0, resetIn: 30 });
    expect(window.count('a', 159.5)).toEqual({ allowed: false, remaining: 0, resetIn: 1 });
    expect(window.count('a', 160)).toEqual({ allowed: true, remaining: 1, resetIn: 60 });
  });

  it('counts each name for itself, and nothing when the limit is 0', () => {
    const window = new RequestWindow(1, 60);
    expect(window.count('a', 0).allowed && window.count('b', 0).allowed).toBe(true);
    const open = new RequestWindow(0, 60);
    for (let i = 0; i < 50; i++) expect(open.count('a', 0).allowed).toBe(true);
  });
});
