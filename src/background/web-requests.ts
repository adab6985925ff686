import type { WebRequest } from 'webextension-polyfill';
import { isPreflight } from '../core/har/har.ts';
import { HEARD_BY_WEB } from '../core/recording/heard-types.ts';
import type { WebLeg } from '../core/recording/observation.ts';
import { askablePatterns } from '../core/service/added-hosts.ts';
import type { Header } from '../core/service/http.ts';
import { browser } from '../platform/browser.ts';
import { OPAQUE } from './opaque-origin.ts';

/** A change of one hop of a request, and which tab it belongs to (-1: a worker of `origin`). */
export interface WebChange {
  requestId: string;
  tabId: number;
  origin: string | null;
  /** null: the browser does not say */
  isPrivate: boolean | null;
  prerendering: boolean;
  /** asked for inside a frame of the tab's page */
  isOfFrame: boolean;
  isNavigation: boolean;
  step: 'start' | 'update' | 'redirect' | 'end';
  leg: Partial<WebLeg> & { method: string; url: string; at: number };
}

/** Chromium shows `Authorization` and `Set-Cookie` only if asked; Firefox does not know the word. */
function withExtraHeaders<T extends string>(...options: T[]): T[] {
  const api: object = browser.webRequest;
  const { OnSendHeadersOptions: known } = api as { OnSendHeadersOptions?: Record<string, string> };
  return known && 'EXTRA_HEADERS' in known ? [...options, 'extraHeaders' as T] : options;
}

/** Of the types that are wanted those that this browser knows; another one it would not take. */
function heardTypes(): WebRequest.ResourceType[] {
  const api: object = browser.webRequest;
  const { ResourceType: known = {} } = api as {
    ResourceType?: Record<string, WebRequest.ResourceType>;
  };
  return Object.values(known).filter((type) => HEARD_BY_WEB.includes(type));
}

function headersOf(headers: WebRequest.HttpHeaders | undefined): Header[] {
  return (headers ?? []).map(({ name, value }) => ({ name, value: value ?? '' }));
}

interface AnyDetails {
  requestId: string;
  tabId: number;
  frameId: number;
  url: string;
  method: string;
  type: string;
  timeStamp: number;
  /** Chromium */
  initiator?: string;
  documentLifecycle?: string;
  frameType?: string;
  /** Firefox */
  originUrl?: string | undefined;
  /** Firefox */
  incognito?: boolean | undefined;
}

function originOf(details: AnyDetails): string | null {
  const from = details.initiator ?? details.originUrl;
  // A sandboxed frame has an origin that nobody can name.
  if (from === OPAQUE) return OPAQUE;
  return from && URL.canParse(from) ? new URL(from).origin : null;
}

/**
 * Tells every step of every request to a host that was granted and that may carry a token, for as
 * long as the worker lives. The browser tells of no others than were granted; hosts may be added at any
 * time, and who listens only once it has read which is too late for the request that woke the worker.
 */
export function watchWebRequests(tell: (change: WebChange) => void): void {
  const filter = { urls: askablePatterns(), types: heardTypes() };
  const tellStep = (
    step: WebChange['step'],
    details: AnyDetails,
    known: Partial<WebLeg> = {},
  ): undefined => {
    tell({
      requestId: details.requestId,
      tabId: details.tabId,
      origin: originOf(details),
      isPrivate: details.incognito ?? null,
      prerendering: details.documentLifecycle === 'prerender',
      // A page that is prerendered has another id than 0, and is no frame.
      isOfFrame: details.frameId > 0 && details.frameType !== 'outermost_frame',
      isNavigation: details.type === 'main_frame',
      step,
      leg: {
        method: details.method,
        url: details.url,
        resourceType: details.type,
        at: details.timeStamp,
        ...known,
      },
    });
  };
  const onStart = (details: WebRequest.OnBeforeRequestDetailsType) =>
    tellStep('start', details, { startedAt: details.timeStamp });
  const onHeaders = (details: WebRequest.OnSendHeadersDetailsType) => {
    const requestHeaders = headersOf(details.requestHeaders);
    if (isPreflight(details.method, requestHeaders)) return;
    tellStep('update', details, { requestHeaders, sentAt: details.timeStamp });
  };
  const answer = (
    details: WebRequest.OnResponseStartedDetailsType | WebRequest.OnBeforeRedirectDetailsType,
  ): Partial<WebLeg> => ({
    status: details.statusCode,
    fromCache: details.fromCache,
    responseHeaders: headersOf(details.responseHeaders),
  });
  const onAnswer = (details: WebRequest.OnResponseStartedDetailsType) =>
    tellStep('update', details, answer(details));
  const onRedirect = (details: WebRequest.OnBeforeRedirectDetailsType) =>
    tellStep('redirect', details, {
      ...answer(details),
      redirectUrl: details.redirectUrl,
      endedAt: details.timeStamp,
    });
  const onEnd = (details: WebRequest.OnCompletedDetailsType) =>
    tellStep('end', details, { ...answer(details), endedAt: details.timeStamp });
  const onError = (details: WebRequest.OnErrorOccurredDetailsType) =>
    tellStep('end', details, { error: details.error, endedAt: details.timeStamp });

  const { webRequest } = browser;
  webRequest.onBeforeRequest.addListener(onStart, filter);
  webRequest.onSendHeaders.addListener(onHeaders, filter, withExtraHeaders('requestHeaders'));
  webRequest.onResponseStarted.addListener(onAnswer, filter, withExtraHeaders('responseHeaders'));
  webRequest.onBeforeRedirect.addListener(onRedirect, filter, withExtraHeaders('responseHeaders'));
  webRequest.onCompleted.addListener(onEnd, filter, withExtraHeaders('responseHeaders'));
  webRequest.onErrorOccurred.addListener(onError, filter);
}
