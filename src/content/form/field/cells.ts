/** What cells of registers are read against: the types that forms share with registers need none of it. */
export const NO_CELLS = { today: "", area: () => ({ fault: "不是区划" }) };
