export { listOnDuty, rosterNow, type OnDuty, type UnitOnDuty } from "./roster.ts";
