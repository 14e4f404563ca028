/** A row of the table that is measured: conditions over district, age and income, and a monthly amount in fen. */
export interface TariffRow {
  cells: [string, string, string];
  result: string;
}

const DISTRICTS = ["青溪区", "南湖区", "东山区", "北关区", "西城区"];
const AGES = ["< 60", "[60..70)", "[70..80)", "[80..90)", ">= 90"];
const INCOMES = ["< 100000", "[100000..300000)", "[300000..600000)", ">= 600000"];

/** Every district, age and income once: a hundred rows. */
export const ROWS: TariffRow[] = DISTRICTS.flatMap((district, d) =>
  AGES.flatMap((age, a) =>
    INCOMES.map((income, i): TariffRow => ({ cells: [`"${district}"`, age, income], result: `${10_000 * (a + 1)} - ${i} * 2500 + ${d} * 100` })),
  ),
);

/** People spread over all rows, so that neither the first nor the last are favoured. */
export const FACTS = Array.from({ length: 25 }, (_none, at) => ({
  district: DISTRICTS[(at * 3) % DISTRICTS.length]!,
  age: 50 + ((at * 7) % 50),
  income: (at * 83_000) % 900_000,
}));

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The rows as a decision table in DMN, hit policy FIRST. */
export function tariff(): string {
  const inputs = ["district", "age", "income"].map((name) => `<input><inputExpression><text>${name}</text></inputExpression></input>`);
  const rules = ROWS.map(
    ({ cells, result }) =>
      `<rule>${cells.map((cell) => `<inputEntry><text>${escaped(cell)}</text></inputEntry>`).join("")}<outputEntry><text>${result}</text></outputEntry></rule>`,
  );
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="tariff" namespace="urn:tariff"><decision id="tariff" name="tariff"><decisionTable hitPolicy="FIRST">${inputs.join("")}<output name="fen"/>${rules.join("")}</decisionTable></decision></definitions>`;
}
