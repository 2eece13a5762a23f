import { describe, expect, it } from '@jest/globals';
import { CommandLineError, parseCommandLine } from './command-line.js';

describe('parseCommandLine', () => {
  it.each([
    [[], { mode: 'run', fresh: false, port: 8080 }],
    [['--fresh'], { mode: 'run', fresh: true, port: 8080 }],
    [['--port', '9000'], { mode: 'run', fresh: false, port: 9000 }],
    [['--port=9000', '--story'], { mode: 'story', fresh: false, port: 9000 }],
    [['-h', '--nonsense'], { mode: 'help', fresh: false, port: 8080 }],
  ])('understands %j', (args, expected) => expect(parseCommandLine(args)).toEqual(expected));

  it.each([
    [['--prot', '9000']],
    [['--port']],
    [['--port', '0']],
    [['--port', '70000']],
    [['--port', '80x']],
    [['--fresh=1']],
    [['story']],
  ])('refuses %j and says what is known', (args) => {
    expect(() => parseCommandLine(args)).toThrow(CommandLineError);
    expect(() => parseCommandLine(args)).toThrow(/--port/);
  });
});
