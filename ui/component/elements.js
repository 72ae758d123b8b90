/* Elements of the page, built with textContent only: text can do nothing but be read. */

export function make(tag, { text, ...more } = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? '' : value);
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}
