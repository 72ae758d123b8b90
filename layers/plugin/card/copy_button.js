/* Text for the clipboard, beneath its marking. */

import { element } from '../draw/dom.js';

/* The marking that copied text begins with; null while none is set: ask() then asks for one. */
export const copyMarking = { text: null, ask: () => {} };

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
    if (focused instanceof HTMLElement) focused.focus();
    return copied;
  }
}

/* A button that copies a text, or what a function gives for one, beneath its marking; where no way is
   open, the text appears selected, for copying by hand. A web address alone is copied as a link is,
   without a marking: a browser would search the web for it. */
export function copyButton(text, label, { caption = 'Copy', isAddress = false } = {}) {
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
