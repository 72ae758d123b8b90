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

/* Only http and https are links; anything else stays text. */
function safeAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/* Put text on the clipboard; where the browser keeps it shut, by the old way. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element('textarea', { className: 'bw-offscreen', 'aria-hidden': 'true' });
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
}

function copyButton(text, label) {
  const button = element('button', { type: 'button', className: 'bw-copy', text: 'Copy', 'aria-label': label });
  button.addEventListener('click', async () => {
    button.textContent = (await copyText(text)) ? 'Copied' : 'Select and copy by hand';
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  });
  return button;
}

/* Keep presses and clicks from the map beneath. Leaflet's own way looks for the target's parents
   after the click, and a list that has replaced itself by then has none. */
function keepClicks(root) {
  L.DomEvent.disableClickPropagation(root);
  root.addEventListener('click', (event) => event.stopPropagation());
}
