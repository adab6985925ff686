import type { Browser, Page } from 'puppeteer-core';

export const FILM_SIZE = { width: 960, height: 600 };
const FRAME_MS = 500;
const BITS_PER_SECOND = 380_000;

/** Starts a studio that films what it is shown. */
async function openStudio(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.setContent(
    `<canvas width="${FILM_SIZE.width}" height="${FILM_SIZE.height}"></canvas>`,
  );
  await page.evaluate((bits) => {
    const canvas = document.querySelector('canvas');
    if (!canvas) throw new Error('no canvas');
    const recorder = new MediaRecorder(canvas.captureStream(), {
      mimeType: 'video/webm;codecs=vp9',
      videoBitsPerSecond: bits,
    });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    Object.assign(window, { canvas, recorder, parts });
    recorder.start();
  }, BITS_PER_SECOND);
  return page;
}

declare global {
  interface Window {
    canvas: HTMLCanvasElement;
    recorder: MediaRecorder;
    parts: Blob[];
  }
}

async function show(studio: Page, png: string): Promise<void> {
  await studio.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    window.canvas
      .getContext('2d')
      ?.drawImage(image, 0, 0, window.canvas.width, window.canvas.height);
  }, png);
}

/** Films `look` from now on until the result is called; that gives the film as WebM. */
export async function film(
  browser: Browser,
  look: () => Promise<string>,
): Promise<() => Promise<Buffer>> {
  const studio = await openStudio(browser);
  let isFilming = true;
  const filming = (async () => {
    while (isFilming) {
      const next = performance.now() + FRAME_MS;
      await show(studio, await look());
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
  })();
  return async () => {
    isFilming = false;
    await filming;
    const base64 = await studio.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.recorder.onstop = () => {
            const reader = new FileReader();
            reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
            reader.readAsDataURL(new Blob(window.parts));
          };
          window.recorder.stop();
        }),
    );
    await studio.close();
    return Buffer.from(base64, 'base64');
  };
}
