const CONNECT_TIMEOUT_MS = 10_000;
const RECONNECTION = {
  reconnectionAttempts: 5,
  reconnectionDelay: 3000,
  reconnectionDelayMax: 60_000,
};

/**
 * One socket to the notification service: connects, says `authenticate`, listens.
 * `onChange(state)` hears `connecting`, `connected`, `authenticated`, `refused`, `failed`, `closed`.
 */
export async function openSocket({ apiOrigin, transports, readCredential, onChange, onEvent }) {
  const { io } = await import('/app/socket.io.esm.min.js');
  const socket = io(apiOrigin, {
    path: '/socket.io/',
    transports,
    autoConnect: false,
    timeout: CONNECT_TIMEOUT_MS,
    ...RECONNECTION,
  });
  socket.on('connect', async () => {
    onChange('connected');
    socket.emit('authenticate', await readCredential());
  });
  socket.on('authenticated', () => onChange('authenticated'));
  socket.on('auth_error', ({ message }) => onChange('refused', message));
  socket.on('error', ({ message }) => onChange('refused', message));
  socket.on('connect_error', ({ message }) => onChange('failed', message));
  socket.on('disconnect', (reason) => onChange('closed', reason));
  for (const event of ['analysis-started', 'analysis-complete', 'analysis-failed']) {
    socket.on(event, (message) => onEvent(event, message));
  }
  onChange('connecting');
  socket.connect();
  return {
    close: () => socket.disconnect(),
    /** `polling`, then `websocket` once upgraded. */
    transport: () => socket.io.engine?.transport?.name ?? null,
  };
}
