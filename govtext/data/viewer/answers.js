// Blanks: whether an answer fits its blank, and the filled text. The rules are those of govtext.masking.answers.
const names = ['place', 'organisation', 'person', 'name', 'unknown'];
const limits = { month: 12, day: 31 };
const digits = { 〇: 0, 零: 0, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const tens = { 十: 10, 百: 100, 千: 1000 };
const scales = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8, 万亿: 1e12 };

const narrow = (text) => text.replace(/[\uff01-\uff0b\uff0d-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));
const fold = (text) => narrow(text).replace(/(?<=\d)，(?=\d{3}(?!\d))/g, '').replace(/[\s,]/g, '');

function chinese(text) {
  const [whole, part] = text.split('点');
  if (!/^[〇零○一二两三四五六七八九十百千万亿]+$/.test(whole) || (part !== undefined && !/^[〇零○一二三四五六七八九]+$/.test(part))) return NaN;
  let value;
  if (!/[十百千万亿]/.test(whole)) value = Number(Array.from(whole, (letter) => digits[letter]).join(''));
  else {
    let total = 0, section = 0, digit = 0;
    for (const letter of whole) {
      if (letter in digits) digit = digits[letter];
      else if (letter in tens) { section += (digit || 1) * tens[letter]; digit = 0; }
      else { total = (total + section + digit || 1) * scales[letter]; section = 0; digit = 0; }
    }
    value = total + section + digit;
  }
  return part === undefined ? value : Number(`${value}.${Array.from(part, (letter) => digits[letter]).join('')}`);
}

function value(written) {
  if (/^\d+(\.\d+)?(×\d+(\.\d+)?)?$/.test(written)) return Number(written.split('×').pop());
  const mixed = /^(\d+(?:\.\d+)?)(万亿|[百千万亿])$/.exec(written);
  return mixed ? Number(mixed[1]) * scales[mixed[2]] : chinese(written);
}

// What only looks other than its mask can be confirmed.
const ofShape = ['wrong.decimals', 'wrong.digits', 'wrong.whole'];

function misfitNumber(blank, answer, written) {
  if (/^[-−–负]/.test(written) && !Number.isNaN(value(written.slice(1)))) return 'wrong.negative';
  const number = value(written);
  if (Number.isNaN(number)) {
    const tails = Array.from(written, (letter, place) => written.slice(place)).slice(1);
    return tails.some((tail) => blank.after.startsWith(tail)) ? 'wrong.unit' : 'wrong.number';
  }
  if (limits[blank.kind]) return Number.isInteger(number) && number >= 1 && number <= limits[blank.kind] ? null : `wrong.${blank.kind}`;
  if (blank.kind === 'ordinal') return Number.isInteger(number) && number >= 1 ? null : 'wrong.ordinal';
  if (blank.kind === 'percent') return /[万亿]|\d[十百千]/.test(written) ? 'wrong.amount' : null;
  const last = /(?:万亿|[万亿])$/.exec(written);
  const next = /^(?:万亿|[万亿])/.exec(blank.after);
  return last && next && !(last[0] === '万' && next[0] === '亿') ? 'wrong.scale' : null;
}

// The digits that stand before and after a mask inside a figure: 1 and 0 in 1*0万元.
const shownPart = (blank) => (names.includes(blank.kind) ? ['', ''] : [/[\d.]*$/.exec(blank.before)[0], /^[\d.]*/.exec(blank.after)[0]]);

// What of an answer stands for the mask: without the digits that the text shows, where the answer is the whole figure.
function hiddenPart(blank, answer) {
  const [before, after] = shownPart(blank);
  const written = fold(answer);
  const inside = written.slice(before.length, written.length - after.length);
  const whole = before + after && written === before + inside + after && /^[\d.]*\d[\d.]*$/.test(inside);
  return whole ? inside : answer;
}

function hiddenParts(key, answers) {
  const given = data.reports[key].blanks.filter((blank) => answers[blank.id] && !isHidden(key, blank.id, answers[blank.id]));
  return { ...answers, ...Object.fromEntries(given.map((blank) => [blank.id, hiddenPart(blank, answers[blank.id])])) };
}

function misfit(blank, answer) {
  if (/[*×□_＿]|^[Xx某]+$/.test(answer)) return 'wrong.mask';
  if (names.includes(blank.kind)) {
    if (!/\p{Alphabetic}/u.test(answer)) return blank.kind === 'unknown' ? null : 'wrong.name';
    return Array.from(answer).length > 60 ? 'wrong.long' : null;
  }
  const [before, after] = shownPart(blank);
  const written = fold(before + answer + after);
  if (blank.kind === 'year') {
    const fits = /^(?:(?:1[6-9]|2[01])\d\d|\d\d|[〇零○一二三四五六七八九]{2,4})$/.test(written);
    return fits && (written.length !== 2 || written === fold(answer)) ? null : 'wrong.year';
  }
  const reason = misfitNumber(blank, answer, written);
  if (reason) return reason;
  if (before + after && fold(answer).replace(/\D/g, '').length > blank.mask.replace('.', '').length) return 'wrong.digits';
  if (blank.kind !== 'percent') return null;
  const decimals = /[.点]/.test(written);
  if (blank.mask.includes('.') && !decimals) return 'wrong.decimals';
  return decimals && /^[*×Xx□]$/.test(blank.mask) && written === fold(answer) ? 'wrong.whole' : null;
}

// The ends of a value such as 3万-5万元; a scale that stands at the second end alone is that of both.
function rises(written) {
  const ends = /^(\d+(?:\.\d+)?)(?:余|多|几)?(万亿|亿|万|千|百)?([^\d]*?)(?:—{1,2}|-{1,2}|~|至|到)(\d+(?:\.\d+)?)(?:余|多|几)?(万亿|亿|万|千|百)?/.exec(fold(written).replace(/[–−]/g, '-'));
  if (!ends) return true;
  const high = Number(ends[4]) * (scales[ends[5]] || 1);
  const low = Number(ends[1]) * (scales[ends[2]] || (ends[3] ? 1 : scales[ends[5]] || 1));
  return low < high;
}

// What is wrong with the answers: ids of blanks, each with the key of a message.
function problems(key, given) {
  const report = data.reports[key];
  const answers = hiddenParts(key, given);
  const wrong = new Map();
  for (const blank of report.blanks) {
    const reason = answers[blank.id] && !isHidden(key, blank.id, answers[blank.id]) && misfit(blank, answers[blank.id]);
    if (reason) wrong.set(blank.id, reason);
  }
  const hard = (id) => wrong.has(id) && !ofShape.includes(wrong.get(id));
  for (const [left, right, range] of report.pairs) {
    if (isHidden(key, left, answers[left]) && isHidden(key, right, answers[right])) continue;
    if (!answers[left] || !answers[right] || hard(left) || hard(right)) continue;
    const [low, high] = [value(fold(answers[left])), value(fold(answers[right]))];
    if (range ? low >= high : high > new Date(2000, low, 0).getDate()) wrong.set(right, range ? 'wrong.rise' : 'wrong.date');
  }
  for (const pieces of report.ranges) {
    const ids = pieces.filter((piece, index) => index % 2);
    if (ids.some((id) => !answers[id] || hard(id)) || ids.every((id) => isHidden(key, id, answers[id]))) continue;
    if (!rises(pieces.map((piece, index) => (index % 2 ? answers[piece] : piece)).join(''))) wrong.set(ids[ids.length - 1], 'wrong.rise');
  }
  return wrong;
}

function filled(key, given) {
  const report = data.reports[key];
  const answers = hiddenParts(key, given);
  const letters = Array.from(report.text);
  const pieces = [];
  let position = 0;
  const others = Array.from(hiddenOf(key).values()).filter(({ id }) => !report.blanks.some((blank) => blank.id === id));
  for (const blank of [...report.blanks, ...others].sort((one, other) => one.start - other.start || one.end - other.end)) {
    const answer = answers[blank.id] || blank.hidden;
    if (!answer || blank.start < position) continue;
    pieces.push(letters.slice(position, blank.start).join(''), answer);
    position = blank.end;
  }
  return pieces.join('') + letters.slice(position).join('');
}
