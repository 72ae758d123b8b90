/* What stands on the map as elements (names, scale, legend, credits), painted on a canvas as the
   browser has laid it out: boxes, lines of text, symbols. Text is only ever text. */

/* context: in the CSS pixels of the page, scaled as the picture needs it. */
function repaintElement(context, node) {
  const style = getComputedStyle(node);
  if (style.display === 'none' || style.visibility === 'hidden') return;
  const box = node.getBoundingClientRect();
  repaintBox(context, style, box);
  if (node.drawInto) node.drawInto(context, box);
  else if (node.tagName === 'CANVAS' && node.width > 0) context.drawImage(node, box.x, box.y, box.width, box.height);
  repaintSign(context, node, box);
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) repaintText(context, child, style);
    else if (child.nodeType === Node.ELEMENT_NODE) repaintElement(context, child);
  }
}

function isSeen(colour) {
  return colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour);
}

function repaintBox(context, style, { x, y, width, height }) {
  if (isSeen(style.backgroundColor)) {
    context.fillStyle = style.backgroundColor;
    context.beginPath();
    context.roundRect(x, y, width, height, parseFloat(style.borderTopLeftRadius) || 0);
    context.fill();
  }
  const sides = [
    ['Top', [x, y], [x + width, y]], ['Right', [x + width, y], [x + width, y + height]],
    ['Bottom', [x, y + height], [x + width, y + height]], ['Left', [x, y], [x, y + height]],
  ];
  const widths = sides.map(([side]) => (style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`])));
  const colour = style.borderBottomColor;
  if (!widths.some((wide) => wide > 0) || !isSeen(colour)) return;
  context.strokeStyle = colour;
  context.setLineDash(style.borderBottomStyle === 'dashed' ? [4, 3] : []);
  context.lineWidth = Math.max(...widths);
  context.beginPath();
  if (widths.every((wide) => wide > 0)) {
    const inset = context.lineWidth / 2;
    context.roundRect(x + inset, y + inset, width - 2 * inset, height - 2 * inset, parseFloat(style.borderTopLeftRadius) || 0);
  } else {
    sides.forEach(([, from, to], k) => {
      if (widths[k] === 0) return;
      context.moveTo(...from);
      context.lineTo(...to);
    });
  }
  context.stroke();
  context.setLineDash([]);
}

/* A sign of the legend is drawn by the style sheet, before the element. */
function repaintSign(context, node, box) {
  const style = getComputedStyle(node, '::before');
  if (style.content === 'none' || style.position !== 'absolute') return;
  const [left, top, width, height] = ['left', 'top', 'width', 'height'].map((name) => parseFloat(style[name]));
  const turn = style.transform === 'none' ? new DOMMatrix() : new DOMMatrix(style.transform);
  context.save();
  context.translate(box.x + left + width / 2, box.y + top + height / 2);
  context.transform(turn.a, turn.b, turn.c, turn.d, turn.e, turn.f);
  repaintBox(context, style, { x: -width / 2, y: -height / 2, width, height });
  context.restore();
}

/* A text as the lines that the browser has broken it into. */
function repaintText(context, node, style) {
  const lines = new Map();
  const range = document.createRange();
  for (let k = 0; k < node.data.length; k++) {
    range.setStart(node, k);
    range.setEnd(node, k + 1);
    const [rect] = range.getClientRects();
    if (!rect) continue;
    const line = lines.get(rect.top) ?? { text: '', left: Infinity, top: rect.top, height: rect.height };
    line.text += node.data[k];
    line.left = Math.min(line.left, rect.left);
    lines.set(rect.top, line);
  }
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.direction = style.direction;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { text, left, top, height } of lines.values()) {
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = context.measureText(text);
    const baseline = top + (height - up - down) / 2 + up;
    if (style.textShadow !== 'none') {
      [context.strokeStyle] = style.textShadow.match(/^rgba?\([^)]*\)/) ?? ['transparent'];
      context.lineWidth = 4;
      context.lineJoin = 'round';
      context.strokeText(text, left, baseline);
    }
    context.fillStyle = style.color;
    context.fillText(text, left, baseline);
  }
}
