/* The records of a page of its own: their header as JSON, their arrays in base64. */

export function bytesOfBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let k = 0; k < binary.length; k++) bytes[k] = binary.charCodeAt(k);
  return bytes;
}

/* Both blocks as one payload, as layers/payload.py packs it; null where the page has none. */
export function embeddedPayload() {
  const [head, arrays] = ['bw-head', 'bw-records'].map((id) => document.getElementById(id));
  if (!arrays) return null;
  const written = new TextEncoder().encode(head.textContent);
  const start = Math.ceil((4 + written.length) / 8) * 8;
  const data = bytesOfBase64(arrays.textContent);
  const payload = new Uint8Array(start + data.length).fill(0x20, 0, start);
  payload.set(written, 4);
  payload.set(data, start);
  new DataView(payload.buffer).setUint32(0, start - 4, true);
  return payload.buffer;
}
