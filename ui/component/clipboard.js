/* The link and the map's picture on the clipboard; one text with toolbar.js, which makes the buttons. */

const PICTURE_WAIT_MS = 15000;

/* told: the words of a picture as Python knows them, null while no marking is set; ask() then asks for one. */
const mapPicture = { told: null, ask: () => {}, number: 0 };

/* The map's frame has text to copy, and no marking for it. */
window.addEventListener('message', ({ source, data }) => {
  const frame = document.querySelector('iframe.bw-frame');
  if (frame && source === frame.contentWindow && data && data.from === 'basewatch' && data.unmarked) mapPicture.ask();
});

/* Say on the button, and to a screen reader, what came of it. */
function sayOn(button, status, said, caption, { forMs = 2500, inFull = said } = {}) {
  button.textContent = said;
  status.textContent = inFull;
  setTimeout(() => {
    button.textContent = caption;
    status.textContent = '';
  }, forMs);
}

async function copyLink(button, status) {
  const copied = await writeClipboard(window.location.href);
  sayOn(button, status, copied ? 'Link copied' : 'Copy it from the address bar', 'Copy link');
}

/* Without a secure context there is no clipboard; the old way works there by the officer's click. */
async function writeClipboard(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  const field = make('textarea', { class: 'bw-offscreen', 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

/* The clipboard takes the picture before it is made: a click allows that only at once. */
async function copyPicture(button, status) {
  const { told, ask } = mapPicture;
  if (!told) {
    ask();
    return;
  }
  const made = requestPicture(told);
  const say = (said, more) => sayOn(button, status, said, 'Copy picture', more);
  try {
    if (await writePicture(made)) say('Picture copied');
    else {
      savePicture(await made);
      say('No clipboard: file saved', { forMs: 6000, inFull: 'This browser has no clipboard here: the picture is saved as a file instead' });
    }
  } catch (error) {
    say('The map gave no picture', { forMs: 4000 });
    throw error;
  }
}

/* False where the browser has no clipboard, as over plain HTTP, or keeps it shut. */
async function writePicture(made) {
  if (!navigator.clipboard || !navigator.clipboard.write || !window.ClipboardItem) return false;
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': made.then(({ blob }) => blob) })]);
    return true;
  } catch (error) {
    await made;  // where it was the picture that failed, this says how
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}

function savePicture({ blob, name }) {
  const address = URL.createObjectURL(blob);
  const link = make('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* Ask the map's frame for a picture; a promise of {blob, name}. */
function requestPicture(told) {
  const frame = document.querySelector('iframe.bw-frame');
  mapPicture.number += 1;
  const id = mapPicture.number;
  return new Promise((resolve, reject) => {
    const hear = ({ source, data }) => {
      if (!frame || source !== frame.contentWindow || !data || data.from !== 'basewatch' || !data.picture || data.picture.id !== id) return;
      const { png, name, fault } = data.picture;
      end();
      if (png) resolve({ blob: new Blob([png], { type: 'image/png' }), name });
      else reject(new Error(fault));
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error('the map has not answered'));
    }, PICTURE_WAIT_MS);
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('message', hear);
    };
    window.addEventListener('message', hear);
    if (frame) frame.contentWindow.postMessage({ to: 'basewatch', picture: { id, ...told } }, '*');
  });
}
