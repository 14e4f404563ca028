import { oneListed } from "./listed.tsx";

/** 机构, by its code. */
export const unit = oneListed(
  "一个机构",
  "机构名单",
  ({ units }) => units,
  ({ gone }) => gone,
);
