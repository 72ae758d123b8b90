/**
 * What passes between the page, the map's frame and Python. Types only: nothing here runs.
 *
 * The map's frame has no origin of its own. It and the page around it (`ui/component/bridge.js`) talk by
 * `postMessage`. A message holds one or several of the fields of its type; what it does not hold stays as
 * it is. `layers/payload.py`, `layers/messages.py` and `layers/record_texts.py` write the Python side.
 *
 * @typedef {[west: number, south: number, east: number, north: number]} Edges
 *   An extent or an area of interest, in degrees (WGS 84).
 *
 * @typedef {'window' | 'cumulative'} Mode
 *   Whether the window's own days are shown, or all from the record's first day to the window's last.
 *
 * @typedef {object} OpeningView
 *   Where the map begins, as `layers.messages.view_for_browser` gives it. Days are ISO 8601.
 * @property {string} [from] The window's first day.
 * @property {string} [to] The window's last day.
 * @property {Mode} [mode]
 * @property {Edges | null} [extent] Null: all sites that have records.
 * @property {Edges | null} [area] The area of interest that the mask is filtered by.
 * @property {string | null} [layers] Words with commas between, see `geo/query/map_layers.py`; null: those on at first.
 * @property {Uint8Array} [mask] Which records pass the filters, one bit each, the first in the lowest bit.
 * @property {Marked | null} [marked] The record that was marked before, for records that come without ids.
 *
 * @typedef {{record: string, number: number | null}} Marked
 *   A record by its `attack_id`, and its number in the records that come; null where it is not among them.
 *
 * @typedef {object} SettledView
 *   What the map shows once nothing has moved for a moment.
 * @property {string} from
 * @property {string} to
 * @property {Mode} mode
 * @property {Edges} extent
 * @property {number} width The map's width in CSS pixels.
 * @property {string | null} layers
 * @property {string | null} record The `attack_id` of the marked record; null where none is marked.
 * @property {string | null} site The `base_id` whose list of records is open.
 *
 * @typedef {object} Head
 *   The figures of the period on the map, in words: what the head of the page says in every frame.
 * @property {string} line The line under the title.
 * @property {string} tally The counts in the time bar.
 * @property {[name: string, value: string, of: string][]} tiles The key figures.
 * @property {string} from
 * @property {string} to
 * @property {Mode} mode
 * @property {string} stamp Of the records that were counted.
 *
 * @typedef {object} MapCommand
 *   What the page asks of the map, see `ui/state/map_commands.py`.
 * @property {string} [id]
 * @property {string} [from]
 * @property {string} [to]
 * @property {Edges} [extent]
 * @property {string | null} [record] The `attack_id` to mark; null closes the card.
 * @property {number} [number] That record's number, where the browser has no ids.
 * @property {string} [site] The `base_id` whose list is to open.
 *
 * @typedef {object} TextChunk
 *   The text of `text_chunk` records of a large record.
 * @property {number} number The chunk's number.
 * @property {Record<string, string[]>} columns The cells, by column.
 * @property {(Position | null)[]} positions Of each record that has a place of its own.
 *
 * @typedef {{stamp: string, chunks: TextChunk[]}} Texts
 * @typedef {{stamp: string, chunks: number[]}} WantedTexts
 *   The chunks that are asked for, of the records with that stamp.
 *
 * @typedef {{id: string, edges: Edges | null}} DrawnArea
 *
 * @typedef {object} MessageToMap
 *   From the page to the map's frame.
 * @property {'basewatch'} to
 * @property {'light' | 'dark'} [theme]
 * @property {string | null} [marking] What copied text begins with; null while none is set.
 * @property {object} [outline] The rest of the world, see `geo/basemap/world_outline.py`.
 * @property {Record<string, unknown>} [remembered] What the officer set here before, see `data/preferences.js`.
 * @property {ArrayBuffer} [records] A payload. It comes with `view`.
 * @property {OpeningView} [view]
 * @property {Uint8Array} [mask]
 * @property {Edges | null} [area]
 * @property {true} [draw] Begin to draw an area.
 * @property {Texts} [texts]
 * @property {MapCommand} [command]
 *
 * @typedef {object} MessageToPage
 *   From the map's frame to the page.
 * @property {'basewatch'} from
 * @property {true} [hello] The frame has loaded, and waits for records.
 * @property {SettledView} [settled]
 * @property {Head} [head]
 * @property {Record<string, unknown>} [remember] What to keep in this browser.
 * @property {true} [masked] The mask that came last is painted.
 * @property {DrawnArea} [area]
 * @property {WantedTexts} [wanted]
 * @property {true} [unmarked] Text was to be copied, and no marking is set.
 *
 * @typedef {{degrees: string, dms: string, mgrs: string, caption: string}} Position
 *   A position in words, as Python wrote it.
 *
 * @typedef {object} PayloadHeader
 *   The header of a payload: JSON before its typed arrays, see `layers/payload.py`. Days are numbers from
 *   the slider's first day, 0.
 * @property {string} stamp Stands for the whole content: the same digits, the same records.
 * @property {number} count Records.
 * @property {string} first The slider's first day, ISO 8601.
 * @property {number} span Days of the slider.
 * @property {number} record_first
 * @property {number} record_last
 * @property {[number, number] | null} covers The first and last day for which collection was done; null: not stated.
 * @property {number} total Counted records of the whole record.
 * @property {Dot[]} dots The distinct symbols.
 * @property {[killed: number | null, wounded: number | null][]} tolls The distinct pairs; null: not stated.
 * @property {Site[]} sites
 * @property {Strike[]} strikes By day.
 * @property {Record<string, Source>} sources By id.
 * @property {string[]} strings The distinct texts; empty where text comes by the chunk.
 * @property {number} text_chunk Records of a chunk; 0 where the payload holds all text.
 * @property {Position[]} positions Of the distinct places of records' own.
 * @property {Record<string, Record<string, string>>} words Labels by column and word.
 * @property {string} grades_are
 * @property {{name: string, type: string, offset: number, n: number}[]} arrays Offsets in bytes after the header.
 *
 * @typedef {object} Dot
 *   A symbol, and the words that it stands for.
 * @property {string} weapon
 * @property {string} outcome
 * @property {string} confirmation
 * @property {string} date_precision
 * @property {string} added_by
 * @property {string} shape
 * @property {string} stroke
 * @property {string} fill
 * @property {'none' | 'dot' | 'bar'} mark
 * @property {boolean} broken
 * @property {boolean} struck
 * @property {boolean} added
 * @property {{stroke: string, fill: string}} [dark]
 * @property {number} [radius_px]
 * @property {number} [halo_px]
 *
 * @typedef {object} Site
 * @property {string} id
 * @property {string} name
 * @property {string} name_ar
 * @property {string} country
 * @property {string} kind
 * @property {[lon: number, lat: number] | null} lonlat
 * @property {Position | null} position
 * @property {number | null} precision_m
 * @property {string} source
 * @property {number} total Counted records of the whole record.
 *
 * @typedef {object} Strike
 * @property {string} id
 * @property {number} day
 * @property {string} precision
 * @property {string} place
 * @property {[lon: number, lat: number] | null} lonlat
 * @property {Position | null} position
 * @property {number | null} precision_m
 * @property {string} source
 * @property {string} acknowledged
 * @property {[low: number | null, high: number | null, civilians: number | null]} killed
 * @property {string} target
 * @property {string} summary
 * @property {string} note
 * @property {string} source_ids
 *
 * @typedef {object} Source
 * @property {string} title
 * @property {string} publisher
 * @property {string} published
 * @property {string} language
 * @property {string} url
 * @property {string} reliability
 * @property {string} kind
 */

export {};
