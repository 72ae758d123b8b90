/* Elements of the page, built with textContent only: text can do nothing but be read. */

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{text?: string, [name: string]: unknown}} [parts] `on…` is a listener; false and null leave an
 *   attribute out, true sets one without a value.
 * @param {Node[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, { text, ...more } = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? '' : String(value));
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}
