/* A page of its own says what it is: marking above and below, title, what it holds, made when. */

import { copyMarking } from '../card/copy_button.js';
import { element } from '../draw/dom.js';

/** @param {HTMLElement} map */
export function showProduct(told, map) {
  const bar = (place) => {
    const line = element('div', { className: `bw-marking bw-marking-${place}`, text: told.marking });
    line.style.background = told.colour;
    line.style.color = told.ink;
    return line;
  };
  copyMarking.text = told.marking;
  document.title = `${told.marking} · ${told.title}`;
  document.body.prepend(
    bar('top'),
    element('header', { className: 'bw-product' }, [
      element('h1', { text: told.title, dir: 'auto' }),
      ...told.lines.map((text) => element('p', { text, dir: 'auto' })),
      element('div', { className: 'bw-product-figures', role: 'group', 'aria-label': 'Key figures of the period on the map' }),
    ]),
    element('p', { id: 'bw-alt', text: told.alt, dir: 'auto', hidden: true }),
  );
  map.setAttribute('aria-describedby', 'bw-alt');
  document.body.append(element('footer', { className: 'bw-product-foot' }, told.foot.map((text) => element('p', { text, dir: 'auto' }))), bar('bottom'));
}

/* The key figures of the period on the map; the lines above them are of what the page was made for. */
export function showProductFigures({ tiles }) {
  const row = document.querySelector('.bw-product-figures');
  if (row.childElementCount === 0) row.append(...tiles.map(() => element('div', {}, [element('span'), element('b'), element('span')])));
  tiles.forEach((texts, number) => {
    [...row.children[number].children].forEach((part, k) => {
      if (part.textContent !== texts[k]) part.textContent = texts[k];
    });
  });
}

/* A block of the page's own data; null where the page has none. */
export function embeddedProduct() {
  const block = document.getElementById('bw-product');
  return block ? JSON.parse(block.textContent) : null;
}
