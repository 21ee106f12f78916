// Blanks: whether an answer fits its blank, and the filled text. The rules are those of govtext.masking.answers.
const names = ['place', 'organisation', 'person', 'name', 'unknown'];
const limits = { month: 12, day: 31 };
const digits = { 〇: 0, 零: 0, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const tens = { 十: 10, 百: 100, 千: 1000 };
const scales = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8, 万亿: 1e12 };

const fold = (text) => text.replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).replace(/[\s,]/g, '');

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
  return chinese(written);
}

function misfit(blank, answer) {
  if (/[*×□_＿]|^[Xx某]+$/.test(answer)) return 'wrong.mask';
  if (names.includes(blank.kind)) {
    if (!/\p{Alphabetic}/u.test(answer)) return blank.kind === 'unknown' ? null : 'wrong.name';
    return Array.from(answer).length > 60 ? 'wrong.long' : null;
  }
  const written = fold(/[\d.]*$/.exec(blank.before)[0] + answer + /^[\d.]*/.exec(blank.after)[0]);
  if (blank.kind === 'year') {
    const fits = /^(?:(?:1[6-9]|2[01])\d\d|\d\d|[〇零○一二三四五六七八九]{2,4})$/.test(written);
    return fits && (written.length !== 2 || written === fold(answer)) ? null : 'wrong.year';
  }
  const number = value(written);
  if (Number.isNaN(number)) return 'wrong.number';
  if (limits[blank.kind]) return Number.isInteger(number) && number >= 1 && number <= limits[blank.kind] ? null : `wrong.${blank.kind}`;
  if (blank.kind === 'ordinal') return Number.isInteger(number) && number >= 1 ? null : 'wrong.ordinal';
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

function answersOf(key) {
  const found = {};
  for (const field of all('input.blank', textOf(key))) if (field.value.trim()) found[field.dataset.id] = field.value.trim();
  return found;
}

// What is wrong with the answers: ids of blanks, each with the key of a message.
function problems(key, answers) {
  const report = data.reports[key];
  const wrong = new Map();
  for (const blank of report.blanks) {
    const reason = answers[blank.id] && misfit(blank, answers[blank.id]);
    if (reason) wrong.set(blank.id, reason);
  }
  for (const [left, right, range] of report.pairs) {
    if (!answers[left] || !answers[right] || wrong.has(left) || wrong.has(right)) continue;
    const [low, high] = [value(fold(answers[left])), value(fold(answers[right]))];
    if (range ? low >= high : high > new Date(2000, low, 0).getDate()) wrong.set(right, range ? 'wrong.rise' : 'wrong.date');
  }
  for (const pieces of report.ranges) {
    const ids = pieces.filter((piece, index) => index % 2);
    if (ids.some((id) => !answers[id] || wrong.has(id))) continue;
    if (!rises(pieces.map((piece, index) => (index % 2 ? answers[piece] : piece)).join(''))) wrong.set(ids[ids.length - 1], 'wrong.rise');
  }
  return wrong;
}

function filled(key, answers) {
  const report = data.reports[key];
  const letters = Array.from(report.text);
  const pieces = [];
  let position = 0;
  for (const blank of report.blanks) {
    if (!answers[blank.id]) continue;
    pieces.push(letters.slice(position, blank.start).join(''), answers[blank.id]);
    position = blank.end;
  }
  return pieces.join('') + letters.slice(position).join('');
}

function checkAnswers(key) {
  const answers = answersOf(key);
  const wrong = problems(key, answers);
  for (const field of all(`.text[data-report="${key}"] input.blank, input.answer[data-report="${key}"]`)) {
    const reason = wrong.get(field.dataset.id);
    field.classList.toggle('wrong', Boolean(reason));
    if (reason) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    field.title = reason ? said(reason) : field.getAttribute('aria-label');
  }
  const list = one(`.problems[data-report="${key}"]`);
  if (!list) return [answers, wrong];
  const asked = new Map(data.reports[key].blanks.map((blank) => [blank.id, blank.asked]));
  list.replaceChildren(...Array.from(wrong, ([id, reason]) => {
    const item = document.createElement('li');
    item.textContent = `${asked.get(id)}: ${answers[id]} ${said(reason)}`;
    return item;
  }));
  const done = Object.keys(answers).length;
  one(`.progress[data-report="${key}"]`).textContent = `${said('filled')} ${done} · ${said('open')} ${data.reports[key].blanks.length - done} · ${said('problems')} ${wrong.size}`;
  return [answers, wrong];
}

function takeAnswer(field) {
  const key = field.dataset.report || reportOf(field);
  const twins = all(`.text[data-report="${key}"] input.blank[data-id="${field.dataset.id}"], input.answer[data-report="${key}"][data-id="${field.dataset.id}"]`);
  for (const twin of twins) if (twin !== field) twin.value = field.value;
  checkAnswers(key);
}

function startAnswers() {
  for (const field of all('input.blank, input.answer')) field.addEventListener('input', () => takeAnswer(field));
  for (const button of all('.download-text, .download-answers')) {
    button.addEventListener('click', () => {
      const key = button.dataset.report;
      const [answers, wrong] = checkAnswers(key);
      if (wrong.size) return;
      if (button.matches('.download-text')) download('filled.txt', filled(key, answers), 'text/plain');
      else download('answers.json', `${JSON.stringify(answers, null, 1)}\n`, 'application/json');
    });
  }
  for (const button of all('.clear')) {
    button.addEventListener('click', () => {
      for (const field of all(`.text[data-report="${button.dataset.report}"] input.blank, input.answer[data-report="${button.dataset.report}"]`)) field.value = '';
      checkAnswers(button.dataset.report);
    });
  }
  for (const key of Object.keys(data.reports)) checkAnswers(key);
}
