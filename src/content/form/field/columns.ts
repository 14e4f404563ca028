import { severalListed, type ListOf } from "./listed.tsx";

/** The columns of the register that the field `of` was answered with. */
const columnsOf: ListOf = ({ registers, answers }, { of = "" }) => {
  if (!registers || !answers) return undefined;
  return registers.find(({ value }) => value === answers[of])?.columns ?? [];
};

/** 库里的字段, of the register answered before. */
export const columns = { ...severalListed("库里的几个字段", "这个库的字段", columnsOf), keys: ["of", "min", "max"] };
