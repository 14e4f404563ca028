import { sm2Figures, disagreements } from "./trust-algorithms.ts";
import { documentFigures } from "./trust-documents.ts";
import { sealFigures } from "./trust-seals.ts";
import { inCity } from "./place.ts";
import { tell } from "./figure.ts";

// npm run bench -- trust [inputs]: the algorithms beside sm-crypto-v2, and how often the two disagree over random inputs; seals; sealed documents.
const INPUTS = Number(process.argv[3] ?? 10_000);

sm2Figures();
await inCity(async (city) => {
  await sealFigures(city);
  await documentFigures();
});
if (INPUTS > 0)
  tell({ name: `trust.disagreements with sm-crypto-v2 and node over ${INPUTS} random inputs`, value: disagreements(INPUTS), unit: "disagreements" });
