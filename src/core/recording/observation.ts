import type { Requester } from '../language/stable-words.ts';
import type { Body, Header } from '../service/http.ts';
import type { CallFrame } from './initiator.ts';

/**
 * What the sources saw. Every observation is a fact with its own time (ms since the epoch);
 * one of the same `id` replaces the one before, so a repeated delivery changes nothing.
 */
interface Leg {
  id: string;
  method: string;
  url: string;
  /** ms since the epoch; null when the source's date cannot be read */
  startedAt: number | null;
}

/** One hop of a request as `webRequest` tells it. */
export interface WebLeg extends Leg {
  kind: 'web';
  resourceType: string;
  sentAt: number | null;
  endedAt: number | null;
  status: number | null;
  error: string | null;
  fromCache: boolean;
  redirectUrl: string | null;
  requestHeaders: Header[] | null;
  responseHeaders: Header[] | null;
  /** made by a service worker or shared worker of the page's origin */
  byWorker: boolean;
  /** origin of the document or worker that asked for it; null where the browser does not say */
  askingOrigin: string | null;
  /** asked for by a frame that is known to have another origin than the tab's page */
  foreign: boolean;
  /** sent in another tab of the same storage: of its session, not of this tab's page */
  byOtherTab?: true;
  /** it has ended, but nobody saw how: the background was stopped meanwhile */
  isEndUnseen?: boolean;
}

/** One entry of a HAR 1.2 log. */
export interface HarLeg extends Leg {
  kind: 'har';
  resourceType: string | null;
  sentAt: number | null;
  /** when the head of the answer had come; null where the source does not say */
  respondedAt: number | null;
  endedAt: number | null;
  /** 0 when there was no answer */
  status: number;
  error: string | null;
  fromCache: boolean;
  redirectUrl: string | null;
  /** null where the file's producer left the credentials out */
  requestHeaders: Header[] | null;
  responseHeaders: Header[];
  requestBody: string | null;
  body: Body;
  /** the calls that led to it, the innermost first; empty where the source does not say */
  initiator: readonly CallFrame[];
  /** the page's side of a request that its service worker answered */
  answeredByWorker: boolean;
  socketMessages: SocketMessage[];
  /** asked for by a frame that is known to have another origin than the tab's page */
  foreign: boolean;
  /** set for an entry of a file: it stays a row of its own whatever lies near it */
  file: FileEntry | null;
}

export interface FileEntry {
  /** id of the leg that is the other side of a request which a service worker answered */
  twin: string | null;
  /** its place in the order of the file, or of several files that were read as one */
  place: number;
  /** it was still under way when the file was written */
  inFlight: boolean;
  /** who sent it, as our own export says */
  by?: Requester;
}

/** The body of a refusal, as the page received it: its word alone, which proves nothing. */
export interface RefusalLeg extends Leg {
  kind: 'refusal';
  status: number;
  body: string;
}

/** A request that the debugger itself sent because the user asked for it. */
export interface ActLeg extends Leg {
  kind: 'act';
  act: 'refresh' | 'probe';
}

export type RequestLeg = WebLeg | HarLeg | RefusalLeg | ActLeg;

export interface SocketMessage {
  direction: 'send' | 'receive';
  at: number;
  data: string;
}

/** A life sign or a text frame of a WebSocket, live from the page: its word alone. */
export interface SocketObservation {
  kind: 'socket';
  id: string;
  socket: string;
  url: string;
  at: number;
  event: 'open' | 'close' | 'send' | 'receive';
  data: string;
}

/** The token-bearing keys of a page's localStorage and its `token` cookie, all at once. */
export interface StorageObservation {
  kind: 'storage';
  id: string;
  at: number;
  origin: string;
  entries: Record<string, string>;
  cookies: Record<string, string>;
}

/** A document began, or came back from the back/forward cache. */
export interface DocumentObservation {
  kind: 'document';
  id: string;
  at: number;
  url: string;
  from: 'load' | 'back-forward-cache' | 'prerender';
}

/** A page told more than is taken in. */
export interface LeftOutObservation {
  kind: 'left-out';
  /** one for each document */
  id: string;
  /** ms; when the last was left out */
  at: number;
  /** reports since the document began */
  count: number;
}

/** Where a fault takes hold. */
export type FaultWay = 'storage' | 'rules' | 'page-hook';

/** A fault that the user switched on, for as long as it is on. */
export interface FaultObservation {
  kind: 'fault';
  id: string;
  name: string;
  from: number;
  /** null while it is on */
  until: number | null;
  /** part of the URLs it touches; null for all */
  url: string | null;
  /** the token it put in place, '' for none; null where it changes requests themselves */
  token: string | null;
  way?: FaultWay;
  /** narrows `url`: a regular expression */
  pattern?: string;
  method?: string | null;
  /** what a sending looks like that it touched; absent: as `token` says, else anything */
  leaves?: 'token' | 'quoted-token' | 'no-token' | 'wrong-scheme' | 'blocked' | 'answered' | 'late';
  /** with which the hook in the page answers itself */
  status?: number;
}

export type Observation =
  | RequestLeg
  | SocketObservation
  | StorageObservation
  | DocumentObservation
  | LeftOutObservation
  | FaultObservation;
