/** What the city knows that the types of fields ask for. */
export interface Around {
  /** Today's day. */
  today?: string;
}

/** Where nothing of the city is known: what can only be judged by knowing it is taken. */
export const NOWHERE: Around = {};
