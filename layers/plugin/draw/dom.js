/* All DOM is built here, and only with textContent: a record's text can do nothing but be read. */

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{className?: string, text?: string, [name: string]: unknown}} [parts] `on…` is a listener;
 *   false and null leave an attribute out, true sets one without a value.
 * @param {(Node | string | null)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, { className, text, ...attributes } = {}, children = []) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/* A whole number with commas. toLocaleString('en') writes the same, and first loads what all languages
   need: some 20 ms before the first picture. */
export function writeCount(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/* Only http and https are links; anything else stays text. */
export function safeAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/* Say that a button is on, if that is news. */
export function setPressed(button, on) {
  if (button.getAttribute('aria-pressed') !== String(on)) button.setAttribute('aria-pressed', String(on));
}

/* Keep presses and clicks from the map beneath. Leaflet's own way looks for the target's parents
   after the click, and a list that has replaced itself by then has none. */
export function keepClicks(root) {
  L.DomEvent.disableClickPropagation(root);
  root.addEventListener('click', (event) => event.stopPropagation());
}
