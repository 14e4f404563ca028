import { formatDate, type Moment } from "#ui";

/** "11月21日": in lists, where the day of the week would only widen the column. */
export function shortDate(when: Moment): string {
  return formatDate(when).replace(/（.*$/, "");
}
