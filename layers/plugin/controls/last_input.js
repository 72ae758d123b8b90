/* Whether the officer last used the keyboard here: only then is the focus moved for them. */
let lastInput = 'pointer';
document.addEventListener('keydown', () => { lastInput = 'keyboard'; }, true);
document.addEventListener('pointerdown', () => { lastInput = 'pointer'; }, true);

export function byKeyboard() {
  return lastInput === 'keyboard' && document.hasFocus();
}
