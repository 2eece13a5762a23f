import { ProblemError, requestSubject, type Operation, type ReplyEnvelope, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { ClientNats, type NatsOptions } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { natsConnectionOptions, type NatsCredentials } from '@greenledger/service-kit';

/** Milliseconds that an answer may take. */
const PATIENCE = 5000;

/** Asks another service over core NATS. Nothing is retried here: only the caller knows whether its request is idempotent. */
export class RequestClient {
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
   * the answer lost — the request may have been carried out.
   */
  async request<O extends Operation>(operation: O, payload: RequestOf<O>): Promise<ReplyOf<O>> {
    const envelope = await this.#send(operation, payload);
    if ('problem' in envelope) {
      const { code, detail, type: _type, title: _title, status: _status, ...members } = envelope.problem;
      throw new ProblemError(code, detail, members);
    }
    return envelope.reply;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  async #send<O extends Operation>(operation: O, payload: RequestOf<O>): Promise<ReplyEnvelope<O>> {
    try {
      const answer = this.client.send<ReplyEnvelope<O>>(requestSubject(operation), payload).pipe(timeout(this.patience));
      return await firstValueFrom(answer);
    } catch (cause) {
      const owner = operation.split('.', 1)[0]!;
      const problem = new ProblemError('unavailable', `The service ${owner} did not answer the request ${operation}. Try again shortly.`);
      problem.cause = cause;
      throw problem;
    }
  }
}
