import { readSocketEvents, type SocketEvent } from './socket-frames.ts';

export interface ReadEvent extends SocketEvent {
  /** its payload as JSON */
  text: string;
}

/** Reads frames, each once however often it is asked for: a socket may carry thousands. */
export class FrameReader {
  readonly #events = new WeakMap<object, readonly ReadEvent[]>();

  read(frame: { data: string }): readonly ReadEvent[] {
    const known = this.#events.get(frame);
    if (known) return known;
    const events = this.readText(frame.data);
    this.#events.set(frame, events);
    return events;
  }

  readText(text: string): ReadEvent[] {
    return readSocketEvents(text).map((event) => {
      return { ...event, text: JSON.stringify(event.payload) ?? '' };
    });
  }
}
