/** A matter's number in a list: day and serial are enough to tell it apart; the whole of it on pointing. */
export function MatterNumber({ number }: { number: string | null }) {
  if (!number) return <span class="hint">未编号</span>;
  return (
    <span class="number" title={number}>
      {number.slice(-12, -4)}-{number.slice(-4)}
    </span>
  );
}
