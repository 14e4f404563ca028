/** A number in a list: where a day stands in it, that and what follows; the whole of it on pointing. */
export function shortNumber(number: string): string {
  const [, day, serial] = /((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{2,8})$/.exec(number) ?? [];
  return day !== undefined && serial !== undefined ? `${day}-${serial}` : number;
}

/** A matter's number in a list: what tells it apart, short enough for a column. */
export function MatterNumber({ number }: { number: string | null }) {
  if (!number) return <span class="hint">未编号</span>;
  return (
    <span class="number" title={number}>
      {shortNumber(number)}
    </span>
  );
}
