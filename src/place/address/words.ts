const PARTS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** An address as it is written: 窑前路 18 号, 窑前路 18 号之一. */
export function addressWords(street: string, number: string): string {
  const [main, part] = number.split("-");
  return `${street} ${main} 号${part === undefined ? "" : `之${PARTS[Number(part)] ?? part}`}`;
}
