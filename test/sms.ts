import type { TestCity } from "./city.ts";

/** An SMS that waits to be sent: to whom, and its words. */
export interface WaitingSms {
  matterId?: string;
  personId?: string;
  partyNo?: number;
  title: string;
  body: string;
}

/** What waits to be sent as SMS, in order: the queue says to whom, the words lie encrypted beside it. */
export async function waitingSms(city: TestCity): Promise<WaitingSms[]> {
  const { rows } = await city.database.owner.query<{ payload: Record<string, unknown>; said: string }>(
    `select j.payload, m.said from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     join notice.messages m on m.message_id::text = coalesce(j.payload -> 'payload' ->> 'message', j.payload ->> 'message')
     where t.identifier = 'notice.sms' order by j.id`,
  );
  const { personal } = city.ctx();
  return rows.map(({ payload, said }) => ({
    ...((payload["payload"] ?? payload) as Partial<WaitingSms>),
    ...(JSON.parse(personal.decrypt(said)) as { title: string; body: string }),
  }));
}
