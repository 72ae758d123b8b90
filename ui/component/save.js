/* Save a file that the server has made, once, and tell the server that it is here. A file that a part of
   the page waits for is handed to that part. */

const HEAD_LENGTH_BYTES = 4;
const KEPT_MS = 60_000;

/* This script is loaded anew with each file, so what was saved is remembered by the page. */
const saved = (window.basewatchSaved ||= new Set());
/* What takes a file itself, by the number of its press: see clipboard.js. */
const takers = (window.basewatchTakers ||= new Map());

export function mount({ data, setTriggerValue }) {
  if (!data) return;
  const { head, body } = unpack(data);
  if (!saved.has(head.number)) {
    saved.add(head.number);
    const taking = head.presses.filter((press) => takers.has(press));
    for (const press of taking) takers.get(press)(new Blob([body], { type: head.mime }), head.name);
    if (taking.length === 0) save(head, body);
  }
  setTriggerValue('has', true);
}

function unpack(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const end = HEAD_LENGTH_BYTES + view.getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(data.subarray(HEAD_LENGTH_BYTES, end)));
  return { head, body: data.subarray(end) };
}

function save({ name, mime }, body) {
  const address = URL.createObjectURL(new Blob([body], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  /* Not in the page, and its click goes nowhere: a click outside of a menu would close the menu. */
  link.dispatchEvent(new MouseEvent('click'));
  /* The browser may ask where to save it before it reads it. */
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
