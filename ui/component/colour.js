/* How light a colour is, in whatever words a style sheet writes it. */

/* The relative luminance of a CSS colour, 0 for black to 1 for white. The browser itself turns it into
   the bytes of a pixel: `rgb(…)`, `color(srgb …)` and `oklch(…)` alike. What is transparent shows white. */
export function luminanceOf(colour) {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => byte / 255);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
