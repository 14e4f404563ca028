import type { Paper } from "#drawing/paper";
import { grantPaper, supplementPaper, type SampleHead } from "../../../test/sample-papers.ts";

export const head: SampleHead = {
  number: "云市监许准字〔2026〕第 000123 号",
  issuer: "云州市市场监督管理局",
  date: "2026-11-26",
  addressee: "云州小满餐饮有限公司",
  item: "食品经营许可新办",
  matter: "990101-2026-000123",
  contact: "食品经营科，电话 9900-0001",
  url: "https://yunzhou.example/m/1",
};

/** 准予行政许可决定书 of one page. */
export const granted: Paper = grantPaper(head, {
  acceptedOn: "2026-11-18",
  basis: ["《中华人民共和国食品安全法》第三十五条"],
  terms: [{ label: "经营项目", value: "热食类食品制售；冷食类食品制售 <仅限凉菜> & 自制饮品" }],
  licence: "食品经营许可证",
});

/** 补正告知书 of several pages. */
export const long: Paper = supplementPaper(head, {
  receivedOn: "2026-11-16",
  problems: Array.from({ length: 40 }, (_, index) => ({
    about: `第 ${index + 1} 项材料`,
    problem: "材料内容与申请表不一致，请核对名称、地址后重新提交；复印件应当清晰。",
  })),
});
