// The sheet of blanks: the columns of govtext.masking.sheets, written as CSV, read from CSV, JSON and Excel.
const quoted = (text) => (/^[=+\-@']/.test(text) ? `'${text}` : text);
const unquoted = (text) => text.replace(/^[ \t\u3000]+|[ \t\u3000]+$/g, '').replace(/^'(?=[=+\-@'])/, '');

// What the masks of a report hide, by the id of the blank, where a sheet told it: such an answer goes back unchecked.
const hidden = new Map();
const hiddenOf = (key) => hidden.get(key) || new Map();
const isHidden = (key, id, answer) => hiddenOf(key).has(id) && hiddenOf(key).get(id).hidden === answer;

function sheetOf(key, answers) {
  const known = hiddenOf(key);
  const columns = data.columns.filter(([column]) => column !== 'hidden' || known.size);
  const others = Array.from(known.values()).filter(({ id }) => !data.reports[key].blanks.some((blank) => blank.id === id));
  const rows = [...data.reports[key].blanks, ...others].map((blank) => columns.map(([column]) => {
    if (column === 'hidden') return quoted(known.has(blank.id) ? known.get(blank.id).hidden : '');
    if (column === 'answer' && blank.hidden) return quoted(blank.hidden);
    if (column === 'answer') return quoted(answers[blank.id] || '');
    if (column === 'kind') return said(`PlaceholderKind.${blank.kind}`);
    const cell = blank[column];
    return typeof cell === 'number' ? String(cell) : quoted(cell || '');
  }));
  const head = columns.map(([, zh, en]) => (lang === 'zh' ? zh : en));
  return `\ufeff${[head, ...rows].map((cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')).join('\r\n')}\r\n`;
}

function csvRows(text) {
  const rows = [[]];
  let cell = '';
  const end = () => { rows[rows.length - 1].push(cell); cell = ''; };
  for (const [, inside, plain, mark] of text.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)|(,|\r\n|\r|\n)/g)) {
    if (mark === undefined) { cell += inside === undefined ? plain : inside.replace(/""/g, '"'); continue; }
    end();
    if (mark !== ',') rows.push([]);
  }
  end();
  return rows;
}

function decoded(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

// The files of a zip archive by name, each unpacked when it is asked for.
function unzipped(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let tail = bytes.length - 22;
  while (tail >= 0 && view.getUint32(tail, true) !== 0x06054b50) tail -= 1;
  const entries = new Map();
  for (let at = view.getUint32(tail + 16, true), left = view.getUint16(tail + 10, true); left; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
    const stored = view.getUint16(at + 10, true) === 0;
    entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), async () => {
      const stream = new Blob([packed]).stream();
      return new Response(stored ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw'))).text();
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

const parsed = async (read) => (read ? new DOMParser().parseFromString(await read(), 'application/xml') : null);
const tagged = (node, name) => Array.from(node.getElementsByTagNameNS('*', name));
const columnOf = (reference) => Array.from(/^[A-Z]+/.exec(reference)[0]).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

// The first sheet of an Excel file; a number shown as a percentage is a hundred times what its cell holds.
async function workbookRows(bytes) {
  const entries = unzipped(bytes);
  const first = Array.from(entries.keys()).filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0];
  const [strings, styles, sheet] = await Promise.all(['xl/sharedStrings.xml', 'xl/styles.xml', first].map((name) => parsed(entries.get(name))));
  const letters = (node) => tagged(node, 't').filter((part) => part.parentNode.localName !== 'rPh').map((part) => part.textContent).join('');
  const shared = strings ? tagged(strings, 'si').map(letters) : [];
  const percents = new Set(['9', '10', ...(styles ? tagged(styles, 'numFmt').filter((format) => format.getAttribute('formatCode').includes('%')).map((format) => format.getAttribute('numFmtId')) : [])]);
  const shares = styles && tagged(styles, 'cellXfs')[0] ? tagged(tagged(styles, 'cellXfs')[0], 'xf').map((format) => percents.has(format.getAttribute('numFmtId'))) : [];
  return tagged(sheet, 'row').map((row) => {
    const cells = [];
    for (const cell of tagged(row, 'c')) {
      const [type, held] = [cell.getAttribute('t'), tagged(cell, 'v')[0]];
      let content = held ? held.textContent : '';
      if (type === 's') content = shared[Number(content)];
      else if (type === 'inlineStr') content = letters(cell);
      else if (held && (!type || type === 'n')) content = Number((Number(content) * (shares[Number(cell.getAttribute('s'))] ? 100 : 1)).toPrecision(15));
      cells[columnOf(cell.getAttribute('r'))] = content;
    }
    return cells;
  });
}

function byColumn([head, ...rows]) {
  const known = new Map(data.columns.flatMap(([column, zh, en]) => [[column, column], [zh, column], [en, column]]));
  const columns = Array.from(head || [], (name) => known.get(String(name === undefined ? '' : name).trim().toLowerCase()));
  return rows.map((cells) => Object.fromEntries(columns.map((column, place) => [column, cells[place]]).filter(([column, cell]) => column && cell !== undefined && cell !== '')));
}

async function sheetRows(name, bytes) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return byColumn(await workbookRows(bytes));
  const text = decoded(bytes).replace(/^\ufeff/, '');
  if (!/\.json$/i.test(name) && !/^\s*\{/.test(text)) return byColumn(csvRows(text));
  const found = JSON.parse(text);
  return Array.isArray(found.blanks) ? found.blanks : Object.entries(found).map(([id, answer]) => ({ id, answer }));
}

// The answers of a sheet, and how many of its rows were made for other blanks than those of the report.
async function readSheet(key, name, bytes) {
  const rows = (await sheetRows(name, bytes)).filter((row) => row.id !== undefined);
  if (!rows.length) throw new Error('no rows');
  const blanks = new Map(data.reports[key].blanks.map((blank) => [blank.id, blank]));
  const same = (row, blank) => blank && ['mask', 'asked', 'context'].every((column) => row[column] === undefined || unquoted(String(row[column])) === unquoted(blank[column]));
  const answers = {};
  const letters = Array.from(data.reports[key].text);
  let strange = 0;
  hidden.set(key, new Map());
  for (const row of rows) {
    if (row.answer === undefined || row.answer === null || row.answer === '') continue;
    const [id, mask, start, end] = [String(row.id).trim(), unquoted(String(row.mask || '')), Number(row.start), Number(row.end)];
    if (row.hidden !== undefined && unquoted(String(row.hidden)) === unquoted(String(row.answer)) && mask && letters.slice(start, end).join('') === mask) {
      hidden.get(key).set(id, { id, mask, start, end, kind: 'unknown', hidden: unquoted(String(row.answer)) });
      answers[id] = unquoted(String(row.answer));
      continue;
    }
    const blank = blanks.get(String(row.id).trim());
    if (!same(row, blank)) { strange += 1; continue; }
    const written = String(row.answer);
    answers[blank.id] = typeof row.answer === 'number' && blank.mask.includes('.') && !written.includes('.') ? `${written}.0` : unquoted(written);
  }
  return [answers, strange];
}
