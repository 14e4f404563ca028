export { beginActivity, completeActivity } from "./activity.ts";
export { adHocOf, beginInner } from "./ad-hoc.ts";
export { beginRoot, type Beginning } from "./begin.ts";
export { addInstance, removeInstance } from "./instances.ts";
export { open } from "./open.ts";
