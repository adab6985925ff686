import { decodePayload } from 'engine.io-parser';
import { Decoder, type Packet, PacketType } from 'socket.io-parser';

/** A socket.io event, `connect` or `connect_error`, found in one frame or polling body. */
export interface SocketEvent {
  name: string;
  payload: unknown;
}

/** Packets in one frame or body; a server that had more to tell at once would not be polled. */
const MAX_PACKETS = 250;
/** Engine.IO 4 puts it between packets. */
const SEPARATOR = '\u001e';
/** CONNECT, EVENT and CONNECT_ERROR: the decoder is slow to refuse what is none of them. */
const OF_INTEREST = /^[024]/;

function readPacket(text: string): SocketEvent | null {
  let event: SocketEvent | null = null;
  const decoder = new Decoder();
  decoder.on('decoded', (packet: Packet) => {
    if (packet.type === PacketType.CONNECT) event = { name: 'connect', payload: packet.data };
    if (packet.type === PacketType.CONNECT_ERROR)
      event = { name: 'connect_error', payload: packet.data };
    if (packet.type === PacketType.EVENT && typeof packet.data[0] === 'string')
      event = { name: packet.data[0], payload: packet.data[1] };
  });
  try {
    decoder.add(text);
  } catch {
    return null;
  }
  return event;
}

/**
 * The socket.io 5 protocol events in a WebSocket text frame or a polling body
 * (Engine.IO 4: packets joined by U+001E). Anything else gives none.
 */
export function readSocketEvents(text: string): SocketEvent[] {
  const packets = text.split(SEPARATOR, MAX_PACKETS).join(SEPARATOR);
  return decodePayload(packets).flatMap(({ type, data }) => {
    if (type !== 'message' || typeof data !== 'string' || !OF_INTEREST.test(data)) return [];
    return readPacket(data) ?? [];
  });
}
