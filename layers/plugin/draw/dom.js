/* All DOM is built here, and only with textContent: a record's text can do nothing but be read. */

function element(tag, { className, text, ...attributes } = {}, children = []) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/* A whole number with commas. toLocaleString('en') writes the same, and first loads what all languages
   need: some 20 ms before the first picture. */
function writeCount(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/* Only http and https are links; anything else stays text. */
function safeAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/* The marking that copied text begins with; null while none is set: ask() then asks for one. */
const copyMarking = { text: null, ask: () => {} };

/* Put text on the clipboard; where the browser keeps it shut, by the old way. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const field = element('textarea', { className: 'bw-offscreen', 'aria-hidden': 'true' });
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    focused.focus();
    return copied;
  }
}

/* A button that copies a text, or what a function gives for one, beneath its marking; where no way is
   open, the text appears selected, for copying by hand. A web address alone is copied as a link is,
   without a marking: a browser would search the web for it. */
function copyButton(text, label, { caption = 'Copy', isAddress = false } = {}) {
  const button = element('button', { type: 'button', className: 'bw-copy', text: caption, 'aria-label': label });
  const say = (words, name) => {
    button.textContent = words;
    button.setAttribute('aria-label', name);
  };
  let byHand = null;
  button.addEventListener('click', async () => {
    if (!isAddress && copyMarking.text === null) {
      say('Set a marking', `No marking is set: set one, then copy. ${label}`);
      setTimeout(() => say(caption, label), 4000);
      copyMarking.ask();
      return;
    }
    const said = typeof text === 'function' ? text() : text;
    const copied = isAddress ? said : `${copyMarking.text}\n${said}`;
    if (await copyText(copied)) {
      say('Copied', `Copied: ${label}`);
      setTimeout(() => say(caption, label), 1600);
    } else {
      byHand ??= element('textarea', { className: 'bw-by-hand', readonly: true, rows: '4', 'aria-label': `${label}, by hand` });
      byHand.value = copied;
      button.after(byHand);
      byHand.select();
    }
  });
  return button;
}

/* Whether the officer last used the keyboard here: only then is the focus moved for them. */
let lastInput = 'pointer';
document.addEventListener('keydown', () => { lastInput = 'keyboard'; }, true);
document.addEventListener('pointerdown', () => { lastInput = 'pointer'; }, true);

function byKeyboard() {
  return lastInput === 'keyboard' && document.hasFocus();
}

/* Keep presses and clicks from the map beneath. Leaflet's own way looks for the target's parents
   after the click, and a list that has replaced itself by then has none. */
function keepClicks(root) {
  L.DomEvent.disableClickPropagation(root);
  root.addEventListener('click', (event) => event.stopPropagation());
}
