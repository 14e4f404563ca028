import type { Shot } from "./shot-list.ts";

const MATTER = "main tbody tr a";

/** Alarms, and the house on duty. */
export const DUTY_SHOTS: readonly Shot[] = [
  { name: "alerts", path: "/alerts" },
  { name: "alarm-new", who: "qiyun", path: "/console/kinds/alarm/new?item=alarm" },
  { name: "duty", who: "fengping", path: "/console/duty" },
  { name: "duty-incident", who: "duanyue", path: "/console/kinds/incident", then: [MATTER] },
  { name: "duty-handover", who: "fengping", path: "/console/kinds/handover", then: [MATTER] },
];
