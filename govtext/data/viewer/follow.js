// The page of targets that an office follows: its table and its language.
one('#language').addEventListener('click', () => {
  lang = lang === 'zh' ? 'en' : 'zh';
  translate();
  filter(one('#tracks'));
});
startTables();
translate();
