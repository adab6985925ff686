import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { type GridRow, openApp, openPanel, openWorld, press, waitForRows } from './world.ts';

const STATUS = '/api/assessment/status/';
const SHORT = { tokenLifetimeSeconds: 5, pollSeconds: 0.5, assessmentSeconds: 600 };
const WALKER = '.timeline-walker';
const CANVAS = '.timeline-stage canvas';
const isRefused = ({ outcome }: GridRow) => outcome === 'rejected';

/** The incident in the build before its fix, until a poll was refused. */
async function incident() {
  const world = await openWorld({ ...SHORT, refreshAheadSeconds: 300 });
  await openApp(world.page, 'v2-before', 'signin,submit,poll');
  const { frame } = await openPanel(world.page);
  const rows = await waitForRows(frame, STATUS, (polls) => polls.some(isRefused));
  await waitFor('the timeline', () => frame.$(WALKER));
  return { ...world, frame, rows };
}

/** Presses a key that leads to another mark, and gives what is said of that. */
async function key(frame: Frame, name: string): Promise<string> {
  const before = await frame.$eval(
    WALKER,
    (walker, pressed) => {
      (walker as HTMLElement).focus();
      const from = walker.getAttribute('aria-valuenow');
      walker.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      return from;
    },
    name,
  );
  return waitFor(`where ${name} leads to`, () =>
    frame.$eval(
      WALKER,
      (walker, from) =>
        walker.getAttribute('aria-valuenow') !== from && walker.getAttribute('aria-valuetext'),
      before,
    ),
  ).then(String);
}

/** Walks on from where it is until something of that kind is reached. */
async function walkTo(frame: Frame, name: string, words: RegExp): Promise<string> {
  const said = await key(frame, name);
  return words.test(said) ? said : walkTo(frame, name, words);
}

interface Point {
  x: number;
  y: number;
}

/** What a pointer does on the canvas; real ones need the inspected tab in front. */
async function point(frame: Frame, type: string, { x, y }: Point): Promise<void> {
  await frame.$eval(
    CANVAS,
    (canvas, event, clientX, clientY) => {
      const init = { bubbles: true, button: 0, clientX, clientY };
      canvas.dispatchEvent(
        event === 'dblclick' ? new MouseEvent(event, init) : new PointerEvent(event, init),
      );
    },
    type,
    x,
    y,
  );
}

const shownRange = (frame: Frame) =>
  frame.evaluate(() => document.querySelector('.timeline-range')?.textContent ?? null);

/** Where the walker stands, in px of the panel. */
async function ring(frame: Frame): Promise<Point> {
  const found = await waitFor('the ring around the mark', () => frame.$('.timeline-ring'));
  return found.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}

let opened: Awaited<ReturnType<typeof incident>>;

beforeAll(async () => {
  opened = await incident();
});
afterAll(() => opened[Symbol.asyncDispose]());

describe('the timeline', () => {
  it('is told in words to those who cannot see it: users, tokens, what became of them', async () => {
    const { frame, rows } = opened;
    const email = await opened.page.evaluate(() => localStorage.getItem('email') ?? '');
    const token = rows.find(isRefused)?.token ?? '';
    expect(token).toMatch(/^[0-9a-f]{8}$/);
    const wanted = [/refused/i, /failed/, new RegExp(token), new RegExp(email.replaceAll('"', ''))];
    await waitFor('the refusal in words', async () => {
      const list = await frame.$('::-p-aria([name="Timeline in words"][role="list"])');
      const text = (await list?.evaluate((element) => element.textContent)) ?? '';
      const missing = wanted.filter((words) => !words.test(text));
      if (missing.length > 0) throw new Error(`${missing.join(' ')} is not in ${text}`);
      return true;
    });
  });

  it('zooms to what is drawn out, and a double click fits it again', async () => {
    const { frame } = opened;
    const box = await frame.$eval(CANVAS, (canvas) => {
      const { left, top, width } = canvas.getBoundingClientRect();
      return { left, top, width };
    });
    const at = (share: number) => ({ x: box.left + box.width * share, y: box.top + 30 });
    expect(await shownRange(frame)).toBeNull();
    await point(frame, 'pointerdown', at(0.4));
    await point(frame, 'pointermove', at(0.6));
    await waitFor('the part that is drawn out', () => frame.$('.timeline-band'));
    await point(frame, 'pointerup', at(0.6));
    expect(await waitFor('the part to be shown', () => shownRange(frame))).toMatch(/\d+ s$/);
    await point(frame, 'dblclick', at(0.5));
    await waitFor('all to be shown', async () => (await shownRange(frame)) === null);
  });

  it('says what was refused where the pointer is, and a click opens its row', async () => {
    const { frame } = opened;
    await key(frame, 'Home');
    await walkTo(frame, 'ArrowRight', new RegExp(`${STATUS}.*refused`, 'is'));
    // A part that was chosen stays where it is, whatever is recorded meanwhile.
    await frame.$eval(WALKER, (walker) =>
      walker.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true })),
    );
    await waitFor('the part to be shown', () => shownRange(frame));
    const place = await ring(frame);
    await frame.$eval(WALKER, (walker) => (walker as HTMLElement).blur());
    await waitFor('the walker to be left', async () => !(await frame.$('.timeline-ring')));
    await point(frame, 'pointermove', place);
    const tooltip = await waitFor('the tooltip', () =>
      frame.evaluate(() => document.querySelector<HTMLElement>('.timeline-tooltip')?.innerText),
    );
    expect(tooltip).toContain(`GET ${STATUS}`);
    expect(tooltip).toMatch(/401[\s\S]*refused[\s\S]*expired/i);

    await point(frame, 'pointerdown', place);
    await point(frame, 'pointerup', place);
    const row = await waitFor('the row', () =>
      frame.evaluate(() => {
        const row = document.querySelector<HTMLElement>('[data-request][aria-selected=true]');
        return row && { ...row.dataset };
      }),
    );
    // The first may have been on its way when the token expired.
    expect(row).toMatchObject({ outcome: 'rejected', cause: expect.stringMatching(/^expired/) });
  });

  it('is walked with the keys, and Enter opens what is reached', async () => {
    const { frame } = opened;
    expect(await key(frame, 'Home')).toContain('/api/auth/v2/login');
    await walkTo(frame, 'ArrowRight', /POST \/api\/assessment\/submit/);
    await frame.$eval(WALKER, (walker) =>
      walker.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })),
    );
    await waitFor('the detail', () => frame.$('[aria-label="Detail"]'));
    const row = await frame.$eval(
      '[data-request][aria-selected=true]',
      (opened) => opened.textContent,
    );
    expect(row).toContain('/api/assessment/submit');
  });

  it('is saved as a PNG that can be read alone', async () => {
    const { frame } = opened;
    await frame.evaluate(() => {
      const { createObjectURL } = URL;
      const saved = { blob: null as Blob | null, name: '' };
      Object.assign(window, { saved });
      URL.createObjectURL = (blob: Blob) => {
        saved.blob = blob;
        return createObjectURL.call(URL, blob);
      };
      HTMLAnchorElement.prototype.click = function () {
        saved.name = this.download;
      };
    });
    await press(frame, 'Save timeline as PNG');
    const saved = await waitFor('the file', () =>
      frame.evaluate(async () => {
        const { blob, name } = (window as unknown as { saved: { blob: Blob | null; name: string } })
          .saved;
        if (!blob || name === '') return null;
        const { width, height } = await createImageBitmap(blob);
        return { type: blob.type, name, width, height };
      }),
    );
    expect(saved).toMatchObject({ type: 'image/png' });
    expect(saved.name).toMatch(/^futureguide-timeline-\d{8}T\d{6}Z\.png$/);
    expect(saved.width).toBeGreaterThanOrEqual(1920);
    expect(saved.height).toBeGreaterThan(300);
  });

  it('writes nothing anew while only time passes', async () => {
    const { frame, page } = opened;
    await press(frame, 'Show all requests');
    // Seldom enough that time passes between, often enough that now is in the picture.
    await page.evaluate(() => {
      const last = Number(setTimeout(() => undefined));
      for (let timer = 0; timer <= last; timer += 1) clearTimeout(timer);
      setInterval(() => void fetch('https://api.futureguide.id/api/auth/profile'), 3_000);
      // A poll that is on its way would ask for the next one.
      Object.assign(window, { setTimeout: () => 0, setInterval: () => 0 });
    });
    await frame.evaluate(() => {
      const { drawImage, fillText } = CanvasRenderingContext2D.prototype;
      const seen = { drawn: 0 };
      Object.assign(window, { seen });
      Object.assign(CanvasRenderingContext2D.prototype, {
        drawImage(this: CanvasRenderingContext2D, ...args: Parameters<typeof drawImage>) {
          seen.drawn += 1;
          return drawImage.apply(this, args);
        },
        fillText(this: CanvasRenderingContext2D, ...args: Parameters<typeof fillText>) {
          seen.drawn = 0;
          return fillText.apply(this, args);
        },
      });
    });
    await waitFor('the line for now to move by itself', () =>
      frame.evaluate(() => (window as unknown as { seen: { drawn: number } }).seen.drawn >= 4),
    );
  });
});
