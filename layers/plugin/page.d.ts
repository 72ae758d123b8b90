// What the scripts find on the page, and no type names. For the type check alone.

import 'leaflet';

declare module 'leaflet' {
  interface Renderer {
    _bounds: Bounds;
    _update(): void;
  }
  interface Map {
    _animatingZoom: boolean;
  }
}

declare global {
  interface HTMLCanvasElement {
    paintDot?(): void;
  }
  interface Window {
    timeMap: ReturnType<typeof import('./api.js').makeApi>;
    basewatchChoice?: { id: string; filters: Record<string, string> };
    basewatchSaved?: Set<string>;
    basewatchTakers?: Map<string, (file: Blob, name: string) => void>;
  }
}
