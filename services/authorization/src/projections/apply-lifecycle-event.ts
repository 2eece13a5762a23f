import type { AuthorizationEvent } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';

/** Keeps in `authorization_view` what the sweep looks for: which reminders went out. The rest of an event is only a version. */
export async function applyLifecycleEvent(manager: EntityManager, event: RecordedEvent<AuthorizationEvent>): Promise<void> {
  if (event.type !== 'AuthorizationReminderDue') return;
  const { authorizationId, reminder, dueFor } = event.data;
  const column = reminder === 'ending' ? 'reminded_end' : 'reminded_year';
  await manager.query(`UPDATE authorization_view SET ${column} = $2 WHERE authorization_id = $1`, [authorizationId, dueFor]);
}
