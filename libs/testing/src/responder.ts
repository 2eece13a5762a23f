import { ProblemError, requestSubject, type Operation, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { connectNats, type NatsConnection, type NatsCredentials } from '@greenledger/messaging';

type Answers = { [O in Operation]?: (request: RequestOf<O>) => ReplyOf<O> | Promise<ReplyOf<O>> };

/** Stands in for a service on real NATS, under its real user: answers operations in the wire form of Nest. */
export class Responder {
  /** Every request that came, oldest first. */
  readonly asked: { readonly operation: string; readonly request: unknown }[] = [];

  private constructor(private readonly connection: NatsConnection) {}

  static async start(credentials: NatsCredentials, answers: Answers): Promise<Responder> {
    const connection = await connectNats(credentials);
    const responder = new Responder(connection);
    for (const [operation, answer] of Object.entries(answers)) {
      connection.subscribe(requestSubject(operation), {
        callback: (_error, message) => {
          const { id, data } = message.json<{ id: string; data: never }>();
          responder.asked.push({ operation, request: data });
          void envelopeOf(() => (answer as (request: never) => unknown)(data)).then((response) =>
            message.respond(JSON.stringify({ id, response, isDisposed: true })),
          );
        },
      });
    }
    await connection.flush();
    return responder;
  }

  async stop(): Promise<void> {
    await this.connection.close();
  }
}

async function envelopeOf(answer: () => unknown): Promise<unknown> {
  try {
    return { reply: await answer() };
  } catch (error) {
    return { problem: (error instanceof ProblemError ? error : new ProblemError('internal', 'failed')).toProblem() };
  }
}
