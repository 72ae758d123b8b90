/* What the flags of a record say, as layers/payload.py sets them. */

export const FLAG = { counted: 1, usConfirmed: 2, placed: 4 };
