import { LOG_CONSUMERS, LOGS, SERVICES, streamName, type LogName, type ServiceName } from '@greenledger/contracts';
import { CALLERS, eventSubject, headSubject, requestSubject } from '@greenledger/contracts';
import { inboxPrefix } from '@greenledger/service-kit';

/** A NATS user with the subjects it may use, and nothing else. */
export interface NatsUser {
  readonly user: string;
  readonly password: string;
  readonly permissions: {
    readonly publish: readonly string[];
    readonly subscribe: readonly string[];
    /** May answer once to the reply subject of a request it received. */
    readonly allowResponses: boolean;
  };
}

/** One user per service, its rights made from CALLERS and LOG_CONSUMERS of the contracts: least privilege by construction. */
export function natsUsers(passwords: Readonly<Record<ServiceName, string>>): NatsUser[] {
  return SERVICES.map((service) => ({
    user: service,
    password: passwords[service],
    permissions: { publish: mayPublish(service), subscribe: maySubscribe(service), allowResponses: true },
  }));
}

function mayPublish(service: ServiceName): string[] {
  const asked = Object.entries(CALLERS).filter(([, callers]) => callers.includes(service));
  return [
    ...asked.map(([operation]) => requestSubject(operation)),
    ...LOGS.filter((log) => log === service).flatMap(ownerSubjects),
    ...followedLogs(service).flatMap((log) => followerSubjects(log, service)),
  ];
}

function maySubscribe(service: ServiceName): string[] {
  return [`${inboxPrefix(service)}.>`, requestSubject(`${service}.*`), ...followedLogs(service).map(headSubject)];
}

function followedLogs(service: ServiceName): LogName[] {
  return LOGS.filter((log) => (LOG_CONSUMERS[log] as readonly ServiceName[]).includes(service));
}

/** The owner of a log keeps its stream and is the only one to write to it. */
function ownerSubjects(log: LogName): string[] {
  const stream = streamName(log);
  const api = ['STREAM.CREATE', 'STREAM.UPDATE', 'STREAM.INFO', 'STREAM.MSG.GET'].map((call) => `$JS.API.${call}.${stream}`);
  return [eventSubject(log, '>'), headSubject(log), ...api];
}

/** A follower keeps one durable consumer of its own name and acknowledges what it got. */
function followerSubjects(log: LogName, service: ServiceName): string[] {
  const stream = streamName(log);
  const consumer = `${stream}.${service}`;
  // Servers before 2.9.11 and clients without a filter use the first two forms of creation, others the third.
  const create = ['CONSUMER.CREATE', 'CONSUMER.DURABLE.CREATE'].map((call) => `$JS.API.${call}.${consumer}`);
  const use = ['CONSUMER.INFO', 'CONSUMER.MSG.NEXT'].map((call) => `$JS.API.${call}.${consumer}`);
  return [...create, `$JS.API.CONSUMER.CREATE.${consumer}.>`, ...use, `$JS.API.STREAM.INFO.${stream}`, `$JS.ACK.${consumer}.>`];
}
