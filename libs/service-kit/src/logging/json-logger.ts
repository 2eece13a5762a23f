import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../configuration/service-configuration.js';
import { correlationId } from '../http/correlation-id.js';
import { REDACTED_PATHS, redactText } from './redact.js';

export type LogSink = DestinationStream;

/** The Nest logger of a service: one JSON object a line, UTC times, the correlation id when there is one, secrets redacted. */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;

  /** @param sink where lines go; standard output by default. Written synchronously: a crash loses no line. */
  constructor(service: string, level: LogLevel = 'info', sink: LogSink = pino.destination({ dest: 1, sync: true })) {
    this.#pino = pino(
      {
        level,
        // Several processes of one service may write one log.
        base: { service, pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        messageKey: 'message',
        redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      },
      sink,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  /** Nest's convention: the last string is the context; of an error the one before it is the stack. */
  #write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const fields: Record<string, unknown> = {};
    const id = correlationId();
    if (id) fields['correlationId'] = id;
    const strings = rest.filter((part) => typeof part === 'string');
    const context = strings.at(-1);
    if (context !== undefined && !isStack(context)) fields['context'] = context;
    const stack = strings.find(isStack);
    if (stack) fields['stack'] = redactText(stack);
    for (const part of rest) Object.assign(fields, membersOf(part));
    if (typeof message === 'string') return this.#pino[level](fields, redactText(message));
    Object.assign(fields, membersOf(message));
    this.#pino[level](fields, message instanceof Error ? redactText(message.message) : undefined);
  }
}

const isStack = (text: string): boolean => /\n\s+at /.test(text);

function membersOf(part: unknown): Record<string, unknown> {
  if (part instanceof Error) return { error: part.name, stack: redactText(part.stack ?? '') };
  if (typeof part !== 'object' || part === null) return {};
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, typeof value === 'string' ? redactText(value) : value]));
}
