/* Days in words and in months: what the time bar says, and where a month on falls. */

export const MONTH_NAMES = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
];

/* A day for a screen reader: 17 October 2023. */
export function dayWords(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${MONTH_NAMES[month - 1]} ${year}`;
}

/* A period in words; what both days share is said once: 17 to 23 October 2023. */
export function periodWords(from, to) {
  if (from === to) return dayWords(from);
  const [fromYear, fromMonth, fromDay] = from.split('-');
  const [toYear, toMonth] = to.split('-');
  if (fromYear !== toYear) return `${dayWords(from)} to ${dayWords(to)}`;
  const month = fromMonth === toMonth ? '' : ` ${MONTH_NAMES[Number(fromMonth) - 1]}`;
  return `${Number(fromDay)}${month} to ${dayWords(to)}`;
}

/* The same day some months on, cut to the month's end; or the month's last day. */
export function shiftMonth(iso, months, toEnd) {
  const [year, month, day] = iso.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, toEnd ? last : Math.min(day, last)))
    .toISOString().slice(0, 10);
}

export const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/* A day as a date-time group without an hour, as geo/model/dates.py writes it: 17 OCT 23. */
export function dtgOf(iso) {
  const [year, month, day] = iso.split('-');
  return `${day} ${MONTHS[Number(month) - 1]} ${year.slice(2)}`;
}

export function dtgOfWindow(from, to) {
  return from === to ? dtgOf(from) : `${dtgOf(from)} – ${dtgOf(to)}`;
}
