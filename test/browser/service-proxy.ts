import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

const SERVICE = /^(?:[a-z0-9-]+\.)*futureguide\.id:443$/i;

export interface ServiceProxy {
  /** Port on 127.0.0.1. */
  port: number;
  close(): Promise<void>;
}

/**
 * A proxy on loopback that tunnels `CONNECT *.futureguide.id:443` and what goes to `hosts`
 * (`localhost:3000`) to the local service and refuses everything else, so that a browser behind it
 * reaches no other computer.
 */
export async function startServiceProxy(
  httpsPort: number,
  hosts: readonly string[] = [],
): Promise<ServiceProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((_request, response) => response.writeHead(403).end());
  server.on('connection', keep);
  server.on('connect', (request, browser: Socket, head: Buffer) => {
    browser.on('error', () => browser.destroy());
    const target = request.url ?? '';
    if (!SERVICE.test(target) && !hosts.includes(target)) {
      browser.end('HTTP/1.1 403 Only the loopback service\r\n\r\n');
      return;
    }
    const service = connect(httpsPort, '127.0.0.1', () => {
      browser.write('HTTP/1.1 200 Connected\r\n\r\n');
      service.write(head);
      service.pipe(browser);
      browser.pipe(service);
    });
    keep(service);
    service.on('error', () => browser.destroy());
    service.once('close', () => browser.destroy());
    browser.once('close', () => service.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
