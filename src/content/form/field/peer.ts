import { oneListed } from "./listed.tsx";

/** 协同单位: a counterpart outside the city, by its short name. */
export const peer = oneListed("一个协同单位", "协同单位名单", (around) => around.peers);
