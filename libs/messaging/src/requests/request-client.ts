import { ProblemError, requestSubject, type Operation, type ReplyEnvelope, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { errors, type NatsConnection } from '@nats-io/transport-node';
import { ClientNats, type NatsOptions } from '@nestjs/microservices';
import { natsConnectionOptions, type NatsCredentials } from '@greenledger/service-kit';

/** Milliseconds that an answer may take. */
const PATIENCE = 5000;

/** Asks another service over core NATS. Nothing is retried here: only the caller knows whether its request is idempotent. */
export class RequestClient {
  #closed = false;

  constructor(
    private readonly client: ClientNats,
    private readonly patience = PATIENCE,
  ) {}

  /** A client of its own connection, made with the first request. */
  static of(credentials: NatsCredentials): RequestClient {
    const options = { ...natsConnectionOptions(credentials), name: `${credentials.service} requests` } as NatsOptions['options'];
    return new RequestClient(new ClientNats(options ?? {}));
  }

  /**
   * @throws ProblemError the handler's own, or `unavailable` when there was no answer in 5 s: no responder, NATS away, or
   * the answer lost — the request may have been carried out. RangeError for a request that no message holds: asking again is no use.
   */
  async request<O extends Operation>(operation: O, payload: RequestOf<O>): Promise<ReplyOf<O>> {
    const envelope = await this.#send(operation, payload);
    if ('problem' in envelope) {
      const { code, detail, type: _type, title: _title, status: _status, ...members } = envelope.problem;
      throw new ProblemError(code, detail, members);
    }
    return envelope.reply;
  }

  /** From now on every request is `unavailable`: one that is asked again would open a connection that nobody closes. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.client.close();
  }

  async #send<O extends Operation>(operation: O, payload: RequestOf<O>): Promise<ReplyEnvelope<O>> {
    try {
      if (this.#closed) throw new Error('the client is closed');
      const connection = await within(this.patience, this.client.connect() as Promise<NatsConnection>);
      const subject = requestSubject(operation);
      // Asked on the connection itself: all answers come by one subscription, where the client of Nest makes and ends one for each.
      const packet = JSON.stringify({ pattern: subject, data: payload, id: '1' });
      const answer = await connection.request(subject, packet, { timeout: this.patience });
      const { err, response } = answer.json<ReplyPacket<O>>();
      if (response === undefined) throw new Error(`the answer holds no reply: ${JSON.stringify(err)}`);
      return response;
    } catch (cause) {
      if (cause instanceof errors.InvalidArgumentError)
        throw new RangeError(`the request ${operation} cannot be sent: ${cause.message}`, { cause });
      const owner = operation.split('.', 1)[0]!;
      const problem = new ProblemError('unavailable', `The service ${owner} did not answer the request ${operation}. Try again shortly.`);
      problem.cause = cause;
      throw problem;
    }
  }
}

/** What Nest's NATS transport answers. */
interface ReplyPacket<O extends Operation> {
  readonly err?: unknown;
  readonly response?: ReplyEnvelope<O>;
}

/** @throws Error when it takes longer. @param patience milliseconds */
async function within<T>(patience: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`NATS is not reached within ${patience} ms`)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
