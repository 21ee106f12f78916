// Tables: sorting, filtering, and taking away as CSV what is shown.
const cellText = (cell) => {
  const field = one('input', cell);
  return field ? field.value : cell.textContent.replace(/\s+/g, ' ').trim();
};

function sortValue(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort === undefined ? cellText(cell) : cell.dataset.sort === '' ? null : Number(cell.dataset.sort);
}

function compareValues(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN', { numeric: true });
}

function sortBy(head) {
  const table = head.closest('table');
  const rising = head.getAttribute('aria-sort') !== 'ascending';
  for (const other of all('th', table)) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
  const body = table.tBodies[0];
  const rows = Array.from(body.rows).map((row) => [sortValue(row, head.cellIndex), row]);
  rows.sort(([a], [b]) => (a === null || b === null || rising ? compareValues(a, b) : compareValues(b, a)));
  body.append(...rows.map(([, row]) => row));
}

function filter(place) {
  const words = one('.words', place).value.trim().toLowerCase();
  const chosen = all('.choose', place).filter((select) => select.value);
  let shown = 0;
  for (const row of one('table', place).tBodies[0].rows) {
    const fits = (!words || row.textContent.toLowerCase().includes(words)) && chosen.every((select) => row.dataset[select.dataset.column] === select.value);
    row.hidden = !fits;
    shown += fits;
  }
  one('.shown', place).textContent = `${shown} ${said('rows_shown')}`;
}

// A cell that a spreadsheet would run as a formula is quoted.
const csvCell = (text) => `"${(/^[=+\-@\t]/.test(text) && !/^[+-][\d.]+%?$/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;

function csv(table) {
  const rows = [Array.from(table.tHead.rows[0].cells), ...Array.from(table.tBodies[0].rows).filter((row) => !row.hidden).map((row) => Array.from(row.cells))];
  return `\ufeff${rows.map((cells) => cells.map((cell) => csvCell(cellText(cell))).join(',')).join('\r\n')}\r\n`;
}

function startTables() {
  for (const button of all('th .sort')) button.addEventListener('click', () => sortBy(button.closest('th')));
  for (const tools of all('.tools')) {
    if (!one('.words', tools)) continue;
    const place = tools.closest('section');
    for (const field of all('input, select', tools)) field.addEventListener('input', () => filter(place));
    one('.csv', tools).addEventListener('click', (event) => download(`${event.currentTarget.dataset.name}.csv`, csv(one('table', place)), 'text/csv'));
    filter(place);
  }
}
