/** Says in the terminal how far something long is: one line that is written over, or a line each tenth where it is no terminal. */
export function progress(what: string): (done: number, all: number) => void {
  let told = -1;
  return (done, all) => {
    const percent = all === 0 ? 100 : Math.floor((100 * done) / all);
    if (percent === told || (!process.stdout.isTTY && percent - told < 10 && percent < 100)) return;
    told = percent;
    if (process.stdout.isTTY) process.stdout.write(`\r${what} ${percent}%${percent === 100 ? "\n" : ""}`);
    else console.log(`${what} ${percent}%`);
  };
}
