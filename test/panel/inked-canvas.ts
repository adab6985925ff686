/** px that a letter is wide, and that it stands above and below its line, as the font of the picture has them */
const LETTER = { width: 6, above: 8, below: 2 };
/** px between words and anything else */
const CLEAR = 2;

type Point = [x: number, y: number];

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Word extends Box {
  text: string;
}

/** Its outline, point by point. */
export class InkedPath {
  readonly lines: Point[][] = [];

  moveTo(x: number, y: number): void {
    this.lines.push([[x, y]]);
  }

  lineTo(x: number, y: number): void {
    this.lines.at(-1)?.push([x, y]);
  }

  rect(x: number, y: number, width: number, height: number): void {
    const [right, bottom] = [x + width, y + height];
    this.lines.push([
      [x, y],
      [right, y],
      [right, bottom],
      [x, bottom],
      [x, y],
    ]);
  }

  arc(x: number, y: number, radius: number): void {
    const at = (turn: number): Point => [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
    this.lines.push(Array.from({ length: 33 }, (_, k) => at((k * Math.PI) / 16)));
  }

  closePath(): void {
    const line = this.lines.at(-1);
    if (line?.[0]) line.push(line[0]);
  }
}

/** A canvas that knows of every pixel whether there is ink on it, and where words stand. */
export class InkedCanvas {
  static readonly BACKGROUND = 'background';
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 1;
  font = '';
  globalAlpha = 1;
  lineJoin = 'miter';
  readonly #width: number;
  readonly #ink: Uint8Array;
  readonly #words: Word[] = [];
  #path = new InkedPath();
  #clip: Box;
  readonly #saved: { clip: Box; lineWidth: number; strokeStyle: string }[] = [];

  constructor(width: number, height: number) {
    this.#width = width;
    this.#ink = new Uint8Array(width * Math.ceil(height));
    this.#clip = { left: 0, top: 0, right: width, bottom: Math.ceil(height) };
  }

  save(): void {
    const { lineWidth, strokeStyle } = this;
    this.#saved.push({ clip: this.#clip, lineWidth, strokeStyle });
  }

  restore(): void {
    const before = this.#saved.pop();
    if (!before) return;
    this.#clip = before.clip;
    this.lineWidth = before.lineWidth;
    this.strokeStyle = before.strokeStyle;
  }

  /** To the box that was traced last, as all that is clipped here is. */
  clip(): void {
    const corners = this.#path.lines.at(-1) ?? [];
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const { left, top, right, bottom } = this.#clip;
    this.#clip = {
      left: Math.max(left, Math.min(...xs)),
      top: Math.max(top, Math.min(...ys)),
      right: Math.min(right, Math.max(...xs)),
      bottom: Math.min(bottom, Math.max(...ys)),
    };
  }

  beginPath(): void {
    this.#path = new InkedPath();
  }

  moveTo(x: number, y: number): void {
    this.#path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.lineTo(x, y);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.rect(x, y, width, height);
  }

  arc(x: number, y: number, radius: number): void {
    this.#path.arc(x, y, radius);
  }

  setLineDash(): void {}

  measureText(text: string): { width: number } {
    return { width: text.length * LETTER.width };
  }

  fillText(text: string, x: number, y: number): void {
    if (text === '') return;
    const right = x + text.length * LETTER.width;
    this.#words.push({ text, left: x, right, top: y - LETTER.above, bottom: y + LETTER.below });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#put(x, y, x + width, y + height, this.fillStyle);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const path = new InkedPath();
    path.rect(x, y, width, height);
    this.stroke(path);
  }

  stroke(path = this.#path): void {
    this.#trace(path, this.lineWidth / 2, this.strokeStyle);
  }

  /** What is filled here is so small that its outline tells where it is. */
  fill(path = this.#path): void {
    this.#trace(path, 0.5, this.fillStyle);
  }

  /** Those with ink in them or too near, and those that run into others or out of the picture. */
  touchedWords(): string[] {
    const isTouched = (word: Word) =>
      word.right > this.#width ||
      this.#hasInk({ ...word, left: word.left - CLEAR, right: word.right + CLEAR }) ||
      this.#words.some(
        (other) =>
          other !== word &&
          other.left < word.right &&
          word.left < other.right &&
          other.top < word.bottom &&
          word.top < other.bottom,
      );
    return this.#words.filter(isTouched).map(({ text }) => text);
  }

  #hasInk({ left, top, right, bottom }: Box): boolean {
    for (let y = Math.ceil(top); y < bottom; y += 1)
      for (let x = Math.max(0, Math.ceil(left)); x < right; x += 1)
        if (this.#ink[y * this.#width + x]) return true;
    return false;
  }

  #trace({ lines }: InkedPath, half: number, colour: string): void {
    for (const points of lines)
      for (const [index, [x2, y2]] of points.entries()) {
        const [x1, y1] = points[index - 1] ?? [x2, y2];
        const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1));
        for (let k = 0; k <= steps; k += 1) {
          const x = x1 + ((x2 - x1) * k) / (steps || 1);
          const y = y1 + ((y2 - y1) * k) / (steps || 1);
          this.#put(x - half, y - half, x + half, y + half, colour);
        }
      }
  }

  #put(left: number, top: number, right: number, bottom: number, colour: string): void {
    const clip = this.#clip;
    const ink = colour === InkedCanvas.BACKGROUND ? 0 : 1;
    const [from, to] = [Math.floor(Math.max(left, clip.left)), Math.min(right, clip.right)];
    for (let y = Math.floor(Math.max(top, clip.top)); y < Math.min(bottom, clip.bottom); y += 1)
      for (let x = from; x < to; x += 1) this.#ink[y * this.#width + x] = ink;
  }
}
