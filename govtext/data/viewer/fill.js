// Filling in: fields, progress, what is offered, and keeping the answers in the browser until they are saved as a file.
const unsaved = new Set();
const cleared = new Map();
const visited = new Map();
const storeKey = (key) => `govtext.answers.${data.reports[key].sha256}`;
const part = (key, name) => one(`.${name}[data-report="${key}"]`);
const fieldsOf = (key) => all(`.text[data-report="${key}"] input.blank, input.answer[data-report="${key}"]`);

function answersOf(key) {
  const found = {};
  for (const field of all('input.blank', textOf(key))) if (field.value.trim()) found[field.dataset.id] = field.value.trim();
  return found;
}

function setAnswers(key, answers) {
  for (const field of fieldsOf(key)) if (answers[field.dataset.id] !== undefined) field.value = answers[field.dataset.id];
}

// A browser may forbid a page to keep anything; the page then says so.
function keep(key, answers) {
  try {
    if (Object.keys(answers).length) localStorage.setItem(storeKey(key), JSON.stringify(answers));
    else localStorage.removeItem(storeKey(key));
  } catch {
    notice(key, said('not_kept'));
  }
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(storeKey(key))) || {};
  } catch {
    return {};
  }
}

function notice(key, text) {
  part(key, 'notice').textContent = text;
}

function listProblems(key, answers, wrong) {
  const asked = new Map(data.reports[key].blanks.map((blank) => [blank.id, blank.asked]));
  part(key, 'problems').replaceChildren(...Array.from(wrong, ([id, reason]) => {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'jump';
    button.textContent = `${asked.get(id)}: ${answers[id]} ${said(reason)}`;
    button.addEventListener('click', () => jump(key, id, ''));
    item.append(button);
    return item;
  }));
  part(key, 'confirm').hidden = !Array.from(wrong.values()).some((reason) => ofShape.includes(reason));
}

function checkAnswers(key) {
  const answers = answersOf(key);
  const wrong = problems(key, answers);
  for (const field of fieldsOf(key)) {
    const reason = wrong.get(field.dataset.id);
    const soft = ofShape.includes(reason);
    field.classList.toggle('wrong', Boolean(reason) && !soft);
    field.classList.toggle('doubtful', soft);
    if (reason) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    field.title = reason ? said(reason) : field.getAttribute('aria-label');
  }
  if (!part(key, 'fillbar')) return [answers, wrong];
  listProblems(key, answers, wrong);
  const [done, whole] = [Object.keys(answers).length, data.reports[key].blanks.length];
  part(key, 'done').value = done;
  part(key, 'progress').textContent = `${said('filled')} ${done}/${whole} · ${said('open')} ${whole - done} · ${said('problems')} ${wrong.size}`;
  part(key, 'next-blank').disabled = done === whole;
  return [answers, wrong];
}

// Blanks that ask the same and are still empty: the answer is offered for all of them at once.
function offer(key, field) {
  const fits = !field.classList.contains('wrong');
  const blanks = data.reports[key].blanks;
  const { same } = blanks.find((blank) => blank.id === field.dataset.id);
  const answers = answersOf(key);
  const alike = same && fits && field.value.trim() ? blanks.filter((blank) => blank.same === same && !answers[blank.id]) : [];
  const button = part(key, 'same');
  button.hidden = !alike.length;
  if (!alike.length) return;
  button.textContent = said('fill_same').replace('{count}', alike.length).replace('{answer}', field.value.trim());
  button.onclick = () => {
    changeAll(key, Object.fromEntries(alike.map((blank) => [blank.id, field.value.trim()])));
    button.hidden = true;
    nextBlank(key, field.dataset.id);
  };
}

function changed(key) {
  const [answers] = checkAnswers(key);
  keep(key, answers);
  unsaved.add(key);
}

function changeAll(key, answers) {
  setAnswers(key, answers);
  changed(key);
}

function takeAnswer(field) {
  const key = field.dataset.report || reportOf(field);
  for (const twin of fieldsOf(key)) if (twin !== field && twin.dataset.id === field.dataset.id) twin.value = field.value;
  notice(key, '');
  changed(key);
  offer(key, field);
}

// The next blank without an answer, in the panel that is shown: that of the table where it is open, else that of the text.
function nextBlank(key, id) {
  const table = !document.getElementById(`${key}-blanks`).hidden;
  const fields = table ? all(`input.answer[data-report="${key}"]`).filter((field) => !field.closest('tr').hidden) : all('input.blank', textOf(key));
  const place = fields.findIndex((field) => field.dataset.id === id);
  const next = [...fields.slice(place + 1), ...fields.slice(0, place + 1)].find((field) => !field.value.trim());
  if (!next) return;
  if (!table) showPanel(key, 'text');
  next.scrollIntoView({ block: 'center', behavior: 'instant' });
  next.focus({ preventScroll: true });
}

function refuse(key, wrong) {
  const [id] = Array.from(wrong).find(([, reason]) => !ofShape.includes(reason)) || [];
  notice(key, said(id ? 'refused' : 'unconfirmed'));
  if (!id) one('input', part(key, 'confirm')).focus();
  else one(`input.answer[data-report="${key}"][data-id="${id}"]`).focus();
}

function downloadText(key) {
  const [answers, wrong] = checkAnswers(key);
  const confirmed = one('input', part(key, 'confirm')).checked;
  if (Array.from(wrong.values()).some((reason) => !(confirmed && ofShape.includes(reason)))) return refuse(key, wrong);
  download('filled.txt', filled(key, answers), 'text/plain');
  notice(key, '');
  return unsaved.delete(key);
}

async function loadSheet(key, file) {
  try {
    const [answers, strange] = await readSheet(key, file.name, new Uint8Array(await file.arrayBuffer()));
    changeAll(key, answers);
    notice(key, said('loaded').replace('{count}', Object.keys(answers).length) + (strange ? said('strange').replace('{count}', strange) : ''));
  } catch {
    notice(key, said('no_sheet'));
  }
}

function startFilling(key) {
  part(key, 'next-blank').addEventListener('click', () => nextBlank(key, visited.get(key)));
  part(key, 'download-text').addEventListener('click', () => downloadText(key));
  part(key, 'save-answers').addEventListener('click', () => {
    download('blanks.csv', sheetOf(key, answersOf(key)), 'text/csv');
    unsaved.delete(key);
  });
  const file = part(key, 'sheet-file');
  part(key, 'load-answers').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    if (file.files[0]) loadSheet(key, file.files[0]);
    file.value = '';
  });
  const [clear, undo] = [part(key, 'clear'), part(key, 'undo')];
  clear.addEventListener('click', () => {
    cleared.set(key, answersOf(key));
    changeAll(key, Object.fromEntries(data.reports[key].blanks.map((blank) => [blank.id, ''])));
    undo.hidden = false;
  });
  undo.addEventListener('click', () => {
    changeAll(key, cleared.get(key));
    undo.hidden = true;
  });
  const answers = kept(key);
  setAnswers(key, answers);
  checkAnswers(key);
  const restored = Object.keys(answersOf(key)).length;
  if (restored) notice(key, said('restored').replace('{count}', restored));
}

function startAnswers() {
  for (const field of all('input.blank, input.answer')) {
    field.addEventListener('input', () => takeAnswer(field));
    field.addEventListener('focus', () => visited.set(field.dataset.report || reportOf(field), field.dataset.id));
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      nextBlank(field.dataset.report || reportOf(field), field.dataset.id);
    });
  }
  for (const key of Object.keys(data.reports)) if (part(key, 'fillbar')) startFilling(key);
  window.addEventListener('beforeunload', (event) => unsaved.size && event.preventDefault());
}
