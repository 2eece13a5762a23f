import { ProblemError, requestSubject, type Operation, type ReplyEnvelope, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { Logger } from '@nestjs/common';
import { MessagePattern, Transport } from '@nestjs/microservices';

type Handler<O extends Operation> = (payload: RequestOf<O>) => Promise<ReplyOf<O>> | ReplyOf<O>;

/**
 * Binds a method of a Nest `@Controller()` to the NATS subject of an operation. Its only argument is the request (no
 * `@Payload()` needed). What it returns, or the ProblemError it throws, travels back; any other error is logged and
 * answered `internal` without detail.
 */
export function HandleRequest<O extends Operation>(operation: O) {
  return <M extends Handler<O>>(target: object, property: string | symbol, descriptor: TypedPropertyDescriptor<M>): void => {
    const handler = descriptor.value!;
    const answer = async function (this: unknown, payload: RequestOf<O>): Promise<ReplyEnvelope<O>> {
      try {
        return { reply: await handler.call(this, payload) };
      } catch (error) {
        return { problem: problemErrorOf(error, operation).toProblem() };
      }
    };
    // The descriptor type promises the bare reply, the wire carries the envelope: only Nest calls the bound method over NATS.
    descriptor.value = answer as unknown as M;
    (MessagePattern(requestSubject(operation), Transport.NATS) as MethodDecorator)(target, property, descriptor);
  };
}

/** What may be told of an error: a ProblemError itself, and of any other nothing; it is logged. */
export function problemErrorOf(error: unknown, operation: Operation): ProblemError {
  if (error instanceof ProblemError) return error;
  new Logger(operation).error(error instanceof Error ? error : String(error));
  return new ProblemError('internal', `The request ${operation} failed for a reason of our own. Try again; if it stays, report it.`);
}
