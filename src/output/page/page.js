'use strict';
/** Brings the findings under a root to life: filters, explanations, counts that lead to what they count. */
const start = (root) => {
  const form = document.getElementById('filter');
  const list = document.getElementById('list');
  const shown = document.getElementById('shown');

  // A rule's page is in the document once; an explanation that is opened shows a copy in its place.
  const explain = (details) => {
    const page = document.querySelector(details.querySelector('a')?.hash || null)?.querySelector('.page');
    if (page) details.replaceChildren(details.firstElementChild, page.cloneNode(true));
  };
  list?.addEventListener('toggle', (event) => {
    if (event.target.open && event.target.matches('.explain') && event.target.querySelector('a')) explain(event.target);
  }, true);

  // A link to a closed explanation opens it.
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener('hashchange', openTarget);
  openTarget();

  if (!form) return;
  const { branch, severity, code, state, words } = form.elements;
  // As people type without accents: tone marks and the stroke of đ are no difference.
  const plain = (text) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐð]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
  const items = [...list.children].map((item) => {
    const text = [...item.querySelectorAll('p')].filter((part) => !part.closest('details')).map((part) => part.textContent);
    return { item, text: plain(text.join(' ')) };
  });

  const filter = () => {
    const wanted = plain(words.value).split(' ').filter(Boolean);
    let count = 0;
    for (const { item, text } of items) {
      const fits = (!branch.value || item.dataset.branch === branch.value)
        && (!severity.value || item.dataset.severity === severity.value)
        && (!code.value || item.dataset.code === code.value)
        && (!state?.value || item.dataset.state === state.value)
        && wanted.every((word) => text.includes(word));
      item.hidden = !fits;
      count += fits;
    }
    shown.textContent = count ? `Đang hiện ${count}/${items.length} nội dung.` : 'Không có nội dung nào khớp bộ lọc.';
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  // Emptied here rather than by the browser, which would do it only after this handler: the list never lags behind.
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    for (const field of [branch, severity, code, state, words]) if (field) field.value = '';
    filter();
  });

  // A count on the board leads to what it counts.
  root.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-severity]');
    if (!link) return;
    form.reset();
    branch.value = link.dataset.branch;
    severity.value = link.dataset.severity;
    // What is accepted counts no more.
    if (state) state.value = 'open';
    filter();
  });
  form.hidden = false;
  filter();
};
