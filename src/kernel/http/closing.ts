import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds from the stop until whoever has sent half a request is cut off, and until everybody is. */
export interface Deadlines {
  halfSent: number;
  all: number;
}

export const DEADLINES: Deadlines = { halfSent: 1000, all: 10_000 };

/**
 * Watches the connections of a server, so that a stop has an end of its own and not that of the slowest sender. Gives what is called when the stop
 * begins: idle connections are closed at once, those with half a request soon after, those whose answer is not ready at the deadline.
 */
export function watchConnections(server: Server, { halfSent, all }: Deadlines = DEADLINES): () => void {
  const working = new Map<Socket, number>();
  const incomplete = new Map<Socket, () => boolean>();
  let stopping = false;
  server.on("connection", (socket: Socket) => {
    working.set(socket, 0);
    socket.once("close", () => {
      working.delete(socket);
      incomplete.delete(socket);
    });
  });
  server.on("request", (request, response) => {
    const { socket } = request;
    working.set(socket, (working.get(socket) ?? 0) + 1);
    incomplete.set(socket, () => !request.complete);
    response.once("close", () => {
      if (!working.has(socket)) return;
      working.set(socket, working.get(socket)! - 1);
      // A connection that is kept alive for more requests is not kept any longer.
      if (stopping && working.get(socket) === 0) socket.destroySoon();
    });
  });

  const cut = (which: (socket: Socket) => boolean): void => {
    for (const socket of working.keys()) if (which(socket)) socket.destroy();
  };
  return () => {
    stopping = true;
    const idle = (socket: Socket): boolean => working.get(socket) === 0;
    // Not those whose answer is still on its way out.
    cut((socket) => idle(socket) && socket.writableLength === 0);
    const timers = [setTimeout(() => cut((socket) => idle(socket) || incomplete.get(socket)?.() === true), halfSent), setTimeout(() => cut(() => true), all)];
    for (const timer of timers) timer.unref();
    server.once("close", () => timers.forEach((timer) => clearTimeout(timer)));
  };
}
