import type { CardComponent } from './card-component';
import type { ImageContent } from './card-content';

/** The bytes are no image that a browser is known to show. */
export class UnknownImageError extends Error {
  override readonly name = 'UnknownImageError';
  readonly code = 'MF5160';
  readonly advice = 'Give the bytes of a PNG, JPEG, GIF, WebP or SVG file.';

  constructor() {
    super('The image of a card is not PNG, JPEG, GIF, WebP or SVG');
  }
}

/** A picture, which the card holds: nothing is loaded when it is looked at. Bytes that are none are an error in the card, and not in the step. */
export class Image implements CardComponent {
  /** Undefined where the bytes are no picture. */
  #src: string | undefined;
  #label: string | undefined;

  private constructor(src: string | undefined, label: string | undefined) {
    this.#src = src;
    this.#label = label;
  }

  /**
   * @param bytes of a PNG, JPEG, GIF, WebP or SVG file
   * @param label stands below, and is read out in the place of the picture
   */
  static fromBytes(bytes: Uint8Array, label?: string): Image {
    return new Image(dataUrl(bytes), label);
  }

  /**
   * Replaces the picture.
   */
  update(bytes: Uint8Array, label = this.#label): void {
    this.#src = dataUrl(bytes);
    this.#label = label;
  }

  /** @throws UnknownImageError which the card shows in the place of the picture */
  render(id: string): ImageContent {
    if (this.#src === undefined) throw new UnknownImageError();
    return { type: 'image', id, src: this.#src, label: this.#label ?? null };
  }
}

function dataUrl(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = imageType(buffer);
  return type && `data:${type};base64,${buffer.toString('base64')}`;
}

/** The media type, from the first bytes of the file. */
function imageType(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 512);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  if (/^RIFF.{4}WEBP/s.test(head)) return 'image/webp';
  if (/^(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/s.test(head))
    return 'image/svg+xml';
  return undefined;
}
