/** What a block needs of others without knowing them: it declares the port, the wiring plugs something in, for each city anew. */
export interface Port<T> {
  name: string;
  /** Never there: it carries the type. */
  of?: T;
}

/** Declares a port; its name says the block and what it needs: "matter.paper-trial". */
export function port<T>(name: string): Port<T> {
  return { name };
}

/** What is plugged into a city. */
export interface Ports {
  plug<T>(port: Port<T>, given: T): void;
  /** What is plugged in; undefined where a city has nothing of the kind. */
  find<T>(port: Port<T>): T | undefined;
  /** What is plugged in; its absence is a fault of the wiring. */
  get<T>(port: Port<T>): T;
}

/** Ports with nothing plugged in. */
export function openPorts(): Ports {
  const plugged = new Map<string, unknown>();
  const find = <T>({ name }: Port<T>): T | undefined => plugged.get(name) as T | undefined;
  return {
    plug: ({ name }, given) => void plugged.set(name, given),
    find,
    get(port) {
      const given = find(port);
      if (given === undefined) throw new Error(`nothing is plugged into ${port.name}`);
      return given;
    },
  };
}
