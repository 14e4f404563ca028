/** Integer fen as "¥1,234.00"; negative sums as "-¥1.00". Throws on fractions of a fen. */
export function formatMoney(fen: number | bigint): string {
  const value = BigInt(fen);
  const amount = value < 0n ? -value : value;
  const yuan = String(amount / 100n).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0n ? "-" : ""}¥${yuan}.${String(amount % 100n).padStart(2, "0")}`;
}

/** "免费" for nothing, else the sum: what a guide says about a fee. */
export function formatFee(fen: number | bigint): string {
  return BigInt(fen) === 0n ? "免费" : formatMoney(fen);
}

/** "12,345" for counts. */
export function formatCount(count: number): string {
  return Math.trunc(count)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
