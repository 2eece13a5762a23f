// Comfort for a long list of services: search, count and hide-unselected without a round trip. Without this file the same
// buttons send the form. The words come from the page, so no language stands here.
document.querySelectorAll('[data-service-choice]').forEach((section) => {
  const search = section.querySelector('#serviceSearch');
  const onlyChosen = section.querySelector('#onlyChosen');
  const count = section.querySelector('[data-chosen]');
  const shown = section.querySelector('[data-shown]');
  if (!search || !onlyChosen || !count) return;
  const boxes = [...section.querySelectorAll('input[name="usagePointIds"]')];
  const row = (box) => box.closest('.choice');
  const listed = () => boxes.filter((box) => !row(box).hidden);
  const refresh = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const box of boxes) {
      const text = row(box).textContent.toLowerCase();
      row(box).hidden = !words.every((word) => text.includes(word)) || (onlyChosen.checked && !box.checked);
    }
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = count.parentElement.dataset.count.replace('{chosen}', String(chosen));
    shown.hidden = true;
  };
  const tools = {
    search: refresh,
    chooseListed: () => listed().forEach((box) => (box.checked = true)),
    chooseNone: () => boxes.forEach((box) => (box.checked = false)),
  };
  section.addEventListener('click', (event) => {
    const tool = event.target instanceof HTMLButtonElement ? tools[event.target.value] : undefined;
    if (!tool) return;
    event.preventDefault();
    tool();
    refresh();
  });
  section.addEventListener('input', refresh);
});
