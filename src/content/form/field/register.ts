import { oneListed } from "./listed.tsx";

/** 一个库. */
export const register = oneListed("一个库", "库目录", ({ registers }) => registers);
