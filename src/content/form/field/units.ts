import { severalListed } from "./listed.tsx";

/** 几个机构. */
export const units = severalListed(
  "几个机构",
  "机构名单",
  ({ units }) => units,
  ({ gone }) => gone,
);
