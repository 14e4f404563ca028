import { oneListed } from "./listed.tsx";

/** 工作人员, by their account. */
export const staff = oneListed("一名工作人员", "工作人员名单", (around) => around.staff);
