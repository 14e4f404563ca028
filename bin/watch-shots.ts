import type { Shot } from "./shot-list.ts";

/** Rules of what comes up again, one of them, what it refuses, and the topics of a month. */
export const WATCH_SHOTS: Shot[] = [
  { name: "console-watches", who: "qinsi", path: "/console/watches" },
  { name: "console-watch", who: "qinsi", path: "/console/watches/lamp-again" },
  { name: "console-watch-error", who: "qinsi", path: "/console/watches/lamp-again", send: 'main button:has-text("启用这条规则")' },
  { name: "console-topics", who: "sujin", path: "/console/topics" },
];
